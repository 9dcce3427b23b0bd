//! The events that a permission check is about.

use crate::{event::ROOM_MESSAGE, kind::EventKind};

/// One or more events that a widget wants to send or read.
///
/// Build a query only from unambiguous values. An event whose type, state key, room or msgtype is missing, mistyped or
/// duplicated is covered by no capability: a query with one of two msgtypes may be about the wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventQuery<'a> {
    pub(super) kind: EventKind,
    pub(super) event_type: &'a str,
    pub(super) key: Option<&'a str>,
    pub(super) room: &'a str,
}

impl<'a> EventQuery<'a> {
    /// Creates a query for a message-like event, which has no state key.
    ///
    /// The msgtype only counts for `m.room.message`. `None` stands for content without a `msgtype` string and for any
    /// msgtype; both need a capability without a key.
    #[must_use]
    pub fn message_like(event_type: &'a str, msgtype: Option<&'a str>, room: &'a str) -> Self {
        Self { kind: EventKind::MessageLike, event_type, key: msgtype, room }
    }

    /// Creates a query for an `m.room.message` event with this msgtype.
    #[must_use]
    pub fn message(msgtype: &'a str, room: &'a str) -> Self {
        Self::message_like(ROOM_MESSAGE, Some(msgtype), room)
    }

    /// Creates a query for a state event.
    #[must_use]
    pub fn state(event_type: &'a str, state_key: &'a str, room: &'a str) -> Self {
        Self { kind: EventKind::State, event_type, key: Some(state_key), room }
    }

    /// Creates a query for state events with any state key, such as `read_events` with `state_key: true`. It needs a
    /// capability without a key.
    #[must_use]
    pub fn any_state(event_type: &'a str, room: &'a str) -> Self {
        Self { kind: EventKind::State, event_type, key: None, room }
    }

    /// Returns the kind of the event.
    #[must_use]
    pub fn kind(&self) -> EventKind {
        self.kind
    }

    /// Returns the type of the event.
    #[must_use]
    pub fn event_type(&self) -> &'a str {
        self.event_type
    }

    /// Returns the state key or msgtype.
    #[must_use]
    pub fn key(&self) -> Option<&'a str> {
        self.key
    }

    /// Returns the room ID.
    #[must_use]
    pub fn room(&self) -> &'a str {
        self.room
    }
}
