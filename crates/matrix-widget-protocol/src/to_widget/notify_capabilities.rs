//! `notify_capabilities`: what was requested, what was approved.
//!
//! Reading takes the strings for room-scoped. Deployed widgets write plain MSC2762, so that is how their client reads them:
//! [`reread`](CapabilitySet::reread).

use matrix_widget_capability::CapabilitySet;
use serde::{Deserialize, Serialize};

use crate::arbitrary::arbitrary;

/// The data of `notify_capabilities`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct NotifyCapabilitiesRequest {
    /// `requested`: all that the client received throughout the session, as it came, unknown strings included, so that the
    /// author of the widget sees what the client did not understand.
    pub requested: CapabilitySet,
    /// `approved`: all that the client allows, of what was requested.
    pub approved: CapabilitySet,
}

arbitrary! { NotifyCapabilitiesRequest { requested, approved } }

impl NotifyCapabilitiesRequest {
    /// The requested and the approved capabilities of the whole session.
    #[must_use]
    pub fn new(requested: CapabilitySet, approved: CapabilitySet) -> Self {
        Self { requested, approved }
    }
}
