//! Call memberships.

use matrix_widget_macros::payload;

/// A call membership: the `member` in the LiveKit requests.
#[payload(new = "Creates a membership with its ID.")]
pub struct RtcMember {
    /// `id`: the ID of the membership.
    pub id: String,
    /// `claimed_device_id`: the device ID that the member claims to have.
    pub claimed_device_id: Option<String>,
}
