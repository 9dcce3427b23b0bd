//! `get_rtc_transports`: asks by what calls can be carried.

use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, open::Open};

/// The response to `get_rtc_transports`: the homeserver's answer, further members included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct RtcTransports {
    /// `rtc_transports`: the transports, the preferred one first.
    pub rtc_transports: Vec<Open<RtcTransport>>,
}

arbitrary! { RtcTransports { rtc_transports } }

impl RtcTransports {
    /// A response with the transports.
    #[must_use]
    pub fn new(rtc_transports: Vec<Open<RtcTransport>>) -> Self {
        Self { rtc_transports }
    }
}

/// A transport for calls. Its further members depend on its type, such as `livekit_service_url`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct RtcTransport {
    /// `type`: the type of the transport, such as `livekit`.
    #[serde(rename = "type")]
    pub transport_type: String,
}

arbitrary! { RtcTransport { transport_type } }

impl RtcTransport {
    /// A transport of a type.
    #[must_use]
    pub fn new(transport_type: impl Into<String>) -> Self {
        Self { transport_type: transport_type.into() }
    }
}
