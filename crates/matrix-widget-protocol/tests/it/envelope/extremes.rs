//! Deep, large and unusual JSON is decoded without loss or rejected, in linear time and without a panic.

use matrix_widget_protocol::{Empty, RawJson, RawMessage, RawObject};

use crate::support::{Verdict, decode, request, response, unknown_members, verdict, with_member};

/// A depth at which recursive parsing would overflow the stack.
const DEPTH: usize = 30_000;

/// Returns nested objects.
fn deep_object() -> String {
    object_of_depth(DEPTH)
}

fn deep_array() -> String {
    array_of_depth(DEPTH)
}

fn object_of_depth(depth: usize) -> String {
    format!(r#"{}{{}}{}"#, r#"{"x":"#.repeat(depth), "}".repeat(depth))
}

fn array_of_depth(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

#[test]
fn free_form_json_is_kept_at_any_depth() {
    let deep = deep_object();
    let text = request("fromWidget", "send_event", &format!(r#"{{"type":"t","content":{deep}}}"#));
    let message = decode(&text).unwrap();
    assert_eq!(typed!(FromWidgetRequest::SendEvent, &text).data.content.unwrap().as_str(), deep);
    assert!(message.to_json().contains(&deep));
    assert_eq!(decode(&message.to_json()).unwrap(), message);
    assert!(unknown_members(&message).is_empty());

    let text = request("toWidget", "send_event", &format!(r#"{{"type":"t","content":{deep}}}"#));
    assert_eq!(typed!(ToWidgetRequest::SendEvent, &text).data.content().unwrap().as_str(), deep);

    let text = request("toWidget", "com.example", &deep);
    assert_eq!(typed!(ToWidgetRequest::Custom, &text).data.as_str(), deep);

    let text = response("fromWidget", "com.example", &deep);
    assert_eq!(verdict(&text), Verdict::FromWidgetResponse);
}

#[test]
fn unknown_members_are_kept_at_any_depth() {
    for deep in [deep_object(), deep_array()] {
        let text = format!(
            r#"{{"x":{deep},"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{{"y":{deep}}}}}"#
        );
        let echo = typed!(FromWidgetRequest::ContentLoaded, &text).respond(&Empty::new());
        assert_eq!(echo.len(), text.len() + r#","response":{}"#.len());
        assert_eq!(unknown_members(&decode(&text).unwrap()), ["x", "data.y"]);
        assert_eq!(verdict(&echo), Verdict::FromWidgetResponse);
    }
}

#[test]
fn decode_rejects_deep_json_in_other_places() {
    for deep in [deep_object(), deep_array()] {
        for data in [
            format!(r#"{{"uri":{deep}}}"#),
            format!(r#"{{"uri":"u","uri":{deep}}}"#),
            format!(r#"{{"deep":{deep}}}"#),
        ] {
            assert_eq!(verdict(&request("fromWidget", "navigate", &data)), Verdict::InvalidRequest);
        }
        let data = format!(r#"{{"capabilities":[{deep}]}}"#);
        let error = crate::support::request_error("fromWidget", "request_capabilities", &data);
        assert!(error.starts_with("data.capabilities[0]: expected a string, found an "), "{error}");
        let text = format!(r#"{{"api":{deep},"widgetId":"w","requestId":"r","action":"content_loaded"}}"#);
        assert_eq!(verdict(&text), Verdict::Foreign);
        assert_eq!(verdict(&deep), Verdict::Foreign);
    }
    assert_eq!(verdict(&request("fromWidget", "content_loaded", &deep_array())), Verdict::InvalidRequest);
    assert_eq!(verdict(&response("fromWidget", "content_loaded", &deep_array())), Verdict::InvalidResponse);
    assert_eq!(verdict(&"[".repeat(DEPTH)), Verdict::Foreign, "truncated text");
    assert_eq!(verdict(&r#"{"api":"#.repeat(DEPTH)), Verdict::Foreign, "truncated text");
}

#[test]
fn error_responses_keep_json_of_any_depth() {
    let deep = deep_object();
    let body = format!(r#"{{"error":{{"message":"m","matrix_api_error":{deep},"more":{deep}}}}}"#);
    let text = response("fromWidget", "navigate", &body);
    let message = decode(&text).unwrap();
    assert!(message.error().unwrap().matrix_api_error().is_err());
    assert!(message.to_json().contains(&deep));
}

#[test]
fn free_form_json_keeps_numbers_of_any_size() {
    let numbers = concat!(
        "[1e999,-1e999,1E+400,1e-999,9007199254740992,-9007199254740993,18446744073709551616,",
        "123456789012345678901234567890.5,1.0,1.00,10e-1,-0,-0.0,0e0]"
    );
    let data = format!(r#"{{"type":"t","content":{{"n":{numbers}}}}}"#);
    let text = request("fromWidget", "send_event", &data);
    let message = decode(&text).unwrap();
    assert!(message.to_json().contains(numbers));
    let text = request("toWidget", "com.example", &format!(r#"{{"n":{numbers}}}"#));
    assert_eq!(typed!(ToWidgetRequest::Custom, &text).data.as_str(), format!(r#"{{"n":{numbers}}}"#));
    let text = with_member(&request("fromWidget", "content_loaded", "{}"), "n", numbers);
    assert!(typed!(FromWidgetRequest::ContentLoaded, &text).respond(&Empty::new()).contains(numbers));
}

#[test]
fn decode_reads_strings_of_a_megabyte() {
    let huge = "x\\n".repeat(350_000);
    let text = request("fromWidget", "navigate", &format!(r#"{{"uri":"{huge}","{huge}":"{huge}"}}"#));
    let navigate = typed!(FromWidgetRequest::Navigate, &text);
    assert_eq!(navigate.data.uri.len(), 700_000);
    assert!(navigate.respond(&Empty::new()).len() > text.len());
    let text =
        format!(r#"{{"api":"fromWidget","widgetId":"{huge}","requestId":"{huge}","action":"{huge}"}}"#);
    assert_eq!(RawMessage::parse(&text).unwrap().action().len(), 700_000);
}

#[test]
fn decode_reads_fifty_thousand_members() {
    // Quadratic time would make this test very slow.
    let members: Vec<_> = (0..50_000).map(|number| format!(r#""m{number}":{number}"#)).collect();
    let many = format!("{{{}}}", members.join(","));
    let items = vec![r#"{"type":"t"}"#; 50_000].join(",");
    let text = request("fromWidget", "content_loaded", &many);
    assert_eq!(unknown_members(&decode(&text).unwrap()).len(), 50_000);
    let text = response("fromWidget", "read_events", &format!(r#"{{"events":[{items}]}}"#));
    assert_eq!(verdict(&text), Verdict::FromWidgetResponse);
    let text = response("fromWidget", "read_events", &format!(r#"{{"events":[{items},5]}}"#));
    assert_eq!(
        decode(&text).unwrap_err().to_string(),
        "response.events[50000]: expected an object, found a number"
    );
}

#[test]
fn raw_object_splits_members_of_any_depth() {
    let deep = format!(r#"{{"a":{},"b":{}}}"#, deep_object(), deep_array());
    let object = RawObject::from_text(deep).unwrap();
    assert_eq!(object.members().len(), 2);
    assert!(object.get::<RawObject>("a").unwrap().is_some());
    assert_eq!(object.get::<String>("b").unwrap_err().to_string(), "b: expected a string, found an array");
}

/// Runs in a child process, because a stack overflow aborts the process.
#[test]
fn reading_deep_json_as_a_value_is_an_error() {
    const CHILD: &str = "MATRIX_WIDGET_PROTOCOL_TEST_CHILD";
    if std::env::var_os(CHILD).is_none() {
        let name = "envelope::extremes::reading_deep_json_as_a_value_is_an_error";
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        let output = child.args(["--exact", name]).env(CHILD, "1").output().unwrap();
        assert!(output.status.success(), "{:?}", output.status);
        return;
    }
    for deep in [array_of_depth(10_000), object_of_depth(10_000)] {
        let text = request("fromWidget", "com.example", &format!(r#"{{"a":{deep}}}"#));
        let data = typed!(FromWidgetRequest::Custom, &text).data;
        assert!(data.read::<serde_json::Value>().is_err());
        assert!(data.get::<serde_json::Value>("a").is_err());
        assert!(RawJson::from_text(deep).unwrap().read::<serde_json::Value>().is_err());
    }
}
