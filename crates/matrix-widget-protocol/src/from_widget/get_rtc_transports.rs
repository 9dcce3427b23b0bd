//! `get_rtc_transports`: asks by what calls can be carried.

use matrix_widget_macros::payload;

use crate::with_extra::WithExtra;

/// The response to `get_rtc_transports`: the homeserver's answer, further members included.
#[payload(new = "Creates a response with the transports.")]
pub struct RtcTransports {
    /// `rtc_transports`: the transports, the preferred one first.
    pub rtc_transports: Vec<WithExtra<RtcTransport>>,
}

/// A transport for calls. Its further members depend on its type, such as `livekit_service_url`.
#[payload(new = "Creates a transport of a type.")]
pub struct RtcTransport {
    /// `type`: the type of the transport, such as `livekit`.
    #[serde(rename = "type")]
    pub transport_type: String,
}
