//! An event as it came.

use js_int::{Int, UInt};
use ruma_common::{OwnedEventId, OwnedRoomId, OwnedUserId};

use crate::{
    body_error::BodyError,
    raw::{RawJson, RawObject, raw_object},
};

/// `msgtype` of a content; `None` if it has none that is a string.
pub(crate) fn msgtype_of(content: &RawObject) -> Result<Option<String>, BodyError> {
    let msgtype = content.get::<RawJson>("msgtype")?;
    Ok(msgtype.and_then(|msgtype| msgtype.read().ok()))
}

raw_object! {
    /// A Matrix event as it came: `type`, `sender`, `event_id`, `room_id`, `origin_server_ts`, `content`, and whatever else
    /// it has. Only that it is an object is promised; verify what you use.
    pub struct MatrixEvent
}

/// An accessor gives an error where the member is missing, mistyped, or there twice.
///
/// ```
/// use matrix_widget_protocol::{RawObject, event::MatrixEvent};
///
/// let text = r#"{"type": "m.room.message", "sender": "@alice:example.org", "content": {"msgtype": "m.text"}}"#;
/// let event = MatrixEvent::from(RawObject::from_text(text)?);
/// assert_eq!(event.event_type()?, "m.room.message");
/// assert_eq!(event.msgtype()?.as_deref(), Some("m.text"));
/// assert_eq!(event.event_id().unwrap_err().to_string(), "event_id: missing field");
/// assert_eq!(event.raw().as_str(), text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl MatrixEvent {
    /// `type`
    ///
    /// # Errors
    ///
    /// When it is missing, no string, or there twice.
    pub fn event_type(&self) -> Result<String, BodyError> {
        self.0.require("type")
    }

    /// `sender`
    ///
    /// # Errors
    ///
    /// When it is missing, no user ID, or there twice.
    pub fn sender(&self) -> Result<OwnedUserId, BodyError> {
        self.0.require("sender")
    }

    /// `event_id`
    ///
    /// # Errors
    ///
    /// When it is missing, no event ID, or there twice.
    pub fn event_id(&self) -> Result<OwnedEventId, BodyError> {
        self.0.require("event_id")
    }

    /// `room_id`
    ///
    /// # Errors
    ///
    /// When it is missing, no room ID, or there twice.
    pub fn room_id(&self) -> Result<OwnedRoomId, BodyError> {
        self.0.require("room_id")
    }

    /// `origin_server_ts`: when the sender's homeserver says that the event was sent, in milliseconds since the Unix epoch.
    ///
    /// # Errors
    ///
    /// When it is missing, not an integer of 0 to 2^53 − 1, or there twice.
    pub fn origin_server_ts(&self) -> Result<UInt, BodyError> {
        self.0.require("origin_server_ts")
    }

    /// `state_key`; `None` (absent or null) in a message-like event.
    ///
    /// # Errors
    ///
    /// When it is no string, or there twice.
    pub fn state_key(&self) -> Result<Option<String>, BodyError> {
        self.0.get("state_key")
    }

    /// `content`
    ///
    /// # Errors
    ///
    /// When it is missing, no object, or there twice.
    pub fn content(&self) -> Result<RawObject, BodyError> {
        self.0.require("content")
    }

    /// `content.msgtype`, as `m.room.message` events have it.
    ///
    /// # Errors
    ///
    /// When `content` cannot be read, or `msgtype` is no string or there twice.
    pub fn msgtype(&self) -> Result<Option<String>, BodyError> {
        self.content()?.get("msgtype").map_err(|error| error.under("content"))
    }

    /// `unsigned`
    ///
    /// # Errors
    ///
    /// When it is no object, or there twice.
    pub fn unsigned(&self) -> Result<Option<RawObject>, BodyError> {
        self.0.get("unsigned")
    }

    /// `redacts`: the event that a redaction redacts, at top level, where redactions to widgets carry it.
    ///
    /// # Errors
    ///
    /// When it is no event ID, or there twice.
    pub fn redacts(&self) -> Result<Option<OwnedEventId>, BodyError> {
        self.0.get("redacts")
    }

    /// `sticky.duration_ms` (today `msc4354_sticky.duration_ms`): how long a sticky event sticks, in milliseconds.
    ///
    /// See [MSC4354](https://github.com/matrix-org/matrix-spec-proposals/pull/4354).
    ///
    /// # Errors
    ///
    /// When it is no integer, or its object is none or there twice.
    pub fn sticky_duration_ms(&self) -> Result<Option<Int>, BodyError> {
        for name in ["sticky", "msc4354_sticky"] {
            if let Some(sticky) = self.0.get::<RawObject>(name)? {
                return sticky.get("duration_ms").map_err(|error| error.under(name));
            }
        }
        Ok(None)
    }
}
