//! `capabilities`: which capabilities does the widget want?
//!
//! Reading takes the strings for room-scoped. Deployed widgets write plain MSC2762, so that is how their client reads them:
//! [`reread`](CapabilitySet::reread).

use matrix_widget_capability::CapabilitySet;
use serde::{Deserialize, Serialize};

use crate::arbitrary::arbitrary;

/// The response to `capabilities`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct CapabilitiesResponse {
    /// `capabilities`: what the widget asks for, as it wrote them, doubles and unknown ones included.
    pub capabilities: CapabilitySet,
}

arbitrary! { CapabilitiesResponse { capabilities } }

impl CapabilitiesResponse {
    /// A response with the capabilities that the widget wants.
    #[must_use]
    pub fn new(capabilities: CapabilitySet) -> Self {
        Self { capabilities }
    }
}
