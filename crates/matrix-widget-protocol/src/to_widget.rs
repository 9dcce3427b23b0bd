//! Requests from the client to the widget (`api` is `toWidget`), and their responses.
//!
//! Each action is a type ([`Capabilities`]), a variant of [`ToWidgetRequest`] and [`ToWidgetResponse`], and a row of the
//! [`REGISTRY`]. The types of its data and its response stand beside it ([`CapabilitiesResponse`]).

mod button_clicked;
mod capabilities;
mod close_modal;
mod language_change;
mod notify_capabilities;
mod screenshot;
mod theme_change;
mod update_state;
mod update_turn_servers;
mod visibility;

use matrix_widget_capability::{Direction, EventKind, Family, Flag, Flow};

pub use self::{
    button_clicked::*, capabilities::*, close_modal::*, language_change::*, notify_capabilities::*,
    screenshot::*, theme_change::*, update_state::*, update_turn_servers::*, visibility::*,
};
use crate::{
    action::types::NeededCapability as Needs,
    empty::Empty,
    event::{MatrixEvent, ToDeviceEvent},
    table::actions,
};
pub use crate::{
    from_widget::OpenModalRequest,
    modal::{ModalButton, ModalButtonKind, ModalButtons},
    openid::{OpenIdCredentialsRequest, OpenIdDecision},
    vendor::element::{
        ElementDeviceMuteRequest, ElementDeviceMuteState, ElementHangupRequest, ElementJoinRequest,
        ElementScreenshareStartRequest, ElementStartLiveStreamRequest,
    },
    version::SupportedApiVersionsResponse,
};

actions! {
    direction: ToWidget (visit_to_widget),
    names: ToWidgetAction,
    requests: ToWidgetRequest,
    responses: ToWidgetResponse,

    /// `supported_api_versions`: asks which versions of the API the widget supports.
    ///
    /// Either side may ask at any time. See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    SupportedApiVersions(Empty => SupportedApiVersionsResponse) {
        name: "supported_api_versions",
        capabilities: [],
        mscs: [2764],
    }

    /// `capabilities`: asks which capabilities the widget wants. Its answer establishes the session.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    Capabilities(Empty => CapabilitiesResponse) {
        name: "capabilities",
        capabilities: [],
        mscs: [2764],
    }

    /// `notify_capabilities`: tells which capabilities were requested, and which of them were approved.
    ///
    /// See [MSC2871](https://github.com/matrix-org/matrix-spec-proposals/pull/2871).
    NotifyCapabilities(NotifyCapabilitiesRequest => Empty) {
        name: "notify_capabilities",
        version: Msc2871,
        capabilities: [],
        mscs: [2871],
    }

    /// `screenshot`: asks for a picture of the widget.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    Screenshot(Empty => ScreenshotResponse) {
        name: "screenshot",
        capabilities: [Needs::Flag(Flag::Screenshot)],
        mscs: [2764],
    }

    /// `visibility`: says whether the widget can be seen.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    Visibility(VisibilityRequest => Empty) {
        name: "visibility",
        capabilities: [],
        mscs: [2764],
    }

    /// `openid_credentials`: says what came of a `get_openid` that was answered with `request`.
    ///
    /// See [MSC1960](https://github.com/matrix-org/matrix-spec-proposals/pull/1960), [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    OpenIdCredentials(OpenIdCredentialsRequest => Empty) {
        name: "openid_credentials",
        capabilities: [],
        mscs: [1960, 2764],
    }

    /// `theme_change`: says which theme the client has.
    ///
    /// See [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    ThemeChange(ThemeChangeRequest => Empty) {
        name: "theme_change",
        version: Msc2873,
        is_gated: true,
        capabilities: [],
        mscs: [2873],
    }

    /// `language_change`: says which language the client has.
    ///
    /// See [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    LanguageChange(LanguageChangeRequest => Empty) {
        name: "language_change",
        version: Msc2873,
        is_gated: true,
        capabilities: [],
        mscs: [2873],
    }

    /// `widget_config`: hands a modal widget what it was opened with.
    ///
    /// See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    WidgetConfig(OpenModalRequest => Empty) {
        name: "widget_config",
        version: Msc2790,
        capabilities: [],
        mscs: [2790],
    }

    /// `button_clicked`: says that a button of the modal widget was used.
    ///
    /// See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    ButtonClicked(ButtonClickedRequest => Empty) {
        name: "button_clicked",
        version: Msc2790,
        capabilities: [],
        mscs: [2790],
    }

    /// `close_modal`: says to the widget that opened a modal widget that this was closed.
    ///
    /// See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    CloseModal(ModalClosedRequest => Empty) {
        name: "close_modal",
        version: Msc2790,
        capabilities: [],
        mscs: [2790],
    }

    /// `send_event`: hands an event to the widget. The data is the event itself.
    ///
    /// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).
    SendEvent(MatrixEvent => Empty) {
        name: "send_event",
        version: Msc2762,
        capabilities: [
            Needs::Family(Family::Event(Direction::Receive, EventKind::MessageLike)),
            Needs::Family(Family::Event(Direction::Receive, EventKind::State)),
        ],
        mscs: [2762],
    }

    /// `update_state`: hands the current state that the widget may receive to it, once at first and whenever it changes.
    ///
    /// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).
    UpdateState(UpdateStateRequest => Empty) {
        name: "update_state",
        version: Msc2762UpdateState,
        is_gated: true,
        capabilities: [Needs::Family(Family::Event(Direction::Receive, EventKind::State))],
        mscs: [2762],
    }

    /// `send_to_device`: hands a to-device event to the widget. The data is the event itself.
    ///
    /// See [MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819).
    SendToDevice(ToDeviceEvent => Empty) {
        name: "send_to_device",
        version: Msc3819,
        capabilities: [Needs::Family(Family::ToDevice(Flow::Receive))],
        mscs: [3819],
    }

    /// `update_turn_servers`: hands TURN servers to the widget.
    ///
    /// The first one follows the response to `watch_turn_servers`, in a later task: deployed TypeScript widgets fail on one
    /// that arrives before it.
    ///
    /// See [MSC3846](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).
    UpdateTurnServers(UpdateTurnServersRequest => Empty) {
        name: "update_turn_servers",
        version: Msc3846,
        capabilities: [Needs::Flag(Flag::TurnServers)],
        mscs: [3846],
    }

    // Element

    /// `io.element.join`: joins the call.
    ElementJoin(ElementJoinRequest => Empty) {
        name: "io.element.join",
        capabilities: [],
        mscs: [],
    }

    /// `im.vector.hangup`: leaves the call.
    ElementHangup(ElementHangupRequest => Empty) {
        name: "im.vector.hangup",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.tile_layout`: shows all participants alike.
    ElementTileLayout(Empty => Empty) {
        name: "io.element.tile_layout",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.spotlight_layout`: shows one participant large.
    ElementSpotlightLayout(Empty => Empty) {
        name: "io.element.spotlight_layout",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.device_mute`: turns microphone and camera on or off, or asks whether they are.
    ElementDeviceMute(ElementDeviceMuteRequest => ElementDeviceMuteState) {
        name: "io.element.device_mute",
        capabilities: [],
        mscs: [],
    }

    /// `im.vector.ready`: says that the client is ready. No longer used.
    ElementClientReady(Empty => Empty) {
        name: "im.vector.ready",
        capabilities: [],
        mscs: [],
    }

    /// `im.vector.start_live_stream`: starts to stream the call.
    ElementStartLiveStream(ElementStartLiveStreamRequest => Empty) {
        name: "im.vector.start_live_stream",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.mute_audio`: turns the microphone off. No longer used.
    ElementMuteAudio(Empty => Empty) {
        name: "io.element.mute_audio",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.unmute_audio`: turns the microphone on. No longer used.
    ElementUnmuteAudio(Empty => Empty) {
        name: "io.element.unmute_audio",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.mute_video`: turns the camera off. No longer used.
    ElementMuteVideo(Empty => Empty) {
        name: "io.element.mute_video",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.unmute_video`: turns the camera on. No longer used.
    ElementUnmuteVideo(Empty => Empty) {
        name: "io.element.unmute_video",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.force_hangup`: leaves the call without goodbye. No longer used.
    ElementForceHangup(Empty => Empty) {
        name: "io.element.force_hangup",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.screenshare_start`: starts to share what the user has chosen. No longer used.
    ElementScreenshareStart(ElementScreenshareStartRequest => Empty) {
        name: "io.element.screenshare_start",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.screenshare_stop`: stops sharing. No longer used.
    ElementScreenshareStop(Empty => Empty) {
        name: "io.element.screenshare_stop",
        capabilities: [],
        mscs: [],
    }
}
