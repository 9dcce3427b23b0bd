//! The four kinds of messages, which `api` and `response` distinguish.

use matrix_widget_protocol::RawMessage;

use crate::support::{Verdict, assert_verdicts, request, response, verdict};

#[test]
fn decode_distinguishes_messages_by_api_and_response() {
    for action in ["supported_api_versions", "com.example"] {
        let body = r#"{"supported_versions":[]}"#;
        assert_verdicts(&[
            (&request("fromWidget", action, "{}"), Verdict::FromWidgetRequest),
            (&response("fromWidget", action, body), Verdict::FromWidgetResponse),
            (&request("toWidget", action, "{}"), Verdict::ToWidgetRequest),
            (&response("toWidget", action, body), Verdict::ToWidgetResponse),
        ]);
    }
}

/// "A widget must drop requests of its own direction and answers to the other."
/// H-ID-6: a request to the widget, or its answer to the client, is not for the client.
#[test]
fn is_for_widget_distinguishes_the_receiver() {
    for (text, is_for_widget) in [
        (request("fromWidget", "content_loaded", "{}"), false),
        (response("fromWidget", "content_loaded", "{}"), true),
        (request("toWidget", "capabilities", "{}"), true),
        (response("toWidget", "capabilities", r#"{"capabilities":[]}"#), false),
        (request("toWidget", "com.example", "{}").replace("\"data\"", "\"response\":null,\"data\""), true),
    ] {
        let raw = RawMessage::parse(&text).unwrap();
        assert_eq!((raw.is_for_widget(), raw.is_for_client()), (is_for_widget, !is_for_widget), "{text}");
    }
}

#[test]
fn parse_rejects_other_apis() {
    for api in ["toClient", "fromwidget", "FROMWIDGET", "fromWidget ", ""] {
        assert_eq!(verdict(&request(api, "content_loaded", "{}")), Verdict::Foreign, "{api}");
    }
}

#[test]
fn parse_ignores_white_space() {
    let text = concat!(
        "\r\n\t { \"api\" :\t\"fromWidget\" ,\n\"widgetId\": \"w\", \"requestId\"\n: \"r\" ,",
        " \"action\": \"navigate\" , \"data\" : { \"uri\" : \"u\" } }\n \r\t"
    );
    assert_verdicts(&[(text, Verdict::FromWidgetRequest)]);
    let message = typed!(FromWidgetRequest::Navigate, text);
    assert_eq!(message.data.uri, "u");
    assert_eq!(message.raw().text(), text);
}
