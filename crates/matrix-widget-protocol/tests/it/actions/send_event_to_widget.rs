//! `send_event` to the widget: an event → ack.

use matrix_widget_protocol::Empty;

use crate::support::{assert_lossless, request};

const EVENT: &str = r#"{"type" : "m.room.redaction","sender":"@alice:example.org","event_id":"$e","room_id":"!r:example.org",
    "origin_server_ts":1574383781154,"content":{"redacts":"$x","n":1.0},"unsigned":{"age":12345},"redacts":"$x",
    "msc4354_sticky":{"duration_ms":3600000},"org.example":[null]}"#;

#[test]
fn send_event_keeps_the_event_unchanged() {
    let text = request("toWidget", "send_event", EVENT);
    let request = typed!(ToWidgetRequest::SendEvent, &text);
    assert_eq!(request.data.raw().as_str(), EVENT);
    assert_lossless(&text, &[]);
    assert!(request.respond(&Empty::new()).contains(EVENT));
}

#[test]
fn send_event_accepts_malformed_events() {
    for data in ["{}", r#"{"type":5,"content":[]}"#, r#"{"type":"t","type":"u"}"#, r#"{"sender":"nobody"}"#] {
        let text = request("toWidget", "send_event", data);
        assert_eq!(typed!(ToWidgetRequest::SendEvent, &text).data.raw().as_str(), data);
        assert_lossless(&text, &[]);
    }
}

#[test]
fn send_event_reads_absent_data_as_an_empty_event() {
    let text = r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"send_event"}"#;
    assert_eq!(typed!(ToWidgetRequest::SendEvent, text).data.raw().as_str(), "{}");
    assert_lossless(text, &[]);
}
