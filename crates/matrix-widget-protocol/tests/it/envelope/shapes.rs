//! The four shapes, by `api` and by the presence of `response`.

use crate::support::{Verdict, assert_verdicts, request, response, verdict};

#[test]
fn api_is_the_direction_and_response_the_kind() {
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
fn any_other_api_is_foreign() {
    for api in ["toClient", "fromwidget", "FROMWIDGET", "fromWidget ", ""] {
        assert_eq!(verdict(&request(api, "content_loaded", "{}")), Verdict::Foreign, "{api}");
    }
}

#[test]
fn white_space_has_no_meaning() {
    let text = concat!(
        "\r\n\t { \"api\" :\t\"fromWidget\" ,\n\"widgetId\": \"w\", \"requestId\"\n: \"r\" ,",
        " \"action\": \"navigate\" , \"data\" : { \"uri\" : \"u\" } }\n \r\t"
    );
    assert_verdicts(&[(text, Verdict::FromWidgetRequest)]);
    let message = typed!(FromWidgetRequest::Navigate, text);
    assert_eq!(message.data.uri, "u");
    assert_eq!(message.raw().text(), text);
}
