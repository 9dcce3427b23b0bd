//! `anyOf`: one of several, also beside `properties`, where members depend on each other.
//!
//! typify makes branches that overlap one struct of options, which can write a member twice. Of `oneOf` it makes an enum,
//! and reads the first variant that fits; so that nothing gets lost, each branch must be the whole object.

use std::mem;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::profile::Schema;

/// Makes `anyOf` a `oneOf` of branches that stand for themselves.
pub fn spread(schema: &mut Schema, definitions: &Schema) -> Result<()> {
    let Some(branches) = schema.remove("anyOf") else { return Ok(()) };
    let description = schema.remove("description");
    let whole = mem::take(schema);
    schema.extend(description.map(|description| ("description".to_owned(), description)));
    let branches = if whole.is_empty() {
        branches
    } else {
        let branches = branches.as_array().context("`anyOf` is no array")?;
        branches.iter().map(|branch| narrow(whole.clone(), branch, definitions)).collect::<Result<_>>()?
    };
    schema.insert("oneOf".to_owned(), branches);
    Ok(())
}

/// The whole object as a branch has it.
fn narrow(mut whole: Schema, branch: &Value, definitions: &Schema) -> Result<Value> {
    for (keyword, value) in object(branch)? {
        match (keyword.as_str(), value) {
            ("required", Value::Array(names)) => {
                let required = whole.entry("required").or_insert_with(|| json!([]));
                let required = required.as_array_mut().context("`required` is no array")?;
                required.extend(names.iter().cloned());
            }
            ("properties", Value::Object(members)) => {
                for (name, member) in members {
                    let wide = whole.get_mut("properties").and_then(|members| members.get_mut(name));
                    let wide = wide.with_context(|| format!("only a branch has `{name}`"))?;
                    *wide = narrow_member(wide, member, definitions).with_context(|| format!("`{name}`"))?;
                }
            }
            _ => bail!("a branch has `{keyword}`"),
        }
    }
    Ok(whole.into())
}

/// A member of the whole object as a branch has it: of fewer types, or with further keywords.
fn narrow_member(wide: &Value, narrow: &Value, definitions: &Schema) -> Result<Value> {
    let narrow_types = types(narrow, definitions)?;
    let mut member = object(wide)?.clone();
    if let Some(Value::Array(mut options)) = member.remove("oneOf") {
        options.retain(|option| types(option, definitions).is_ok_and(|types| types == narrow_types));
        ensure!(options.len() == 1 && object(narrow)?.len() == 1, "{narrow} is no option of {wide}");
        return options.pop().context("no option");
    }
    let wide_types = types(wide, definitions)?;
    ensure!(narrow_types.iter().all(|narrow| wide_types.contains(narrow)), "{narrow} is no {wide}");
    for (keyword, value) in object(narrow)? {
        let said = member.insert(keyword.clone(), value.clone());
        ensure!(keyword == "type" || said.is_none_or(|said| said == *value), "`{keyword}` is said twice");
    }
    Ok(member.into())
}

/// The types that a schema says.
fn types<'a>(schema: &'a Value, definitions: &'a Schema) -> Result<Vec<&'a str>> {
    if let Some(Value::String(reference)) = schema.get("$ref") {
        let definition = reference.strip_prefix("#/definitions/").and_then(|name| definitions.get(name));
        return types(definition.with_context(|| format!("{reference} is not defined"))?, definitions);
    }
    match schema.get("type") {
        Some(Value::String(one)) => Ok(vec![one]),
        Some(Value::Array(some)) => Ok(some.iter().filter_map(Value::as_str).collect()),
        _ => bail!("{schema} says no type"),
    }
}

fn object(schema: &Value) -> Result<&Schema> {
    schema.as_object().with_context(|| format!("{schema} is no object"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::spread;

    /// What becomes of a schema whose inner schemas have been done.
    fn spread_out(schema: Value) -> Result<Value, String> {
        let definitions = json!({ "Member": { "type": "object" } });
        let Value::Object(mut schema) = schema else { panic!("{schema}") };
        let result = spread(&mut schema, definitions.as_object().unwrap());
        result.map(|()| schema.into()).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn alternatives_stay_as_they_are() {
        let schema = json!({ "description": "Some.", "anyOf": [{ "type": "string" }, { "enum": [true] }] });
        let expected = json!({ "description": "Some.", "oneOf": [{ "type": "string" }, { "enum": [true] }] });
        assert_eq!(spread_out(schema), Ok(expected));
        let schema = json!({ "type": "string" });
        assert_eq!(spread_out(schema.clone()), Ok(schema));
    }

    #[test]
    fn each_branch_becomes_the_whole_object() {
        let schema = json!({
            "description": "Who, in one of two ways.",
            "type": "object",
            "properties": {
                "room": { "type": "string" },
                "member": { "oneOf": [{ "$ref": "#/definitions/Member" }, { "type": "null" }] },
                "member_id": { "type": ["string", "null"] },
            },
            "required": ["room"],
            "anyOf": [
                { "properties": { "member": { "type": "object" } }, "required": ["member"] },
                { "properties": { "member_id": { "type": ["string"], "minLength": 1 } }, "required": ["member_id"] },
            ],
        });
        let expected = json!({
            "description": "Who, in one of two ways.",
            "oneOf": [
                {
                    "type": "object",
                    "properties": {
                        "room": { "type": "string" },
                        "member": { "$ref": "#/definitions/Member" },
                        "member_id": { "type": ["string", "null"] },
                    },
                    "required": ["room", "member"],
                },
                {
                    "type": "object",
                    "properties": {
                        "room": { "type": "string" },
                        "member": { "oneOf": [{ "$ref": "#/definitions/Member" }, { "type": "null" }] },
                        "member_id": { "type": ["string"], "minLength": 1 },
                    },
                    "required": ["room", "member_id"],
                },
            ],
        });
        assert_eq!(spread_out(schema), Ok(expected));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let text = json!({ "type": "string", "pattern": "^@" });
        for (branch, error) in [
            (json!({ "minProperties": 1 }), "a branch has `minProperties`"),
            (json!({ "properties": { "other": text } }), "only a branch has `other`"),
            (
                json!({ "properties": { "name": { "type": "object" } } }),
                r#"`name`: {"type":"object"} is no {"pattern":"^@","type":"string"}"#,
            ),
            (
                json!({ "properties": { "name": { "minLength": 1 } } }),
                r#"`name`: {"minLength":1} says no type"#,
            ),
        ] {
            let schema = json!({ "type": "object", "properties": { "name": text }, "anyOf": [branch] });
            assert_eq!(spread_out(schema), Err(error.to_owned()));
        }
    }
}
