//! What is printed: the texts of errors for people, and what `Debug` tells beside what it hides.

use matrix_widget_protocol::{
    ApiVersion, ErrorResponse, Message, NewRequest, RawJson, RawMessage, RawObject,
    action::CustomName,
    error::MatrixApiError,
    from_widget::{self, Custom, FromWidgetAction, NavigateRequest},
    widget::{UrlTemplate, WidgetContent, WidgetState, WidgetType},
};

/// Asserts that `Debug` tells all of these.
fn assert_tells(value: &impl std::fmt::Debug, told: &[&str]) {
    let text = format!("{value:?}");
    for part in told {
        assert!(text.contains(part), "`{part}` is not in {text}");
    }
}

#[test]
fn debug_shows_the_header() {
    let text = r#"{"api":"fromWidget","widgetId":"clock","requestId":"r-1","action":"navigate","data":{"uri":"https://a.example/"}}"#;
    let raw = RawMessage::parse(text).unwrap();
    let header = ["FromWidget", "\"clock\"", "\"r-1\"", "\"navigate\""];
    assert_tells(&raw, &header);
    assert_tells(&raw, &["data: Some(\"[redacted]\")", "response: None"]);
    let request = Message::parse(text).unwrap();
    assert_tells(&request, &header);
    assert_tells(&request, &["data: NavigateRequest"]);

    let answer = format!("{},\"response\":{{}}}}", text.strip_suffix('}').unwrap());
    let response = Message::parse(&answer).unwrap();
    assert_tells(&response, &header);
    assert_tells(&response, &["Response", "outcome: Ok(Empty"]);

    let new = NewRequest::<from_widget::Navigate>::from_widget(NavigateRequest::new("https://a.example/"));
    assert_tells(&new, &["NewRequest", "FromWidget", "org.matrix.msc2931.navigate", "NavigateRequest"]);
}

#[test]
fn debug_marks_what_it_hides() {
    assert_eq!(format!("{:?}", RawJson::from_text("[1]").unwrap()), "[redacted]");
    assert_eq!(format!("{:?}", RawObject::empty()), "[redacted]");
    assert_eq!(format!("{:?}", UrlTemplate::new("https://a.example/?$x")), "UrlTemplate([redacted])");
    let body = r#"{"http_status":429,"http_headers":{},"url":"/","response":{"errcode":"M_LIMIT_EXCEEDED"}}"#;
    let error: MatrixApiError = RawJson::from_text(body).unwrap().read().unwrap();
    assert_tells(&error, &["MatrixApiError", "http_status: 429"]);
    let content = RawObject::from_text(r#"{"type":"m.custom","url":"https://a.example/"}"#).unwrap();
    let state = WidgetState::in_room("m.widget", "clock", content).unwrap();
    assert_tells(&state, &["Widget", "id: \"clock\"", "kind: Room", "m.custom"]);
    let content = WidgetContent::new(WidgetType::Custom, "https://a.example/");
    assert_tells(&content, &["WidgetContent", "widget_type: \"m.custom\""]);
    assert_tells(&ApiVersion::from("com.example.version"), &["\"com.example.version\""]);
}

#[test]
fn display_prints_names_and_errors() {
    let FromWidgetAction::Custom(name) = FromWidgetAction::from("com.example.fly") else { panic!() };
    let name: CustomName<Custom> = name;
    assert_eq!(name.to_string(), "com.example.fly");
    assert_eq!(ErrorResponse::new("no such room").to_string(), "no such room");

    let foreign = "[]";
    let error = RawMessage::parse(foreign).unwrap_err();
    assert_eq!(Message::parse(foreign).unwrap_err().to_string(), error.to_string());
    let invalid =
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":{"uri":5}}"#;
    let message = Message::parse(invalid).unwrap_err().to_string();
    assert!(message.contains("data.uri: expected a string, found a number"), "{message}");
}
