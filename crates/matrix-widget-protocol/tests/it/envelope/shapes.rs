//! The four kinds of messages, which `api` and `response` distinguish.

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
