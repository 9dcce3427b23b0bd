//! `com.beeper.read_room_account_data`: reads account data of rooms.

use matrix_widget_capability::{Flow, Permission, TypePermission};
use matrix_widget_macros::payload;
use ruma_common::RoomId;

use crate::{
    event::RoomAccountData,
    requirement::{Alternative, Requirement, Requirements},
    selector::RoomSelector,
    with_extra::WithExtra,
};

/// The data of `com.beeper.read_room_account_data`.
#[payload(new = "Creates a request for account data of the viewed room.")]
pub struct ReadRoomAccountDataRequest {
    /// `type`: the type of the account data.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `room_ids`: from which rooms; absent, from the one that the user is viewing.
    pub room_ids: Option<RoomSelector>,
}

/// The response to `com.beeper.read_room_account_data`.
#[payload(new = "Creates a response with the account data.")]
pub struct ReadRoomAccountDataResponse {
    /// `events`: the account data, possibly none.
    pub events: Vec<WithExtra<RoomAccountData>>,
}

/// The type of the account data, to be received.
pub(crate) fn requirements(data: &ReadRoomAccountDataRequest, _: Option<&RoomId>) -> Requirements {
    let permission = TypePermission::new(Flow::Receive, data.event_type.clone());
    let alternative =
        permission.map(|permission| Alternative::Permission(Permission::RoomAccountData(permission)));
    Requirements::all_of([Requirement::any_of(alternative)])
}
