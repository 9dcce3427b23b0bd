//! Untrusted text in errors is escaped, and truncated if it is long.

use matrix_widget_capability::{CapabilitySet, Dialect};
use matrix_widget_protocol::{ErrorResponse, Message, RawObject, from_widget::FromWidgetRequest};
use ruma_common::room_id;

use crate::support::{request, request_error, unknown_members};

/// A line break, an escape sequence, a change of direction, and invisible characters.
const NAME: &str = "a\nb\u{1b}[31m\u{202e}\u{3164}";
const ESCAPED: &str = r"a\nb\u{1b}[31m\u{202e}\u{3164}";

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

#[test]
fn errors_escape_the_names_of_maps() {
    let data = format!(r#"{{"type":"t","messages":{{"@bob:example.org":{{{}:5}}}}}}"#, quoted(NAME));
    let error = request_error("fromWidget", "send_to_device", &data);
    assert_eq!(
        error,
        format!("data.messages.@bob:example.org.{ESCAPED}: expected an object, found a number")
    );
    let data = data.replace(":5}", &format!(":{{}},{}:{{}}}}", quoted(NAME)));
    let error = request_error("fromWidget", "send_to_device", &data);
    assert_eq!(error, format!("data.messages.@bob:example.org.{ESCAPED}: duplicate field"));
}

#[test]
fn errors_truncate_long_names() {
    let data = format!(r#"{{"type":"t","messages":{{"@b:e":{{"{}":5}}}}}}"#, "x".repeat(1_000_000));
    let error = request_error("fromWidget", "send_to_device", &data);
    assert!(error.len() < 2000 && error.ends_with("x…: expected an object, found a number"), "{error}");
}

#[test]
fn errors_of_accessors_escape_their_names() {
    let object = RawObject::from_text(format!("{{{}:5}}", quoted(NAME))).unwrap();
    let error = object.get::<String>(NAME).unwrap_err();
    assert_eq!(error.to_string(), format!("{ESCAPED}: expected a string, found a number"));
    assert_eq!(error.path(), ESCAPED);
}

#[test]
fn unknown_members_are_escaped() {
    let text = request("fromWidget", "content_loaded", &format!("{{{}:5}}", quoted(NAME)));
    let text = text.replacen('{', &format!("{{{}:5,", quoted(NAME)), 1);
    let message = Message::parse(&text).unwrap();
    assert_eq!(unknown_members(&message), [ESCAPED.to_owned(), format!("data.{ESCAPED}")]);
}

#[test]
fn missing_capabilities_are_escaped() {
    let data = format!(r#"{{"type":{},"content":{{}}}}"#, quoted(NAME));
    let text = request("fromWidget", "send_event", &data);
    let request = typed!(FromWidgetRequest::SendEvent, &text);
    let granted = CapabilitySet::from_strings([""; 0], Dialect::Msc2762);
    let coverage = FromWidgetRequest::SendEvent(request).coverage(&granted, Some(room_id!("!r:example.org")));
    let missing = coverage.into_result().unwrap_err().to_string();
    assert!(
        missing.starts_with(&format!("missing capability: org.matrix.msc2762.send.event:{ESCAPED}")),
        "{missing}"
    );
}

#[test]
fn display_of_an_error_response_is_escaped() {
    let error = ErrorResponse::new(NAME);
    assert_eq!((error.message(), error.to_string().as_str()), (NAME, ESCAPED));
}
