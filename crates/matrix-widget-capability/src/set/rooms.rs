//! The rooms in which a set allows events of one type.

use core::fmt;

use super::index::{Index, Rooms};
use crate::{
    kind::{Direction, EventKind},
    names::Family,
};

/// The rooms in which a set allows events of one type, to check many rooms at once.
///
/// The event type and the key are already looked up. Checking a room does not depend on their length.
#[derive(Clone, Copy)]
pub struct EventRooms<'a> {
    index: &'a Index,
    /// The rooms of capabilities without a key and with the key, for the direction and, when reading, also for receiving.
    rooms: [Option<&'a Rooms>; 4],
}

impl<'a> EventRooms<'a> {
    /// Looks up events with this key, or with every key.
    pub(super) fn of_key(
        index: &'a Index,
        direction: Direction,
        kind: EventKind,
        event_type: &str,
        key: Option<&str>,
    ) -> Self {
        Self::new(index, direction, |direction| index.rooms(Family::Event(direction, kind), event_type, key))
    }

    /// Looks up events with at least one key.
    pub(super) fn of_some_key(
        index: &'a Index,
        direction: Direction,
        kind: EventKind,
        event_type: &str,
    ) -> Self {
        Self::new(index, direction, |direction| {
            [index.rooms_of_some_key(Family::Event(direction, kind), event_type), None]
        })
    }

    /// Receiving includes reading.
    fn new(
        index: &'a Index,
        direction: Direction,
        rooms: impl Fn(Direction) -> [Option<&'a Rooms>; 2],
    ) -> Self {
        let [first, second] = rooms(direction);
        let [third, fourth] =
            if direction == Direction::Read { rooms(Direction::Receive) } else { [None; 2] };
        Self { index, rooms: [first, second, third, fourth] }
    }

    fn any(&self, test: impl Fn(&Rooms) -> bool) -> bool {
        self.rooms.into_iter().flatten().any(test)
    }

    /// Returns `true` if the events are allowed in this room. `viewed` is the room that the user is viewing.
    #[must_use]
    pub fn contains(&self, room: &str, viewed: Option<&str>) -> bool {
        let is_open = || viewed == Some(room) || self.index.has_timeline(room);
        self.any(|rooms| rooms.open && is_open() || rooms.name(room))
    }

    /// Returns `true` if the events are allowed in every room.
    #[must_use]
    pub fn is_every_room(&self) -> bool {
        self.any(|rooms| rooms.any || rooms.open && self.index.has_timeline("*"))
    }

    /// Returns `true` if the events are allowed in no room at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.any(|rooms| rooms.open || rooms.any || !rooms.ids.is_empty())
    }
}

impl fmt::Debug for EventRooms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventRooms").field("is_every_room", &self.is_every_room()).finish_non_exhaustive()
    }
}
