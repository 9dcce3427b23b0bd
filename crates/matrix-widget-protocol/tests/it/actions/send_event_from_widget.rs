//! `send_event` from the widget: an event to be sent → where it went.

use js_int::int;
use matrix_widget_protocol::from_widget::send_event::{SendEventRequest, SendEventResponse};

use crate::support::{
    assert_lossless, assert_requests_refused, assert_responses_refused, refused_request, refused_response,
    request, response,
};

fn send(data: &str) -> SendEventRequest {
    let text = request("fromWidget", "send_event", data);
    assert_lossless(&text, &[]);
    typed!(FromWidgetRequest::SendEvent, &text).data
}

#[test]
fn only_the_type_is_required() {
    let data = send(r#"{"type":"m.room.message"}"#);
    assert_eq!(data.event_type, "m.room.message");
    assert_eq!(data.content, None);
    assert_eq!((data.state_key, data.room_id, data.delay), (None, None, None));
    assert_eq!((data.parent_delay_id, data.sticky_duration_ms), (None, None));
}

#[test]
fn everything_can_be_given() {
    let data = send(
        r#"{"type":"m.rtc.member","content":{"a" :1.0},"state_key":"_@a:b_D","room_id":"!r:example.org",
            "delay":5000,"parent_delay_id":"p","sticky_duration_ms":3600000}"#,
    );
    assert_eq!(data.content.as_ref().unwrap().as_str(), r#"{"a" :1.0}"#);
    assert_eq!(data.state_key.as_deref(), Some("_@a:b_D"));
    assert_eq!(data.room_id.as_deref().unwrap(), "!r:example.org");
    assert_eq!(data.delay, Some(int!(5000)));
    assert_eq!(data.parent_delay_id.as_deref(), Some("p"));
    assert_eq!(data.sticky_duration_ms, Some(int!(3_600_000)));
}

#[test]
fn content_is_any_json() {
    for content in ["{}", "[]", r#""text""#, "0", "1e999", "true", "false", r#"{"redacts":"$e"}"#] {
        let data = send(&format!(r#"{{"type":"t","content":{content}}}"#));
        assert_eq!(data.content.unwrap().as_str(), content);
    }
}

#[test]
fn null_and_absent_are_one() {
    let minimal = send(r#"{"type":"t"}"#);
    let optional = ["content", "state_key", "room_id", "delay", "parent_delay_id", "sticky_duration_ms"];
    for name in optional {
        assert_eq!(send(&format!(r#"{{"{name}":null,"type":"t"}}"#)), minimal, "{name}");
    }
    let all = optional.map(|name| format!(r#""{name}":null"#)).join(",");
    assert_eq!(send(&format!(r#"{{{all},"type":"t"}}"#)), minimal);
}

#[test]
fn an_empty_state_key_is_one() {
    assert_eq!(send(r#"{"type":"t","state_key":""}"#).state_key.as_deref(), Some(""));
}

#[test]
fn unknown_members_are_listed_and_those_of_the_content_are_not() {
    let text = request("fromWidget", "send_event", r#"{"type":"t","content":{"x":1},"x":1,"redacts":"$e"}"#);
    assert_lossless(&text, &["data.x", "data.redacts"]);
}

#[test]
fn bad_data_is_located() {
    assert_requests_refused(
        "fromWidget",
        "send_event",
        &[
            ("{}", "data.type: expected a string, found nothing"),
            (r#"{"content":{}}"#, "data.type: expected a string, found nothing"),
            (r#"{"type":null,"content":{}}"#, "data.type: expected a string, found null"),
            (r#"{"type":5,"content":{}}"#, "data.type: expected a string, found a number"),
            (r#"{"type":["m.room.message"]}"#, "data.type: expected a string, found an array"),
            (r#"{"type":"t","state_key":5}"#, "data.state_key: expected a string, found a number"),
            (r#"{"type":"t","state_key":false}"#, "data.state_key: expected a string, found a boolean"),
            (r#"{"type":"t","state_key":true}"#, "data.state_key: expected a string, found a boolean"),
            (
                r#"{"type":"t","parent_delay_id":5}"#,
                "data.parent_delay_id: expected a string, found a number",
            ),
            (r#"{"type":"t","delay":"5000"}"#, "data.delay: expected an integer, found a string"),
            (r#"{"type":"t","delay":false}"#, "data.delay: expected an integer, found a boolean"),
            (
                r#"{"type":"t","sticky_duration_ms":"long"}"#,
                "data.sticky_duration_ms: expected an integer, found a string",
            ),
            (
                r#"{"type":"t","sticky_duration_ms":[1]}"#,
                "data.sticky_duration_ms: expected an integer, found an array",
            ),
            (r#"{"type":"t","content":{},"content":{}}"#, "data.content: expected once, found twice"),
        ],
    );
    let error = refused_request("fromWidget", "send_event", r#"{"type":"t","delay":0.5}"#);
    assert!(error.starts_with("data.delay: expected an integer, found "), "{error}");
    for room in ["5", "[]", r#""r:example.org""#, r#""""#, r##""#r:example.org""##] {
        let data = format!(r#"{{"type":"t","room_id":{room}}}"#);
        let error = refused_request("fromWidget", "send_event", &data);
        assert!(error.starts_with("data.room_id: "), "{error}");
    }
    let error = refused_request("fromWidget", "send_event", r#"{"type":"t","room_id":5}"#);
    assert!(error.starts_with("data.room_id: expected a") && error.ends_with(", found a number"), "{error}");
}

#[test]
fn what_decodes_but_cannot_be_done_is_judged_by_a_method() {
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
    ] {
        assert_eq!(send(data).check().err().map(|error| error.path()).as_deref(), fault, "{data}");
    }
}

#[test]
fn a_delay_makes_an_event_delayed() {
    assert!(send(r#"{"type":"t","delay":0}"#).is_delayed());
    assert!(!send(r#"{"type":"t","delay":null}"#).is_delayed());
    assert!(!send(r#"{"type":"t","sticky_duration_ms":1}"#).is_delayed());
}

fn answer(body: &str) -> SendEventResponse {
    let text = response("fromWidget", "send_event", body);
    assert_lossless(&text, &[]);
    typed!(FromWidgetResponse::SendEvent, &text).outcome.unwrap()
}

#[test]
fn the_answer_names_the_event_or_the_delay() {
    let room = || "!r:example.org".try_into().unwrap();
    let sent = SendEventResponse::sent(room(), "$e".try_into().unwrap());
    assert_eq!(answer(r#"{"room_id":"!r:example.org","event_id":"$e"}"#), sent);
    assert_eq!(answer(r#"{"delay_id":null,"event_id":"$e","room_id":"!r:example.org"}"#), sent);
    let delayed = SendEventResponse::delayed(room(), "d");
    assert_eq!(answer(r#"{"room_id":"!r:example.org","delay_id":"d"}"#), delayed);
    assert_eq!(answer(r#"{"room_id":"!r:example.org","delay_id":"d","event_id":null}"#), delayed);
    let neither = answer(r#"{"room_id":"!r:example.org"}"#);
    assert_eq!((neither.event_id, neither.delay_id), (None, None));
    let text = response("fromWidget", "send_event", r#"{"room_id":"!r:example.org","txn":{"a":1}}"#);
    assert_lossless(&text, &["response.txn"]);
}

#[test]
fn the_answer_is_written_without_what_does_not_apply() {
    let room = || "!r:example.org".try_into().unwrap();
    let sent = SendEventResponse::sent(room(), "$e".try_into().unwrap());
    assert_eq!(serde_json::to_string(&sent).unwrap(), r#"{"room_id":"!r:example.org","event_id":"$e"}"#);
    let delayed = SendEventResponse::delayed(room(), "d");
    assert_eq!(serde_json::to_string(&delayed).unwrap(), r#"{"room_id":"!r:example.org","delay_id":"d"}"#);
}

#[test]
fn a_bad_answer_is_located() {
    assert_responses_refused(
        "fromWidget",
        "send_event",
        &[(
            r#"{"room_id":"!r:example.org","delay_id":5}"#,
            "response.delay_id: expected a string, found a number",
        )],
    );
    for (body, path, found) in [
        ("{}", "response.room_id", "found nothing"),
        (r#"{"event_id":"$e"}"#, "response.room_id", "found nothing"),
        (r#"{"room_id":null}"#, "response.room_id", "found null"),
        (r#"{"room_id":["!r:example.org"]}"#, "response.room_id", "found an array"),
        (r#"{"room_id":"!r:example.org","event_id":5}"#, "response.event_id", "found a number"),
    ] {
        let error = refused_response("fromWidget", "send_event", body);
        assert!(error.starts_with(&format!("{path}: expected a")) && error.ends_with(found), "{error}");
    }
    for (body, path) in [
        (r#"{"room_id":"r"}"#, "response.room_id"),
        (r#"{"room_id":"!r:example.org","event_id":"e"}"#, "response.event_id"),
    ] {
        let error = refused_response("fromWidget", "send_event", body);
        assert!(error.starts_with(&format!("{path}: ")), "{error}");
    }
}

#[test]
fn only_a_message_has_a_msgtype() {
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
