//! `get_rtc_transports`: requests the homeserver's transports for calls.

use matrix_widget_macros::payload;

use crate::with_extra::WithExtra;

/// The response to `get_rtc_transports`: the homeserver's response, including additional members.
#[payload(new = "Creates a response with the transports.")]
pub struct RtcTransports {
    /// `rtc_transports`: the transports, in order of preference.
    pub rtc_transports: Vec<WithExtra<RtcTransport>>,
}

/// A transport for calls. The additional members depend on the type, such as `livekit_service_url`.
#[payload(new = "Creates a transport with its type.")]
pub struct RtcTransport {
    /// `type`: the type of the transport, such as `livekit`.
    #[serde(rename = "type")]
    pub transport_type: String,
}
