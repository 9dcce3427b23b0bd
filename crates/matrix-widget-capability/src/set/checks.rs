//! The checks that a client makes.

use super::{CapabilitySet, query::EventQuery, rooms::EventRooms};
use crate::{
    kind::{Direction, EventKind, Flow},
    names::{Family, Flag},
};

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

    /// Returns the rooms in which the widget may send, receive or read events of this type with this state key or msgtype.
    /// Without a key, the rooms in which it may do so with every key.
    #[must_use]
    pub fn rooms(
        &self,
        direction: Direction,
        kind: EventKind,
        event_type: &str,
        key: Option<&str>,
    ) -> EventRooms<'_> {
        EventRooms::of_key(&self.index, direction, kind, event_type, key)
    }

    /// Returns the rooms in which the widget may send, receive or read events of this type with at least one state key or
    /// msgtype.
    #[must_use]
    pub fn rooms_of_some_key(
        &self,
        direction: Direction,
        kind: EventKind,
        event_type: &str,
    ) -> EventRooms<'_> {
        EventRooms::of_some_key(&self.index, direction, kind, event_type)
    }
}
