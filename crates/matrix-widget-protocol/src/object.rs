//! The run-time part of `#[payload]`: reading an object, and requiring one of its members.

use std::{fmt, marker::PhantomData};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};

/// Reads the members of an object. A derived implementation alone would also accept an array.
pub(crate) fn members<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
    name: &'static str,
    names: &'static [&'static str],
) -> Result<T, D::Error> {
    deserializer.deserialize_struct(name, names, ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members))
    }
}

/// Requires one of several optional members in a schema, with a branch for each in which it is required and not null.
#[cfg(feature = "schemars")]
pub(crate) fn require_one_of(schema: &mut schemars::Schema, type_name: &str, names: &[&str]) {
    let mut object = schema.clone();
    object.remove("description");
    let branches: Vec<_> = names
        .iter()
        .map(|name| {
            let mut branch = object.clone();
            branch.insert("title".to_owned(), format!("{type_name}By{}", pascal_case(name)).into());
            if let Some(member) = branch.pointer_mut(&format!("/properties/{name}")) {
                forbid_null(member);
            }
            if let Some(required) = branch.get_mut("required").and_then(serde_json::Value::as_array_mut) {
                required.push((*name).into());
            }
            branch.to_value()
        })
        .collect();
    for keyword in ["type", "properties", "required"] {
        schema.remove(keyword);
    }
    schema.insert("anyOf".to_owned(), branches.into());
}

#[cfg(feature = "schemars")]
fn pascal_case(snake_case: &str) -> String {
    let mut is_first = true;
    let mut name = String::new();
    for character in snake_case.chars() {
        match character {
            '_' => is_first = true,
            _ if std::mem::take(&mut is_first) => name.extend(character.to_uppercase()),
            _ => name.push(character),
        }
    }
    name
}

/// Removes null from the two types that a schema allows.
#[cfg(feature = "schemars")]
fn forbid_null(schema: &mut serde_json::Value) {
    use serde_json::{Value, json};

    let Value::Object(members) = schema else { return };
    let mut take = |keyword: &str, null: Value| {
        let types = members.get_mut(keyword)?.as_array_mut()?;
        types.retain(|kind| *kind != null);
        types.pop()
    };
    if let Some(kind) = take("type", "null".into()) {
        members.insert("type".to_owned(), kind);
    } else if let Some(kind) = take("anyOf", json!({ "type": "null" })) {
        members.remove("anyOf");
        // Some code generators duplicate the type of a bare `$ref` next to a description.
        members.insert("allOf".to_owned(), json!([kind]));
    }
}
