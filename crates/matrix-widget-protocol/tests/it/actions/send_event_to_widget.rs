//! `send_event` to the widget: the event itself → ack.

use matrix_widget_protocol::{Empty, event::MatrixEvent};

use crate::support::{assert_lossless, assert_requests_refused, json, request, response};

const EVENT: &str = r#"{"type" : "m.room.redaction","sender":"@alice:example.org","event_id":"$e","room_id":"!r:example.org",
    "origin_server_ts":1574383781154,"content":{"redacts":"$x","n":1.0},"unsigned":{"age":12345},"redacts":"$x",
    "msc4354_sticky":{"duration_ms":3600000},"org.example":[null]}"#;

#[test]
fn the_data_is_the_event_as_it_came() {
    let text = request("toWidget", "send_event", EVENT);
    let request = typed!(ToWidgetRequest::SendEvent, &text);
    assert_eq!(request.data.raw().as_str(), EVENT);
    assert_lossless(&text, &[]);
    assert!(request.respond(&Empty::new()).contains(EVENT));
}

#[test]
fn only_that_it_is_an_object_is_checked() {
    for data in ["{}", r#"{"type":5,"content":[]}"#, r#"{"type":"t","type":"u"}"#, r#"{"sender":"nobody"}"#] {
        let text = request("toWidget", "send_event", data);
        assert_eq!(typed!(ToWidgetRequest::SendEvent, &text).data.raw().as_str(), data);
        assert_lossless(&text, &[]);
    }
    assert_requests_refused(
        "toWidget",
        "send_event",
        &[
            (r#""event""#, "data: expected an object, found a string"),
            ("[]", "data: expected an object, found an array"),
        ],
    );
}

#[test]
fn absent_data_is_an_event_without_members() {
    let text = r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"send_event"}"#;
    assert_eq!(typed!(ToWidgetRequest::SendEvent, text).data.raw().as_str(), "{}");
    assert_lossless(text, &[]);
}

#[test]
fn it_is_acknowledged() {
    let text = response("toWidget", "send_event", "{}");
    assert_eq!(typed!(ToWidgetResponse::SendEvent, &text).outcome, Ok(Empty::new()));
    assert_lossless(&text, &[]);
}

#[test]
fn an_event_is_read_and_written_as_json() {
    let event: MatrixEvent = serde_json::from_str(EVENT).unwrap();
    assert_eq!(json(&serde_json::to_string(&event).unwrap()), json(EVENT));
    assert_eq!(event.raw().as_str(), EVENT);
}
