//! Matrix events, kept raw.

mod facts;
mod matrix;

use matrix_widget_macros::payload;
use ruma_common::{OwnedRoomId, OwnedUserId, RoomId};

pub(crate) use self::matrix::msgtype_of;
pub use self::{facts::EventFacts, matrix::MatrixEvent};
use crate::{body_error::BodyError, raw::RawObject};

/// A to-device event, further members included: the data of `send_to_device` to the widget.
///
/// See [MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819).
#[payload(new = "Creates an event that does not say whether it was encrypted.")]
pub struct ToDeviceEvent {
    /// `type`: the type of the event.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `sender`: who sent it.
    pub sender: OwnedUserId,
    /// `encrypted`: whether it came encrypted. Some older clients leave it out.
    pub encrypted: Option<bool>,
    /// `content`: the content.
    pub content: RawObject,
}

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
