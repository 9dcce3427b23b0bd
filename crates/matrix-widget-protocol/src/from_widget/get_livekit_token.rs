//! `rtc_livekit_get_token`: asks for a token for LiveKit.

use matrix_widget_macros::payload;
use ruma_common::{OwnedRoomId, OwnedServerName, ServerName};

use crate::{body_error::BodyError, rtc::RtcMember, secret::Secret};

/// The data of `rtc_livekit_get_token`: the body of the homeserver's endpoint (MSC4195).
#[payload(
    new = "Creates a request for a token. Set `member` or `member_id`: one of them is required.",
    one_of(member, member_id)
)]
pub struct GetLivekitTokenRequest {
    /// `server_name`: the homeserver of the room's LiveKit service.
    pub server_name: Option<String>,
    /// `url`: the URL of the LiveKit service.
    pub url: String,
    /// `room_id`: the room of the call.
    pub room_id: OwnedRoomId,
    /// `slot_id`: the slot of the call in the room.
    pub slot_id: String,
    /// `member`: who takes part. Newer drafts have `member_id` in its place; one of the two is required.
    pub member: Option<RtcMember>,
    /// `member_id`: who takes part, as newer drafts have it.
    pub member_id: Option<String>,
}

impl GetLivekitTokenRequest {
    /// Returns `server_name`.
    ///
    /// # Errors
    ///
    /// Returns an error if `server_name` is not a valid server name.
    pub fn checked_server_name(&self) -> Result<Option<OwnedServerName>, BodyError> {
        let Some(name) = &self.server_name else { return Ok(None) };
        let invalid = |reason| BodyError::invalid::<OwnedServerName>("data.server_name", reason);
        ServerName::parse(name).map(Some).map_err(invalid)
    }
}

/// The response to `rtc_livekit_get_token`: the homeserver's answer, further members included.
#[payload(new = "Creates a response with the token.")]
pub struct LivekitToken {
    /// `jwt`: the token.
    pub jwt: Secret,
    /// `url`: the URL of the LiveKit server.
    pub url: Option<String>,
}
