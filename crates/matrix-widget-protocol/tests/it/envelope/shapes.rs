//! The four shapes, by `api` and by the presence of `response`.

use crate::support::{Verdict, assert_verdicts};

#[test]
fn api_decides_the_direction_and_response_the_kind() {
    assert_verdicts(&[
        (
            r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{}}"#,
            Verdict::FromWidgetRequest,
        ),
        (
            r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{},"response":{}}"#,
            Verdict::FromWidgetResponse,
        ),
        (
            r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"capabilities","data":{}}"#,
            Verdict::ToWidgetRequest,
        ),
        (
            r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"capabilities","data":{},"response":{"capabilities":[]}}"#,
            Verdict::ToWidgetResponse,
        ),
    ]);
}

#[test]
fn a_custom_action_has_the_same_four_shapes() {
    assert_verdicts(&[
        (
            r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"com.example","data":{}}"#,
            Verdict::FromWidgetRequest,
        ),
        (
            r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"com.example","data":{},"response":{}}"#,
            Verdict::FromWidgetResponse,
        ),
        (
            r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"com.example","data":{}}"#,
            Verdict::ToWidgetRequest,
        ),
        (
            r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"com.example","data":{},"response":{}}"#,
            Verdict::ToWidgetResponse,
        ),
    ]);
}

#[test]
fn any_other_api_is_foreign() {
    let texts = [
        r#""toClient""#,
        r#""fromwidget""#,
        r#""FROMWIDGET""#,
        r#""fromWidget ""#,
        r#""""#,
        "null",
        "true",
        "0",
        r#"["fromWidget"]"#,
        r#"{"fromWidget":true}"#,
    ];
    for api in texts {
        let text = format!(
            r#"{{"api":{api},"widgetId":"w","requestId":"r","action":"content_loaded","data":{{}}}}"#
        );
        assert_verdicts(&[(&text, Verdict::Foreign)]);
    }
}

#[test]
fn white_space_around_and_within_does_not_matter() {
    let text = concat!(
        "\r\n\t { \"api\" :\t\"fromWidget\" ,\n\"widgetId\": \"w\", \"requestId\"\n: \"r\" ,",
        " \"action\": \"navigate\" , \"data\" : { \"uri\" : \"u\" } }\n \r\t"
    );
    assert_verdicts(&[(text, Verdict::FromWidgetRequest)]);
    let message = typed!(FromWidgetRequest::Navigate, text);
    assert_eq!(message.data.uri, "u");
    assert_eq!(message.raw().text(), text);
}
