//! `notify_capabilities`: what was requested, what was approved.
//!
//! Reading takes the strings for room-scoped. Deployed widgets write plain MSC2762, so that is how their client reads them:
//! [`reread`](CapabilitySet::reread).

use matrix_widget_capability::CapabilitySet;
use matrix_widget_macros::payload;

/// The data of `notify_capabilities`.
#[payload(new = "Creates a request with the requested and the approved capabilities of the whole session.")]
pub struct NotifyCapabilitiesRequest {
    /// `requested`: all that the client received throughout the session, as it came, unknown strings included, so that the
    /// author of the widget sees what the client did not understand.
    pub requested: CapabilitySet,
    /// `approved`: all that the client allows, of what was requested.
    pub approved: CapabilitySet,
}
