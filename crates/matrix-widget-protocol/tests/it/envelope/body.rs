//! `data` and `response`: missing, null, an object, or invalid. `fixtures.rs` has the tests for known actions.

use matrix_widget_protocol::RawMessage;

use crate::support::{
    Verdict, assert_invalid_requests, assert_invalid_responses, decode, request_error, verdict,
};

fn with(members: &str) -> String {
    format!(r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded"{members}}}"#)
}

#[test]
fn data_reads_missing_and_null_as_an_empty_object() {
    for data in ["", r#","data":null"#, r#","data":{}"#, r#","data": {  }"#, r#","data": null "#] {
        assert_eq!(decode(&with(data)), decode(&with("")), "{data}");
    }
    for data in ["", r#","data":null"#] {
        assert_eq!(RawMessage::parse(&with(data)).unwrap().data(), None);
        let text =
            format!(r#"{{"api":"toWidget","widgetId":"w","requestId":"r","action":"com.example"{data}}}"#);
        assert_eq!(typed!(ToWidgetRequest::Custom, &text).data.as_str(), "{}");
    }
}

#[test]
fn decode_rejects_bodies_that_are_not_objects() {
    for (body, found) in [
        ("[]", "an array"),
        ("[{}]", "an array"),
        (r#""text""#, "a string"),
        (r#""""#, "a string"),
        ("0", "a number"),
        ("1e999", "a number"),
        ("false", "a boolean"),
        ("true", "a boolean"),
    ] {
        for api in ["fromWidget", "toWidget"] {
            for action in ["supported_api_versions", "com.example"] {
                let [data, response] =
                    ["data", "response"].map(|name| format!("{name}: expected an object, found {found}"));
                assert_invalid_requests(api, action, &[(body, &data)]);
                assert_invalid_responses(api, action, &[(body, &response)]);
            }
        }
    }
}

#[test]
fn errors_of_a_whole_body_name_the_body() {
    let invalid = decode(&with(r#","data":[]"#)).unwrap_err();
    assert!(invalid.raw().is_request());
    assert_eq!(invalid.error().path(), "data");
    let invalid = decode(&with(r#","response":[]"#)).unwrap_err();
    assert!(!invalid.raw().is_request());
    assert_eq!(invalid.error().path(), "response");
}

#[test]
fn parse_reads_a_null_response_as_a_request() {
    for response in [r#","response":null"#, r#","response": null "#, r#","respons\u0065":null"#] {
        let text = with(response);
        assert_eq!(verdict(&text), Verdict::FromWidgetRequest, "{text}");
        assert_eq!(RawMessage::parse(&text).unwrap().response(), None);
    }
}

#[test]
fn to_json_omits_null_bodies() {
    let written = |text: &str| decode(text).unwrap().to_json();
    for members in [r#","data":null"#, r#","data":null,"response":null"#] {
        assert_eq!(written(&with(members)), written(&with("")));
        assert!(!written(&with(members)).contains("null"));
    }
    let response = r#","data":null,"response":{}"#;
    assert!(!written(&with(response)).contains("null"));
}

#[test]
fn missing_data_lacks_required_members() {
    for data in ["null", "{}"] {
        assert_eq!(request_error("fromWidget", "navigate", data), "data.uri: missing field");
    }
}
