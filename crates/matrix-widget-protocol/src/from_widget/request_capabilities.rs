//! `request_capabilities`: asks for further capabilities.
//!
//! Reading takes the strings for room-scoped. Deployed widgets write plain MSC2762, so that is how their client reads them:
//! [`reread`](CapabilitySet::reread).

use matrix_widget_capability::CapabilitySet;
use serde::{Deserialize, Serialize};

use crate::arbitrary::arbitrary;

/// The data of `request_capabilities`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct RequestCapabilitiesRequest {
    /// `capabilities`: what the widget asks for, as it wrote them. Those that it already has may be among them.
    pub capabilities: CapabilitySet,
}

arbitrary! { RequestCapabilitiesRequest { capabilities } }

impl RequestCapabilitiesRequest {
    /// A request for these capabilities.
    #[must_use]
    pub fn new(capabilities: CapabilitySet) -> Self {
        Self { capabilities }
    }
}
