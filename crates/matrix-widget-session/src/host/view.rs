//! What a widget may receive, and in which rooms.

use std::collections::BTreeSet;

use matrix_widget_protocol::reexports::{
    matrix_widget_capability::{CapabilitySet, Direction, EventPermission, EventQuery, Permission, Room},
    ruma_common::{OwnedRoomId, RoomId},
};

/// The grants of a widget and the user's rooms, at one moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) granted: &'a CapabilitySet,
    pub(super) viewed: Option<&'a RoomId>,
    /// The rooms that `*` stands for, in addition to the viewed room.
    pub(super) known: &'a BTreeSet<OwnedRoomId>,
}

impl<'a> View<'a> {
    pub(super) fn may_receive(&self, query: &EventQuery<'_>) -> bool {
        self.granted.may_receive(query, self.viewed.map(RoomId::as_str))
    }

    /// Returns `true` if the permission applies in the room.
    pub(super) fn covers(&self, permission: &EventPermission<'_>, room: &RoomId) -> bool {
        match permission.room() {
            None => self.viewed == Some(room) || self.granted.may_use_timeline(room.as_str()),
            Some(Room::Any) => true,
            Some(Room::Id(id)) => id.as_str() == room.as_str(),
        }
    }

    /// Returns the grants that do not depend on what the client knows: those without `*`.
    pub(super) fn explicit(&self) -> CapabilitySet {
        self.granted.filter(|permission| match permission {
            Permission::Event(event) => event.room() != Some(&Room::Any),
            Permission::Timeline(room) => *room != Room::Any,
            _ => true,
        })
    }

    /// Returns the rooms of permissions.
    pub(super) fn reach(&self) -> Reach {
        let viewed = || self.viewed.map(ToOwned::to_owned);
        let any: BTreeSet<_> = self.known.iter().cloned().chain(viewed()).collect();
        let mut open: BTreeSet<_> = viewed().into_iter().collect();
        for room in self.granted.timelines() {
            match room {
                Room::Any => open.extend(any.iter().cloned()),
                Room::Id(id) => open.extend(RoomId::parse(id.as_str()).ok()),
            }
        }
        Reach { open, any }
    }
}

/// The rooms of permissions, by the room that they name.
#[derive(Debug)]
pub(super) struct Reach {
    /// Those of permissions without a room.
    open: BTreeSet<OwnedRoomId>,
    /// Those of `*`.
    any: BTreeSet<OwnedRoomId>,
}

impl Reach {
    /// Returns the viewed room, and those opened by timeline capabilities.
    pub(super) fn open(self) -> Vec<OwnedRoomId> {
        self.open.into_iter().collect()
    }

    pub(super) fn rooms(&self, permission: &EventPermission<'_>) -> Vec<OwnedRoomId> {
        match permission.room() {
            None => self.open.iter().cloned().collect(),
            Some(Room::Any) => self.any.iter().cloned().collect(),
            Some(Room::Id(id)) => RoomId::parse(id.as_str()).into_iter().collect(),
        }
    }
}

/// Returns the permissions of a set to receive events, in order.
pub(super) fn receivable(granted: &CapabilitySet) -> impl Iterator<Item = EventPermission<'_>> {
    granted.capabilities().filter_map(|capability| match capability.into_permission() {
        Permission::Event(event) if event.direction() == Direction::Receive => Some(event),
        _ => None,
    })
}

/// Returns `true` if one of these permissions of the granted set allows more than before: the permission itself is new, or
/// it names no room, and a timeline is new.
pub(super) fn is_wider<'a>(
    mut permissions: impl Iterator<Item = EventPermission<'a>>,
    granted: &CapabilitySet,
    before: &CapabilitySet,
) -> bool {
    let has_new_timeline = granted.timelines().any(|room| !before.subsumes(&Permission::Timeline(room)));
    permissions.any(|permission| {
        has_new_timeline && permission.room().is_none() || !before.subsumes(&permission.into())
    })
}
