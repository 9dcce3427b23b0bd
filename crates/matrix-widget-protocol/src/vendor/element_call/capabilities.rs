//! The capabilities that Element Call requests.

use matrix_widget_capability::{CapabilityList, CapabilitySet, Dialect};
use ruma_common::{DeviceId, RoomId, UserId};
use serde::Serialize;

/// A capability of Element Call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ElementCallCapability {
    /// The capability, with the placeholders `{user_id}`, `{device_id}`, `{room_id}` and `{application}`.
    pub template: &'static str,
    /// The first version of Element Call that requests it, or `None` if no version does. Versions before 0.6.0 (August
    /// 2024) are not considered.
    pub since: Option<&'static str>,
    /// The first version that no longer requests it.
    pub until: Option<&'static str>,
    /// `true` if only a build as an SDK requests it, which other widgets contain.
    pub is_of_sdk: bool,
    /// `true` if Element Web approves it.
    pub element_web: bool,
    /// `true` if Element X approves it, by the list of the Matrix Rust SDK.
    pub element_x: bool,
}

/// The hosts that approve a capability.
#[derive(Clone, Copy)]
enum Hosts {
    Neither,
    Web,
    Both,
}

use Hosts::{Both, Neither, Web};

impl ElementCallCapability {
    const fn new(since: Option<&'static str>, hosts: Hosts, template: &'static str) -> Self {
        let (element_web, element_x) = (!matches!(hosts, Neither), matches!(hosts, Both));
        Self { template, since, until: None, is_of_sdk: false, element_web, element_x }
    }

    fn fill(&self, call: &CallMembership<'_>) -> String {
        let parts = self.template.split(['{', '}']).map(|part| match part {
            "user_id" => call.user_id.as_str(),
            "device_id" => call.device_id.as_str(),
            "room_id" => call.room_id.as_str(),
            "application" => call.application,
            text => text,
        });
        parts.collect()
    }
}

const fn since(version: &'static str, hosts: Hosts, template: &'static str) -> ElementCallCapability {
    ElementCallCapability::new(Some(version), hosts, template)
}

const fn until(version: &'static str, row: ElementCallCapability) -> ElementCallCapability {
    ElementCallCapability { until: Some(version), ..row }
}

const fn of_sdk(version: &'static str, template: &'static str) -> ElementCallCapability {
    ElementCallCapability { is_of_sdk: true, ..since(version, Neither, template) }
}

const fn never(hosts: Hosts, template: &'static str) -> ElementCallCapability {
    ElementCallCapability::new(None, hosts, template)
}

/// The capabilities that some version of Element Call requests, in its order, and those that Element Web also approves.
pub const CAPABILITIES: &[ElementCallCapability] = &[
    since("0.6.0", Web, "m.always_on_screen"),
    since("0.19.0", Both, "org.matrix.msc4039.download_file"),
    since("0.6.0", Web, "org.matrix.msc2762.timeline:{room_id}"),
    since("0.14.0", Both, "org.matrix.msc2762.send.event:org.matrix.msc4075.call.notify"),
    since("0.14.0", Both, "org.matrix.msc2762.send.event:org.matrix.msc4075.rtc.notification"),
    of_sdk("0.17.0", "org.matrix.msc2762.send.event:m.room.message"),
    since("0.6.0", Both, "org.matrix.msc2762.send.event:org.matrix.rageshake_request"),
    since("0.6.0", Both, "org.matrix.msc2762.send.event:io.element.call.encryption_keys"),
    since("0.7.0", Both, "org.matrix.msc2762.send.event:m.reaction"),
    since("0.7.0", Both, "org.matrix.msc2762.send.event:m.room.redaction"),
    since("0.7.0", Both, "org.matrix.msc2762.send.event:io.element.call.reaction"),
    since("0.16.0", Both, "org.matrix.msc2762.send.event:org.matrix.msc4310.rtc.decline"),
    since("0.17.0", Web, "org.matrix.msc2762.send.event:org.matrix.msc4143.rtc.member"),
    since("0.6.0", Both, "org.matrix.msc2762.receive.event:org.matrix.rageshake_request"),
    since("0.6.0", Both, "org.matrix.msc2762.receive.event:io.element.call.encryption_keys"),
    since("0.7.0", Both, "org.matrix.msc2762.receive.event:m.reaction"),
    since("0.7.0", Both, "org.matrix.msc2762.receive.event:m.room.redaction"),
    since("0.7.0", Both, "org.matrix.msc2762.receive.event:io.element.call.reaction"),
    since("0.16.0", Both, "org.matrix.msc2762.receive.event:org.matrix.msc4310.rtc.decline"),
    since("0.17.0", Web, "org.matrix.msc2762.receive.event:org.matrix.msc4143.rtc.member"),
    since("0.6.0", Both, "org.matrix.msc2762.send.state_event:org.matrix.msc3401.call.member#{user_id}"),
    until(
        "0.15.0",
        since(
            "0.6.0",
            Both,
            "org.matrix.msc2762.send.state_event:org.matrix.msc3401.call.member#_{user_id}_{device_id}",
        ),
    ),
    until(
        "0.15.0",
        since(
            "0.6.0",
            Both,
            "org.matrix.msc2762.send.state_event:org.matrix.msc3401.call.member#{user_id}_{device_id}",
        ),
    ),
    since(
        "0.15.0",
        Both,
        "org.matrix.msc2762.send.state_event:org.matrix.msc3401.call.member#_{user_id}_{device_id}_{application}",
    ),
    since(
        "0.15.0",
        Both,
        "org.matrix.msc2762.send.state_event:org.matrix.msc3401.call.member#{user_id}_{device_id}_{application}",
    ),
    since("0.6.0", Both, "org.matrix.msc2762.receive.state_event:m.room.create"),
    since("0.13.0", Both, "org.matrix.msc2762.receive.state_event:m.room.name"),
    since("0.6.0", Both, "org.matrix.msc2762.receive.state_event:m.room.member"),
    since("0.6.0", Both, "org.matrix.msc2762.receive.state_event:m.room.encryption"),
    since("0.6.0", Both, "org.matrix.msc2762.receive.state_event:org.matrix.msc3401.call.member"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:m.call.invite"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:m.call.candidates"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:m.call.answer"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:m.call.hangup"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:m.call.reject"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:m.call.select_answer"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:m.call.negotiate"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:m.call.sdp_stream_metadata_changed"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:org.matrix.call.sdp_stream_metadata_changed"),
    since("0.6.0", Web, "org.matrix.msc3819.send.to_device:m.call.replaces"),
    since("0.10.0", Both, "org.matrix.msc3819.send.to_device:io.element.call.encryption_keys"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:m.call.invite"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:m.call.candidates"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:m.call.answer"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:m.call.hangup"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:m.call.reject"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:m.call.select_answer"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:m.call.negotiate"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:m.call.sdp_stream_metadata_changed"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:org.matrix.call.sdp_stream_metadata_changed"),
    since("0.6.0", Web, "org.matrix.msc3819.receive.to_device:m.call.replaces"),
    since("0.10.0", Both, "org.matrix.msc3819.receive.to_device:io.element.call.encryption_keys"),
    since("0.6.0", Both, "org.matrix.msc4157.send.delayed_event"),
    since("0.6.0", Both, "org.matrix.msc4157.update_delayed_event"),
    since("0.17.0", Web, "org.matrix.msc4407.send.sticky_event"),
    since("0.17.0", Web, "org.matrix.msc4407.receive.sticky_event"),
    since("0.24.0", Both, "org.matrix.msc4515.rtc_transports"),
    never(Web, "town.robin.msc3846.turn_servers"),
    never(Web, "m.capability.screenshot"),
    never(Both, "io.element.requires_client"),
    never(Web, "org.matrix.msc2762.receive.state_event:org.matrix.msc3401.call"),
    never(Web, "org.matrix.msc2762.receive.state_event:org.matrix.msc4143.rtc.slot"),
    never(Web, "org.matrix.msc2762.send.event:m.rtc.decline"),
    never(Web, "org.matrix.msc2762.send.event:m.rtc.member"),
    never(Web, "org.matrix.msc2762.receive.event:m.rtc.decline"),
    never(Web, "org.matrix.msc2762.receive.event:m.rtc.member"),
];

/// The user, the device and the room of a call. Capabilities depend on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallMembership<'a> {
    /// The user.
    pub user_id: &'a UserId,
    /// The device of the user that runs the client.
    pub device_id: &'a DeviceId,
    /// The room of the call.
    pub room_id: &'a RoomId,
    /// The application of the MatrixRTC session: `m.call`. Widgets that contain Element Call as an SDK choose another.
    pub application: &'a str,
}

impl<'a> CallMembership<'a> {
    /// Creates a membership with the application `m.call`.
    #[must_use]
    pub fn new(user_id: &'a UserId, device_id: &'a DeviceId, room_id: &'a RoomId) -> Self {
        Self { user_id, device_id, room_id, application: "m.call" }
    }

    /// Returns the capabilities that the current version of Element Call requests, in its order.
    #[must_use]
    pub fn requested_capabilities(&self) -> CapabilityList {
        self.fill(|capability| capability.until.is_none())
    }

    /// Returns the capabilities to approve without asking the user: those that some version of Element Call requests,
    /// since 0.6.0. What only a build as an SDK requests is not among them. The set is empty if the device ID or the
    /// application is empty.
    ///
    /// It grants nothing by itself. Use it only for a virtual widget whose URL the client has built: any member of a
    /// room can add a widget of type `m.call` to the room. The response to the widget holds the requested capabilities
    /// that this set approves: `requested.read(Dialect::Msc2762).approved_by(&approved)`.
    #[must_use]
    pub fn approved_capabilities(&self) -> CapabilitySet {
        self.fill(|_| true).read(Dialect::Msc2762)
    }

    /// Returns the requested capabilities to approve without asking the user. See
    /// [`approved_capabilities`](Self::approved_capabilities).
    #[must_use]
    pub fn approve(&self, requested: &CapabilityList) -> CapabilitySet {
        requested.read(Dialect::Msc2762).approved_by(&self.approved_capabilities())
    }

    fn fill(&self, is_wanted: fn(&ElementCallCapability) -> bool) -> CapabilityList {
        // An empty part would make the state keys of other devices or applications.
        let is_complete = !self.device_id.as_str().is_empty() && !self.application.is_empty();
        let is_of_app = |row: &&ElementCallCapability| {
            is_complete && row.since.is_some() && !row.is_of_sdk && is_wanted(row)
        };
        CAPABILITIES.iter().filter(is_of_app).map(|row| row.fill(self)).collect()
    }
}
