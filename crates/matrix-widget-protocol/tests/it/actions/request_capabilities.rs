//! `request_capabilities`: `capabilities: [string]` → ack.

use matrix_widget_protocol::{Empty, from_widget::request_capabilities::RequestCapabilitiesRequest};

use crate::support::{
    assert_lossless, assert_requests_refused, assert_same_under_both_names, request, response,
};

const TODAY: &str = "org.matrix.msc2974.request_capabilities";
const STABLE: &str = "request_capabilities";

#[test]
fn it_asks_for_capabilities_as_the_widget_wrote_them() {
    let text =
        request("fromWidget", TODAY, r#"{"capabilities":["m.always_on_screen","com.example.cap",""]}"#);
    assert_eq!(
        typed!(FromWidgetRequest::RequestCapabilities, &text).data,
        RequestCapabilitiesRequest::new(["m.always_on_screen", "com.example.cap", ""].into_iter().collect())
    );
    assert_lossless(&text, &[]);
    assert_lossless(&request("fromWidget", STABLE, r#"{"capabilities":[],"why":"because"}"#), &["data.why"]);
}

#[test]
fn it_is_acknowledged() {
    let text = response("fromWidget", TODAY, "{}");
    assert_eq!(typed!(FromWidgetResponse::RequestCapabilities, &text).outcome, Ok(Empty::new()));
}

#[test]
fn both_names_mean_the_same() {
    assert_same_under_both_names(&request("fromWidget", TODAY, r#"{"capabilities":["a"]}"#), TODAY, STABLE);
    assert_same_under_both_names(&response("fromWidget", TODAY, "{}"), TODAY, STABLE);
}

#[test]
fn bad_data_is_located() {
    for action in [TODAY, STABLE] {
        assert_requests_refused(
            "fromWidget",
            action,
            &[
                ("{}", "data.capabilities: expected an array of strings, found nothing"),
                (r#"{"capabilities":null}"#, "data.capabilities: expected an array of strings, found null"),
                (
                    r#"{"capabilities":"m.sticker"}"#,
                    "data.capabilities: expected an array of strings, found a string",
                ),
                (r#"{"capabilities":[5]}"#, "data.capabilities[0]: expected a string, found a number"),
                (
                    r#"{"capabilities":["a","b","c",7]}"#,
                    "data.capabilities[3]: expected a string, found a number",
                ),
            ],
        );
    }
}
