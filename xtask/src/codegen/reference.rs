//! `docs/actions.md`: the reference of all actions.

use std::{collections::BTreeMap, fmt::Write};

use anyhow::{Context, Result};
use matrix_widget_protocol::Direction;
use serde_json::Value;

use super::{
    catalog::{Action, Body, Catalog},
    outputs::{NOTICE, Outputs, REFERENCE},
    registry, schema,
};
use crate::repository::root;

const MSC: &str = "https://github.com/matrix-org/matrix-spec-proposals/pull/";

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let mut out = format!("<!-- {NOTICE} -->\n\n{INTRODUCTION}");
    let mut types = Types::default();
    for body in [&catalog.error].into_iter().chain(&catalog.others) {
        types.mention(body)?;
    }
    for direction in Direction::ALL {
        let actions: Vec<_> =
            catalog.actions.iter().filter(|action| action.info.direction == direction).collect();
        let parties = match direction {
            Direction::FromWidget => "from the widget to the client",
            Direction::ToWidget => "from the client to the widget",
        };
        writeln!(out, "\n## {direction}: requests {parties}\n")?;
        out += &overview(&actions)?;
        for action in actions {
            out += &section(action, &mut types)?;
        }
    }
    writeln!(
        out,
        "\n## Types\n\nThe types in the tables above, the error response, types that are read on demand, and widget definitions."
    )?;
    out += &types.sections()?;
    outputs.add_file(REFERENCE, out)
}

const INTRODUCTION: &str = "# Actions of the Matrix Widget API

This reference is generated from the types of `matrix-widget-protocol`. A message is a JSON object with `api`, `widgetId`,
`requestId`, `action` and `data`. A response repeats the request and adds `response`, which is either the object described
below or an [`ErrorResponse`](#errorresponse). Members that are not required may be absent or null, which mean the same unless the
type says `or null`. Unknown members are allowed everywhere.

- _Name_: the name in deployed software. It is unstable if the action has a _stable name_ too, which the action's proposal
  defines for the time after it is merged.
- _Version_: the entry in `supported_versions` that shows support for the action. Only three requests depend on it: a client
  sends `update_state`, `theme_change` and `language_change` only to widgets that list their version. It may send any other
  request to any widget.
- _Capabilities_: the widget needs one of them. A capability that ends in `:` is a prefix, followed by the type of the
  events or the account data.
";

/// Writes the table of the actions of a direction.
fn overview(actions: &[&Action]) -> Result<String> {
    let mut out = "| name | stable name | version | proposals |\n| --- | --- | --- | --- |\n".to_owned();
    for action in actions {
        let info = action.info;
        let stable = info.stable_name.map_or_else(|| "same".to_owned(), code);
        let version = info.version.as_ref().map_or_else(String::new, code);
        let anchor = anchor(&title(action));
        writeln!(out, "| [`{}`](#{anchor}) | {stable} | {version} | {} |", info.name, proposals(info.mscs))?;
    }
    Ok(out)
}

/// Writes the section of an action.
fn section(action: &Action, types: &mut Types) -> Result<String> {
    let info = action.info;
    let mut out = format!("\n### {}\n\n{}\n\n", title(action), info.description());
    if let Some(stable) = info.stable_name {
        writeln!(out, "- unstable name: `{}`; stable name: `{stable}`", info.name)?;
    }
    if let Some(former) = info.former_name {
        writeln!(out, "- former name, which is only read: `{former}`")?;
    }
    if let Some(version) = &info.version {
        write!(out, "- version: `{version}`")?;
        match &info.stable_version {
            Some(stable) if stable != version => writeln!(out, "; for the stable name: `{stable}`")?,
            _ if info.is_gated => writeln!(out, "; sent only to widgets that list it")?,
            _ => writeln!(out)?,
        }
    }
    let capabilities: Vec<_> = registry::capabilities(info).into_iter().map(code).collect();
    if !capabilities.is_empty() {
        writeln!(out, "- capabilities: {}", capabilities.join(", "))?;
    }
    writeln!(out, "- schema: [`{0}`](../schemas/{0})", action.schema_file())?;
    for (part, body) in [("data", &action.request), ("response", &action.response)] {
        writeln!(out, "\n`{part}`: {}", types.body(body)?)?;
    }
    writeln!(out, "\n```json\n{}\n```", example(action)?)?;
    Ok(out)
}

/// Writes a request with all its members, from the fixture of the protocol crate's tests.
fn example(action: &Action) -> Result<String> {
    let file = root().join(EXAMPLES).join(action.schema_file());
    let fixture = std::fs::read_to_string(&file)
        .with_context(|| format!("{} needs an example in {}", action.full_name(), file.display()))?;
    let fixture: Value = serde_json::from_str(&fixture).with_context(|| file.display().to_string())?;
    let data =
        fixture.pointer("/request/full").with_context(|| format!("{}: no request.full", file.display()))?;
    let indented = format!("{data:#}").replace('\n', "\n  ");
    Ok(format!(
        "{{\n  \"api\": \"{}\",\n  \"widgetId\": \"my-widget\",\n  \"requestId\": \"request-1\",\n  \"action\": \"{}\",\n  \"data\": {indented}\n}}",
        action.info.direction, action.info.name
    ))
}

/// The directory of the fixtures, whose paths are those of the schemas.
const EXAMPLES: &str = "crates/matrix-widget-protocol/tests/fixtures/actions";

fn title(action: &Action) -> String {
    format!("{} ({})", action.info.variant, action.info.direction)
}

/// Returns the anchor of a heading, as on GitHub.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || *letter == ' ');
    kept.flat_map(char::to_lowercase).collect::<String>().replace(' ', "-")
}

fn proposals(mscs: &[u16]) -> String {
    mscs.iter().map(|msc| format!("[MSC{msc}]({MSC}{msc})")).collect::<Vec<_>>().join(", ")
}

fn code(text: impl std::fmt::Display) -> String {
    format!("`{text}`")
}

/// Escapes text for a cell of a table.
fn cell(text: &str) -> String {
    text.replace("\n\n", " ").replace('\n', " ").replace('|', "\\|")
}

/// The schemas of the types to describe, by name.
#[derive(Default)]
pub struct Types {
    schemas: BTreeMap<String, Value>,
}

impl Types {
    /// Adds a body, which gets its own section.
    pub fn mention(&mut self, body: &Body) -> Result<()> {
        let (schema, definitions) = schema::with_definitions_of(body)?;
        self.schemas.extend(definitions);
        self.schemas.insert((body.name)(), schema);
        Ok(())
    }

    /// Describes a body inline: its description, and its members if it has any.
    fn body(&mut self, body: &Body) -> Result<String> {
        let name = (body.name)();
        let (schema, definitions) = schema::with_definitions_of(body)?;
        for (name, schema) in definitions {
            self.schemas.entry(name).or_insert(schema);
        }
        if name == "Empty" {
            return Ok("`{}`".to_owned());
        }
        let Some(objects) = objects(&schema) else {
            let description = schema["description"].as_str().unwrap_or("any object");
            return Ok(cell(description));
        };
        Ok(format!("{}\n\n{}", cell(schema["description"].as_str().unwrap_or_default()), members(&objects)?))
    }

    pub fn sections(&self) -> Result<String> {
        let mut out = String::new();
        for (name, schema) in self.schemas.iter().filter(|(name, _)| *name != "Empty") {
            writeln!(out, "\n### {name}\n\n{}", schema["description"].as_str().unwrap_or_default())?;
            match objects(schema) {
                Some(objects) => writeln!(out, "\n{}", members(&objects)?.trim_end())?,
                None => writeln!(out, "\nJSON type: {}", type_of(schema))?,
            }
        }
        Ok(out)
    }
}

/// Returns the alternatives of a schema if all of them are objects with members.
fn objects(schema: &Value) -> Option<Vec<&Value>> {
    let objects = schema["anyOf"].as_array().map_or_else(|| vec![schema], |objects| objects.iter().collect());
    objects.iter().all(|object| object.get("properties").is_some()).then_some(objects)
}

/// Writes the table of the members of these alternative objects.
fn members(objects: &[&Value]) -> Result<String> {
    let mut members = BTreeMap::<_, Vec<_>>::new();
    for object in objects {
        for (name, member) in object["properties"].as_object().into_iter().flatten() {
            members.entry(name.as_str()).or_default().push(member);
        }
    }
    let mut out = "| member | type | required | description |\n| --- | --- | --- | --- |\n".to_owned();
    for (name, variants) in members {
        let mut types: Vec<_> = variants.iter().map(|member| type_of(member)).collect();
        types.dedup();
        let is_required = objects.iter().all(|object| {
            object["required"].as_array().is_some_and(|required| required.contains(&name.into()))
        });
        let is_required = if is_required { "yes" } else { "" };
        let description =
            variants.iter().find_map(|member| member["description"].as_str()).unwrap_or_default();
        let description = description.strip_prefix(&format!("`{name}`: ")).unwrap_or(description);
        writeln!(
            out,
            "| `{name}` | {} | {is_required} | {} |",
            cell(&types.join(" or ")),
            cell(description)
        )?;
    }
    Ok(out)
}

/// Describes the type that a schema requires.
fn type_of(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        return if name == "Empty" { "`{}`".to_owned() } else { format!("[{name}](#{})", anchor(name)) };
    }
    if let Some(branches) =
        ["anyOf", "oneOf", "allOf"].into_iter().find_map(|keyword| schema[keyword].as_array())
    {
        let kinds: Vec<_> = branches.iter().filter(|branch| branch["type"] != "null").map(type_of).collect();
        return kinds.join(" or ");
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(code).collect::<Vec<_>>().join(" or ");
    }
    if let Some(value) = schema.get("const") {
        return code(value);
    }
    let kinds = match &schema["type"] {
        Value::String(kind) => vec![kind.as_str()],
        Value::Array(kinds) => {
            let is_shown = |kind: &&str| *kind != "null" || schema["x-nullable"] == true;
            kinds.iter().filter_map(Value::as_str).filter(is_shown).collect()
        }
        _ => return "any".to_owned(),
    };
    let of = |part: &str| schema.get(part).filter(|part| part.is_object()).map(type_of);
    let kinds: Vec<_> = kinds
        .into_iter()
        .map(|kind| match kind {
            "array" => format!("array of {}", of("items").unwrap_or_default()),
            "object" => of("additionalProperties")
                .map_or_else(|| "object".to_owned(), |values| format!("map of {values}")),
            "string" if schema["examples"].is_array() => {
                let known = schema["examples"].as_array().into_iter().flatten();
                format!("string, for example {}", known.map(code).collect::<Vec<_>>().join(", "))
            }
            other => other.to_owned(),
        })
        .collect();
    kinds.join(" or ")
}
