//! `send_to_device`: sends to-device messages.

use matrix_widget_capability::{CapabilitySet, Flow, Permission};
use matrix_widget_macros::payload;
use ruma_common::{OwnedUserId, RoomId, to_device::DeviceIdOrAllDevices};

use crate::{coverage::Coverage, raw::RawObject, unique::UniqueMap};

/// The data of `send_to_device`.
#[payload(
    new = "Creates a request to send messages of one type. The client chooses whether to encrypt them."
)]
pub struct SendToDeviceRequest {
    /// `type`: the type of the events.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `encrypted`: `true` if the client must encrypt the events. Deployed TypeScript clients require this field;
    /// others ignore it.
    pub encrypted: Option<bool>,
    /// `messages`: the contents of the events by user ID, and then by device ID or `*` for all devices.
    pub messages: UniqueMap<OwnedUserId, UniqueMap<DeviceIdOrAllDevices, RawObject>>,
}

/// The response to `send_to_device`.
#[payload(new = "Creates a response without failures.")]
pub struct SendToDeviceResponse {
    /// `failures`: the devices that could not be reached, by user ID. Not sent by every client.
    pub failures: Option<UniqueMap<String, Vec<String>>>,
}

impl SendToDeviceRequest {
    /// Computes the coverage of the type of the events.
    pub(crate) fn coverage(&self, granted: &CapabilitySet, _: Option<&RoomId>) -> Coverage {
        Coverage::of_type(
            &self.event_type,
            |event_type| Permission::ToDevice(Flow::Send, event_type),
            granted,
        )
    }
}
