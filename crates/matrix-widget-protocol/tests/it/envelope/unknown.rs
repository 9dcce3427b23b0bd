//! Members that the protocol does not know are allowed, and survive the echo.

use matrix_widget_protocol::Empty;

use crate::support::{assert_lossless, json};

/// What the reference client sends, were `visibility` a custom action: `visible` a second time, at top level.
const VISIBILITY: &str = r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"capabilities","data":{"visible":true},"visible":true}"#;

#[test]
fn an_unknown_top_level_member_is_listed_by_its_bare_name() {
    assert_lossless(VISIBILITY, &["visible", "data.visible"]);
}

#[test]
fn an_unknown_top_level_member_may_be_of_any_type() {
    for value in ["null", "0", "[]", "{}", r#""""#, r#"{"api":5,"response":[]}"#] {
        let text = format!(
            r#"{{"{{":{value},"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{{}}}}"#
        );
        assert_lossless(&text, &["{"]);
    }
}

#[test]
fn unknown_members_survive_the_echo() {
    let text = r#"{"x":[1.0,{"y":null}],"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{"z":1e2},"visible":true}"#;
    let echo = typed!(FromWidgetRequest::ContentLoaded, text).respond(&Empty::new());
    assert_eq!(
        echo,
        r#"{"x":[1.0,{"y":null}],"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{"z":1e2},"visible":true,"response":{}}"#
    );
    assert_eq!(json(&echo)["data"]["z"], 100.0);
}

#[test]
fn unknown_members_of_bodies_are_listed_by_their_paths() {
    let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{"a":{"b":1},"c":null}}"#;
    assert_lossless(text, &["data.a", "data.c"]);
    let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{"a":1},"response":{"b":[{"c":1}]}}"#;
    assert_lossless(text, &["response.b"]);
}
