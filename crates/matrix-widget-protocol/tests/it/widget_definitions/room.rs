//! The widgets of a room, and the common members of widgets.

use matrix_widget_protocol::{
    RawJson, Spelling, WithExtra,
    event::MatrixEvent,
    from_widget::OpenModalRequest,
    widget::{
        CustomData, Widget, WidgetContent, WidgetData, WidgetKind, WidgetState, WidgetType,
        is_room_event_type, room_event_type,
    },
};

use super::support::{full_variables, object, room_state, room_widget, widget_with};

const FULL: &str = r#"{
    "creatorUserId": "@alice:example.org",
    "data": {"custom_key": "This is a custom key", "title": "In data"},
    "id": "w",
    "name": "My Cool Widget",
    "type": "m.custom",
    "url": "https://example.org/my/widget.html?roomId=$matrix_room_id",
    "waitForIframeLoad": false,
    "avatar_url": "mxc://example.org/abc123",
    "org.example.more": [1.0]
}"#;

#[test]
fn room_widgets_keep_a_full_definition() {
    let widget = room_widget(FULL);
    assert_eq!(widget.id(), "w");
    assert_eq!(widget.kind(), WidgetKind::Room);
    assert_eq!(widget.sender(), None);
    assert_eq!(*widget.widget_type(), WidgetType::Custom);
    assert_eq!(widget.url_template().as_str(), "https://example.org/my/widget.html?roomId=$matrix_room_id");
    assert_eq!(widget.name().as_deref(), Some("My Cool Widget"));
    assert_eq!(widget.title().as_deref(), Some("In data"));
    assert_eq!(widget.avatar_url().unwrap(), "mxc://example.org/abc123");
    assert_eq!(widget.creator_user_id().unwrap(), "@alice:example.org");
    assert!(!widget.wait_for_iframe_load());
    assert_eq!(
        widget.data().unwrap().get::<String>("custom_key").unwrap().as_deref(),
        Some("This is a custom key")
    );
    assert_eq!(widget.content().get::<RawJson>("org.example.more").unwrap().unwrap().as_str(), "[1.0]");
    assert_eq!(widget.content().as_str(), FULL);
    assert_eq!(
        widget.url(&full_variables()).unwrap(),
        "https://example.org/my/widget.html?roomId=!room%3Aexample.org"
    );
}

#[test]
fn room_widgets_keep_members_of_drafts() {
    for members in [
        r#""auth":{"scopes":["a"]},"org.matrix.msc3008.auth":{"scopes":["a"]}"#,
        r#""transports":["m.websockets"],"org.matrix.msc3009.transports":["org.matrix.msc3009.websockets"]"#,
    ] {
        let widget = widget_with(members);
        assert!(widget.content().as_str().ends_with(&format!("{members}}}")), "{members}");
        assert_has_the_defaults(&widget);
    }
}

#[test]
fn room_widgets_have_defaults() {
    for content in [
        r#"{"type":"t","url":"https://w.example/"}"#,
        r#"{"type":"t","url":"https://w.example/","id":null,"name":null,"creatorUserId":null,"avatar_url":null,
            "waitForIframeLoad":null,"data":null,"title":null,"org.matrix.msc2872.title":null,
            "org.matrix.msc2765.avatar_url":null}"#,
    ] {
        assert_has_the_defaults(&room_widget(content));
    }
}

#[test]
fn malformed_optional_members_are_read_as_missing() {
    let (strings, others) = ([r#""no user""#], ["5", "1.5", r#"["s"]"#, "[]"]);
    let (objects, booleans) = ([r#"{"a":1}"#], ["false"]);
    for name in
        ["id", "name", "avatar_url", "org.matrix.msc2765.avatar_url", "title", "org.matrix.msc2872.title"]
    {
        assert_ignored(name, [&others[..], &objects, &booleans].concat());
    }
    assert_ignored("waitForIframeLoad", [&others[..], &objects, &strings].concat());
    assert_ignored("data", [&others[..], &strings, &booleans].concat());
    assert_ignored("creatorUserId", [&others[..], &objects, &strings, &booleans].concat());
    assert_eq!(widget_with(r#""data":{"title":5}"#).title(), None);
    assert_eq!(widget_with(r#""name":"a","name":"b""#).name(), None);
    assert_eq!(widget_with(r#""data":{},"data":{}"#).data(), None);
    assert!(widget_with(r#""name":"lone \ud800""#).name().unwrap().starts_with("lone \u{fffd}"));
}

#[track_caller]
fn assert_ignored(name: &str, values: Vec<&str>) {
    for value in values {
        assert_has_the_defaults(&widget_with(&format!(r#""{name}":{value}"#)));
    }
}

#[track_caller]
fn assert_has_the_defaults(widget: &Widget) {
    assert_eq!(widget.id(), "w");
    assert_eq!(widget.name(), None);
    assert_eq!(widget.title(), None);
    assert_eq!(widget.avatar_url(), None);
    assert_eq!(widget.creator_user_id(), None);
    assert!(widget.wait_for_iframe_load());
    assert_eq!(widget.data(), None);
    assert_eq!(widget.url(&full_variables()).as_deref(), Ok("https://w.example/"));
}

#[test]
fn in_room_reads_a_missing_type_or_url_as_deleted() {
    for content in [
        "{}",
        r#"{"type":"m.custom"}"#,
        r#"{"url":"https://w.example/"}"#,
        r#"{"type":null,"url":"https://w.example/"}"#,
        r#"{"type":"m.custom","url":null}"#,
        r#"{"type":5,"url":"https://w.example/"}"#,
        r#"{"type":"m.custom","url":["https://w.example/"]}"#,
        r#"{"type":"m.custom","url":{}}"#,
        r#"{"type":"m.custom","url":false}"#,
        r#"{"type":"m.custom","url":"https://w.example/","url":"https://evil.example/"}"#,
        r#"{"type":"m.custom","type":"m.jitsi","url":"https://w.example/"}"#,
        // The creator of a deleted widget is ignored.
        r#"{"id":"another","name":"gone"}"#,
    ] {
        assert_eq!(room_state(content), Ok(WidgetState::Deleted), "{content}");
    }
    assert_eq!(WidgetState::deleted_content().as_str(), "{}");
    assert_eq!(room_state("{}").unwrap().into_widget(), None);
    assert_eq!(room_state("{}").unwrap().widget(), None);
}

#[test]
fn in_room_accepts_an_empty_type_and_url() {
    let widget = room_widget(r#"{"type":"","url":""}"#);
    assert_eq!(*widget.widget_type(), "");
    assert_eq!(widget.typed_data(), WidgetData::Custom(CustomData::new()));
    assert_eq!(
        widget.url(&full_variables()).unwrap_err().to_string(),
        "expected an absolute URL, found a relative URL"
    );
}

#[test]
fn in_room_rejects_an_id_that_differs_from_the_state_key() {
    for (members, right) in [
        (r#""id":"w""#, true),
        (r#""id":"\u0077""#, true),
        (r#""id":"w","id":"w""#, true),
        (r#""id":"W""#, false),
        (r#""id":"""#, false),
        (r#""\u0069d":"v""#, false),
        (r#""id":"w","id":"v""#, false),
        (r#""id":"v","id":"w""#, false),
    ] {
        let content = format!(r#"{{"type":"m.custom","url":"https://w.example/",{members}}}"#);
        match room_state(&content) {
            Ok(_) => assert!(right, "{members}"),
            Err(error) => {
                assert!(!right, "{members}");
                assert_eq!(error.path(), "content.id");
                assert_eq!(
                    error.to_string(),
                    "content.id: expected the ID of the widget, found another string"
                );
            }
        }
    }
}

#[test]
fn in_room_accepts_any_widget_id() {
    for id in ["!room:server_@user:server_1700000000", "a%20b", "modal_x", "", "é $x"] {
        let content = object(r#"{"type":"m.custom","url":"https://w.example/"}"#);
        let state = WidgetState::in_room("m.widget", id, content).unwrap();
        assert_eq!(state.widget().unwrap().id(), id);
    }
}

#[test]
fn in_room_reads_both_event_types() {
    assert_eq!(room_event_type(Spelling::Unstable), "im.vector.modular.widgets");
    assert_eq!(room_event_type(Spelling::Stable), "m.widget");
    let content = || object(r#"{"type":"m.custom","url":"https://w.example/"}"#);
    for event_type in ["im.vector.modular.widgets", "m.widget"] {
        assert!(is_room_event_type(event_type));
        assert!(WidgetState::in_room(event_type, "w", content()).unwrap().widget().is_some());
    }
    for event_type in ["m.widgets", "m.room.name", ""] {
        assert!(!is_room_event_type(event_type));
        assert_eq!(
            WidgetState::in_room(event_type, "w", content()).unwrap_err().to_string(),
            "type: expected `im.vector.modular.widgets` or `m.widget`, found another string"
        );
    }
}

#[test]
fn from_event_reads_the_sender() {
    let read = |text: &str| WidgetState::from_event(&MatrixEvent::from(object(text)));
    let content = r#""content":{"type":"m.custom","url":"https://w.example/"}"#;
    let state = read(&format!(
        r#"{{"type":"m.widget","state_key":"w","sender":"@bob:example.org",{content},"event_id":"$e"}}"#
    ));
    let widget = state.unwrap().into_widget().unwrap();
    assert_eq!(widget.id(), "w");
    assert_eq!(widget.sender().unwrap(), "@bob:example.org");

    for sender in ["", r#""sender":null,"#, r#""sender":5,"#, r#""sender":"bob","#] {
        let state = read(&format!(r#"{{"type":"m.widget","state_key":"w",{sender}{content}}}"#));
        assert_eq!(state.unwrap().into_widget().unwrap().sender(), None, "{sender}");
    }
    assert_eq!(read(r#"{"type":"m.widget","state_key":"w","content":{}}"#).unwrap(), WidgetState::Deleted);

    for (event, expected) in [
        (format!(r#"{{"state_key":"w",{content}}}"#), "type: missing field"),
        (
            format!(r#"{{"type":"m.room.name","state_key":"w",{content}}}"#),
            "type: expected `im.vector.modular.widgets` or `m.widget`, found another string",
        ),
        (format!(r#"{{"type":"m.widget",{content}}}"#), "state_key: missing field"),
        (
            format!(r#"{{"type":"m.widget","state_key":null,{content}}}"#),
            "state_key: expected a string, found null",
        ),
        (
            format!(r#"{{"type":"m.widget","state_key":"w","state_key":"v",{content}}}"#),
            "state_key: duplicate field",
        ),
        (r#"{"type":"m.widget","state_key":"w"}"#.to_owned(), "content: missing field"),
        (
            r#"{"type":"m.widget","state_key":"w","content":[]}"#.to_owned(),
            "content: expected an object, found an array",
        ),
    ] {
        assert_eq!(read(&event).unwrap_err().to_string(), expected, "{event}");
    }
}

#[test]
fn title_and_avatar_url_read_all_names() {
    for (members, expected) in [
        (r#""title":"stable""#, Some("stable")),
        (r#""org.matrix.msc2872.title":"today""#, Some("today")),
        (r#""data":{"title":"data"}"#, Some("data")),
        (r#""data":{"title":"data"},"org.matrix.msc2872.title":"today""#, Some("today")),
        (r#""data":{"title":"data"},"org.matrix.msc2872.title":"today","title":"stable""#, Some("stable")),
        (r#""data":{"title":"data"},"org.matrix.msc2872.title":null,"title":5"#, Some("data")),
        (r#""data":["title"]"#, None),
    ] {
        assert_eq!(widget_with(members).title().as_deref(), expected, "{members}");
    }
    for (members, expected) in [
        (r#""avatar_url":"mxc://a/1""#, Some("mxc://a/1")),
        (r#""org.matrix.msc2765.avatar_url":"mxc://a/2""#, Some("mxc://a/2")),
        (r#""org.matrix.msc2765.avatar_url":"mxc://a/2","avatar_url":"mxc://a/1""#, Some("mxc://a/1")),
        (r#""org.matrix.msc2765.avatar_url":"mxc://a/2","avatar_url":5"#, Some("mxc://a/2")),
        (r#""org.matrix.msc2765.avatar_url":{}"#, None),
    ] {
        let avatar = widget_with(members).avatar_url();
        assert_eq!(avatar.as_ref().map(|avatar| avatar.as_str()), expected, "{members}");
    }
}

#[test]
fn wait_for_iframe_load_defaults_to_true() {
    for (value, expected) in
        [("true", true), ("false", false), ("null", true), ("0", true), (r#""false""#, true)]
    {
        let widget = widget_with(&format!(r#""waitForIframeLoad":{value}"#));
        assert_eq!(widget.wait_for_iframe_load(), expected, "{value}");
    }
}

#[test]
fn modal_widgets_read_their_request() {
    let request: OpenModalRequest = serde_json::from_str(
        r#"{"type":"m.custom","url":"https://w.example/$matrix_widget_id?$x","name":"Ask","data":{"x":1},
            "waitForIframeLoad":false,"creatorUserId":"@mallory:example.org"}"#,
    )
    .unwrap();
    let widget = Widget::modal("modal_1", &request);
    assert_eq!(widget.kind(), WidgetKind::Modal);
    assert_eq!(widget.name().as_deref(), Some("Ask"));
    assert_eq!(widget.creator_user_id(), None);
    assert!(!widget.wait_for_iframe_load());
    assert_eq!(widget.url(&full_variables()).unwrap(), "https://w.example/modal_1?1");
    for (kind, name) in [
        (WidgetKind::Room, "room"),
        (WidgetKind::Account, "account"),
        (WidgetKind::Modal, "modal"),
        (WidgetKind::Virtual, "virtual"),
    ] {
        assert_eq!((kind.as_str(), kind.to_string().as_str()), (name, name));
    }
}

#[test]
fn new_virtual_creates_a_widget_without_a_place() {
    let mut content = WidgetContent::new(WidgetType::Call, "https://call.example.org/?id=$matrix_widget_id");
    content.creator_user_id = Some("@alice:example.org".try_into().unwrap());
    content.wait_for_iframe_load = Some(false);
    let widget = Widget::new_virtual("call", &content);
    assert_eq!((widget.kind(), widget.sender(), widget.creator_user_id()), (WidgetKind::Virtual, None, None));
    assert!(!widget.wait_for_iframe_load());
    assert_eq!(widget.url(&full_variables()).unwrap(), "https://call.example.org/?id=call");
}

#[test]
fn widget_content_survives_a_round_trip() {
    let mut content = WidgetContent::new(WidgetType::Custom, "https://w.example/?$x");
    content.id = Some("w".to_owned());
    content.creator_user_id = Some("@alice:example.org".try_into().unwrap());
    content.name = Some("Name".to_owned());
    content.title = Some("Title".to_owned());
    content.avatar_url = Some("mxc://example.org/a".into());
    content.wait_for_iframe_load = Some(false);
    content.data = Some(object(r#"{"x":1.0}"#));
    let open = WithExtra::new(content.clone()).with("org.example.more", RawJson::new(&true).unwrap());

    let text =
        r#"{"type":"m.custom","url":"https://w.example/?$x","id":"w","creatorUserId":"@alice:example.org","#
            .to_owned()
            + r#""name":"Name","org.matrix.msc2872.title":"Title","avatar_url":"mxc://example.org/a","#
            + r#""waitForIframeLoad":false,"data":{"x":1.0},"org.example.more":true}"#;
    let state = WidgetState::in_room("m.widget", "w", (&open).into()).unwrap();
    let widget = state.widget().unwrap();
    assert_eq!(widget.content().as_str(), text);
    assert_eq!(widget.content().read::<WithExtra<WidgetContent>>().unwrap(), open);
    assert_eq!(widget.title(), content.title);
    assert_eq!(widget.name(), content.name);
    assert_eq!(widget.avatar_url(), content.avatar_url);
    assert_eq!(widget.creator_user_id(), content.creator_user_id);
    assert!(!widget.wait_for_iframe_load());
    assert_eq!(widget.data(), content.data);
    assert_eq!(widget.url(&full_variables()).unwrap(), "https://w.example/?1.0");
}

#[test]
fn debug_hides_url_and_content() {
    let text = r#"{"type":"m.custom","url":"https://w.example/?token=hunter2","data":{"key":"hunter2"}}"#;
    let widget = room_widget(text);
    let content: WithExtra<WidgetContent> = widget.content().read().unwrap();
    for shown in [
        format!("{widget:?}"),
        format!("{:?}", widget.url_template()),
        format!("{:?}", room_state(text)),
        format!("{content:?}"),
    ] {
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
