//! The state of a widget: defined or deleted.

use ruma_common::OwnedUserId;
use serde::de::Error as _;

use super::{
    definition::{Widget, WidgetKind},
    lenient::{check_id, lenient, text},
};
use crate::{action::types::Spelling, body_error::BodyError, event::MatrixEvent, raw::RawObject};

/// The type of the state events that define the widgets of a room: `im.vector.modular.widgets` today, `m.widget` once
/// merged.
///
/// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
#[must_use]
pub const fn room_event_type(spelling: Spelling) -> &'static str {
    match spelling {
        Spelling::Unstable => TODAY,
        Spelling::Stable => STABLE,
    }
}

const TODAY: &str = "im.vector.modular.widgets";
pub(super) const STABLE: &str = "m.widget";

/// Whether a type is that of the state events that define the widgets of a room, in either spelling.
#[must_use]
pub fn is_room_event_type(event_type: &str) -> bool {
    [TODAY, STABLE].contains(&event_type)
}

pub(super) fn check_event_type(event_type: &str) -> Result<(), BodyError> {
    if is_room_event_type(event_type) {
        Ok(())
    } else {
        Err(BodyError::unknown_variant("", &[TODAY, STABLE]).at(&"type"))
    }
}

/// What a definition says: that there is a widget, or that there is none any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WidgetState {
    /// There is this widget.
    Present(Widget),
    /// The widget was deleted: `type` or `url` is missing, no string, or there twice.
    Deleted,
}

impl WidgetState {
    /// Reads the definition of a room's widget: the type, the state key and the content of a state event.
    ///
    /// # Errors
    ///
    /// When the event is of another type, or `content.id` is another string than the state key. Such a widget is not to
    /// be shown.
    pub fn in_room(event_type: &str, state_key: &str, content: RawObject) -> Result<Self, BodyError> {
        check_event_type(event_type)?;
        Self::read(state_key, WidgetKind::Room, None, content)
    }

    /// Reads the definition of a room's widget, together with who sent it, from a state event.
    ///
    /// # Errors
    ///
    /// As [`in_room`](Self::in_room), and when `type`, `state_key` or `content` of the event is missing, mistyped, or
    /// there twice.
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

    /// `{}`: the content of a state event that deletes the widget of its state key.
    #[must_use]
    pub fn deleted_content() -> RawObject {
        RawObject::empty()
    }

    /// The widget, if there is one.
    #[must_use]
    pub fn widget(&self) -> Option<&Widget> {
        match self {
            Self::Present(widget) => Some(widget),
            Self::Deleted => None,
        }
    }

    /// The widget, if there is one.
    #[must_use]
    pub fn into_widget(self) -> Option<Widget> {
        match self {
            Self::Present(widget) => Some(widget),
            Self::Deleted => None,
        }
    }
}
