//! `rtc_livekit_delegate_delayed_leave`: has the LiveKit service end the membership of a call.

use matrix_widget_macros::payload;
use ruma_common::OwnedRoomId;

use crate::{rtc::RtcMember, secret::Secret};

/// The data of `rtc_livekit_delegate_delayed_leave`: the body of the homeserver's endpoint (MSC4195).
#[payload(
    new = "Creates a request. Set `member` or `member_id`: one of them is required.",
    one_of(member, member_id)
)]
pub struct DelegateDelayedLeaveRequest {
    /// `room_id`: the room of the call.
    pub room_id: OwnedRoomId,
    /// `slot_id`: the slot of the call in the room.
    pub slot_id: String,
    /// `member`: who takes part. Newer drafts have `member_id` in its place; one of the two is required.
    pub member: Option<RtcMember>,
    /// `member_id`: who takes part, as newer drafts have it.
    pub member_id: Option<String>,
    /// `delay_id`: the delayed event that ends the membership.
    pub delay_id: Secret,
    /// `url`: the URL of the LiveKit service.
    pub url: Option<String>,
}
