//! `update_delayed_event`: cancels, restarts or sends a delayed event.

use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, delayed::DelayedEventAction};

/// The data of `update_delayed_event`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct UpdateDelayedEventRequest {
    /// `delay_id`: the delayed event, by the identifier that its sending was answered with.
    pub delay_id: String,
    /// `action`: what to do with it.
    pub action: DelayedEventAction,
}

arbitrary! { UpdateDelayedEventRequest { delay_id, action } }

impl UpdateDelayedEventRequest {
    /// A request for one delayed event.
    #[must_use]
    pub fn new(delay_id: impl Into<String>, action: DelayedEventAction) -> Self {
        Self { delay_id: delay_id.into(), action }
    }
}
