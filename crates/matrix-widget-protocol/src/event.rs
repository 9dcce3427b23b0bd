//! Matrix events, kept raw.

mod facts;
mod matrix;
mod to_device;

use matrix_widget_macros::payload;
use ruma_common::{OwnedRoomId, RoomId};

pub(crate) use self::matrix::msgtype_of;
pub use self::{facts::EventFacts, matrix::MatrixEvent, to_device::ToDeviceEvent};
use crate::{body_error::BodyError, raw::RawObject};

/// Account data of a room, further members included.
#[payload(new = "Creates account data of a type in a room.")]
pub struct RoomAccountData {
    /// `type`: the type of the account data.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `room_id`: the room. One that is no room ID does not lose the whole answer.
    pub room_id: String,
    /// `content`: the content.
    pub content: RawObject,
}

impl RoomAccountData {
    /// The room.
    ///
    /// # Errors
    ///
    /// When it is no room ID.
    pub fn checked_room_id(&self) -> Result<OwnedRoomId, BodyError> {
        RoomId::parse(&self.room_id).map_err(|reason| BodyError::invalid::<OwnedRoomId>("room_id", reason))
    }
}
