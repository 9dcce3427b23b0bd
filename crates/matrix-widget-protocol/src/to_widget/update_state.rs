//! `update_state`: hands the current state to the widget.

use matrix_widget_capability::CapabilitySet;
use ruma_common::RoomId;
use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, event::MatrixEvent};

/// The data of `update_state`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct UpdateStateRequest {
    /// `state`: state events that the widget may receive. Each is current when it is sent; it may have been sent before.
    pub state: Vec<MatrixEvent>,
}

arbitrary! { UpdateStateRequest { state } }

impl UpdateStateRequest {
    /// Hands over state events.
    #[must_use]
    pub fn new(state: Vec<MatrixEvent>) -> Self {
        Self { state }
    }

    /// Leaves out the events that a widget with these capabilities may not see while the user is viewing this room.
    pub fn retain_allowed(&mut self, granted: &CapabilitySet, viewed: Option<&RoomId>) {
        self.state.retain(|event| event.may_be_received(granted, viewed));
    }
}
