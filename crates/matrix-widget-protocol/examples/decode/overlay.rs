//! Laying one JSON text over another.

use matrix_widget_protocol::RawObject;
use serde_json::value::RawValue;

/// Whether `message`, written by the types, changes nothing when it is laid over the `original` that they read.
///
/// Null members count as absent, `requestid` as `requestId`.
pub fn changes_nothing(original: &str, message: &str) -> bool {
    object_changes_nothing(original, message, |original, name| {
        find(original, name).or_else(|| find(original, (name == "requestId").then_some("requestid")?))
    })
}

type Members<'a> = [(String, &'a str)];

fn object_changes_nothing(
    original: &str,
    over: &str,
    find: impl for<'a> Fn(&Members<'a>, &str) -> Option<&'a str>,
) -> bool {
    let (Ok(original), Ok(over)) = (RawObject::from_text(original), RawObject::from_text(over)) else {
        return false;
    };
    let original = original.members();
    over.members()
        .iter()
        .all(|(name, value)| value_changes_nothing(find(&original, name).unwrap_or("null"), value))
}

fn find<'a>(members: &Members<'a>, name: &str) -> Option<&'a str> {
    members.iter().find(|member| member.0 == name).map(|member| member.1)
}

fn value_changes_nothing(original: &str, over: &str) -> bool {
    if original == over {
        return true;
    }
    match (original.as_bytes(), over.as_bytes()) {
        ([b'{', ..], [b'{', ..]) => object_changes_nothing(original, over, find),
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

/// A number by its value: `25.0` is 25.
fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}
