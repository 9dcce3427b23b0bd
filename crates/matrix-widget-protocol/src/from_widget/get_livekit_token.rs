//! `rtc_livekit_get_token`: requests a LiveKit access token.

use matrix_widget_macros::payload;
use ruma_common::{OwnedRoomId, OwnedServerName, ServerName};

use crate::{body_error::BodyError, rtc::RtcMember, secret::Secret};

/// The data of `rtc_livekit_get_token`: the request body of the homeserver's endpoint (MSC4195).
#[payload(
    new = "Creates a request for a token. Set `member` or `member_id`, one of which is required.",
    one_of(member, member_id)
)]
pub struct GetLivekitTokenRequest {
    /// `server_name`: the name of the homeserver that the LiveKit service belongs to.
    pub server_name: Option<String>,
    /// `url`: the URL of the LiveKit service.
    pub url: String,
    /// `room_id`: the room of the call.
    pub room_id: OwnedRoomId,
    /// `slot_id`: the ID of the call's slot in the room.
    pub slot_id: String,
    /// `member`: the call membership. Newer drafts replace it with `member_id`; one of the two is required.
    pub member: Option<RtcMember>,
    /// `member_id`: the ID of the call membership, which replaces `member` in newer drafts.
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

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.checked_server_name().map(drop)
    }
}

/// The response to `rtc_livekit_get_token`: the homeserver's response, including additional members.
#[payload(new = "Creates a response with the token.")]
pub struct LivekitToken {
    /// `jwt`: the access token, a JSON Web Token.
    pub jwt: Secret,
    /// `url`: the URL of the LiveKit server.
    pub url: Option<String>,
}
