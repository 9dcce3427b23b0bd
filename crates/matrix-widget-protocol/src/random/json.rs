//! Strategies for JSON text.

use proptest::{collection::btree_map, prelude::*, sample::select};

use super::values::{integer, string};
use crate::json::text;

/// Generates the texts of JSON objects, at most three levels deep, in all spellings that JSON allows.
pub fn object_text() -> impl Strategy<Value = String> + Clone {
    object_of(json_text())
}

/// Generates the texts of JSON values, at most three levels deep, in all spellings that JSON allows.
pub fn json_text() -> impl Strategy<Value = String> + Clone {
    let leaf = prop_oneof![
        2 => select(&["null", "true", "false", "{}", "[]", "[ ]"][..]).prop_map(str::to_owned),
        1 => number(),
        2 => literal(),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..3), space())
                .prop_map(|(items, space)| format!("[{space}{}]", items.join(&format!("{space},")))),
            object_of(inner),
        ]
    })
}

fn object_of(value: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = String> + Clone {
    (btree_map(name(), (any::<bool>(), value), 0..4), space()).prop_map(|(members, space)| {
        let members: Vec<_> = members
            .into_iter()
            .map(|(name, (is_escaped, value))| {
                format!("{}{space}:{space}{value}", spelled(&name, is_escaped))
            })
            .collect();
        format!("{{{space}{}}}", members.join(","))
    })
}

/// Generates names of members: those of the Matrix protocol, and others.
fn name() -> impl Strategy<Value = String> + Clone {
    prop_oneof![select(MEMBERS).prop_map(str::to_owned), string()]
}

fn number() -> impl Strategy<Value = String> + Clone {
    let unusual: &'static [&str] =
        &["-0", "0.5", "25.0", "2.5e1", "-1E-7", "9007199254740992", "18446744073709551616", "1e300"];
    prop_oneof![integer().prop_map(|number| number.to_string()), select(unusual).prop_map(str::to_owned)]
}

fn literal() -> impl Strategy<Value = String> + Clone {
    (string(), prop::bool::weighted(0.2)).prop_map(|(string, is_escaped)| spelled(&string, is_escaped))
}

/// Returns the JSON text of a string, with all characters escaped or only those that must be escaped.
fn spelled(string: &str, is_escaped: bool) -> String {
    if is_escaped {
        let units: String = string.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        format!("\"{units}\"")
    } else {
        text(&string)
    }
}

fn space() -> impl Strategy<Value = &'static str> + Clone {
    prop_oneof![4 => Just(""), 1 => select(&[" ", "\t", "\r\n", "\n  "][..])]
}

/// The names of members of events, errors and messages.
const MEMBERS: &[&str] = &[
    "type",
    "sender",
    "event_id",
    "room_id",
    "state_key",
    "origin_server_ts",
    "content",
    "msgtype",
    "unsigned",
    "redacts",
    "duration_ms",
    "error",
    "message",
    "matrix_api_error",
    "response",
    "name",
    "id",
    "url",
];
