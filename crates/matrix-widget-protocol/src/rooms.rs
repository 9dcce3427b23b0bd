//! The rooms that a request names.

use std::collections::BTreeSet;

use ruma_common::{OwnedRoomId, RoomId};

use crate::{from_widget::FromWidgetRequest, selector::RoomSelector};

/// The rooms of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rooms<'a> {
    /// The viewed room: the request names no room.
    Viewed,
    /// The named rooms.
    Named(&'a [OwnedRoomId]),
    /// Every room: `room_ids` is `"*"`.
    Any,
}

/// The rooms that a request names, except the viewed room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherRooms<'a> {
    /// The named rooms.
    Named(BTreeSet<&'a RoomId>),
    /// Every room: `room_ids` is `"*"`.
    Any,
}

impl FromWidgetRequest<'_> {
    /// Returns the rooms of the request.
    #[must_use]
    pub fn rooms(&self) -> Rooms<'_> {
        match self {
            Self::SendEvent(request) => optional(request.data.room_id.as_ref()),
            Self::ReadRelations(request) => optional(request.data.room_id.as_ref()),
            Self::GetLivekitToken(request) => required(&request.data.room_id),
            Self::DelegateDelayedLeave(request) => required(&request.data.room_id),
            Self::ElementViewRoom(request) => required(&request.data.room_id),
            Self::ReadEvents(request) => selected(request.data.room_ids.as_ref()),
            Self::ReadRoomAccountData(request) => selected(request.data.room_ids.as_ref()),
            _ => Rooms::Viewed,
        }
    }

    /// Returns the rooms that the request names, except the viewed room. A client checks that its user is in them.
    #[must_use]
    pub fn other_rooms(&self, viewed: Option<&RoomId>) -> OtherRooms<'_> {
        let rooms = match self.rooms() {
            Rooms::Viewed => &[],
            Rooms::Named(rooms) => rooms,
            Rooms::Any => return OtherRooms::Any,
        };
        OtherRooms::Named(rooms.iter().map(|room| &**room).filter(|room| Some(*room) != viewed).collect())
    }
}

fn required(room: &OwnedRoomId) -> Rooms<'_> {
    Rooms::Named(std::slice::from_ref(room))
}

fn optional(room: Option<&OwnedRoomId>) -> Rooms<'_> {
    room.map_or(Rooms::Viewed, required)
}

fn selected(selector: Option<&RoomSelector>) -> Rooms<'_> {
    match selector {
        None => Rooms::Viewed,
        Some(RoomSelector::Any) => Rooms::Any,
        Some(RoomSelector::Rooms(rooms)) => Rooms::Named(rooms),
    }
}
