//! Places other than bodies: headers, events, raw holders, and the methods that judge.

use matrix_widget_protocol::{
    RawJson, RawMessage, RawObject, Request,
    event::MatrixEvent,
    from_widget::{Navigate, navigate::NavigateRequest},
};

use super::{SECRET, assert_debug_hides, assert_hidden};
use crate::support::{decode, request};

#[test]
fn a_foreign_message_shows_nothing_of_itself() {
    for text in [
        format!(r#"{{"api":"{SECRET}","widgetId":"w","requestId":"r","action":"a"}}"#),
        format!(r#"{{"api":["{SECRET}"],"widgetId":"w","requestId":"r","action":"a"}}"#),
        format!(r#"{{"api":"toWidget","widgetId":{{"x":"{SECRET}"}},"requestId":"r","action":"a"}}"#),
        format!(r#"{{"api":"toWidget","widgetId":"w","requestId":"\ud800{SECRET}","action":"a"}}"#),
        format!(
            r#"{{"api":"toWidget","widgetId":"w","requestId":"{SECRET}","requestId":"{SECRET}","action":"a"}}"#
        ),
        format!(r#"{{"access_token":"{SECRET}"}}"#),
        format!(r#"{{"access_token":"{SECRET}""#),
        format!(r#"["{SECRET}"]"#),
        format!(r#""{SECRET}""#),
        SECRET.to_owned(),
        format!("{{\"{SECRET}"),
    ] {
        let error = RawMessage::parse(&text).unwrap_err();
        assert_hidden(&error.to_string(), &text);
        assert_debug_hides(&error, &text);
    }
}

#[test]
fn unknown_top_level_members_are_not_shown() {
    let text = format!(
        r#"{{"access_token":"{SECRET}","api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","x":{{"password":["{SECRET}"]}}}}"#
    );
    assert_debug_hides(&RawMessage::parse(&text).unwrap(), &text);
    assert_debug_hides(&decode(&text).unwrap(), &text);
    assert_debug_hides(&decode(&text).unwrap().into_owned(), &text);
}

#[test]
fn a_message_with_members_given_twice_shows_no_secret() {
    for (name, value) in [("data", SECRET), ("response", SECRET)] {
        let text = format!(
            r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"com.example","{name}":{{"k":"{value}"}},"{name}":"{value}"}}"#
        );
        let invalid = decode(&text).unwrap_err();
        assert_debug_hides(&invalid, &text);
        assert_hidden(&invalid.to_string(), &text);
    }
}

#[test]
fn events_do_not_show_what_is_in_them() {
    let text = format!(
        r#"{{"type":"m.room_key","sender":"{SECRET}","event_id":"{SECRET}","room_id":["{SECRET}"],
            "origin_server_ts":"{SECRET}","content":{{"session_key":"{SECRET}","msgtype":["{SECRET}"]}},
            "state_key":{{"x":"{SECRET}"}},"unsigned":"{SECRET}","redacts":"{SECRET}",
            "sticky":{{"duration_ms":"{SECRET}"}},"keys":{{"k":"{SECRET}"}}}}"#
    );
    let event = MatrixEvent::from(RawObject::from_text(text.clone()).unwrap());
    assert_debug_hides(&event, &text);
    assert_debug_hides(&event.content(), &text);
    let errors = [
        event.sender().err(),
        event.event_id().err(),
        event.room_id().err(),
        event.origin_server_ts().err(),
        event.msgtype().err(),
        event.state_key().err(),
        event.unsigned().err(),
        event.redacts().err(),
        event.sticky_duration_ms().err(),
        event.raw().get::<bool>("sender").err(),
        event.raw().read::<NavigateRequest>().err(),
    ];
    for error in errors {
        let error = error.expect("everything is malformed");
        assert_hidden(&error.to_string(), &text);
        assert_debug_hides(&error, &text);
    }
}

#[test]
fn raw_holders_do_not_show_what_is_in_them() {
    for text in [format!(r#""{SECRET}""#), format!(r#"["{SECRET}"]"#), format!(r#"{{"key":"{SECRET}"}}"#)] {
        assert_debug_hides(&RawJson::from_text(text.clone()), &text);
        assert_debug_hides(&RawJson::from_text(text.clone()).unwrap().as_object(), &text);
        match RawObject::from_text(text.clone()) {
            Ok(object) => assert_debug_hides(&object, &text),
            Err(error) => assert_hidden(&format!("{error} {error:?}"), &text),
        }
        let error = RawJson::from_text(text.clone()).unwrap().read::<u8>().unwrap_err();
        assert_hidden(&format!("{error} {error:?}"), &text);
    }
    for text in [format!("{{\"key\":\"{SECRET}"), SECRET.to_owned(), format!("\"{SECRET}\" \"{SECRET}\"")] {
        let error = RawJson::from_text(text.clone()).unwrap_err();
        assert_hidden(&format!("{error} {error:?}"), &text);
    }
}

/// "Errors name type and path, never a value."
#[test]
fn a_link_that_leads_nowhere_is_not_shown() {
    for uri in [
        format!("https://example.org/?access_token={SECRET}"),
        format!("https://matrix.to/#/{SECRET}"),
        format!("https://matrix.to/#/!r:example.org/${SECRET}/{SECRET}"),
        format!("https://matrix.to/#/!r:example.org?via=example.org&access_token={SECRET}"),
        format!("matrix:r/room:example.org?action={SECRET}"),
        format!("matrix:r/room:example.org?{SECRET}={SECRET}"),
        format!("matrix:{SECRET}/room:example.org"),
        format!("matrix:{SECRET}"),
        SECRET.to_owned(),
    ] {
        if let Err(error) = NavigateRequest::new(&uri).target() {
            assert_hidden(&format!("{error} {error:?}"), &uri);
        }
    }
}

#[test]
fn a_typed_request_is_shown_without_its_text() {
    let text = request("fromWidget", "navigate", &format!(r#"{{"uri":"u","access_token":"{SECRET}"}}"#));
    let request: Request<'_, Navigate> = typed!(FromWidgetRequest::Navigate, &text);
    assert_debug_hides(&request, &text);
    assert!(format!("{request:?}").contains("\"u\""), "what is no secret is shown");
}
