//! `notify_capabilities`: tells the widget the requested and the approved capabilities.

use matrix_widget_capability::CapabilityList;
use matrix_widget_macros::payload;

/// The data of `notify_capabilities`.
#[payload(new = "Creates a request with the requested and the approved capabilities of the whole session.")]
pub struct NotifyCapabilitiesRequest {
    /// `requested`: all capabilities that the widget has requested in this session, including unknown strings.
    pub requested: CapabilityList,
    /// `approved`: all capabilities that the client has approved in this session.
    pub approved: CapabilityList,
}
