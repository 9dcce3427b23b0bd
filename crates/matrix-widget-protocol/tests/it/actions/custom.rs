//! Action names are open: any that is not known is a custom action, with its data intact.

use matrix_widget_protocol::RawObject;

use crate::support::{
    assert_lossless, assert_requests_refused, assert_responses_refused, decode, request, response,
};

const ODD: &str = r#"{"b" : 1.0,"a":[1e999,{"\ud800":null}],"a":{},"":"\u0000"}"#;

#[test]
fn the_data_of_a_custom_action_is_intact() {
    for name in ["com.example.ping", "\\\"quoted\\\" \\n name", "io.element.unheard_of", "x", " ", "👋"] {
        let text = request("fromWidget", name, ODD);
        assert_eq!(typed!(FromWidgetRequest::Custom, &text).data.as_str(), ODD);
        assert_lossless(&text, &[]);
        let text = request("toWidget", name, ODD);
        assert_eq!(typed!(ToWidgetRequest::Custom, &text).data.as_str(), ODD);
        assert_lossless(&text, &[]);
        assert!(decode(&text).unwrap().info().is_none());
    }
}

#[test]
fn the_response_of_a_custom_action_is_intact() {
    let text = response("fromWidget", "com.example", ODD);
    assert_eq!(typed!(FromWidgetResponse::Custom, &text).outcome.unwrap().as_str(), ODD);
    assert_lossless(&text, &[]);
    let text = response("toWidget", "com.example", ODD);
    assert_eq!(typed!(ToWidgetResponse::Custom, &text).outcome.unwrap().as_str(), ODD);
    assert_lossless(&text, &[]);
}

#[test]
fn a_custom_action_encodes_back_to_the_same_json() {
    let text = request("fromWidget", "com.example", ODD);
    assert_eq!(decode(&text).unwrap().to_json(), text);
}

#[test]
fn names_are_known_per_direction_and_to_the_letter() {
    for name in ["navigate", "content_loaded", "read_events", "org.matrix.msc2931.navigate"] {
        typed!(ToWidgetRequest::Custom, &request("toWidget", name, "{}"));
    }
    for name in
        ["capabilities", "notify_capabilities", "Navigate", "navigate ", "org.matrix.msc2931.navigat\u{435}"]
    {
        typed!(FromWidgetRequest::Custom, &request("fromWidget", name, "{}"));
    }
}

#[test]
fn a_known_name_with_a_bad_body_is_never_custom() {
    for (name, data) in
        [("navigate", "{}"), ("send_event", "{}"), ("read_events", "[]"), ("content_loaded", "5")]
    {
        assert!(decode(&request("fromWidget", name, data)).is_err(), "{name}");
    }
}

#[test]
fn custom_actions_of_other_names_differ() {
    let [one, other] = ["com.example.a", "com.example.b"].map(|name| request("fromWidget", name, "{}"));
    assert_ne!(decode(&one).unwrap(), decode(&other).unwrap());
}

#[test]
fn bad_bodies_are_located() {
    for api in ["fromWidget", "toWidget"] {
        assert_requests_refused(
            api,
            "com.example",
            &[
                (r#""text""#, "data: expected an object, found a string"),
                ("[{}]", "data: expected an object, found an array"),
                ("0", "data: expected an object, found a number"),
                ("false", "data: expected an object, found a boolean"),
            ],
        );
        assert_responses_refused(
            api,
            "com.example",
            &[
                (r#""""#, "response: expected an object, found a string"),
                ("[]", "response: expected an object, found an array"),
            ],
        );
    }
}

#[test]
fn an_object_answers_a_custom_request_and_nothing_else_does() {
    for text in ["null", "5", "[]", r#""{}""#, "true", "", "{", "{} {}"] {
        assert!(RawObject::from_text(text).is_err(), "{text}");
    }
    assert_eq!(RawObject::from_text(" { } ").unwrap().as_str(), "{ }");
}
