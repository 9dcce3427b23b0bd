//! `update_delayed_event`: cancels or restarts a delayed event, or sends it immediately.

use matrix_widget_macros::payload;

use crate::{delayed::DelayedEventAction, secret::Secret};

/// The data of `update_delayed_event`.
#[payload(new = "Creates a request to update a delayed event.")]
pub struct UpdateDelayedEventRequest {
    /// `delay_id`: the ID of the delayed event, from the response to `send_event`.
    pub delay_id: Secret,
    /// `action`: the action to take.
    pub action: DelayedEventAction,
}
