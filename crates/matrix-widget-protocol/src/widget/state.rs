//! The state of a widget: present or deleted.

use ruma_common::OwnedUserId;
use serde::de::Error as _;

use super::{
    definition::{Widget, WidgetKind},
    lenient::{check_id, lenient, text},
};
use crate::{action::types::Spelling, body_error::BodyError, event::MatrixEvent, raw::RawObject};

/// Returns the type of the state events that define the widgets of a room: `im.vector.modular.widgets` (unstable) or
/// `m.widget` (stable).
///
/// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
#[must_use]
pub const fn room_event_type(spelling: Spelling) -> &'static str {
    match spelling {
        Spelling::Unstable | Spelling::Former => UNSTABLE,
        Spelling::Stable => STABLE,
    }
}

const UNSTABLE: &str = "im.vector.modular.widgets";
pub(super) const STABLE: &str = "m.widget";

/// Returns `true` if state events of this type define the widgets of a room. Accepts both spellings.
#[must_use]
pub fn is_room_event_type(event_type: &str) -> bool {
    [UNSTABLE, STABLE].contains(&event_type)
}

pub(super) fn check_event_type(event_type: &str) -> Result<(), BodyError> {
    if is_room_event_type(event_type) {
        Ok(())
    } else {
        Err(BodyError::unknown_variant("", &[UNSTABLE, STABLE]).at(&"type"))
    }
}

/// The content of a widget definition: a widget, or its deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WidgetState {
    /// The widget exists.
    Present(Widget),
    /// The widget was deleted: `type` or `url` is missing, not a string, or a duplicate.
    ///
    /// [`SuccessorContent`](crate::widget::SuccessorContent) reads the definitions of a draft, which have no `type`.
    Deleted,
}

impl WidgetState {
    /// Reads the definition of a widget in a room from the type, the state key and the content of a state event.
    ///
    /// # Errors
    ///
    /// Returns an error if the event has another type, or if `content.id` is a string that differs from the state key.
    /// Do not show such a widget.
    pub fn in_room(event_type: &str, state_key: &str, content: RawObject) -> Result<Self, BodyError> {
        check_event_type(event_type)?;
        Self::read(state_key, WidgetKind::Room, None, content)
    }

    /// Reads the definition of a widget in a room and its sender from a state event.
    ///
    /// # Errors
    ///
    /// Returns an error if [`in_room`](Self::in_room) does, or if `type`, `state_key` or `content` of the event is
    /// missing, mistyped or a duplicate.
    ///
    /// ```
    /// use matrix_widget_protocol::{RawObject, event::MatrixEvent, widget::WidgetState};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let event = MatrixEvent::from(RawObject::from_text(
    ///     r#"{
    ///         "type": "m.widget", "state_key": "clock", "sender": "@alice:example.org",
    ///         "content": {"type": "m.custom", "url": "https://clock.example.org/", "id": "watch"}
    ///     }"#,
    /// )?);
    /// let error = WidgetState::from_event(&event).unwrap_err();
    /// assert_eq!(error.to_string(), "content.id: expected the ID of the widget, found another string");
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_event(event: &MatrixEvent) -> Result<Self, BodyError> {
        check_event_type(&event.event_type()?)?;
        let state_key: String = event.raw().require("state_key")?;
        Self::read(&state_key, WidgetKind::Room, lenient(event.raw(), "sender"), event.content()?)
    }

    pub(super) fn read(
        id: &str,
        kind: WidgetKind,
        sender: Option<OwnedUserId>,
        content: RawObject,
    ) -> Result<Self, BodyError> {
        let (Some(widget_type), Some(url)) = (text(&content, "type"), text(&content, "url")) else {
            return Ok(Self::Deleted);
        };
        check_id(&content, "id", id).map_err(|error| error.under("content"))?;
        Ok(Self::Present(Widget {
            id: id.to_owned(),
            kind,
            sender,
            widget_type: widget_type.into(),
            url,
            content,
        }))
    }

    /// Returns `{}`, the content of a state event that deletes a widget.
    #[must_use]
    pub fn deleted_content() -> RawObject {
        RawObject::empty()
    }

    /// Returns the widget, or `None` if it was deleted.
    #[must_use]
    pub fn widget(&self) -> Option<&Widget> {
        match self {
            Self::Present(widget) => Some(widget),
            Self::Deleted => None,
        }
    }

    /// Converts the state to the widget, or `None` if it was deleted.
    #[must_use]
    pub fn into_widget(self) -> Option<Widget> {
        match self {
            Self::Present(widget) => Some(widget),
            Self::Deleted => None,
        }
    }
}
