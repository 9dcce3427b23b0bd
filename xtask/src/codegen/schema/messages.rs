//! Schemas of whole messages: direction, IDs, name and bodies.

use anyhow::{Result, ensure};
use matrix_widget_protocol::{Direction, action::ActionInfo};
use schemars::SchemaGenerator;
use serde_json::{Value, json};

use crate::codegen::catalog::{Action, Body, Catalog, direction_name, message_name};

/// Schemas with their names.
pub type Definitions = Vec<(String, Value)>;

/// Returns the schemas of the requests and responses of each direction, and of the messages of each action.
pub fn of_any_action(
    catalog: &Catalog,
    generator: &mut SchemaGenerator,
) -> Result<(Definitions, Definitions)> {
    let mut kinds = Definitions::new();
    let mut all = Definitions::new();
    for direction in Direction::ALL {
        let actions = catalog.actions.iter().filter(|action| action.info.direction == direction);
        let mut messages: Vec<_> =
            actions.map(|action| of_action(action, &catalog.error, generator)).collect();
        messages.push(of_custom_actions(catalog, direction, generator)?);
        let (requests, responses): (Definitions, Definitions) =
            messages.into_iter().map(|[request, response]| (request, response)).unzip();
        for (kind, messages) in [("Request", requests), ("Response", responses)] {
            let name = format!("{}{kind}Message", direction_name(direction));
            kinds.push((name, json!({ "anyOf": references(&messages) })));
            all.extend(messages);
        }
    }
    Ok((kinds, all))
}

/// Returns the schemas of the request and the response of an action.
pub fn of_action(action: &Action, error: &Body, generator: &mut SchemaGenerator) -> [(String, Value); 2] {
    let data = (action.request.schema)(generator);
    let (data, required) = if action.needs_data {
        (data.to_value(), vec!["data"])
    } else {
        (json!({ "anyOf": [data, { "type": "null" }] }), vec![])
    };
    let response = (action.response.schema)(generator).to_value();
    let envelope = Envelope {
        direction: action.info.direction,
        info: Some(action.info),
        action: json!({ "type": "string", "enum": action.names() }),
    };
    [envelope.request(&data, &required), envelope.response(&response, error, generator)]
}

/// Returns the schemas of the requests and responses of custom actions.
fn of_custom_actions(
    catalog: &Catalog,
    direction: Direction,
    generator: &mut SchemaGenerator,
) -> Result<[(String, Value); 2]> {
    let actions = catalog.actions.iter().filter(|action| action.info.direction == direction);
    let known: Vec<_> = actions.flat_map(Action::names).collect();
    let object = json!({ "type": "object" });
    let envelope = Envelope {
        direction,
        info: None,
        action: json!({ "type": "string", "minLength": 1, "pattern": none_of(&known)? }),
    };
    Ok([
        envelope.request(&json!({ "anyOf": [object, { "type": "null" }] }), &[]),
        envelope.response(&object, &catalog.error, generator),
    ])
}

/// Returns a pattern that matches all strings except these. Code generators support patterns, but not `not`.
///
/// The pattern does not use `$`, which in Python also matches before a trailing line break.
fn none_of(names: &[&str]) -> Result<String> {
    for name in names {
        let is_plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-".contains(letter));
        ensure!(is_plain, "{name} contains a character that may be special in a pattern");
    }
    Ok(format!("^(?!(?:{})(?![\\s\\S]))", names.join("|").replace('.', "\\.")))
}

/// The common parts of the messages of an action.
struct Envelope {
    direction: Direction,
    info: Option<&'static ActionInfo>,
    /// The schema of the action's name.
    action: Value,
}

impl Envelope {
    fn request(&self, data: &Value, required: &[&str]) -> (String, Value) {
        let mut message = self.message(required);
        message["properties"]["data"] = data.clone();
        message["properties"]["response"] = json!({ "type": "null" });
        (message_name(self.direction, self.info, true), message)
    }

    /// The `data` of a response is not validated, because it is a copy.
    fn response(&self, response: &Value, error: &Body, generator: &mut SchemaGenerator) -> (String, Value) {
        let mut message = self.message(&["response"]);
        message["properties"]["data"] = json!({});
        message["properties"]["response"] = json!({ "anyOf": [response, (error.schema)(generator)] });
        (message_name(self.direction, self.info, false), message)
    }

    /// A condition requires the ID. With `anyOf`, code generators would write each message twice.
    fn message(&self, required: &[&str]) -> Value {
        let identifier = json!({ "type": "string", "minLength": 1 });
        let mut all_required = vec!["api", "widgetId", "action"];
        all_required.extend(required);
        json!({
            "type": "object",
            "properties": {
                "api": { "type": "string", "const": self.direction.as_str() },
                "widgetId": identifier,
                "requestId": identifier,
                "action": self.action,
            },
            "required": all_required,
            "if": { "properties": { "requestId": {} }, "required": ["requestId"] },
            "else": {
                "description": "Some proposals spell `requestId` as `requestid`, which is ignored if `requestId` is present.",
                "properties": { "requestid": identifier },
                "required": ["requestid"],
            },
        })
    }
}

pub fn references(messages: &[(String, Value)]) -> Value {
    messages.iter().map(|(name, _)| json!({ "$ref": format!("#/$defs/{name}") })).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use crate::repository::{files, root};

    /// Collects all patterns of a schema.
    fn patterns(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Object(members) => {
                found.extend(members.get("pattern").and_then(Value::as_str).map(str::to_owned));
                let keys = members.get("patternProperties").and_then(Value::as_object);
                found.extend(keys.into_iter().flat_map(|keys| keys.keys().cloned()));
                members.values().for_each(|member| patterns(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| patterns(item, found)),
            _ => {}
        }
    }

    /// In Python, `$` also matches before a trailing line break.
    #[test]
    fn patterns_do_not_use_the_end_anchor() {
        let mut found = Vec::new();
        for file in files(&root().join("schemas")).unwrap() {
            patterns(&serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap(), &mut found);
        }
        assert!(found.len() > 10);
        for pattern in found {
            assert!(!pattern.replace("\\$", "").contains('$'), "{pattern}");
        }
    }
}
