//! `com.beeper.read_room_account_data`: reads account data of rooms.

use matrix_widget_capability::{CapabilitySet, Flow, Permission};
use matrix_widget_macros::payload;
use ruma_common::RoomId;

use crate::{coverage::Coverage, event::RoomAccountData, selector::RoomSelector, with_extra::WithExtra};

/// The data of `com.beeper.read_room_account_data`.
#[payload(new = "Creates a request for account data of the viewed room.")]
pub struct ReadRoomAccountDataRequest {
    /// `type`: the type of the account data.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `room_ids`: the rooms to read from. Absent: the viewed room.
    pub room_ids: Option<RoomSelector>,
}

/// The response to `com.beeper.read_room_account_data`.
#[payload(new = "Creates a response with the account data.")]
pub struct ReadRoomAccountDataResponse {
    /// `events`: the account data. May be empty.
    pub events: Vec<WithExtra<RoomAccountData>>,
}

impl ReadRoomAccountDataRequest {
    /// Computes the coverage of the type of the account data.
    pub(crate) fn coverage(&self, granted: &CapabilitySet, _: Option<&RoomId>) -> Coverage {
        let permission = |event_type| Permission::RoomAccountData(Flow::Receive, event_type);
        Coverage::of_type(&self.event_type, permission, granted)
    }
}

impl ReadRoomAccountDataResponse {
    /// Removes the account data that the widget did not request.
    ///
    /// `viewed` is the room that the user viewed when the request was received.
    pub fn retain_requested(&mut self, request: &ReadRoomAccountDataRequest, viewed: Option<&RoomId>) {
        let is_in_room = RoomSelector::filter(request.room_ids.as_ref(), viewed);
        self.events.retain(|data| data.event_type == request.event_type && is_in_room(&data.room_id));
    }
}
