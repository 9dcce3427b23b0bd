//! The definitions of MSC4411 and MSC4412.

use matrix_widget_protocol::{
    RawObject,
    widget::{SuccessorContent, WidgetState},
};

use super::support::object;

/// The example of MSC4411, with a valid avatar.
const CLOCK: &str = r#"{
    "name": "some-widget-name",
    "url": "https://custom.widget.app/widget",
    "avatar_url": "mxc://example.org/anAvatar"
}"#;

#[test]
fn successor_content_reads_definitions_that_are_deleted_today() {
    assert_eq!(WidgetState::in_room("m.widget", "some-uuid", object(CLOCK)), Ok(WidgetState::Deleted));
    let mut expected = SuccessorContent::new("some-widget-name", "https://custom.widget.app/widget");
    expected.avatar_url = Some("mxc://example.org/anAvatar".into());
    assert_eq!(SuccessorContent::try_from(&object(CLOCK)).unwrap(), expected);

    expected.uses_widget_api = Some(true);
    let text = r#"{"name":"some-widget-name","url":"https://custom.widget.app/widget","#.to_owned()
        + r#""avatar_url":"mxc://example.org/anAvatar","usesWidgetAPI":true}"#;
    assert_eq!(SuccessorContent::try_from(&object(&text)).unwrap(), expected);
    assert_eq!(RawObject::from(&expected).as_str(), text);
}

#[test]
fn successor_content_ignores_malformed_optional_members() {
    for members in [
        r#""avatar_url":"mxc://anAvatar""#,
        r#""avatar_url":5"#,
        r#""avatar_url":"https://example.org/a.png""#,
        r#""usesWidgetAPI":"true""#,
        r#""usesWidgetAPI":true,"usesWidgetAPI":true"#,
        r#""type":"m.custom","id":"another""#,
    ] {
        let content = object(&format!(r#"{{"name":"n","url":"u",{members}}}"#));
        assert_eq!(SuccessorContent::try_from(&content), Ok(SuccessorContent::new("n", "u")), "{members}");
    }
}

#[test]
fn successor_content_errors_name_the_member() {
    for (text, expected) in [
        ("{}", "name: missing field"),
        (r#"{"name":"n"}"#, "url: missing field"),
        (r#"{"name":5,"url":"u"}"#, "name: expected a string, found a number"),
        (r#"{"name":"n","url":"u","url":"v"}"#, "url: duplicate field"),
    ] {
        assert_eq!(SuccessorContent::try_from(&object(text)).unwrap_err().to_string(), expected, "{text}");
    }
}

#[test]
fn successor_content_debug_hides_the_url() {
    let shown = format!("{:?}", SuccessorContent::new("Clock", "https://w.example/?token=hunter2"));
    assert!(shown.contains("Clock") && !shown.contains("hunter2"), "{shown}");
}
