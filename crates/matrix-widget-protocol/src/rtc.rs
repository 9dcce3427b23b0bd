//! Who takes part in a call.

use matrix_widget_macros::payload;

/// `member`: who takes part in a call.
#[payload(new = "Creates a membership with its ID.")]
pub struct RtcMember {
    /// `id`: the identifier of the membership.
    pub id: String,
    /// `claimed_device_id`: the device that it says it is.
    pub claimed_device_id: Option<String>,
}
