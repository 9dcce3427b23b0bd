//! Lone surrogates (which JavaScript can send), NUL, and unescaped control characters.

use matrix_widget_protocol::{Empty, Message, MessageError, RawMessage};

use crate::support::{
    Verdict, assert_lossless, decode, request, request_error, response, unknown_members, verdict, with_member,
};

#[test]
fn parse_rejects_a_lone_surrogate_in_the_header() {
    for (name, good) in [("api", "fromWidget"), ("widgetId", "w"), ("requestId", "r"), ("action", "navigate")]
    {
        for surrogate in [r"\ud800", r"\udfff", r"\udc00\ud800", r"x\ud83d", r"\uD83D\u0041"] {
            let text = request("fromWidget", "navigate", r#"{"uri":"u"}"#)
                .replace(&format!(r#""{name}":"{good}""#), &format!(r#""{name}":"{surrogate}""#));
            assert_eq!(verdict(&text), Verdict::Foreign, "{text}");
        }
    }
}

#[test]
fn parse_reads_surrogate_pairs() {
    let text = request("fromWidget", "navigate", r#"{"uri":"\ud83d\udc4b"}"#);
    assert_eq!(typed!(FromWidgetRequest::Navigate, &text).data.uri, "👋");
}

#[test]
fn unknown_members_may_have_a_lone_surrogate_in_the_name() {
    for member in [r#""\ud800":1"#, r#""\udc00x":{"\ud800":"\ud800"}"#] {
        let text = format!(
            r#"{{{member},"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":{{{member},"uri":"u"}}}}"#
        );
        let request = typed!(FromWidgetRequest::Navigate, &text);
        assert_eq!(request.data.uri, "u");
        let echo = request.respond(&Empty::new());
        assert_eq!(echo, with_member(&text, "response", "{}"));
        assert_eq!(verdict(&echo), Verdict::FromWidgetResponse);
        assert_eq!(unknown_members(&decode(&text).unwrap()).len(), 2);
    }
}

#[test]
fn errors_locate_a_lone_surrogate_in_a_typed_string() {
    let error = request_error("fromWidget", "navigate", r#"{"uri":"\ud800"}"#);
    assert!(error.starts_with("data.uri: "), "{error}");
    let error = request_error("fromWidget", "request_capabilities", r#"{"capabilities":["a","b","\udfff"]}"#);
    assert!(error.starts_with("data.capabilities[2]: "), "{error}");
}

#[test]
fn errors_locate_a_lone_surrogate_in_a_map_key() {
    let user = "data.messages.@bob:example.org";
    for (messages, place) in [
        (r#"{"@bob:example.org":{"D":{},"\ud800":{}}}"#, user),
        (r#"{"@bob:example.org":{"\ud800":{},"\udfff":{}}}"#, user),
        (r#"{"@bob:example.org\ud800":{}}"#, user),
    ] {
        let data = format!(r#"{{"type":"t","messages":{messages}}}"#);
        let error = request_error("fromWidget", "send_to_device", &data);
        assert!(error.starts_with(place) && error.ends_with(": lone surrogate in a name"), "{error}");
    }
}

#[test]
fn errors_locate_a_lone_surrogate_in_the_name_of_an_extra_member() {
    let error = request_error("fromWidget", "org.matrix.msc3817.create_room", r#"{"\ud800":1}"#);
    assert!(error.starts_with("data.") && error.ends_with(": lone surrogate in a name"), "{error}");
}

#[test]
fn event_content_keeps_a_lone_surrogate() {
    let data = r#"{"type":"m.room.message","content":{"body":"\ud800 and \udfff","\ud800":1}}"#;
    let text = request("fromWidget", "send_event", data);
    let sent = typed!(FromWidgetRequest::SendEvent, &text).data;
    assert_eq!(sent.content.unwrap().as_str(), r#"{"body":"\ud800 and \udfff","\ud800":1}"#);
    assert_lossless(&text, &[]);

    let text = request("toWidget", "send_event", data);
    let event = typed!(ToWidgetRequest::SendEvent, &text).data;
    assert_eq!(event.event_type().unwrap(), "m.room.message");
    let content = event.content().unwrap();
    assert_eq!(content.as_str(), r#"{"body":"\ud800 and \udfff","\ud800":1}"#);
    assert_eq!(event.msgtype().unwrap(), None);
    let error = content.get::<String>("body").unwrap_err().to_string();
    assert!(error.starts_with("body: "), "{error}");
    assert_lossless(&text, &[]);
}

#[test]
fn event_type_rejects_a_lone_surrogate() {
    let text = request("toWidget", "send_event", r#"{"type":"\ud800","content":{}}"#);
    let event = typed!(ToWidgetRequest::SendEvent, &text).data;
    assert_eq!(event.event_type().unwrap_err().path(), "type");
}

#[test]
fn error_responses_keep_a_lone_surrogate() {
    let text = response("fromWidget", "navigate", r#"{"error":{"message":"bad \ud800"}}"#);
    assert!(decode(&text).unwrap().error().is_some());
    assert_lossless(&text, &[]);
}

#[test]
fn parse_reads_nul_in_strings() {
    let data = r#"{"uri":"a\u0000b","\u0000":"\u0000"}"#;
    let text = request("fromWidget", "navigate", data);
    let navigate = typed!(FromWidgetRequest::Navigate, &text);
    assert_eq!(navigate.data.uri, "a\0b");
    assert_lossless(&text, &[r"data.\u{0}"]);
    assert!(navigate.respond(&Empty::new()).contains(data));

    let text = r#"{"api":"fromWidget","widgetId":"w\u0000","requestId":"r","action":"content\u0000_loaded","data":{}}"#;
    assert_eq!(typed!(FromWidgetRequest::Custom, text).raw().action(), "content\0_loaded");
}

/// JSON requires control characters to be escaped.
#[test]
fn parse_rejects_unescaped_control_characters() {
    // In known, unknown and extra names.
    let with_control = |control: &str| {
        let [data, file] = [r#""uri":"x""#, r#""file":{},"encryption":{"v":"v2"}"#];
        [
            format!(
                r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","data":{{}},"x{control}":1}}"#
            ),
            format!(r#"{{"x{control}":1,"api":"fromWidget","widgetId":"w","requestId":"r","action":"a"}}"#),
            format!(
                r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"a","response":{{}},"{control}":1}}"#
            ),
            request("fromWidget", "navigate", &format!(r#"{{{data},"x{control}":1}}"#)),
            request("fromWidget", "com.example", &format!(r#"{{"x{control}":1}}"#)),
            request("fromWidget", "org.matrix.msc3817.create_room", &format!(r#"{{"x{control}":1}}"#)),
            request("fromWidget", "org.matrix.msc4039.upload_file", &format!(r#"{{{file},"x{control}":1}}"#)),
        ]
    };
    for control in '\0'..' ' {
        for name in [control.to_string(), format!(r"{control}\u0061")] {
            for text in with_control(&name) {
                assert!(matches!(Message::parse(&text), Err(MessageError::NotWidgetMessage(_))), "{text:?}");
                assert!(RawMessage::parse(&text).is_err(), "{text:?}");
            }
        }
        for text in with_control(&format!("\\u{:04x}", u32::from(control))) {
            assert!(RawMessage::parse(&text).is_ok(), "{text:?}");
        }
    }
}
