//! `capabilities`: `{}` → `capabilities: [string]`.

use matrix_widget_protocol::{Empty, to_widget::capabilities::CapabilitiesResponse};

use crate::support::{assert_lossless, assert_responses_refused, request, response};

#[test]
fn it_asks_for_nothing() {
    let text = request("toWidget", "capabilities", "{}");
    assert_eq!(typed!(ToWidgetRequest::Capabilities, &text).data, Empty::new());
    assert_lossless(&text, &[]);
    typed!(FromWidgetRequest::Custom, &request("fromWidget", "capabilities", "{}"));
}

#[test]
fn the_answer_is_the_wish_list_as_the_widget_wrote_it() {
    let text =
        response("toWidget", "capabilities", r#"{"capabilities":["m.sticker","","m.sticker","what?"]}"#);
    assert_eq!(
        typed!(ToWidgetResponse::Capabilities, &text).outcome.unwrap(),
        CapabilitiesResponse::new(["m.sticker", "", "m.sticker", "what?"].into_iter().collect())
    );
    assert_lossless(&text, &[]);
    assert_lossless(&response("toWidget", "capabilities", r#"{"capabilities":[]}"#), &[]);
    assert_lossless(
        &response("toWidget", "capabilities", r#"{"more":[],"capabilities":[]}"#),
        &["response.more"],
    );
}

#[test]
fn a_bad_answer_is_located() {
    assert_responses_refused(
        "toWidget",
        "capabilities",
        &[
            ("{}", "response.capabilities: expected an array of strings, found nothing"),
            (r#"{"capabilities":null}"#, "response.capabilities: expected an array of strings, found null"),
            (
                r#"{"capabilities":"m.sticker"}"#,
                "response.capabilities: expected an array of strings, found a string",
            ),
            (
                r#"{"capabilities":["a",["b"]]}"#,
                "response.capabilities[1]: expected a string, found an array",
            ),
            (
                r#"{"capabilities":["a","b","c",4]}"#,
                "response.capabilities[3]: expected a string, found a number",
            ),
            (r#"{"capabilities":[true]}"#, "response.capabilities[0]: expected a string, found a boolean"),
        ],
    );
}
