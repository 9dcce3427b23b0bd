//! Secrets outside the bodies of known actions: headers, custom actions, events, raw JSON and URIs.

use matrix_widget_protocol::{
    NewRequest, RawJson, RawMessage, RawObject, Secret,
    event::MatrixEvent,
    from_widget::{DownloadFileRequest, NavigateRequest},
    to_widget::{UpdateTurnServers, UpdateTurnServersRequest},
};

use super::{MARK, assert_hides, assert_message_hides};

/// Replaces `MARK` in a text with the mark.
fn marked(text: &str) -> String {
    text.replace("MARK", MARK)
}

#[test]
fn secret_shows_its_string_only_in_reveal() {
    let secret = Secret::from(MARK);
    assert_eq!(secret.reveal(), MARK);
    assert_eq!(format!("{secret:?}"), "[redacted]");
    assert_eq!(secret, Secret::from(MARK.to_owned()));
    assert_ne!(secret, Secret::from("another"));
    assert_eq!(serde_json::to_string(&secret).unwrap(), marked(r#""MARK""#));
    let error = serde_json::from_str::<Secret>(&marked(r#"["MARK"]"#)).unwrap_err();
    assert_hides((error.to_string(), &error), "a secret in an array");
}

#[test]
fn debug_shows_other_members() {
    let servers = UpdateTurnServersRequest::new(vec!["turn:example.org".to_owned()], "alice", MARK.into());
    let shown = format!("{:?}", NewRequest::<UpdateTurnServers>::to_widget(servers));
    assert_hides(&shown, "a new request");
    for expected in ["turn:example.org", "alice", "password: [redacted]"] {
        assert!(shown.contains(expected), "{shown} does not contain {expected}");
    }
}

#[test]
fn not_widget_message_never_shows_the_text() {
    for text in [
        r#"{"api":"MARK","widgetId":"w","requestId":"r","action":"a"}"#,
        r#"{"api":["MARK"],"widgetId":"w","requestId":"r","action":"a"}"#,
        r#"{"api":"toWidget","widgetId":{"x":"MARK"},"requestId":"r","action":"a"}"#,
        r#"{"api":"toWidget","widgetId":"w","requestId":"\ud800MARK","action":"a"}"#,
        r#"{"api":"toWidget","widgetId":"w","requestId":"MARK","requestId":"MARK","action":"a"}"#,
        r#"{"access_token":"MARK"}"#,
        r#"{"access_token":"MARK""#,
        r#"["MARK"]"#,
        r#""MARK""#,
        "MARK",
        r#"{"MARK"#,
    ] {
        let error = RawMessage::parse(&marked(text)).unwrap_err();
        assert_hides((&error, error.to_string()), text);
    }
}

#[test]
fn debug_hides_untyped_bodies() {
    for members in [
        r#""data":{"password":"MARK"}"#,
        r#""data":["MARK"]"#,
        r#""data":"MARK""#,
        r#""data":{"password":"MARK"},"response":{}"#,
        r#""data":{},"response":{"password":"MARK"}"#,
        r#""data":{},"response":"MARK""#,
        r#""access_token":"MARK","x":{"password":["MARK"]}"#,
        r#""data":{"k":"MARK"},"data":"MARK""#,
        r#""response":{"k":"MARK"},"response":"MARK""#,
    ] {
        for action in ["com.example", "content_loaded"] {
            let text = format!(
                r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"{action}",{}}}"#,
                marked(members)
            );
            assert_message_hides(&text, members);
        }
    }
}

#[test]
fn event_accessor_errors_never_show_values() {
    let text = marked(
        r#"{"type":["MARK"],"sender":"MARK","event_id":"MARK","room_id":["MARK"],"origin_server_ts":"MARK",
            "content":{"session_key":"MARK","msgtype":["MARK"]},"state_key":{"x":"MARK"},"unsigned":"MARK",
            "redacts":"MARK","sticky":{"duration_ms":"MARK"},"keys":{"k":"MARK"}}"#,
    );
    let event = MatrixEvent::from(RawObject::from_text(text).unwrap());
    assert_hides((&event, event.content(), event.facts().err()), "an event");
    for (name, error) in [
        ("type", event.event_type().err()),
        ("sender", event.sender().err()),
        ("event_id", event.event_id().err()),
        ("room_id", event.room_id().err()),
        ("origin_server_ts", event.origin_server_ts().err()),
        ("msgtype", event.msgtype().err()),
        ("state_key", event.state_key().err()),
        ("unsigned", event.unsigned().err()),
        ("redacts", event.redacts().err()),
        ("sticky", event.sticky_duration_ms().err()),
        ("a boolean", event.raw().get::<bool>("sender").err()),
        ("another type", event.raw().read::<NavigateRequest>().err()),
    ] {
        let error = error.unwrap_or_else(|| panic!("expected an error of {name}"));
        assert_hides((&error, error.to_string()), name);
    }
}

#[test]
fn raw_json_never_shows_its_text() {
    for text in
        [r#""MARK""#, r#"["MARK"]"#, r#"{"key":"MARK"}"#, r#"{"key":"MARK"#, "MARK", r#""MARK" "MARK""#]
    {
        let raw = RawJson::from_text(marked(text));
        let object = RawObject::from_text(marked(text));
        assert_hides((&raw, raw.as_ref().err().map(ToString::to_string)), text);
        assert_hides((&object, object.as_ref().err().map(ToString::to_string)), text);
        if let Ok(raw) = raw {
            let error = raw.read::<u8>().unwrap_err();
            assert_hides((raw.as_object(), &error, error.to_string()), text);
        }
    }
}

#[test]
fn uri_errors_never_show_the_uri() {
    for uri in [
        "MARK",
        "https://example.org/?access_token=MARK",
        "https://matrix.to/#/MARK",
        "https://matrix.to/#/!r:example.org/$MARK/MARK",
        "https://matrix.to/#/!r:example.org?via=example.org&access_token=MARK",
        "matrix:r/room:example.org?action=MARK",
        "matrix:r/room:example.org?MARK=MARK",
        "matrix:MARK/room:example.org",
        "matrix:MARK",
        "mxc://MARK/ ",
    ] {
        if let Err(error) = NavigateRequest::new(marked(uri)).target() {
            assert_hides((&error, error.to_string()), uri);
        }
        let error = DownloadFileRequest::new(marked(uri)).mxc_uri().unwrap_err();
        assert_hides((&error, error.to_string()), uri);
    }
}
