//! Matrix events as they were received, and the permission checks for them.

mod facts;
mod matrix;
mod to_device;

use matrix_widget_macros::payload;
use ruma_common::{OwnedRoomId, RoomId};

pub(crate) use self::matrix::msgtype_of;
pub use self::{facts::EventFacts, matrix::MatrixEvent, to_device::ToDeviceEvent};
use crate::{body_error::BodyError, raw::RawObject};

/// Account data of a room.
#[payload(new = "Creates account data of a type in a room.")]
pub struct RoomAccountData {
    /// `type`: the type of the account data.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `room_id`: the ID of the room. It is not validated, so that an invalid ID does not make the response malformed.
    pub room_id: String,
    /// `content`: the content of the account data.
    pub content: RawObject,
}

impl RoomAccountData {
    /// Returns the room ID.
    ///
    /// # Errors
    ///
    /// Returns an error if `room_id` is not a valid room ID.
    pub fn checked_room_id(&self) -> Result<OwnedRoomId, BodyError> {
        RoomId::parse(&self.room_id).map_err(|reason| BodyError::invalid::<OwnedRoomId>("room_id", reason))
    }
}
