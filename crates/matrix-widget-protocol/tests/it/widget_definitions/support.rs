//! Helpers that read widget definitions from text.

use matrix_widget_protocol::{
    BodyError, RawObject,
    widget::{Widget, WidgetState},
};

pub use crate::laws::url::{BUILT_INS, encoded, full_variables};

pub fn object(text: &str) -> RawObject {
    RawObject::from_text(text).expect("expected the text of an object")
}

/// Reads the state of the room widget `w` with this content.
pub fn room_state(content: &str) -> Result<WidgetState, BodyError> {
    WidgetState::in_room("im.vector.modular.widgets", "w", object(content))
}

/// Reads the room widget `w` with this content, which must define a widget.
pub fn room_widget(content: &str) -> Widget {
    room_state(content)
        .expect("expected a definition")
        .into_widget()
        .expect("expected a widget, found a deleted widget")
}

/// Reads the room widget `w` with the required members and these members.
pub fn widget_with(members: &str) -> Widget {
    room_widget(&format!(r#"{{"type":"m.custom","url":"https://w.example/",{members}}}"#))
}
