//! `com.beeper.read_room_account_data`: reads account data of rooms.

use matrix_widget_capability::{Flow, Permission, TypePermission};
use ruma_common::RoomId;
use serde::{Deserialize, Serialize};

use crate::{
    arbitrary::arbitrary,
    event::RoomAccountData,
    open::Open,
    requirement::{Alternative, Requirement, Requirements},
    selector::RoomSelector,
};

/// The data of `com.beeper.read_room_account_data`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct ReadRoomAccountDataRequest {
    /// `type`: the type of the account data.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `room_ids`: from which rooms; absent, from the one that the user is viewing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_ids: Option<RoomSelector>,
}

arbitrary! { ReadRoomAccountDataRequest { event_type, room_ids } }

impl ReadRoomAccountDataRequest {
    /// A request for account data of the viewed room.
    #[must_use]
    pub fn new(event_type: impl Into<String>) -> Self {
        Self { event_type: event_type.into(), room_ids: None }
    }
}

/// The response to `com.beeper.read_room_account_data`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct ReadRoomAccountDataResponse {
    /// `events`: the account data, possibly none.
    pub events: Vec<Open<RoomAccountData>>,
}

arbitrary! { ReadRoomAccountDataResponse { events } }

impl ReadRoomAccountDataResponse {
    /// A response with the account data.
    #[must_use]
    pub fn new(events: Vec<Open<RoomAccountData>>) -> Self {
        Self { events }
    }
}

/// The type of the account data, to be received.
pub(crate) fn requirements(data: &ReadRoomAccountDataRequest, _: Option<&RoomId>) -> Requirements {
    let permission = TypePermission::new(Flow::Receive, data.event_type.clone());
    let alternative =
        permission.map(|permission| Alternative::Permission(Permission::RoomAccountData(permission)));
    Requirements::all_of([Requirement::any_of(alternative)])
}
