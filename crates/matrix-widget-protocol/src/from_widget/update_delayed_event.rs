//! `update_delayed_event`: cancels, restarts or sends a delayed event.

use matrix_widget_macros::payload;

use crate::{delayed::DelayedEventAction, secret::Secret};

/// The data of `update_delayed_event`.
#[payload(new = "Creates a request for a delayed event.")]
pub struct UpdateDelayedEventRequest {
    /// `delay_id`: the delayed event, by the identifier that its sending was answered with.
    pub delay_id: Secret,
    /// `action`: what to do with it.
    pub action: DelayedEventAction,
}
