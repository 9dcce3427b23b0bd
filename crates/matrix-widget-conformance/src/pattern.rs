//! Patterns, which match values in part.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What the names of a scenario stand for.
pub(crate) type Names = BTreeMap<String, Value>;

/// Returns the text with `${n}` replaced by the count of the steps that are repeated.
pub(crate) fn count(text: &str, names: &Names) -> String {
    names.get("n").map_or_else(|| text.to_owned(), |n| text.replace("${n}", &n.to_string()))
}

/// Returns the pattern with the texts `${name.member}` replaced.
pub(crate) fn fill(pattern: &Value, names: &Names) -> Result<Value, String> {
    Ok(match pattern {
        Value::String(text) => match text.strip_prefix("${").and_then(|text| text.strip_suffix('}')) {
            Some(path) if path.contains('.') => find(path, names)?,
            _ => count(text, names).into(),
        },
        Value::Array(items) => items.iter().map(|item| fill(item, names)).collect::<Result<_, _>>()?,
        Value::Object(members) => {
            let members = members.iter().map(|(name, member)| Ok((name.clone(), fill(member, names)?)));
            Value::Object(members.collect::<Result<_, String>>()?)
        }
        other => other.clone(),
    })
}

fn find(path: &str, names: &Names) -> Result<Value, String> {
    let mut parts = path.split('.');
    let found = parts.next().and_then(|name| names.get(name));
    let found = found.and_then(|value| parts.try_fold(value, |value, part| value.get(part)));
    found.cloned().ok_or_else(|| format!("${{{path}}} has no value"))
}

/// Checks that a value matches a pattern. `None` stands for a missing member.
///
/// # Errors
///
/// Returns an error that names the place and what was expected.
pub fn check(pattern: &Value, value: Option<&Value>) -> Result<(), String> {
    check_at("", pattern, value)
}

fn check_at(place: &str, pattern: &Value, value: Option<&Value>) -> Result<(), String> {
    if let Some((operator, operand)) = operator(pattern) {
        return check_operator(place, operator, operand, value);
    }
    let differs = || {
        let found = value.map_or("nothing".to_owned(), Value::to_string);
        Err(format!("{}expected {pattern}, found {found}", at(place)))
    };
    match (pattern, value) {
        (Value::Object(members), Some(Value::Object(found))) => members
            .iter()
            .try_for_each(|(name, member)| check_at(&format!("{place}.{name}"), member, found.get(name))),
        (Value::Array(items), Some(Value::Array(found))) if items.len() == found.len() => {
            let mut pairs = items.iter().zip(found).enumerate();
            pairs.try_for_each(|(index, (item, found))| {
                check_at(&format!("{place}[{index}]"), item, Some(found))
            })
        }
        (pattern, Some(value)) if is_same(pattern, value) => Ok(()),
        _ => differs(),
    }
}

fn at(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("{}: ", place.trim_start_matches('.')) }
}

/// Returns the operator of a pattern, with its operand.
fn operator(pattern: &Value) -> Option<(&str, &Value)> {
    let mut members = pattern.as_object()?.iter();
    match (members.next(), members.next()) {
        (Some((name, operand)), None) if name.starts_with('$') => Some((name, operand)),
        _ => None,
    }
}

fn check_operator(place: &str, operator: &str, operand: &Value, value: Option<&Value>) -> Result<(), String> {
    let items = || operand.as_array().map(Vec::as_slice).unwrap_or_default();
    let found = || value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_match = match operator {
        "$exact" => value.is_some_and(|value| is_same(operand, value)),
        "$any" => value.is_some(),
        "$absent" => value.is_none(),
        "$type" => value.is_some_and(|value| *operand == type_of(value)),
        "$oneOf" => items().iter().any(|pattern| check(pattern, value).is_ok()),
        "$not" => value.is_some() && check(operand, value).is_err(),
        "$has" => value.is_some_and(Value::is_array) && are_in(items(), found()),
        "$set" => {
            value.is_some_and(Value::is_array) && items().len() == found().len() && are_in(items(), found())
        }
        _ => return Err(format!("{}unknown operator {operator}", at(place))),
    };
    if is_match {
        return Ok(());
    }
    let found = value.map_or("nothing".to_owned(), Value::to_string);
    Err(format!("{}expected {operator} {operand}, found {found}", at(place)))
}

/// Returns `true` if each pattern matches an element of its own.
fn are_in(patterns: &[Value], found: &[Value]) -> bool {
    let mut rest: Vec<_> = found.iter().collect();
    patterns.iter().all(|pattern| {
        let place = rest.iter().position(|value| check(pattern, Some(value)).is_ok());
        place.map(|place| rest.swap_remove(place)).is_some()
    })
}

/// Compares values, with numbers as doubles.
pub(crate) fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            let has_same = |other: &Map<String, Value>, (name, value): (&String, &Value)| {
                other.get(name).is_some_and(|other| is_same(value, other))
            };
            left.len() == right.len() && left.iter().all(|member| has_same(right, member))
        }
        _ => left == right,
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
