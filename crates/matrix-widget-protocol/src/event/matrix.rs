//! A room event as it was received.

use js_int::{Int, UInt};
use ruma_common::{OwnedEventId, OwnedRoomId, OwnedUserId, RoomId};

use crate::{
    body_error::BodyError,
    raw::{RawObject, member, raw_object},
};

/// Returns the `msgtype` of an event's content, an object, or `None` if it is missing or not a string.
pub(crate) fn msgtype_of(content: &str) -> Result<Option<String>, BodyError> {
    Ok(member(content, "msgtype")?.and_then(|msgtype| serde_json::from_str(msgtype).ok()))
}

raw_object! {
    /// A Matrix event as it was received: `type`, `sender`, `event_id`, `room_id`, `origin_server_ts`, `content`, and
    /// further members. It is an object; its members are checked when they are read.
    pub struct MatrixEvent
}

/// Accessors return an error if the member is missing, mistyped or a duplicate.
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
    /// Returns the event with this `room_id`.
    ///
    /// The events of a sync have none. A client sets it before it reads the [facts](Self::facts) of an event or passes the
    /// event to a widget.
    #[must_use]
    pub fn with_room_id(self, room: &RoomId) -> Self {
        Self(self.0.with_member("room_id", &room))
    }

    /// Returns `type`, the type of the event.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not a string, or a duplicate.
    pub fn event_type(&self) -> Result<String, BodyError> {
        self.0.require("type")
    }

    /// Returns `sender`, the user who sent the event.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not a user ID, or a duplicate.
    pub fn sender(&self) -> Result<OwnedUserId, BodyError> {
        self.0.require("sender")
    }

    /// Returns `event_id`, the ID of the event.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not an event ID, or a duplicate.
    pub fn event_id(&self) -> Result<OwnedEventId, BodyError> {
        self.0.require("event_id")
    }

    /// Returns `room_id`, the room of the event.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not a room ID, or a duplicate.
    pub fn room_id(&self) -> Result<OwnedRoomId, BodyError> {
        self.0.require("room_id")
    }

    /// Returns `origin_server_ts`, the time at which the event was sent according to the sender's homeserver, in
    /// milliseconds since the Unix epoch.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not an integer between 0 and 2^53 − 1, or a duplicate.
    pub fn origin_server_ts(&self) -> Result<UInt, BodyError> {
        self.0.require("origin_server_ts")
    }

    /// Returns `state_key`, or `None` (absent or null) for a message-like event.
    ///
    /// # Errors
    ///
    /// Returns an error if it is not a string, or a duplicate.
    pub fn state_key(&self) -> Result<Option<String>, BodyError> {
        self.0.get("state_key")
    }

    /// Returns `content`.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing, not an object, or a duplicate.
    pub fn content(&self) -> Result<RawObject, BodyError> {
        self.0.require("content")
    }

    /// Returns `content.msgtype`, the message type of an `m.room.message` event.
    ///
    /// # Errors
    ///
    /// Returns an error if `content` is missing or malformed, or if `msgtype` is not a string or a duplicate.
    pub fn msgtype(&self) -> Result<Option<String>, BodyError> {
        self.content()?.get("msgtype").map_err(|error| error.under("content"))
    }

    /// Returns `unsigned`.
    ///
    /// # Errors
    ///
    /// Returns an error if it is not an object, or a duplicate.
    pub fn unsigned(&self) -> Result<Option<RawObject>, BodyError> {
        self.0.get("unsigned")
    }

    /// Returns `redacts`, the event that a redaction redacts. Redactions to widgets have it at the top level.
    ///
    /// # Errors
    ///
    /// Returns an error if it is not an event ID, or a duplicate.
    pub fn redacts(&self) -> Result<Option<OwnedEventId>, BodyError> {
        self.0.get("redacts")
    }

    /// Returns `sticky.duration_ms` (unstable: `msc4354_sticky.duration_ms`), the duration of a sticky event in
    /// milliseconds.
    ///
    /// See [MSC4354](https://github.com/matrix-org/matrix-spec-proposals/pull/4354).
    ///
    /// # Errors
    ///
    /// Returns an error if the duration is not an integer, if its parent is not an object, or if either is a duplicate.
    pub fn sticky_duration_ms(&self) -> Result<Option<Int>, BodyError> {
        for name in ["sticky", "msc4354_sticky"] {
            if let Some(sticky) = self.0.get::<RawObject>(name)? {
                return sticky.get("duration_ms").map_err(|error| error.under(name));
            }
        }
        Ok(None)
    }
}
