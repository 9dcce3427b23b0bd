//! `schemas/actions.json`: the registry of actions as data.

use anyhow::Result;
use matrix_widget_protocol::{ApiVersion, Direction, Spelling, action::ActionInfo};
use serde_json::{Map, Value, json};

use super::{
    catalog::{Action, Catalog},
    outputs::{NOTICE, Outputs, SCHEMAS, pretty},
};

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let actions: Vec<_> = catalog.actions.iter().map(entry).collect();
    outputs.add(SCHEMAS, "actions.json", pretty(&json!({ "$comment": NOTICE, "actions": actions })))
}

/// Returns the facts about an action, and the files of its schemas.
fn entry(action: &Action) -> Value {
    let mut entry = facts(action);
    entry["description"] = action.info.description().into();
    entry["schema"] = action.schema_file().into();
    entry["request_schema"] = action.request.schema_file().into();
    entry["response_schema"] = action.response.schema_file().into();
    entry
}

/// Returns the facts about an action. Facts that do not apply are null.
pub fn facts(action: &Action) -> Value {
    let mut facts: Map<_, _> = FACTS.iter().map(|fact| (fact.name.to_owned(), (fact.of)(action))).collect();
    facts.insert("variant".to_owned(), action.info.variant.into());
    facts.into()
}

/// A fact about every action.
pub struct Fact {
    name: &'static str,
    meaning: &'static str,
    kind: fn() -> Value,
    pub of: fn(&Action) -> Value,
}

pub const FACTS: [Fact; 8] = [
    Fact {
        name: "direction",
        meaning: "The `api` of the action's messages.",
        kind: || json!({ "type": "string", "enum": Direction::ALL.map(Direction::as_str) }),
        of: |action| action.info.direction.as_str().into(),
    },
    Fact {
        name: "name",
        meaning: "The name in deployed software, which is unstable if `stable_name` is not null.",
        kind: || json!({ "type": "string" }),
        of: |action| action.info.name.into(),
    },
    Fact {
        name: "stable_name",
        meaning: "The name after the proposal is merged, if it differs from `name`.",
        kind: optional_string,
        of: |action| action.info.stable_name.into(),
    },
    Fact {
        name: "former_name",
        meaning: "A former unstable name, if any. Read it like `name`, and never write it.",
        kind: optional_string,
        of: |action| action.info.former_name.into(),
    },
    Fact {
        name: "version",
        meaning: "The entry in `supported_versions` that shows support for `name`.",
        kind: optional_string,
        of: |action| version(action.info.version.as_ref()),
    },
    Fact {
        name: "stable_version",
        meaning: "The entry in `supported_versions` that shows support for `stable_name`.",
        kind: optional_string,
        of: |action| version(action.info.stable_name.and(action.info.stable_version.as_ref())),
    },
    Fact {
        name: "capabilities",
        meaning: "The capabilities, one of which the widget needs, in all their spellings. A capability that ends in `:` is a prefix.",
        kind: || json!({ "type": "array", "items": { "type": "string" } }),
        of: |action| capabilities(action.info).into(),
    },
    Fact {
        name: "mscs",
        meaning: "The numbers of the proposals (MSCs) that define the action.",
        kind: || json!({ "type": "array", "items": { "type": "integer" } }),
        of: |action| action.info.mscs.into(),
    },
];

impl Fact {
    /// Returns the keyword of the fact in a schema.
    pub fn keyword(&self) -> String {
        format!("x-{}", self.name.replace('_', "-"))
    }

    /// Returns the schema of the fact.
    pub fn schema(&self) -> Value {
        let mut schema = (self.kind)();
        schema["description"] = self.meaning.into();
        schema
    }
}

fn optional_string() -> Value {
    json!({ "type": ["string", "null"] })
}

fn version(version: Option<&ApiVersion>) -> Value {
    version.map(ToString::to_string).into()
}

/// Returns the capabilities of which the widget needs one, by their unstable and stable names.
pub fn capabilities(info: &ActionInfo) -> Vec<&'static str> {
    let spellings = [Spelling::Unstable, Spelling::Stable];
    let mut names: Vec<_> = info
        .capabilities
        .iter()
        .flat_map(|needed| spellings.map(|spelling| needed.as_str(spelling)))
        .collect();
    names.dedup();
    names
}
