//! `Response::read` reads responses of one action.

use matrix_widget_protocol::{
    Empty, ErrorResponse, RawMessage, Response, action::Action, from_widget, to_widget,
};

fn message(api: &str, action: &str, end: &str) -> RawMessage<'static> {
    let text =
        format!(r#"{{"api":"{api}","widgetId":"w","requestId":"r","action":"{action}","data":{{}}{end}}}"#);
    RawMessage::parse_owned(text).unwrap()
}

fn error<A: Action>(raw: &RawMessage<'static>) -> String {
    let error = Response::<A>::read(raw.clone()).unwrap_err();
    assert_eq!(error.raw(), raw);
    assert!(!error.error().path().is_empty());
    error.to_string()
}

#[test]
fn read_accepts_both_names_of_the_action() {
    for name in ["org.matrix.msc2931.navigate", "navigate"] {
        let raw = message("fromWidget", name, r#","response":{}"#);
        let response = Response::<from_widget::Navigate>::read(raw.clone()).unwrap();
        assert_eq!(response.outcome, Ok(Empty::new()));
        assert_eq!(response.into_raw(), raw);
    }
    let failed = message("fromWidget", "navigate", r#","response":{"error":{"message":"no"}}"#);
    let failed = Response::<from_widget::Navigate>::read(failed).unwrap();
    assert_eq!(failed.outcome, Err(ErrorResponse::new("no")));
}

#[test]
fn read_rejects_other_directions_other_actions_and_requests() {
    let response = r#","response":{}"#;
    let other = error::<to_widget::Visibility>(&message("fromWidget", "visibility", response));
    assert!(other.starts_with("api: expected `toWidget`"), "{other}");
    let other = error::<to_widget::Visibility>(&message("toWidget", "theme_change", response));
    assert!(other.starts_with("action: expected `visibility`"), "{other}");
    for end in ["", r#","response":null"#] {
        let request = error::<to_widget::Visibility>(&message("toWidget", "visibility", end));
        assert!(request.starts_with("response: "), "{request}");
    }
    for end in [r#","response":5"#, r#","response":{},"response":{}"#] {
        let malformed = error::<to_widget::Visibility>(&message("toWidget", "visibility", end));
        assert!(malformed.starts_with("response: "), "{malformed}");
    }
}

#[test]
fn read_as_custom_accepts_exactly_custom_actions() {
    let custom = message("toWidget", "com.example.wave", r#","response":{"n":1.0}"#);
    let response = Response::<to_widget::Custom>::read(custom).unwrap();
    assert_eq!(response.outcome.unwrap().as_str(), r#"{"n":1.0}"#);
    let known = error::<to_widget::Custom>(&message("toWidget", "visibility", r#","response":{}"#));
    assert!(known.starts_with("action: expected the name of a custom action"), "{known}");
}
