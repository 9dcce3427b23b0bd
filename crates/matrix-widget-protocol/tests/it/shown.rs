//! `Display` of errors and names, and the visible parts of `Debug`.

use matrix_widget_protocol::{
    ApiVersion, ErrorResponse, Message, NewRequest, RawJson, RawMessage, RawObject,
    action::CustomName,
    error::MatrixApiError,
    from_widget::{self, Custom, FromWidgetAction, NavigateRequest},
    widget::{UrlTemplate, WidgetContent, WidgetState, WidgetType},
};

/// Asserts that the `Debug` text contains all of these parts.
fn assert_debug_contains(value: &impl std::fmt::Debug, parts: &[&str]) {
    let text = format!("{value:?}");
    for part in parts {
        assert!(text.contains(part), "{text} does not contain `{part}`");
    }
}

#[test]
fn debug_shows_the_header() {
    let text = r#"{"api":"fromWidget","widgetId":"clock","requestId":"r-1","action":"navigate","data":{"uri":"https://a.example/"}}"#;
    let raw = RawMessage::parse(text).unwrap();
    let header = ["FromWidget", "\"clock\"", "\"r-1\"", "\"navigate\""];
    assert_debug_contains(&raw, &header);
    assert_debug_contains(&raw, &["data: Some(\"[redacted]\")", "response: None"]);
    let request = Message::parse(text).unwrap();
    assert_debug_contains(&request, &header);
    assert_debug_contains(&request, &["data: NavigateRequest"]);

    let answer = format!("{},\"response\":{{}}}}", text.strip_suffix('}').unwrap());
    let response = Message::parse(&answer).unwrap();
    assert_debug_contains(&response, &header);
    assert_debug_contains(&response, &["Response", "outcome: Ok(Empty"]);

    let new = NewRequest::<from_widget::Navigate>::from_widget(NavigateRequest::new("https://a.example/"));
    assert_debug_contains(
        &new,
        &["NewRequest", "FromWidget", "org.matrix.msc2931.navigate", "NavigateRequest"],
    );
}

#[test]
fn debug_marks_what_it_hides() {
    assert_eq!(format!("{:?}", RawJson::from_text("[1]").unwrap()), "[redacted]");
    assert_eq!(format!("{:?}", RawObject::empty()), "[redacted]");
    assert_eq!(format!("{:?}", UrlTemplate::new("https://a.example/?$x")), "UrlTemplate([redacted])");
    let body = r#"{"http_status":429,"http_headers":{},"url":"/","response":{"errcode":"M_LIMIT_EXCEEDED"}}"#;
    let error: MatrixApiError = RawJson::from_text(body).unwrap().read().unwrap();
    assert_debug_contains(&error, &["MatrixApiError", "http_status: 429"]);
    let content = RawObject::from_text(r#"{"type":"m.custom","url":"https://a.example/"}"#).unwrap();
    let state = WidgetState::in_room("m.widget", "clock", content).unwrap();
    assert_debug_contains(&state, &["Widget", "id: \"clock\"", "kind: Room", "m.custom"]);
    let content = WidgetContent::new(WidgetType::Custom, "https://a.example/");
    assert_debug_contains(&content, &["WidgetContent", "widget_type: \"m.custom\""]);
    assert_debug_contains(&ApiVersion::from("com.example.version"), &["\"com.example.version\""]);
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
