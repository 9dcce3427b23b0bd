//! The schemas in words that typify understands: one draft-07 schema, which accepts what they accept.
//!
//! There is a rule for each thing that typify 0.8 passes over, or of which it makes a type that loses something.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value, json};

use crate::branches;

pub type Schema = Map<String, Value>;

/// One schema whose `definitions` are the payloads and all that they refer to.
pub fn apply(payloads: &BTreeMap<String, Value>) -> Result<Value> {
    let mut definitions = collect(payloads)?;
    every_schema(&mut definitions, &|schema| {
        refer_to_definitions(schema);
        list_constant(schema);
        Ok(())
    })?;
    let unchanged = definitions.clone();
    every_schema(&mut definitions, &|schema| branches::spread(schema, &unchanged))?;
    every_schema(&mut definitions, &|schema| {
        keep_further_members(schema);
        Ok(())
    })?;
    Ok(json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions }))
}

/// The payloads by their names, and their definitions beside them.
fn collect(payloads: &BTreeMap<String, Value>) -> Result<Schema> {
    let mut all = Map::new();
    for (name, payload) in payloads {
        let mut root = payload.as_object().with_context(|| format!("{name} is no object"))?.clone();
        for keyword in ["$schema", "$id", "$comment", "title"] {
            root.remove(keyword);
        }
        let definitions = match root.remove("$defs") {
            Some(Value::Object(definitions)) => definitions,
            _ => Map::new(),
        };
        for (name, schema) in definitions.into_iter().chain([(name.clone(), root.into())]) {
            let known = all.get(&name);
            ensure!(known.is_none_or(|known| *known == schema), "two files define {name}, and not alike");
            all.insert(name, schema);
        }
    }
    Ok(all)
}

/// Draft-07 has no `$defs`.
fn refer_to_definitions(schema: &mut Schema) {
    if let Some(Value::String(reference)) = schema.get_mut("$ref") {
        *reference = reference.replace("#/$defs/", "#/definitions/");
    }
}

/// typify passes over `const`.
fn list_constant(schema: &mut Schema) {
    if let Some(constant) = schema.remove("const") {
        schema.insert("enum".to_owned(), json!([constant]));
    }
}

/// Objects are open, but typify drops further members unless there is a schema for them.
fn keep_further_members(schema: &mut Schema) {
    let further = schema.get("additionalProperties");
    if schema.contains_key("properties") && further.is_none_or(|further| *further == json!(true)) {
        schema.insert("additionalProperties".to_owned(), json!({}));
    }
}

/// Applies a rule to schemas by name and to every schema in them, innermost first.
fn every_schema(schemas: &mut Schema, rule: &impl Fn(&mut Schema) -> Result<()>) -> Result<()> {
    for (name, schema) in schemas {
        every_schema_in(schema, rule).with_context(|| name.clone())?;
    }
    Ok(())
}

fn every_schema_in(schema: &mut Value, rule: &impl Fn(&mut Schema) -> Result<()>) -> Result<()> {
    let Value::Object(schema) = schema else { return Ok(()) };
    for (keyword, value) in schema.iter_mut() {
        match (keyword.as_str(), value) {
            ("items" | "additionalProperties" | "propertyNames" | "not", schema) => {
                every_schema_in(schema, rule)?;
            }
            ("properties" | "patternProperties", Value::Object(schemas)) => every_schema(schemas, rule)?,
            ("anyOf" | "oneOf" | "allOf", Value::Array(schemas)) => {
                for schema in schemas {
                    every_schema_in(schema, rule)?;
                }
            }
            _ => {}
        }
    }
    rule(schema)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    /// The definitions that become of payloads.
    fn definitions(payloads: Value) -> Value {
        let payloads: BTreeMap<_, _> = serde_json::from_value(payloads).unwrap();
        super::apply(&payloads).unwrap()["definitions"].take()
    }

    #[test]
    fn payloads_and_their_definitions_stand_side_by_side() {
        let user = json!({ "type": "string", "description": "Who." });
        let payloads = json!({
            "A": {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": "urn:a",
                "$comment": "Generated.",
                "title": "A",
                "description": "First.",
                "items": { "$ref": "#/$defs/User" },
                "$defs": { "User": user },
            },
            "User": user,
        });
        let expected = json!({
            "A": { "description": "First.", "items": { "$ref": "#/definitions/User" } },
            "User": user,
        });
        assert_eq!(definitions(payloads), expected);
    }

    #[test]
    fn one_name_has_one_definition() {
        let payloads = BTreeMap::from([
            ("A".to_owned(), json!({ "$defs": { "User": { "type": "string" } } })),
            ("User".to_owned(), json!({ "type": "object" })),
        ]);
        let error = super::apply(&payloads).unwrap_err();
        assert_eq!(error.to_string(), "two files define User, and not alike");
    }

    #[test]
    fn a_constant_is_an_enum_of_one() {
        let payload = json!({ "A": { "items": { "const": "*" } } });
        assert_eq!(definitions(payload), json!({ "A": { "items": { "enum": ["*"] } } }));
    }

    #[test]
    fn further_members_of_an_open_object_are_kept() {
        for (further, kept) in [
            (json!(null), json!({})),
            (json!(true), json!({})),
            (json!(false), json!(false)),
            (json!({ "type": "string" }), json!({ "type": "string" })),
        ] {
            let mut object = json!({ "properties": { "a": {} }, "additionalProperties": further });
            if further.is_null() {
                object.as_object_mut().unwrap().remove("additionalProperties");
            }
            let expected = json!({ "properties": { "a": {} }, "additionalProperties": kept });
            assert_eq!(definitions(json!({ "A": object })), json!({ "A": expected }));
        }
    }

    #[test]
    fn a_member_may_have_the_name_of_a_keyword() {
        let members = json!({ "const": { "type": "string" }, "properties": { "type": "object" } });
        let map = json!({ "type": "object", "patternProperties": { "^@": { "const": 5 } } });
        let payloads = json!({ "A": { "properties": members }, "B": map });
        let expected = json!({
            "A": { "properties": members, "additionalProperties": {} },
            "B": { "type": "object", "patternProperties": { "^@": { "enum": [5] } } },
        });
        assert_eq!(definitions(payloads), expected);
    }
}
