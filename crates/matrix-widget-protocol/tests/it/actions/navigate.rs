//! `navigate`: `uri: string` → ack. The string is kept as sent; a method judges it.

use matrix_widget_protocol::{
    Empty,
    from_widget::navigate::{NavigateRequest, NavigateTarget},
};
use ruma_common::matrix_uri::MatrixId;

use crate::support::{
    assert_lossless, assert_requests_refused, assert_same_under_both_names, request, response,
};

const TODAY: &str = "org.matrix.msc2931.navigate";
const STABLE: &str = "navigate";

#[test]
fn it_names_a_uri_and_is_acknowledged() {
    let text = request("fromWidget", TODAY, r#"{"uri":"https:\/\/matrix.to/#/!room:example.org"}"#);
    assert_eq!(
        typed!(FromWidgetRequest::Navigate, &text).data,
        NavigateRequest::new("https://matrix.to/#/!room:example.org")
    );
    assert_lossless(&text, &[]);
    let text = response("fromWidget", STABLE, "{}");
    assert_eq!(typed!(FromWidgetResponse::Navigate, &text).outcome, Ok(Empty::new()));
    assert_lossless(&text, &[]);
}

#[test]
fn unknown_members_are_listed() {
    assert_lossless(
        &request("fromWidget", TODAY, r#"{"uri":"u","url":"v","a":{"b":1}}"#),
        &["data.url", "data.a"],
    );
}

#[test]
fn both_names_mean_the_same() {
    assert_same_under_both_names(&request("fromWidget", TODAY, r#"{"uri":"u"}"#), TODAY, STABLE);
    assert_same_under_both_names(&response("fromWidget", TODAY, "{}"), TODAY, STABLE);
    assert_same_under_both_names(
        &response("fromWidget", TODAY, r#"{"error":{"message":"m"}}"#),
        TODAY,
        STABLE,
    );
}

#[test]
fn bad_data_is_located() {
    for action in [TODAY, STABLE] {
        assert_requests_refused(
            "fromWidget",
            action,
            &[
                ("{}", "data.uri: expected a string, found nothing"),
                (r#"{"url":"u"}"#, "data.uri: expected a string, found nothing"),
                (r#"{"uri":null}"#, "data.uri: expected a string, found null"),
                (r#"{"uri":5}"#, "data.uri: expected a string, found a number"),
                (r#"{"uri":true}"#, "data.uri: expected a string, found a boolean"),
                (r#"{"uri":["u"]}"#, "data.uri: expected a string, found an array"),
                (r#"{"uri":{"u":"u"}}"#, "data.uri: expected a string, found an object"),
                (r#"{"uri":"u","uri":"u"}"#, "data.uri: expected once, found twice"),
            ],
        );
    }
}

#[test]
fn a_matrix_to_link_leads_somewhere() {
    for (uri, id) in [
        ("https://matrix.to/#/!room:example.org/$event?via=example.org", "room and event"),
        ("https://matrix.to/#/%21room%3Aexample.org?via=example.org", "room"),
        ("https://matrix.to/#/#alias:example.org", "alias"),
        ("https://matrix.to/#/@alice:example.org", "user"),
    ] {
        let NavigateTarget::MatrixTo(target) = NavigateRequest::new(uri).target().unwrap() else {
            panic!("{uri} is a matrix.to link")
        };
        let found = match target.id() {
            MatrixId::Room(_) => "room",
            MatrixId::RoomAlias(_) => "alias",
            MatrixId::User(_) => "user",
            MatrixId::Event(..) => "room and event",
            _ => "other",
        };
        assert_eq!(found, id, "{uri}");
    }
}

#[test]
fn a_matrix_uri_leads_somewhere() {
    for uri in [
        "matrix:r/room:example.org",
        "matrix:roomid/room:example.org/e/event?via=example.org",
        "matrix:u/a:b.c",
    ] {
        let target = NavigateRequest::new(uri).target().unwrap();
        assert!(matches!(target, NavigateTarget::Matrix(_)), "{uri}: {target:?}");
    }
}

#[test]
fn nonsense_decodes_and_is_judged_by_a_method() {
    for uri in [
        "",
        "not a URI",
        "https://example.org/#/!room:example.org",
        "http://matrix.to/#/!room:example.org",
        "https://matrix.to/#nothing of use",
        "https://matrix.to/#/",
        "https://matrix.to/#/room",
        "matrix:",
        "matrix:x/room:example.org",
        "javascript:alert(1)",
        " https://matrix.to/#/@alice:example.org",
        "\u{0}",
    ] {
        let text =
            request("fromWidget", TODAY, &format!(r#"{{"uri":{}}}"#, serde_json::to_string(uri).unwrap()));
        let data = typed!(FromWidgetRequest::Navigate, &text).data;
        assert_eq!(data.uri, uri);
        let error = data.target().expect_err(uri);
        assert_eq!(error.path(), "data.uri");
        assert!(error.to_string().starts_with("data.uri: "), "{error}");
        assert_lossless(&text, &[]);
    }
}
