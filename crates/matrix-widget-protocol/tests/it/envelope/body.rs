//! `data` and `response`: absent, null, an object, or a bad body.

use matrix_widget_protocol::{InvalidMessage, RawMessage};

use crate::support::{Verdict, decode, json, verdict};

fn with(members: &str) -> String {
    format!(r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded"{members}}}"#)
}

#[test]
fn absent_and_null_data_are_an_empty_object() {
    for data in ["", r#","data":null"#, r#","data":{}"#, r#","data": {  }"#, r#","data": null "#] {
        assert_eq!(verdict(&with(data)), Verdict::FromWidgetRequest, "{data}");
    }
    for data in ["", r#","data":null"#] {
        let text = with(data);
        assert_eq!(RawMessage::parse(&text).unwrap().data(), None);
    }
    assert_eq!(decode(&with("")).unwrap(), decode(&with(r#","data":null"#)).unwrap());
    assert_eq!(decode(&with("")).unwrap(), decode(&with(r#","data":{}"#)).unwrap());
}

#[test]
fn absent_data_of_a_custom_action_is_an_empty_object() {
    for data in ["", r#","data":null"#] {
        let text =
            format!(r#"{{"api":"toWidget","widgetId":"w","requestId":"r","action":"com.example"{data}}}"#);
        assert_eq!(typed!(ToWidgetRequest::Custom, &text).data.as_str(), "{}");
    }
}

#[test]
fn absent_data_lacks_what_is_required() {
    for data in ["", r#","data":null"#, r#","data":{}"#] {
        let text =
            format!(r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate"{data}}}"#);
        let invalid = decode(&text).unwrap_err();
        assert_eq!(invalid.to_string(), "data.uri: expected a string, found nothing", "{data}");
    }
}

#[test]
fn any_other_data_is_a_bad_body() {
    for (data, found) in [
        ("[]", "an array"),
        (r#"[{"uri":"u"}]"#, "an array"),
        (r#""text""#, "a string"),
        (r#""""#, "a string"),
        ("0", "a number"),
        ("1e999", "a number"),
        ("false", "a boolean"),
        ("true", "a boolean"),
    ] {
        for action in ["content_loaded", "navigate", "send_event", "com.example"] {
            let text = format!(
                r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"{action}","data":{data}}}"#
            );
            let Err(InvalidMessage::FromWidgetRequest(invalid) | InvalidMessage::ToWidgetRequest(invalid)) =
                decode(&text)
            else {
                panic!("{text} is no bad request")
            };
            assert_eq!(
                invalid.error().to_string(),
                format!("data: expected an object, found {found}"),
                "{text}"
            );
            assert_eq!(invalid.error().path(), "data");
        }
    }
}

#[test]
fn a_null_response_is_none() {
    for response in [r#","response":null"#, r#","response": null "#, r#","respons\u0065":null"#] {
        let text = with(response);
        assert_eq!(verdict(&text), Verdict::FromWidgetRequest, "{text}");
        assert_eq!(RawMessage::parse(&text).unwrap().response(), None);
    }
}

#[test]
fn a_response_that_is_neither_null_nor_an_object_is_an_invalid_response() {
    for (response, found) in [
        ("[]", "an array"),
        ("[{}]", "an array"),
        ("false", "a boolean"),
        ("true", "a boolean"),
        ("0", "a number"),
        ("-1", "a number"),
        (r#""""#, "a string"),
        (r#""ok""#, "a string"),
    ] {
        for action in ["content_loaded", "supported_api_versions", "com.example"] {
            let text = format!(
                r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"{action}","data":{{}},"response":{response}}}"#
            );
            let Err(InvalidMessage::Response(invalid)) = decode(&text) else {
                panic!("{text} is no bad response")
            };
            assert_eq!(
                invalid.error().to_string(),
                format!("response: expected an object, found {found}"),
                "{text}"
            );
        }
    }
}

#[test]
fn the_data_of_a_response_is_never_judged() {
    for data in
        [r#","data":[]"#, r#","data":"text""#, r#","data":7"#, r#","data":{"uri":5}"#, r#","data":null"#, ""]
    {
        let text = format!(
            r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate"{data},"response":{{}}}}"#
        );
        assert_eq!(verdict(&text), Verdict::FromWidgetResponse, "{text}");
        let response = typed!(FromWidgetResponse::Navigate, &text);
        assert!(response.request_data().is_err(), "{text}");
        crate::support::assert_lossless(&text, &[]);
    }
}

#[test]
fn the_data_of_a_response_is_typed_on_demand() {
    let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":{"uri":"u"},"response":{}}"#;
    assert_eq!(typed!(FromWidgetResponse::Navigate, text).request_data().unwrap().uri, "u");
    let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":{"uri":5},"response":{}}"#;
    let error = typed!(FromWidgetResponse::Navigate, text).request_data().unwrap_err();
    assert_eq!(error.to_string(), "data.uri: expected a string, found a number");
}

#[test]
fn what_is_unset_is_left_out_when_written() {
    let texts = [
        with(""),
        with(r#","data":null"#),
        with(r#","data":null,"response":null"#),
        with(r#","response":{}"#),
        with(r#","data":null,"response":{}"#),
        r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"com.example"}"#.to_owned(),
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"read_events","data":{"type":"t","limit":null}}"#
            .to_owned(),
    ];
    for text in texts {
        let written = decode(&text).unwrap().to_json();
        assert!(!written.contains("null"), "{written} for {text}");
        assert!(json(&written).is_object());
    }
}
