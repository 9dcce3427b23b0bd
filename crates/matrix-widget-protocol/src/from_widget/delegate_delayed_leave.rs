//! `rtc_livekit_delegate_delayed_leave`: has the LiveKit service end the membership of a call.

use ruma_common::OwnedRoomId;
use serde::{Deserialize, Serialize};

use crate::{
    arbitrary::arbitrary,
    rtc::{RtcMember, member_required},
};

/// The data of `rtc_livekit_delegate_delayed_leave`: the body of the homeserver's endpoint (MSC4195).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[cfg_attr(feature = "schemars", schemars(transform = crate::rtc::requires_member::<Self>))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct DelegateDelayedLeaveRequest {
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
    /// `delay_id`: the delayed event that ends the membership.
    pub delay_id: String,
    /// `url`: the URL of the LiveKit service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

arbitrary! { DelegateDelayedLeaveRequest { room_id, slot_id, member, member_id, delay_id, url } if |data| data.member.is_some() || data.member_id.is_some() }

impl DelegateDelayedLeaveRequest {
    /// A request, still without `member` or `member_id`, of which one is required.
    #[must_use]
    pub fn new(room_id: OwnedRoomId, slot_id: impl Into<String>, delay_id: impl Into<String>) -> Self {
        Self {
            room_id,
            slot_id: slot_id.into(),
            member: None,
            member_id: None,
            delay_id: delay_id.into(),
            url: None,
        }
    }
}

member_required! { DelegateDelayedLeaveRequest }
