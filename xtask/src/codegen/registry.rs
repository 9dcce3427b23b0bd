//! `schemas/actions.json`: the registry as data.

use anyhow::Result;
use matrix_widget_protocol::{Spelling, action::ActionInfo};
use serde_json::{Value, json};

use super::{
    NOTICE, SCHEMAS,
    catalog::{Action, Catalog},
    outputs::Outputs,
    schema::pretty,
};

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let actions: Vec<_> = catalog.actions.iter().map(entry).collect();
    outputs.add(SCHEMAS, "actions.json", pretty(&json!({ "$comment": NOTICE, "actions": actions })))
}

/// What the registry says of an action, with the files of its schemas.
fn entry(action: &Action) -> Value {
    let mut entry = facts(action);
    entry["schema"] = action.schema_file().into();
    entry["request_schema"] = action.request.schema_file().into();
    entry["response_schema"] = action.response.schema_file().into();
    entry
}

/// What the registry says of an action; what does not apply is null.
pub fn facts(action: &Action) -> Value {
    let info = action.info;
    let version = |version: &Option<_>| version.as_ref().map(ToString::to_string);
    json!({
        "variant": info.variant,
        "direction": info.direction.as_str(),
        "name": info.name,
        "stable_name": info.stable_name,
        "version": version(&info.version),
        "stable_version": info.stable_name.and(version(&info.stable_version)),
        "capabilities": capabilities(info),
        "mscs": info.mscs,
        "description": info.description(),
    })
}

/// The capabilities of which the widget needs one, each in all its spellings; one that ends in `:` is a prefix.
pub fn capabilities(info: &ActionInfo) -> Vec<&'static str> {
    let spellings = [Spelling::Today, Spelling::Stable];
    let mut names: Vec<_> = info
        .capabilities
        .iter()
        .flat_map(|needed| spellings.map(|spelling| needed.as_str(spelling)))
        .collect();
    names.dedup();
    names
}
