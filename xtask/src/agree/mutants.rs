//! Values that differ from a valid value in one place.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// The names, constants and bounds of a schema, which it may treat in a special way.
pub struct Vocabulary {
    /// Names of members.
    pub names: BTreeSet<String>,
    /// The values that replace any value.
    replacements: Vec<Value>,
}

impl Vocabulary {
    pub fn of(schema: &Value) -> Self {
        let mut vocabulary = Self::usual(&["unheard_of"]);
        vocabulary.collect(schema);
        vocabulary
    }

    /// Returns a vocabulary of these names and the usual replacements.
    pub fn usual(names: &[&str]) -> Self {
        Self { names: names.iter().map(|name| (*name).to_owned()).collect(), replacements: usual() }
    }

    fn collect(&mut self, schema: &Value) {
        let Value::Object(members) = schema else {
            return schema.as_array().into_iter().flatten().for_each(|item| self.collect(item));
        };
        for (keyword, value) in members {
            match (keyword.as_str(), value) {
                ("properties", Value::Object(properties)) => self.names.extend(properties.keys().cloned()),
                ("enum", Value::Array(values)) => values.iter().for_each(|value| self.add(value.clone())),
                ("const", value) => self.add(value.clone()),
                ("minimum" | "maximum", Value::Number(bound)) => {
                    let bound = bound.as_i64().unwrap_or_default();
                    (bound - 1..=bound + 1).for_each(|number| self.add(number.into()));
                }
                _ => {}
            }
            self.collect(value);
        }
    }

    fn add(&mut self, value: Value) {
        if !self.replacements.contains(&value) {
            self.replacements.push(value);
        }
    }
}

/// Returns a value of each kind, numbers at common bounds, and strings with a meaning somewhere in the protocol.
fn usual() -> Vec<Value> {
    const MOST: i64 = 9_007_199_254_740_991;
    let mut values = vec![json!(null), json!(true), json!(false), json!(1.5), json!(25.0), json!(1e300)];
    values.extend([-1, 0, 65_535, 65_536, MOST, MOST + 1, -MOST, -MOST - 1].map(Value::from));
    values
        .extend(["", "text", "f", "*", "!", "!room:example.org", "!room:", "@", "@nobody"].map(Value::from));
    values
        .extend(["@alice:example.org", "$", "$event", "$event:", "mxc://example.org/media"].map(Value::from));
    values.extend([
        json!([]),
        json!([null]),
        json!([[]]),
        json!({}),
        json!({ "error": {} }),
        json!({ "error": { "message": 5 } }),
        json!({ "error": { "message": "failed", "matrix_api_error": 5 } }),
    ]);
    values
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A value is replaced by another.
    Exchanged,
    /// An object is replaced by an array of its values.
    Positional,
    /// A member is removed.
    Dropped,
    /// A member is added, with a name from the schema or an unknown name.
    Added,
    /// A member gets another name.
    Renamed,
}

pub struct Mutant<'v> {
    /// The whole value.
    pub value: &'v Value,
    /// The JSON pointer to the place where it differs.
    pub place: &'v str,
    pub change: Change,
    /// The original value at that place, or the object whose members differ.
    pub from: &'v Value,
    /// The new value.
    pub to: &'v Value,
}

/// Visits every mutant of a value.
///
/// # Errors
///
/// Returns the first error of the visitor.
pub fn visit<E>(
    value: &Value,
    vocabulary: &Vocabulary,
    visitor: &mut dyn FnMut(&Mutant<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut places = Vec::new();
    collect_places(value, String::new(), &mut places);
    let mut root = value.clone();
    for owner in &places {
        let Some(from) = value.pointer(owner) else { continue };
        for (change, member, to) in variants(from, vocabulary) {
            root.pointer_mut(owner).into_iter().for_each(|slot| *slot = to.clone());
            let place = member.map_or_else(|| owner.clone(), |name| pointer(owner, &name));
            visitor(&Mutant { value: &root, place: &place, change, from, to: &to })?;
        }
        root.pointer_mut(owner).into_iter().for_each(|slot| *slot = from.clone());
    }
    Ok(())
}

/// Returns the replacements of a value, each with the name of the member that differs, if any.
fn variants(from: &Value, vocabulary: &Vocabulary) -> Vec<(Change, Option<String>, Value)> {
    let others = vocabulary.replacements.iter().filter(|other| *other != from);
    let mut variants: Vec<_> = others.map(|other| (Change::Exchanged, None, other.clone())).collect();
    let Value::Object(members) = from else { return variants };
    variants.push((Change::Positional, None, members.values().cloned().collect()));
    let mut change = |change, name: &str, edit: &dyn Fn(&mut Map<String, Value>)| {
        let mut members = members.clone();
        edit(&mut members);
        variants.push((change, Some(name.to_owned()), members.into()));
    };
    for (name, value) in members {
        change(Change::Dropped, name, &|members| _ = members.remove(name));
        for new in ["renamed", "@nobody"] {
            change(Change::Renamed, name, &|members| {
                members.remove(name);
                members.insert(new.to_owned(), value.clone());
            });
        }
    }
    for name in vocabulary.names.iter().filter(|name| !members.contains_key(*name)) {
        for value in [Value::Null, json!([5])] {
            change(Change::Added, name, &|members| _ = members.insert(name.clone(), value.clone()));
        }
    }
    variants
}

fn collect_places(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                collect_places(member, pointer(&place, name), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_places(item, pointer(&place, &index.to_string()), places);
            }
        }
        _ => {}
    }
    places.push(place);
}

fn pointer(owner: &str, name: &str) -> String {
    format!("{owner}/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use serde_json::json;

    use super::{Change, Vocabulary, visit};

    #[test]
    fn visit_changes_one_place_at_a_time() {
        let schema = json!({ "properties": { "a/b": { "maximum": 7 }, "c": { "enum": ["d"] } } });
        let value = json!({ "a/b": [1, { "e": "f" }] });
        let mut seen = Vec::new();
        let Ok(()) = visit::<Infallible>(&value, &Vocabulary::of(&schema), &mut |mutant| {
            seen.push((mutant.change, mutant.place.to_owned(), mutant.value.clone()));
            Ok(())
        });
        let has = |change, place: &str, value| {
            assert!(seen.contains(&(change, place.to_owned(), value)), "{change:?} at {place}");
        };
        has(Change::Exchanged, "", json!(null));
        has(Change::Exchanged, "/a~1b/0", json!({ "a/b": [8, { "e": "f" }] }));
        has(Change::Exchanged, "/a~1b/1/e", json!({ "a/b": [1, { "e": "d" }] }));
        has(Change::Positional, "/a~1b/1", json!({ "a/b": [1, ["f"]] }));
        has(Change::Dropped, "/a~1b/1/e", json!({ "a/b": [1, {}] }));
        has(Change::Renamed, "/a~1b", json!({ "renamed": [1, { "e": "f" }] }));
        has(Change::Added, "/c", json!({ "a/b": [1, { "e": "f" }], "c": [5] }));
        assert!(seen.iter().all(|(_, _, mutant)| *mutant != value));
    }
}
