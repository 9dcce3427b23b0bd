//! Generators of arbitrary JSON text, in any spelling that JSON allows.

use std::{collections::BTreeSet, sync::LazyLock};

use proptest::prelude::*;

use crate::fixtures;

pub fn white_space() -> impl Strategy<Value = String> {
    prop_oneof![5 => Just(String::new()), 1 => "[ \t\r\n]{1,3}"]
}

/// Generates a string literal with any characters, random escapes and lone surrogates.
pub fn string() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        any::<char>().prop_map(|character| {
            let text = serde_json::to_string(&character).unwrap();
            text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap().to_owned()
        }),
        any::<u16>().prop_map(|unit| format!("\\u{unit:04x}")),
        any::<char>().prop_map(escaped),
        "[a-z.]{1,8}",
        Just(r"\/".to_owned()),
        Just(r"\ud800".to_owned()),
    ];
    prop::collection::vec(character, 0..6).prop_map(|parts| format!("\"{}\"", parts.concat()))
}

/// Returns the escapes of a character.
pub fn escaped(character: char) -> String {
    let mut units = [0; 2];
    character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04X}")).collect()
}

pub fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        (-5_i64..100).prop_map(|number| number.to_string()),
        r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
        prop::sample::select(vec![
            "9007199254740991",
            "9007199254740992",
            "-9007199254740992",
            "1e999",
            "25.0",
            "-0"
        ])
        .prop_map(str::to_owned),
    ]
}

/// Names that have a meaning elsewhere.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let messages = [
        "api",
        "widgetId",
        "requestId",
        "requestid",
        "action",
        "data",
        "response",
        "error",
        "message",
        "msgtype",
        "matrix_api_error",
        "http_status",
    ];
    let parts: Vec<_> = fixtures::parts().collect();
    let members =
        parts.iter().flat_map(|part| part.members().filter_map(|(pointer, ..)| pointer.rsplit('/').next()));
    members.chain(messages).map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
});

pub fn name() -> impl Strategy<Value = String> {
    let known = || prop::sample::select(NAMES.as_slice());
    prop_oneof![
        3 => known().prop_map(|name| format!("\"{name}\"")),
        1 => known().prop_map(|name| format!("\"{}\"", name.chars().map(escaped).collect::<String>())),
        1 => string(),
    ]
}

/// Generates any JSON value.
pub fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "\"\"",
            "\"*\"",
            "\"!r:example.org\"",
            "\"$e\""
        ])
        .prop_map(str::to_owned),
        number(),
        string(),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..4), white_space())
                .prop_map(|(items, space)| format!("[{space}{}{space}]", items.join(&format!("{space},")))),
            object_of(inner),
        ]
    })
}

fn object_of(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (prop::collection::vec((name(), value), 0..5), white_space()).prop_map(|(members, space)| {
        let members: Vec<_> =
            members.into_iter().map(|(name, value)| format!("{name}{space}:{space}{value}")).collect();
        format!("{{{space}{}{space}}}", members.join(","))
    })
}

/// Generates any JSON object.
pub fn object() -> impl Strategy<Value = String> {
    object_of(value())
}

proptest! {
    #![proptest_config(super::cases(256))]

    #[test]
    fn strategies_generate_json(text in value()) {
        prop_assert!(serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok(), "{text}");
    }
}
