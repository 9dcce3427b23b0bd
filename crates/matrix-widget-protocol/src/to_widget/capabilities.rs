//! `capabilities`: asks for the capabilities that the widget requests.

use matrix_widget_capability::CapabilityList;
use matrix_widget_macros::payload;

/// The response to `capabilities`.
#[payload(new = "Creates a response with the capabilities that the widget requests.")]
pub struct CapabilitiesResponse {
    /// `capabilities`: the capabilities that the widget requests, as it wrote them. Duplicates and unknown strings are kept.
    pub capabilities: CapabilityList,
}
