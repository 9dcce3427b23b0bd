//! `rtc_livekit_get_token`: asks for a token for LiveKit.

use ruma_common::OwnedRoomId;
use serde::{Deserialize, Serialize};

use crate::{
    arbitrary::arbitrary,
    rtc::{RtcMember, member_required},
    secret::Secret,
};

/// The data of `rtc_livekit_get_token`: the body of the homeserver's endpoint (MSC4195).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[cfg_attr(feature = "schemars", schemars(transform = crate::rtc::requires_member::<Self>))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct GetLivekitTokenRequest {
    /// `server_name`: the homeserver of the room's LiveKit service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_name: Option<String>,
    /// `url`: the URL of the LiveKit service.
    pub url: String,
    /// `room_id`: the room of the call.
    #[cfg_attr(feature = "schemars", schemars(with = "crate::shape::RoomId"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "crate::shape::RoomId"))]
    pub room_id: OwnedRoomId,
    /// `slot_id`: the slot of the call in the room.
    pub slot_id: String,
    /// `member`: who takes part. Newer drafts have `member_id` in its place; one of the two is required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<RtcMember>,
    /// `member_id`: who takes part, as newer drafts have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<String>,
}

arbitrary! { GetLivekitTokenRequest { server_name, url, room_id, slot_id, member, member_id } if |data| data.member.is_some() || data.member_id.is_some() }

impl GetLivekitTokenRequest {
    /// A request for a token, still without `member` or `member_id`, of which one is required.
    #[must_use]
    pub fn new(url: impl Into<String>, room_id: OwnedRoomId, slot_id: impl Into<String>) -> Self {
        Self {
            server_name: None,
            url: url.into(),
            room_id,
            slot_id: slot_id.into(),
            member: None,
            member_id: None,
        }
    }
}

member_required! { GetLivekitTokenRequest }

/// The response to `rtc_livekit_get_token`: the homeserver's answer, further members included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct LivekitToken {
    /// `jwt`: the token.
    pub jwt: Secret,
    /// `url`: the URL of the LiveKit server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

arbitrary! { LivekitToken { jwt, url } }

impl LivekitToken {
    /// A response with the token.
    #[must_use]
    pub fn new(jwt: Secret) -> Self {
        Self { jwt, url: None }
    }
}
