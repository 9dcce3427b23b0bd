//! The rooms that a request names.

use std::collections::BTreeSet;

use ruma_common::{OwnedRoomId, RoomId};

use crate::{from_widget::FromWidgetRequest, selector::RoomSelector};

/// The rooms that a request names, except the viewed room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherRooms<'a> {
    /// The named rooms.
    Named(BTreeSet<&'a RoomId>),
    /// Every room: `room_ids` is `"*"`.
    Any,
}

impl FromWidgetRequest<'_> {
    /// Returns the rooms that the request names, except the viewed room. A client checks that its user is in them.
    #[must_use]
    pub fn other_rooms(&self, viewed: Option<&RoomId>) -> OtherRooms<'_> {
        let rooms: &[OwnedRoomId] = match self {
            Self::SendEvent(request) => request.data.room_id.as_slice(),
            Self::ReadRelations(request) => request.data.room_id.as_slice(),
            Self::GetLivekitToken(request) => std::slice::from_ref(&request.data.room_id),
            Self::DelegateDelayedLeave(request) => std::slice::from_ref(&request.data.room_id),
            Self::ElementViewRoom(request) => std::slice::from_ref(&request.data.room_id),
            Self::ReadEvents(request) => return of_selector(request.data.room_ids.as_ref(), viewed),
            Self::ReadRoomAccountData(request) => {
                return of_selector(request.data.room_ids.as_ref(), viewed);
            }
            _ => &[],
        };
        besides(rooms, viewed)
    }
}

fn of_selector<'a>(selector: Option<&'a RoomSelector>, viewed: Option<&RoomId>) -> OtherRooms<'a> {
    match selector {
        Some(RoomSelector::Any) => OtherRooms::Any,
        Some(RoomSelector::Rooms(rooms)) => besides(rooms, viewed),
        None => besides(&[], viewed),
    }
}

fn besides<'a>(rooms: &'a [OwnedRoomId], viewed: Option<&RoomId>) -> OtherRooms<'a> {
    OtherRooms::Named(rooms.iter().map(|room| &**room).filter(|room| Some(*room) != viewed).collect())
}
