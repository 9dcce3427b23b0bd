//! Comparing the typed view of a message with its text.

use std::collections::{BTreeMap, VecDeque};

use serde_json::value::RawValue;

use crate::raw::RawObject;

/// Returns `true` if merging `message`, which the types wrote, into the `original` text changes nothing.
///
/// Null members are treated as missing, and `requestid` as `requestId`. Duplicate members are merged in order.
pub(crate) fn changes_nothing(original: &str, message: &str) -> bool {
    object_changes_nothing(original, message, |name| (name == "requestId").then_some("requestid"))
}

/// Compares two objects. `other_name` returns the alternative name of a member in the original.
fn object_changes_nothing(
    original: &str,
    over: &str,
    other_name: impl Fn(&str) -> Option<&'static str>,
) -> bool {
    let (Ok(original), Ok(over)) = (RawObject::from_text(original), RawObject::from_text(over)) else {
        return false;
    };
    let mut left: BTreeMap<String, VecDeque<&str>> = BTreeMap::new();
    for (name, value) in original.members() {
        left.entry(name).or_default().push_back(value);
    }
    over.members().into_iter().all(|(name, value)| {
        let name = if left.contains_key(&name) { &name } else { other_name(&name).unwrap_or(&name) };
        let original = left.get_mut(name).and_then(VecDeque::pop_front);
        value_changes_nothing(original.unwrap_or("null"), value)
    })
}

fn value_changes_nothing(original: &str, over: &str) -> bool {
    if original == over {
        return true;
    }
    match (original.as_bytes(), over.as_bytes()) {
        ([b'{', ..], [b'{', ..]) => object_changes_nothing(original, over, |_| None),
        ([b'[', ..], [b'[', ..]) => {
            let (Some(original), Some(over)) = (items(original), items(over)) else {
                return false;
            };
            original.len() == over.len()
                && original
                    .iter()
                    .zip(over)
                    .all(|(original, over)| value_changes_nothing(original.get(), over.get()))
        }
        ([b'"', ..], [b'"', ..]) => string(original).is_some_and(|original| string(over) == Some(original)),
        _ => number(original).is_some_and(|original| number(over) == Some(original)),
    }
}

fn items(text: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(text).ok()
}

fn string(text: &str) -> Option<String> {
    serde_json::from_str(text).ok()
}

/// Parses a number, so that `25.0` equals 25.
fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}
