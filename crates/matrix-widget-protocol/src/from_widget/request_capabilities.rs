//! `request_capabilities`: requests more capabilities.

use matrix_widget_capability::CapabilityList;
use matrix_widget_macros::payload;

/// The data of `request_capabilities`.
#[payload(new = "Creates a request for these capabilities.")]
pub struct RequestCapabilitiesRequest {
    /// `capabilities`: what the widget asks for, as it wrote them. Those that it already has may be among them.
    pub capabilities: CapabilityList,
}
