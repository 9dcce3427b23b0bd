//! Unknown members are allowed, and answers keep them.

use matrix_widget_protocol::Empty;

use crate::support::{assert_lossless, json};

/// The reference client repeats `visible` at top level. Here, `visibility` is a custom action.
const VISIBILITY: &str = r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"capabilities","data":{"visible":true},"visible":true}"#;

#[test]
fn unknown_members_lists_top_level_members() {
    assert_lossless(VISIBILITY, &["visible", "data.visible"]);
}

#[test]
fn unknown_top_level_members_may_have_any_value() {
    for value in ["null", "0", "[]", "{}", r#""""#, r#"{"api":5,"response":[]}"#] {
        let text = format!(
            r#"{{"{{":{value},"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{{}}}}"#
        );
        assert_lossless(&text, &["{"]);
    }
}

#[test]
fn respond_keeps_unknown_members() {
    let text = r#"{"x":[1.0,{"y":null}],"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{"z":1e2},"visible":true}"#;
    let echo = typed!(FromWidgetRequest::ContentLoaded, text).respond(&Empty::new());
    assert_eq!(
        echo,
        r#"{"x":[1.0,{"y":null}],"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{"z":1e2},"visible":true,"response":{}}"#
    );
    assert_eq!(json(&echo)["data"]["z"], 100.0);
}
