//! Requests from the widget to the client (`api` is `fromWidget`), and their responses.
//!
//! Each action is a type ([`Navigate`]), a variant of [`FromWidgetRequest`] and [`FromWidgetResponse`], and a row of the
//! [`REGISTRY`]. Its data and its response are in a module of its own ([`navigate`]).

pub mod navigate;
pub mod read_events;
pub mod request_capabilities;
pub mod send_event;

use self::{
    navigate::NavigateRequest,
    read_events::{ReadEventsRequest, ReadEventsResponse},
    request_capabilities::RequestCapabilitiesRequest,
    send_event::{SendEventRequest, SendEventResponse},
};
use crate::{Empty, table::actions, version::SupportedApiVersionsResponse};

actions! {
    direction: FromWidget,
    names: FromWidgetAction,
    requests: FromWidgetRequest,
    responses: FromWidgetResponse,

    /// `supported_api_versions`: asks which versions of the API the client supports.
    ///
    /// Either side may ask at any time. See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    SupportedApiVersions(Empty => SupportedApiVersionsResponse) {
        name: "supported_api_versions",
        mscs: [2764],
    }

    /// `content_loaded`: says that the widget has loaded.
    ///
    /// Sent by a widget that is defined with `waitForIframeLoad: false`; for any other the client waits for its frame to
    /// load. See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    ContentLoaded(Empty => Empty) {
        name: "content_loaded",
        mscs: [2764],
    }

    /// `send_event`: sends an event into a room, as the user.
    ///
    /// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762),
    /// [MSC4157](https://github.com/matrix-org/matrix-spec-proposals/pull/4157) for delayed and
    /// [MSC4407](https://github.com/matrix-org/matrix-spec-proposals/pull/4407) for sticky events.
    SendEvent(SendEventRequest => SendEventResponse) {
        name: "send_event",
        version: Msc2762,
        capabilities: [
            "org.matrix.msc2762.send.event:",
            "m.send.event:",
            "org.matrix.msc2762.send.state_event:",
            "m.send.state_event:",
        ],
        mscs: [2762, 4157, 4407],
    }

    /// `read_events` (now `org.matrix.msc2876.read_events`): reads events that the client has.
    ///
    /// See [MSC2876](https://github.com/matrix-org/matrix-spec-proposals/pull/2876), absorbed by
    /// [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).
    ReadEvents(ReadEventsRequest => ReadEventsResponse) {
        name: "org.matrix.msc2876.read_events",
        stable: "read_events",
        version: Msc2876,
        stable_version: Msc2762,
        capabilities: [
            "org.matrix.msc2762.receive.event:",
            "m.receive.event:",
            "org.matrix.msc2762.receive.state_event:",
            "m.receive.state_event:",
            "org.matrix.msc2762.read.event:",
            "m.read.event:",
            "org.matrix.msc2762.read.state_event:",
            "m.read.state_event:",
        ],
        mscs: [2876, 2762],
    }

    /// `navigate` (now `org.matrix.msc2931.navigate`): asks the client to show what a Matrix link leads to.
    ///
    /// See [MSC2931](https://github.com/matrix-org/matrix-spec-proposals/pull/2931).
    Navigate(NavigateRequest => Empty) {
        name: "org.matrix.msc2931.navigate",
        stable: "navigate",
        version: Msc2931,
        capabilities: ["org.matrix.msc2931.navigate", "m.navigate"],
        mscs: [2931],
    }

    /// `request_capabilities` (now `org.matrix.msc2974.request_capabilities`): asks for further capabilities during the
    /// session.
    ///
    /// The client acknowledges at once, asks its user about what is not approved yet, and then sends
    /// `notify_capabilities`. See [MSC2974](https://github.com/matrix-org/matrix-spec-proposals/pull/2974).
    RequestCapabilities(RequestCapabilitiesRequest => Empty) {
        name: "org.matrix.msc2974.request_capabilities",
        stable: "request_capabilities",
        version: Msc2974,
        mscs: [2974],
    }
}
