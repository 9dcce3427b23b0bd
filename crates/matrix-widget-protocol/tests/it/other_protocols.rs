//! The messages of other protocols in the same window are not widget messages: MSC4412 and those of integration managers.

use std::{fs, path::Path};

use matrix_widget_protocol::{Msc4412Header, Msc4412Source, RawMessage, from_widget::FromWidgetRequest};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{assert_lossless, decode, request, unknown_members};

fn foreign(text: &str) -> String {
    RawMessage::parse(text).expect_err(text).to_string()
}

/// "An object with string `source`, `action`, `requestId` and no `api` is not ours: silence, no error."
#[test]
fn msc4412_messages_are_recognized_and_not_widget_messages() {
    for (text, source, version, is_response) in [
        (
            r#"{"source":"widget","action":"content_loaded","requestId":"7b1f","version":"v1","request":{}}"#,
            Msc4412Source::Widget,
            Some("v1"),
            false,
        ),
        (
            r#" {"response": {}, "source": "host", "action": "content_loaded", "requestId": "7b1f", "version": "v1"}"#,
            Msc4412Source::Host,
            Some("v1"),
            true,
        ),
        (
            r#"{"source":"host","action":"notify_capabilities","requestId":"1","data":{},"api":null}"#,
            Msc4412Source::Host,
            None,
            false,
        ),
    ] {
        assert!(foreign(text).starts_with("api: "), "{text}");
        let header = Msc4412Header::parse(text).expect(text);
        assert_eq!((header.source, header.version.as_deref()), (source, version));
        assert_eq!(header.is_response, is_response, "{text}");
    }
}

#[test]
fn msc4412_header_rejects_other_texts() {
    for text in [
        "",
        "null",
        r#"["widget","content_loaded","1"]"#,
        r#"[null,"widget","content_loaded","1",null,null]"#,
        r#"{"source":"widget","action":"a"}"#,
        r#"{"source":"react-devtools","action":"a","requestId":"1"}"#,
        r#"{"source":"widget","action":5,"requestId":"1"}"#,
        r#"{"source":"widget","source":"host","action":"a","requestId":"1"}"#,
        r#"{"source":"widget","action":"a","requestId":"1"} x"#,
        r#"{"api":"fromWidget","source":"widget","action":"a","requestId":"1"}"#,
        r#"{"api":"other","source":"widget","action":"a","requestId":"1"}"#,
    ] {
        assert_eq!(Msc4412Header::parse(text), None, "{text}");
    }
}

#[test]
fn msc4412_header_shows_untrusted_names_escaped() {
    let text =
        json!({"source": "widget", "action": "a\n\u{202e}b", "requestId": "1", "version": "\u{1b}[31m"});
    let header = Msc4412Header::parse(&text.to_string()).unwrap();
    assert_eq!(header.to_string(), r"MSC4412 request a\n\u{202e}b of the widget, version \u{1b}[31m");
}

/// "With `api` present, `source`, `version`, `request` are unknown members and survive the echo."
#[test]
fn members_of_msc4412_in_widget_messages_are_unknown_and_echoed() {
    let text = request("fromWidget", "content_loaded", "{}");
    let text = text.replacen('{', r#"{"source":"widget","version":"v1","request":{"a":1.0},"#, 1);
    assert_lossless(&text, &["source", "version", "request"]);
    let message = decode(&text).unwrap();
    assert_eq!(unknown_members(&message), ["source", "version", "request"]);
    let matrix_widget_protocol::Message::FromWidgetRequest(request) = message else { panic!("{text}") };
    assert!(matches!(request, FromWidgetRequest::ContentLoaded(_)));
    let answer = request.respond_error(&matrix_widget_protocol::ErrorResponse::new("no"));
    assert!(answer.starts_with(text.trim_end_matches('}')), "{answer}");
}

/// The actions of Element Web's `ScalarMessaging.ts`. They are told apart by `api` alone.
const SCALAR: [&str; 17] = [
    "invite",
    "kick",
    "set_widget",
    "get_widgets",
    "set_bot_options",
    "bot_options",
    "set_bot_power",
    "membership_state",
    "get_membership_count",
    "join_rules_state",
    "set_plumbing_state",
    "get_room_enc_state",
    "can_send_event",
    "get_open_id_token",
    "close_scalar",
    "send_event",
    "read_events",
];

#[test]
fn messages_of_integration_managers_are_not_widget_messages() {
    for action in SCALAR {
        let request = json!({"action": action, "room_id": "!room:example.org", "user_id": "@alice:example.org",
            "type": "m.room.topic", "state_key": "", "content": {}});
        for response in [Value::Null, json!(5), json!([]), json!(true), json!({"error": {"message": "no"}})] {
            let mut message = request.clone();
            message["response"] = response;
            assert_eq!(foreign(&message.to_string()), "api: missing field", "{message}");
        }
        // A manager that sends the header of a widget, too, is still told apart by `api`.
        for api in [json!(null), json!(""), json!(false), json!(0)] {
            let mut message = request.clone();
            message["api"] = api;
            message["widgetId"] = "w".into();
            message["requestId"] = "r".into();
            assert!(foreign(&message.to_string()).starts_with("api: "), "{message}");
        }
    }
}

/// Another envelope can be added beside this one, because no payload knows the header. See `docs/envelope.md`.
#[test]
fn only_the_envelope_names_the_members_of_the_header() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            if code.into_iter().any(|line| ["\"api\"", "requestId"].iter().any(|name| line.contains(name))) {
                found.push(path.strip_prefix(&src).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort_unstable();
    let known = [
        "envelope.rs",
        "envelope/lossless.rs",
        "envelope/one_pass.rs",
        "envelope/write.rs",
        "msc4412.rs",
        "strategies/message.rs",
    ];
    assert_eq!(found, known);
}

proptest! {
    #[test]
    fn msc4412_header_and_widget_messages_exclude_each_other(text in ".*", source in "widget|host") {
        let text = json!({"source": source, "action": text, "requestId": text, "widgetId": "w", "api": "toWidget"});
        let mut without_api = text.clone();
        without_api.as_object_mut().unwrap().remove("api");
        for text in [text.to_string(), without_api.to_string()] {
            prop_assert!(RawMessage::parse(&text).is_err() || Msc4412Header::parse(&text).is_none());
        }
        prop_assert!(Msc4412Header::parse(&without_api.to_string()).is_some());
    }
}
