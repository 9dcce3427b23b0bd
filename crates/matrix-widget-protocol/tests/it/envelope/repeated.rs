//! Duplicate members are ambiguous: some parsers read the first and some the last.

use matrix_widget_protocol::RawMessage;

use crate::support::{Verdict, assert_verdicts, decode, verdict};

const REQUEST: &str =
    r#""api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":{"uri":"u"}"#;

fn request_and(members: &str) -> String {
    format!("{{{REQUEST},{members}}}")
}

#[test]
fn parse_rejects_duplicate_header_members() {
    for (name, member) in [
        ("api", r#""api":"fromWidget""#),
        ("api", r#""api":"toWidget""#),
        ("api", r#""api":null"#),
        ("widgetId", r#""widgetId":"w""#),
        ("widgetId", r#""widgetId":5"#),
        ("requestId", r#""requestId":"r""#),
        ("action", r#""action":"navigate""#),
        ("action", r#""action":"content_loaded""#),
        ("action", r#""\u0061ction":"navigate""#),
        ("api", r#""ap\u0069":"fromWidget""#),
        ("requestId", r#""\u0072\u0065questId":"r""#),
        ("widgetId", r#""widget\u0049d":"w""#),
    ] {
        for text in [request_and(member), format!("{{{member},{REQUEST}}}")] {
            let error = RawMessage::parse(&text).expect_err(&text);
            assert_eq!(error.to_string(), format!("{name}: duplicate field"), "{text}");
        }
    }
}

#[test]
fn parse_rejects_duplicate_requestid() {
    let text =
        r#"{"api":"fromWidget","widgetId":"w","requestid":"r","requestid":"r","action":"content_loaded"}"#;
    assert_eq!(verdict(text), Verdict::Foreign);
}

#[test]
fn three_duplicates_are_treated_as_two() {
    assert_eq!(verdict(&request_and(r#""action":"navigate","action":"navigate""#)), Verdict::Foreign);
    assert_eq!(verdict(&request_and(r#""data":{"uri":"u"},"data":{"uri":"u"}"#)), Verdict::InvalidRequest);
}

#[test]
fn decode_rejects_duplicate_data() {
    for data in [
        r#""data":{"uri":"u"}"#,
        r#""data":{"uri":"other"}"#,
        r#""data":null"#,
        r#""dat\u0061":{"uri":"u"}"#,
        r#""\u0064ata":5"#,
    ] {
        let text = request_and(data);
        let invalid = decode(&text).unwrap_err();
        assert!(invalid.raw().is_request(), "{text}");
        assert_eq!(invalid.error().path(), "data", "{text}");
        assert_verdicts(&[(&request_and(&format!(r#"{data},"response":{{}}"#)), Verdict::InvalidResponse)]);
    }
    let text = r#"{"data":null,"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":null}"#;
    assert_eq!(verdict(text), Verdict::InvalidRequest);
}

#[test]
fn decode_rejects_duplicate_response() {
    for responses in [
        r#""response":{},"response":{}"#,
        r#""response":null,"response":{}"#,
        r#""response":{},"response":null"#,
        r#""response":null,"response":null"#,
        r#""response":null,"re\u0073ponse":{}"#,
        r#""response":5,"response":5"#,
    ] {
        let text = request_and(responses);
        let invalid = decode(&text).unwrap_err();
        assert!(!invalid.raw().is_request(), "{text}");
        assert_eq!(invalid.error().path(), "response", "{text}");
    }
}

#[test]
fn errors_locate_a_duplicate_body_member() {
    let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":{"uri":"a","ur\u0069":"b"}}"#;
    let invalid = decode(text).unwrap_err();
    assert_eq!(invalid.error().path(), "data.uri");
}

#[test]
fn duplicate_unknown_members_are_accepted() {
    let text = request_and(r#""visible":1,"visible":2"#);
    assert_eq!(verdict(&text), Verdict::FromWidgetRequest);
    let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":{"uri":"u","x":1,"x":2}}"#;
    assert_eq!(verdict(text), Verdict::FromWidgetRequest);
}

#[test]
fn parse_ignores_header_names_in_nested_objects() {
    let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"com.example","data":{"api":1,"action":2,"data":{"data":3},"response":{}}}"#;
    assert_eq!(verdict(text), Verdict::FromWidgetRequest);
}
