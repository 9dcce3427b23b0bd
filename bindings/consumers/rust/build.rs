//! Generates a type for each schema in `schemas/payloads`, and `Body`, an enum of these types.

use std::{env, fs, path::Path};

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};
use typify::{TypeSpace, TypeSpaceSettings};

fn main() -> Result<()> {
    let folder = "../../../schemas/payloads";
    println!("cargo::rerun-if-changed={folder}");
    let mut definitions = Map::new();
    let mut bodies = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().context("missing file name")?.to_string_lossy().into_owned();
        let mut schema: Map<String, Value> = serde_json::from_str(&fs::read_to_string(&path)?)?;
        if let Some(Value::Object(own)) = schema.remove("$defs") {
            definitions.extend(own);
        }
        bodies.push(json!({
            "type": "object",
            "properties": { &name: { "$ref": format!("#/$defs/{name}") } },
            "required": [&name],
            "additionalProperties": false,
        }));
        definitions.insert(name, schema.into());
    }
    definitions.insert("Body".to_owned(), json!({ "oneOf": bodies }));
    definitions.values_mut().for_each(adapt);

    let schema = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions });
    let mut types = TypeSpace::new(&TypeSpaceSettings::default());
    types.add_root_schema(serde_json::from_value(schema)?)?;
    let output = Path::new(&env::var("OUT_DIR")?).join("types.rs");
    Ok(fs::write(output, types.to_stream().to_string())?)
}

/// Rewrites a schema to use only keywords that typify 0.8 supports.
fn adapt(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(adapt),
        Value::Object(members) => {
            members.values_mut().for_each(adapt);
            // typify reads draft-07, which has `definitions` instead of `$defs`.
            if let Some(Value::String(reference)) = members.get_mut("$ref") {
                *reference = reference.replace("#/$defs/", "#/definitions/");
            }
            // typify ignores `const`.
            if let Some(constant) = members.remove("const") {
                members.insert("enum".to_owned(), json!([constant]));
            }
            // typify merges overlapping branches of `anyOf` into one struct that can write a member twice.
            if let Some(branches) = members.remove("anyOf") {
                members.insert("oneOf".to_owned(), branches);
            }
            // typify drops unknown members that have no schema.
            let is_open = members.get("additionalProperties").is_none_or(|other| *other == true);
            if is_open && members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), json!({}));
            }
        }
        _ => {}
    }
}
