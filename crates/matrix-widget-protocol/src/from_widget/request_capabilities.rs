//! `request_capabilities`: requests more capabilities.

use matrix_widget_capability::CapabilityList;
use matrix_widget_macros::payload;

/// The data of `request_capabilities`.
#[payload(new = "Creates a request for these capabilities.")]
pub struct RequestCapabilitiesRequest {
    /// `capabilities`: the requested capabilities, exactly as sent. They may include capabilities that the widget
    /// already has.
    pub capabilities: CapabilityList,
}
