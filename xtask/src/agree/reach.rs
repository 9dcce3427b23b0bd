//! Checks that random values contain every member and every constant that a schema names.

use std::{collections::BTreeSet, fmt};

use anyhow::{Result, ensure};
use serde_json::Value;

/// What the values should contain according to a schema, and what they have contained.
pub struct Reach {
    schema: Value,
    wanted: BTreeSet<Want>,
    seen: BTreeSet<Want>,
}

/// A member or a constant that a value may contain, with the JSON pointer to its part of the schema.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Want {
    Present(String, String),
    Absent(String, String),
    Value(String, String),
}

impl fmt::Display for Want {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Present(node, name) => write!(f, "`{name}`, at #{node}"),
            Self::Absent(node, name) => write!(f, "no `{name}`, at #{node}"),
            Self::Value(node, value) => write!(f, "{value}, at #{node}"),
        }
    }
}

/// The part of a value to which a part of a schema applies.
enum Applies {
    Here,
    ToMember(String),
    ToAllMembers,
    ToItems,
}

impl Reach {
    pub fn of(schema: &Value) -> Self {
        let mut wanted = BTreeSet::new();
        let (mut nodes, mut visited) = (vec![String::new()], BTreeSet::new());
        while let Some(node) = nodes.pop() {
            if visited.insert(node.clone()) {
                wanted.extend(wants(schema, &node));
                nodes.extend(children(schema, &node).into_iter().map(|(_, child)| child));
            }
        }
        Self { schema: schema.clone(), wanted, seen: BTreeSet::new() }
    }

    pub fn see(&mut self, value: &Value) {
        see(&self.schema, "", value, &mut self.seen);
    }

    /// Checks that the values contained everything.
    ///
    /// # Errors
    ///
    /// Returns the members that were never present, the optional members that were never absent, and the constants that
    /// never occurred.
    pub fn check(&self, name: &str) -> Result<()> {
        let missing: Vec<_> = self.wanted.difference(&self.seen).map(ToString::to_string).collect();
        ensure!(missing.is_empty(), "{name}: no random value has\n  {}", missing.join("\n  "));
        Ok(())
    }
}

fn see(schema: &Value, node: &str, value: &Value, seen: &mut BTreeSet<Want>) {
    let text = value.to_string();
    seen.extend(wants(schema, node).into_iter().filter(|want| match want {
        Want::Present(_, name) => value.get(name).is_some(),
        Want::Absent(_, name) => value.is_object() && value.get(name).is_none(),
        Want::Value(_, wanted) => *wanted == text,
    }));
    for (applies, child) in children(schema, node) {
        let parts: Vec<_> = match applies {
            Applies::Here => vec![value],
            Applies::ToMember(name) => value.get(name).into_iter().collect(),
            Applies::ToAllMembers => {
                value.as_object().into_iter().flat_map(|members| members.values()).collect()
            }
            Applies::ToItems => value.as_array().into_iter().flatten().collect(),
        };
        parts.into_iter().for_each(|part| see(schema, &child, part, seen));
    }
}

/// Returns what the values should contain according to a part of a schema.
fn wants(schema: &Value, node: &str) -> Vec<Want> {
    let Some(part) = schema.pointer(node) else { return Vec::new() };
    let values = part["enum"].as_array().into_iter().flatten().chain(part.get("const"));
    let mut wants: Vec<_> = values.map(|value| Want::Value(node.to_owned(), value.to_string())).collect();
    // A part without a type only adds conditions to another part.
    if part["type"] == "object" {
        let is_required = |name: &String| {
            part["required"].as_array().is_some_and(|names| names.contains(&name.as_str().into()))
        };
        for name in part["properties"].as_object().into_iter().flat_map(|properties| properties.keys()) {
            wants.push(Want::Present(node.to_owned(), name.clone()));
            if !is_required(name) {
                wants.push(Want::Absent(node.to_owned(), name.clone()));
            }
        }
    }
    wants
}

/// Returns the direct parts of a part of a schema.
fn children(schema: &Value, node: &str) -> Vec<(Applies, String)> {
    let Some(part) = schema.pointer(node) else { return Vec::new() };
    let mut children = Vec::new();
    if let Some(reference) = part["$ref"].as_str() {
        children.push((Applies::Here, reference.trim_start_matches('#').to_owned()));
    }
    for keyword in ["anyOf", "oneOf", "allOf"] {
        let branches = part[keyword].as_array().map_or(0, Vec::len);
        children.extend((0..branches).map(|index| (Applies::Here, format!("{node}/{keyword}/{index}"))));
    }
    for name in part["properties"].as_object().into_iter().flat_map(|properties| properties.keys()) {
        children.push((Applies::ToMember(name.clone()), format!("{node}/properties/{name}")));
    }
    for (keyword, applies) in [("additionalProperties", Applies::ToAllMembers), ("items", Applies::ToItems)] {
        if part[keyword].is_object() {
            children.push((applies, format!("{node}/{keyword}")));
        }
    }
    for pattern in part["patternProperties"].as_object().into_iter().flat_map(|patterns| patterns.keys()) {
        let pattern = pattern.replace('~', "~0").replace('/', "~1");
        children.push((Applies::ToAllMembers, format!("{node}/patternProperties/{pattern}")));
    }
    children
}
