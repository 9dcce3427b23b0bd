//! `Debug` and errors never show secrets or unknown values.

mod places;

use std::fmt::Debug;

use matrix_widget_protocol::RawMessage;
use serde_json::{Value, json};

use crate::{
    fixtures::{Part, parts},
    support::{decode, pointers, response},
};

/// A unique string in the place of a secret.
const MARK: &str = "syt_c0ffee_s3cr3t";

/// A unique number in the place of a secret.
const MARK_NUMBER: u64 = 867_530_900_113;

/// The names of secret members of all actions.
const NAMES: [&str; 8] = [
    "access_token",
    "delay_id",
    "id_access_token",
    "jwt",
    "k",
    "parent_delay_id",
    "password",
    "rtmpStreamKey",
];

/// Asserts that `Debug` does not show the mark. For errors, the value includes the error text.
#[track_caller]
fn assert_hides(value: impl Debug, what: &str) {
    let (mark, number) = (MARK, MARK_NUMBER.to_string());
    for shown in [format!("{value:?}"), format!("{value:#?}")] {
        for mark in [mark, &number] {
            if let Some((before, _)) = shown.split_once(mark) {
                let before: Vec<_> = before.chars().collect();
                let tail: String = before.iter().skip(before.len().saturating_sub(100)).collect();
                panic!("{what} is visible: …{tail}{mark}…");
            }
        }
    }
}

/// Asserts that neither a message nor its error shows the mark. Returns the `Debug` text of a valid message.
#[track_caller]
fn assert_message_hides(text: &str, what: &str) -> Option<String> {
    assert_error_hides(text, what);
    let message = decode(text).ok()?;
    assert_hides(&message, what);
    assert_hides(message.error(), what);
    Some(format!("{message:?}"))
}

/// Asserts that neither the header of a message nor its error shows the mark. Returns `true` if the message is invalid.
#[track_caller]
fn assert_error_hides(text: &str, what: &str) -> bool {
    assert_hides(RawMessage::parse(text).unwrap(), what);
    decode(text).is_err_and(|invalid| {
        let error = invalid.error();
        assert_hides((&invalid, invalid.to_string(), error, error.to_string(), error.path()), what);
        true
    })
}

/// Returns messages with one value of the full body replaced: the action, the pointer and the text of each.
fn replaced(part: Part<'_>, new: &Value) -> Vec<(String, String, String)> {
    let replace = |pointer: String| {
        let mut body = part.body.full.clone();
        *body.pointer_mut(&pointer).unwrap() = new.clone();
        let text = part.message(&body);
        (RawMessage::parse(&text).unwrap().action().to_owned(), pointer, text)
    };
    pointers(&part.body.full).into_iter().map(replace).collect()
}

#[test]
fn debug_redacts_the_secrets_of_every_action() {
    let mut count = 0;
    for part in parts() {
        for (action, pointer, text) in replaced(part, &json!(MARK)) {
            let is_widget_url = pointer == "/url" && ["open_modal", "widget_config"].contains(&&*action);
            if is_widget_url || pointer.rsplit('/').next().is_some_and(|name| NAMES.contains(&name)) {
                let shown = assert_message_hides(&text, &format!("{action} {pointer}"));
                assert!(shown.is_some_and(|shown| shown.contains("[redacted]")), "{action} {pointer}");
                count += 1;
            }
        }
    }
    assert!(count >= 12, "only {count} secrets");
}

#[test]
fn errors_never_show_values() {
    let values = [
        json!(MARK),
        json!(MARK_NUMBER),
        json!([MARK, [MARK_NUMBER]]),
        json!({ "x": MARK, "y": [{ "x": MARK }] }),
    ];
    let mut invalid = 0;
    for part in parts() {
        for (action, pointer, text) in values.iter().flat_map(|value| replaced(part, value)) {
            invalid += usize::from(assert_error_hides(&text, &format!("{action} {pointer}")));
        }
    }
    assert!(invalid > 1000, "only {invalid} invalid messages");
}

#[test]
fn debug_hides_unknown_members() {
    let mut valid = 0;
    for part in parts() {
        for pointer in pointers(&part.body.full) {
            let mut body = part.body.full.clone();
            let Some(Value::Object(members)) = body.pointer_mut(&pointer) else { continue };
            members.insert("access_token".to_owned(), json!({ "password": MARK, "x": [MARK_NUMBER] }));
            valid += usize::from(assert_message_hides(&part.message(&body), &pointer).is_some());
        }
    }
    assert!(valid > 100, "only {valid} valid messages");
}

#[test]
fn debug_hides_the_details_of_an_error_response() {
    let secrets = json!({ "password": MARK, "x": [MARK_NUMBER] });
    for cause in [
        json!(MARK),
        json!([MARK]),
        json!({ "http_status": 401, "response": &secrets }),
        secrets,
        json!({ "http_status": MARK, "response": MARK }),
        json!({ "http_status": 401, "http_headers": { "x": [MARK] }, "url": [MARK], "response": {} }),
    ] {
        let body =
            json!({ "error": { "message": "m", "matrix_api_error": cause, "jwt": MARK }, "jwt": MARK });
        let text = response("fromWidget", "navigate", &body.to_string());
        assert!(assert_message_hides(&text, "the error").is_some());
        let cause = decode(&text).unwrap().error().unwrap().matrix_api_error();
        assert_hides((&cause, cause.as_ref().err().map(ToString::to_string)), "its cause");
    }
}
