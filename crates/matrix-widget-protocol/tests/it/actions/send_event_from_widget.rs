//! `send_event` from the widget: an event to send → its room ID and event ID, or delay ID.

use std::time::Duration;

use js_int::Int;
use matrix_widget_protocol::{RawObject, from_widget::SendEventRequest};

use crate::support::{assert_lossless, request, response};

fn send(data: &str) -> SendEventRequest {
    let text = request("fromWidget", "send_event", data);
    assert_lossless(&text, &[]);
    typed!(FromWidgetRequest::SendEvent, &text).data
}

#[test]
fn send_event_content_keeps_any_json() {
    for content in ["{}", "[]", r#""text""#, "0", "1e999", "true", "false", r#"{"redacts":"$e"}"#] {
        let data = send(&format!(r#"{{"type":"t","content":{content}}}"#));
        assert_eq!(data.content.unwrap().as_str(), content);
    }
}

/// H-PERM-10: negative durations are errors.
#[test]
fn check_rejects_invalid_events_that_decode() {
    for (data, fault) in [
        (r#"{"type":"t"}"#, None),
        (r#"{"type":"t","state_key":""}"#, None),
        (r#"{"type":"t","delay":0}"#, None),
        (r#"{"type":"t","delay":5000,"state_key":""}"#, None),
        (r#"{"type":"t","delay":5000,"sticky_duration_ms":1}"#, None),
        (r#"{"type":"t","sticky_duration_ms":0}"#, None),
        (r#"{"type":"t","state_key":null,"sticky_duration_ms":1}"#, None),
        (r#"{"type":"t","state_key":"","sticky_duration_ms":null}"#, None),
        (r#"{"type":"t","state_key":"","sticky_duration_ms":1000}"#, Some("data.sticky_duration_ms")),
        (r#"{"type":"t","state_key":"k","sticky_duration_ms":1,"delay":1}"#, Some("data.sticky_duration_ms")),
        (r#"{"type":"t","delay":-1}"#, Some("data.delay")),
        (r#"{"type":"t","sticky_duration_ms":-1}"#, Some("data.sticky_duration_ms")),
        (r#"{"type":"t","delay":0,"parent_delay_id":"p"}"#, None),
        // Clients that ignore `parent_delay_id` send this event at once.
        (r#"{"type":"t","parent_delay_id":"p"}"#, Some("data.parent_delay_id")),
    ] {
        assert_eq!(send(data).check().err().map(|error| error.path()).as_deref(), fault, "{data}");
    }
}

#[test]
fn duration_accessors_read_milliseconds() {
    let event = SendEventRequest::new("t", RawObject::empty().into())
        .with_delay(Duration::from_micros(5_000_999))
        .with_sticky_duration(Duration::from_secs(3600));
    let text = r#"{"type":"t","content":{},"delay":5000,"sticky_duration_ms":3600000}"#;
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
    let event = send(text);
    assert_eq!(event.checked_delay(), Ok(Some(Duration::from_secs(5))));
    assert_eq!(event.checked_sticky_duration(), Ok(Some(Duration::from_secs(3600))));
    let event = send(r#"{"type":"t"}"#);
    assert_eq!((event.checked_delay(), event.checked_sticky_duration()), (Ok(None), Ok(None)));
    let longest = event.with_delay(Duration::MAX);
    assert_eq!(longest.delay, Some(Int::MAX));
    let error = send(r#"{"type":"t","delay":-1}"#).checked_delay().unwrap_err();
    assert_eq!(error.to_string(), "data.delay: expected a non-negative duration, found a negative number");
}

#[test]
fn is_delayed_checks_the_delay() {
    assert!(send(r#"{"type":"t","delay":0}"#).is_delayed());
    assert!(!send(r#"{"type":"t","delay":null}"#).is_delayed());
    assert!(!send(r#"{"type":"t","sticky_duration_ms":1}"#).is_delayed());
}

#[test]
fn msgtype_reads_messages_only() {
    for (data, msgtype) in [
        (r#"{"type":"m.room.message","content":{"msgtype":"m.text"}}"#, Some("m.text")),
        (r#"{"type":"m.room.message","state_key":"","content":{"msgtype":"m.text"}}"#, None),
        (r#"{"type":"m.reaction","content":{"msgtype":"m.text"}}"#, None),
        (r#"{"type":"m.room.message","content":"m.text"}"#, None),
        (r#"{"type":"m.room.message"}"#, None),
    ] {
        assert_eq!(send(data).msgtype(), Ok(msgtype.map(str::to_owned)), "{data}");
    }
}

/// "`future_*` stays raw": version 1.7.0 of `matrix-widget-api` wrote these members, which `delay` and `delay_id` replaced.
#[test]
fn members_for_futures_are_unknown_and_echoed() {
    let data = r#"{"type":"t","content":{},"future_timeout":5000,"future_group_id":"g"}"#;
    let text = request("fromWidget", "send_event", data);
    assert_lossless(&text, &["data.future_timeout", "data.future_group_id"]);
    assert!(!typed!(FromWidgetRequest::SendEvent, &text).data.is_delayed());

    let body = r#"{"room_id":"!r:example.org","future_group_id":"g","send_token":"s","refresh_token":"r"}"#;
    let text = response("fromWidget", "send_event", body);
    assert_lossless(&text, &["response.future_group_id", "response.send_token", "response.refresh_token"]);
}
