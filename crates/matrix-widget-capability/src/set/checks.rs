//! The permission checks of a client.

use super::{CapabilitySet, query::EventQuery, rooms::EventRooms};
use crate::{
    event::EventPermission,
    kind::{Direction, EventKind, Flow},
    names::{Family, Flag},
    permission::Permission,
    room::Room,
};

// Inlining makes the family known at compile time, so that a check is as fast as comparing with ten capabilities.
/// Permission checks. `viewed` is the room that the user is viewing.
impl CapabilitySet {
    /// Returns `true` if the set has the flag, in either spelling.
    #[must_use]
    pub fn may(&self, flag: Flag) -> bool {
        self.index.has_flag(flag)
    }

    /// Returns `true` if the widget may send this event.
    ///
    /// A delayed or sticky event also needs a [flag](Self::may).
    #[must_use]
    #[inline]
    pub fn may_send(&self, event: &EventQuery<'_>, viewed: Option<&str>) -> bool {
        self.allows(Direction::Send, event, viewed)
    }

    /// Returns `true` if the widget may receive this event when it happens.
    #[must_use]
    #[inline]
    pub fn may_receive(&self, event: &EventQuery<'_>, viewed: Option<&str>) -> bool {
        self.allows(Direction::Receive, event, viewed)
    }

    /// Returns `true` if the widget may read this event as a past event. Permission to receive includes reading.
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

    /// Returns `true` if the widget may send to-device messages of this type.
    #[must_use]
    pub fn may_send_to_device(&self, event_type: &str) -> bool {
        self.index.has_type(Family::ToDevice(Flow::Send), event_type)
    }

    /// Returns `true` if the widget may receive to-device messages of this type.
    #[must_use]
    pub fn may_receive_to_device(&self, event_type: &str) -> bool {
        self.index.has_type(Family::ToDevice(Flow::Receive), event_type)
    }

    /// Returns `true` if the widget may change the user's account data of this type in a room.
    #[must_use]
    pub fn may_send_room_account_data(&self, event_type: &str) -> bool {
        self.index.has_type(Family::RoomAccountData(Flow::Send), event_type)
    }

    /// Returns `true` if the widget may read the user's account data of this type in a room.
    #[must_use]
    pub fn may_receive_room_account_data(&self, event_type: &str) -> bool {
        self.index.has_type(Family::RoomAccountData(Flow::Receive), event_type)
    }

    /// Returns `true` if the widget may read the user's account data of this type that does not belong to a room.
    #[must_use]
    pub fn may_read_account_data(&self, event_type: &str) -> bool {
        self.index.has_type(Family::AccountData, event_type)
    }

    /// Returns `true` if a timeline capability names this room or `*`. For `*`, only `*` counts.
    ///
    /// The viewed room needs no timeline capability.
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

    /// Returns the rooms of the timeline capabilities, in order.
    pub fn timelines(&self) -> impl Iterator<Item = Room<'_>> {
        self.capabilities().filter_map(|capability| match capability.into_permission() {
            Permission::Timeline(room) => Some(room),
            _ => None,
        })
    }

    /// Returns the permissions to receive state events, in order: the state to send in `update_state`.
    ///
    /// [`event_type`](EventPermission::event_type), [`key`](EventPermission::key) and [`room`](EventPermission::room) name
    /// the state to look up. A permission without a room is for the viewed room and for all [`timelines`](Self::timelines).
    ///
    /// ```
    /// # use matrix_widget_capability::{CapabilitySet, Dialect};
    /// let granted = [
    ///     "m.receive.state_event:m.room.topic#",
    ///     "m.read.state_event:m.room.name#",
    ///     "m.receive.event:m.reaction",
    /// ];
    /// let granted = CapabilitySet::from_strings(granted, Dialect::Msc2762);
    /// let state: Vec<_> = granted.receivable_state().collect();
    /// assert_eq!(state.len(), 1);
    /// assert_eq!((state[0].event_type(), state[0].key()), ("m.room.topic", Some("")));
    /// ```
    pub fn receivable_state(&self) -> impl Iterator<Item = EventPermission<'_>> {
        self.capabilities().filter_map(|capability| match capability.into_permission() {
            Permission::Event(event)
                if event.family() == Family::Event(Direction::Receive, EventKind::State) =>
            {
                Some(event)
            }
            _ => None,
        })
    }

    /// Returns `true` if the widget may receive any events at all: the client has to observe its rooms.
    #[must_use]
    pub fn receives_events(&self) -> bool {
        [EventKind::MessageLike, EventKind::State]
            .into_iter()
            .any(|kind| self.index.has_family(Family::Event(Direction::Receive, kind)))
    }

    /// Returns `true` if the widget may receive any to-device messages at all.
    #[must_use]
    pub fn receives_to_device(&self) -> bool {
        self.index.has_family(Family::ToDevice(Flow::Receive))
    }
}
