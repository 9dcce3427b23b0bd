//! `content_loaded`: `{}` → ack.

use matrix_widget_protocol::Empty;

use crate::support::{assert_lossless, request, response};

#[test]
fn it_carries_nothing_and_is_acknowledged() {
    let text = request("fromWidget", "content_loaded", "{}");
    assert_eq!(typed!(FromWidgetRequest::ContentLoaded, &text).data, Empty::new());
    assert_lossless(&text, &[]);
    let text = response("fromWidget", "content_loaded", "{}");
    assert_eq!(typed!(FromWidgetResponse::ContentLoaded, &text).outcome, Ok(Empty::new()));
    assert_lossless(&text, &[]);
}

#[test]
fn further_members_are_allowed_and_listed() {
    assert_lossless(
        &request("fromWidget", "content_loaded", r#"{"a":1,"b":{"c":2}}"#),
        &["data.a", "data.b"],
    );
    assert_lossless(&response("fromWidget", "content_loaded", r#"{"success":true}"#), &["response.success"]);
}

#[test]
fn it_is_a_custom_action_in_the_other_direction() {
    assert_lossless(&request("toWidget", "content_loaded", r#"{"a":1}"#), &[]);
    typed!(ToWidgetRequest::Custom, &request("toWidget", "content_loaded", "{}"));
}
