//! The checks that a client makes.

use super::CapabilitySet;
use crate::{Direction, EventKind, Family, Flag, Flow, event::ROOM_MESSAGE};

/// An event, or events, that a widget wants to send or see.
///
/// Make one only of what can be read beyond doubt. An event whose type, state key, room or msgtype is
/// mistyped or given twice is covered by nothing: who asks with one of two msgtypes may be asking about the
/// wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventQuery<'a> {
    kind: EventKind,
    event_type: &'a str,
    key: Option<&'a str>,
    room: &'a str,
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
}

// Inlined, a check knows its family at compile time. So it is no slower than a look at each of ten
// capabilities.
/// All take what the widget wants to do; `viewed` is the room that the user is viewing.
impl CapabilitySet {
    /// Whether the flag is there, in either spelling.
    #[must_use]
    pub fn may(&self, flag: Flag) -> bool {
        self.index.has_flag(flag)
    }

    /// Whether the widget may send this event.
    ///
    /// A delayed or sticky event needs a [flag](Self::may) besides.
    #[must_use]
    #[inline]
    pub fn may_send(&self, event: &EventQuery<'_>, viewed: Option<&str>) -> bool {
        self.allows(Direction::Send, event, viewed)
    }

    /// Whether the widget is to be told of this event when it happens.
    #[must_use]
    #[inline]
    pub fn may_receive(&self, event: &EventQuery<'_>, viewed: Option<&str>) -> bool {
        self.allows(Direction::Receive, event, viewed)
    }

    /// Whether the widget may read this event when it asks for past ones. To receive is to read as well.
    #[must_use]
    #[inline]
    pub fn may_read(&self, event: &EventQuery<'_>, viewed: Option<&str>) -> bool {
        self.allows(Direction::Receive, event, viewed) || self.allows(Direction::Read, event, viewed)
    }

    #[inline]
    fn allows(&self, direction: Direction, event: &EventQuery<'_>, viewed: Option<&str>) -> bool {
        let EventQuery { kind, event_type, key, room } = *event;
        self.index.allows_in(Family::Event(direction, kind), event_type, key, room, viewed)
    }

    /// Whether the widget may send to-device messages of this type.
    #[must_use]
    pub fn may_send_to_device(&self, event_type: &str) -> bool {
        self.index.has_type(Family::ToDevice(Flow::Send), event_type)
    }

    /// Whether the widget is to be told of to-device messages of this type.
    #[must_use]
    pub fn may_receive_to_device(&self, event_type: &str) -> bool {
        self.index.has_type(Family::ToDevice(Flow::Receive), event_type)
    }

    /// Whether the widget may change the user's account data of this type in a room.
    #[must_use]
    pub fn may_send_room_account_data(&self, event_type: &str) -> bool {
        self.index.has_type(Family::RoomAccountData(Flow::Send), event_type)
    }

    /// Whether the widget may read the user's account data of this type in a room.
    #[must_use]
    pub fn may_receive_room_account_data(&self, event_type: &str) -> bool {
        self.index.has_type(Family::RoomAccountData(Flow::Receive), event_type)
    }

    /// Whether a timeline capability opens this room, or, if it is `*`, every room.
    ///
    /// The room being viewed is open without one.
    #[must_use]
    pub fn may_use_timeline(&self, room: &str) -> bool {
        self.index.has_timeline(room)
    }
}
