//! `update_state`: delivers room state to the widget.

use matrix_widget_capability::CapabilitySet;
use matrix_widget_macros::payload;
use ruma_common::RoomId;

use crate::event::MatrixEvent;

/// The data of `update_state`.
#[payload(new = "Creates a request with state events.")]
pub struct UpdateStateRequest {
    /// `state`: current state events that the widget may receive. Some may have been sent before.
    pub state: Vec<MatrixEvent>,
}

impl UpdateStateRequest {
    /// Removes the events that a widget with these capabilities may not receive while the user views this room.
    pub fn retain_allowed(&mut self, granted: &CapabilitySet, viewed: Option<&RoomId>) {
        self.state.retain(|event| event.may_be_received(granted, viewed));
    }
}
