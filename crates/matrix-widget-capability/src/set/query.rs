//! What a check asks.

use crate::{event::ROOM_MESSAGE, kind::EventKind};

/// An event, or events, that a widget wants to send or see.
///
/// Make one only of what can be read beyond doubt. An event whose type, state key, room or msgtype is
/// mistyped or given twice is covered by nothing: who asks with one of two msgtypes may be asking about the
/// wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventQuery<'a> {
    pub(super) kind: EventKind,
    pub(super) event_type: &'a str,
    pub(super) key: Option<&'a str>,
    pub(super) room: &'a str,
}

impl<'a> EventQuery<'a> {
    /// An event without state key.
    ///
    /// The msgtype counts for `m.room.message` only. Without one (the content has none that is a string, or
    /// all are asked for) a capability without key is needed.
    #[must_use]
    pub fn message_like(event_type: &'a str, msgtype: Option<&'a str>, room: &'a str) -> Self {
        Self { kind: EventKind::MessageLike, event_type, key: msgtype, room }
    }

    /// An `m.room.message` of this msgtype.
    #[must_use]
    pub fn message(msgtype: &'a str, room: &'a str) -> Self {
        Self::message_like(ROOM_MESSAGE, Some(msgtype), room)
    }

    /// An event with state key.
    #[must_use]
    pub fn state(event_type: &'a str, state_key: &'a str, room: &'a str) -> Self {
        Self { kind: EventKind::State, event_type, key: Some(state_key), room }
    }

    /// State events of this type with whatever state key: `read_events` with `state_key: true`. A capability
    /// without key is needed.
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
