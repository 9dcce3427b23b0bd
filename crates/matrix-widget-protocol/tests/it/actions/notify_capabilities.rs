//! `notify_capabilities`: `requested: [string]`, `approved: [string]` → ack.

use matrix_widget_protocol::{Empty, to_widget::notify_capabilities::NotifyCapabilitiesRequest};

use crate::support::{assert_lossless, assert_requests_refused, request, response};

#[test]
fn it_tells_what_was_requested_and_what_was_approved() {
    let text = request("toWidget", "notify_capabilities", r#"{"requested":["a","?",""],"approved":["a"]}"#);
    assert_eq!(
        typed!(ToWidgetRequest::NotifyCapabilities, &text).data,
        NotifyCapabilitiesRequest::new(["a", "?", ""].into_iter().collect(), ["a"].into_iter().collect())
    );
    assert_lossless(&text, &[]);
    assert_lossless(&request("toWidget", "notify_capabilities", r#"{"approved":[],"requested":[]}"#), &[]);
    assert_lossless(
        &request("toWidget", "notify_capabilities", r#"{"approved":[],"requested":[],"denied":["a"]}"#),
        &["data.denied"],
    );
}

#[test]
fn it_is_acknowledged() {
    let text = response("toWidget", "notify_capabilities", "{}");
    assert_eq!(typed!(ToWidgetResponse::NotifyCapabilities, &text).outcome, Ok(Empty::new()));
    assert_lossless(&text, &[]);
}

#[test]
fn bad_data_is_located() {
    assert_requests_refused(
        "toWidget",
        "notify_capabilities",
        &[
            (r#"{"approved":[]}"#, "data.requested: expected an array of strings, found nothing"),
            (r#"{"requested":[]}"#, "data.approved: expected an array of strings, found nothing"),
            (
                r#"{"requested":null,"approved":[]}"#,
                "data.requested: expected an array of strings, found null",
            ),
            (
                r#"{"requested":[],"approved":{}}"#,
                "data.approved: expected an array of strings, found an object",
            ),
            (
                r#"{"requested":"m.one","approved":[]}"#,
                "data.requested: expected an array of strings, found a string",
            ),
            (r#"{"requested":[],"approved":[null]}"#, "data.approved[0]: expected a string, found null"),
            (
                r#"{"requested":["a",{}],"approved":[]}"#,
                "data.requested[1]: expected a string, found an object",
            ),
            (r#"{"approved":[],"requested":[],"approved":[]}"#, "data.approved: expected once, found twice"),
        ],
    );
}
