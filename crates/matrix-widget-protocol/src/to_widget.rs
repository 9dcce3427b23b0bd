//! Requests from the client to the widget (`api` is `toWidget`), and their responses.
//!
//! Each action is a type ([`Capabilities`]), a variant of [`ToWidgetRequest`] and [`ToWidgetResponse`], and a row of the
//! [`REGISTRY`]. Its data and its response are in a module of its own ([`capabilities`]).

pub mod capabilities;
pub mod notify_capabilities;

use self::{capabilities::CapabilitiesResponse, notify_capabilities::NotifyCapabilitiesRequest};
use crate::{Empty, event::Event, table::actions, version::SupportedApiVersionsResponse};

actions! {
    direction: ToWidget,
    names: ToWidgetAction,
    requests: ToWidgetRequest,
    responses: ToWidgetResponse,

    /// `supported_api_versions`: asks which versions of the API the widget supports.
    ///
    /// Either side may ask at any time. See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    SupportedApiVersions(Empty => SupportedApiVersionsResponse) {
        name: "supported_api_versions",
        mscs: [2764],
    }

    /// `capabilities`: asks which capabilities the widget wants. Its answer establishes the session.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    Capabilities(Empty => CapabilitiesResponse) {
        name: "capabilities",
        mscs: [2764],
    }

    /// `notify_capabilities`: tells which capabilities were requested, and which of them were approved.
    ///
    /// See [MSC2871](https://github.com/matrix-org/matrix-spec-proposals/pull/2871).
    NotifyCapabilities(NotifyCapabilitiesRequest => Empty) {
        name: "notify_capabilities",
        version: Msc2871,
        mscs: [2871],
    }

    /// `send_event`: hands an event to the widget. The data is the event itself.
    ///
    /// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).
    SendEvent(Event => Empty) {
        name: "send_event",
        version: Msc2762,
        capabilities: [
            "org.matrix.msc2762.receive.event:",
            "m.receive.event:",
            "org.matrix.msc2762.receive.state_event:",
            "m.receive.state_event:",
        ],
        mscs: [2762],
    }
}
