//! `rtc_livekit_delegate_delayed_leave`: delegates the end of a call membership to the LiveKit service.

use matrix_widget_macros::payload;
use ruma_common::OwnedRoomId;

use crate::{rtc::RtcMember, secret::Secret};

/// The data of `rtc_livekit_delegate_delayed_leave`: the request body of the homeserver's endpoint (MSC4195).
#[payload(
    new = "Creates a request to delegate a delayed event. Set `member` or `member_id`, one of which is required.",
    one_of(member, member_id)
)]
pub struct DelegateDelayedLeaveRequest {
    /// `room_id`: the room of the call.
    pub room_id: OwnedRoomId,
    /// `slot_id`: the ID of the call's slot in the room.
    pub slot_id: String,
    /// `member`: the call membership. Newer drafts replace it with `member_id`; one of the two is required.
    pub member: Option<RtcMember>,
    /// `member_id`: the ID of the call membership, which replaces `member` in newer drafts.
    pub member_id: Option<String>,
    /// `delay_id`: the ID of the delayed event that ends the membership.
    pub delay_id: Secret,
    /// `url`: the URL of the LiveKit service.
    pub url: Option<String>,
}
