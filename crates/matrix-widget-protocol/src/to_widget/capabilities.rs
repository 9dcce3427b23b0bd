//! `capabilities`: requests the list of capabilities that the widget wants.

use matrix_widget_capability::CapabilityList;
use matrix_widget_macros::payload;

/// The response to `capabilities`.
#[payload(new = "Creates a response with the capabilities that the widget requests.")]
pub struct CapabilitiesResponse {
    /// `capabilities`: the capabilities that the widget requests, exactly as sent, including duplicates and unknown
    /// strings.
    pub capabilities: CapabilityList,
}
