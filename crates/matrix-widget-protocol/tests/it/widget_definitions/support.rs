//! What the tests share: definitions by their text.

use matrix_widget_protocol::{BodyError, RawObject, UrlVariables, Widget, WidgetState};
use ruma_common::{owned_room_id, owned_user_id};

pub fn object(text: &str) -> RawObject {
    RawObject::from_text(text).expect("the text of an object")
}

/// The state of the room widget `w` with this content.
pub fn room_state(content: &str) -> Result<WidgetState, BodyError> {
    WidgetState::in_room("im.vector.modular.widgets", "w", object(content))
}

/// The room widget `w` with this content, which must be one.
pub fn room_widget(content: &str) -> Widget {
    room_state(content).expect("a definition").into_widget().expect("a widget that is not deleted")
}

/// The room widget `w` that has nothing but what it must have, and these members.
pub fn widget_with(members: &str) -> Widget {
    room_widget(&format!(r#"{{"type":"m.custom","url":"https://w.example/",{members}}}"#))
}

/// A client that says everything.
pub fn full_variables() -> UrlVariables {
    let mut variables = UrlVariables::new(owned_user_id!("@alice:example.org"));
    variables.room_id = Some(owned_room_id!("!room:example.org"));
    variables.display_name = Some("Alice & Bob".to_owned());
    variables.avatar_url = Some("https://example.org/a.png".to_owned());
    variables.client_id = Some("org.example.client".to_owned());
    variables.client_theme = Some("dark".to_owned());
    variables.client_language = Some("zh_Hant".to_owned());
    variables.device_id = Some("DEV/ICE".into());
    variables.base_url = Some("https://matrix.example.org".to_owned());
    variables
}

/// Every built-in variable of the widget `wid get` in that client: its names, and its value.
pub const BUILT_INS: &[(&[&str], &str)] = &[
    (&["matrix_user_id"], "@alice:example.org"),
    (&["matrix_room_id"], "!room:example.org"),
    (&["matrix_display_name"], "Alice & Bob"),
    (&["matrix_avatar_url"], "https://example.org/a.png"),
    (&["matrix_widget_id", "org.matrix.msc2774_widget_id"], "wid get"),
    (&["matrix_client_id", "org.matrix.msc2873.client_id"], "org.example.client"),
    (&["matrix_client_theme", "org.matrix.msc2873.client_theme"], "dark"),
    (&["matrix_client_language", "org.matrix.msc2873.client_language"], "zh_Hant"),
    (
        &["matrix_device_id", "org.matrix.msc3819.matrix_device_id", "org.matrix.msc2873.matrix_device_id"],
        "DEV/ICE",
    ),
    (&["matrix_base_url", "org.matrix.msc4039.matrix_base_url"], "https://matrix.example.org"),
];

/// What `encodeURIComponent` makes of a text.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ if b"-_.!~*'()".contains(&byte) => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
