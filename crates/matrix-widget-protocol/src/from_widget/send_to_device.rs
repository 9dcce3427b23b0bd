//! `send_to_device`: sends messages to devices.

use matrix_widget_capability::{Flow, Permission, TypePermission};
use ruma_common::{OwnedUserId, RoomId};
use serde::{Deserialize, Serialize};

use crate::{
    arbitrary::arbitrary,
    raw::RawObject,
    requirement::{Alternative, Requirement, Requirements},
    unique::UniqueMap,
};

/// The data of `send_to_device`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct SendToDeviceRequest {
    /// `type`: the type of the events.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `encrypted`: whether the client is to encrypt the events. Deployed TypeScript clients require it, others ignore it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    /// `messages`: the contents of the events, by user ID and by device ID or `*` for all devices.
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "UniqueMap<crate::shape::UserId, UniqueMap<String, RawObject>>")
    )]
    #[cfg_attr(feature = "ts-rs", ts(as = "UniqueMap<crate::shape::UserId, UniqueMap<String, RawObject>>"))]
    pub messages: UniqueMap<OwnedUserId, UniqueMap<String, RawObject>>,
}

arbitrary! { SendToDeviceRequest { event_type, encrypted, messages } }

impl SendToDeviceRequest {
    /// Messages of one type, encrypted or not as the client likes.
    #[must_use]
    pub fn new(
        event_type: impl Into<String>,
        messages: UniqueMap<OwnedUserId, UniqueMap<String, RawObject>>,
    ) -> Self {
        Self { event_type: event_type.into(), encrypted: None, messages }
    }
}

/// The response to `send_to_device`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct SendToDeviceResponse {
    /// `failures`: the devices, by user ID, that could not be reached. Not sent by every client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failures: Option<UniqueMap<String, Vec<String>>>,
}

arbitrary! { SendToDeviceResponse { failures } }

impl SendToDeviceResponse {
    /// A response that merely acknowledges.
    #[must_use]
    pub fn new() -> Self {
        Self { failures: None }
    }
}

/// The type of the events, to be sent.
pub(crate) fn requirements(data: &SendToDeviceRequest, _: Option<&RoomId>) -> Requirements {
    let permission = TypePermission::new(Flow::Send, data.event_type.clone());
    let alternative = permission.map(|permission| Alternative::Permission(Permission::ToDevice(permission)));
    Requirements::all_of([Requirement::any_of(alternative)])
}
