//! `request_capabilities`: asks for further capabilities.
//!
//! Reading takes the strings for room-scoped. Deployed widgets write plain MSC2762, so that is how their client reads them:
//! [`reread`](CapabilitySet::reread).

use matrix_widget_capability::CapabilitySet;
use matrix_widget_macros::payload;

/// The data of `request_capabilities`.
#[payload(new = "Creates a request for these capabilities.")]
pub struct RequestCapabilitiesRequest {
    /// `capabilities`: what the widget asks for, as it wrote them. Those that it already has may be among them.
    pub capabilities: CapabilitySet,
}
