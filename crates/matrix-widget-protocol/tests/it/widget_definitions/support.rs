//! What the tests share: definitions by their text.

use matrix_widget_protocol::{
    BodyError, RawObject,
    widget::{Widget, WidgetState},
};

pub use crate::laws::url::{BUILT_INS, encoded, full_variables};

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
