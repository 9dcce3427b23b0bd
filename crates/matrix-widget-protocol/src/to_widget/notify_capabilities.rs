//! `notify_capabilities`: reports the requested and the approved capabilities.

use matrix_widget_capability::CapabilityList;
use matrix_widget_macros::payload;

/// The data of `notify_capabilities`.
#[payload(new = "Creates a request with the requested and the approved capabilities of the whole session.")]
pub struct NotifyCapabilitiesRequest {
    /// `requested`: all that the client received throughout the session, as it came, unknown strings included, so that the
    /// author of the widget sees what the client did not understand.
    pub requested: CapabilityList,
    /// `approved`: all that the client allows, of what was requested.
    pub approved: CapabilityList,
}
