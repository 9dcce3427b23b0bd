//! `capabilities`: which capabilities does the widget want?
//!
//! Reading takes the strings for room-scoped. Deployed widgets write plain MSC2762, so that is how their client reads them:
//! [`reread`](CapabilitySet::reread).

use matrix_widget_capability::CapabilitySet;
use matrix_widget_macros::payload;

/// The response to `capabilities`.
#[payload(new = "Creates a response with the capabilities that the widget requests.")]
pub struct CapabilitiesResponse {
    /// `capabilities`: what the widget asks for, as it wrote them, doubles and unknown ones included.
    pub capabilities: CapabilitySet,
}
