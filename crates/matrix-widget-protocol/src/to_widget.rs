//! Requests from the client to the widget (`api` is `toWidget`), and their responses.
//!
//! Each action is a type, such as [`Capabilities`], a variant of [`ToWidgetRequest`] and [`ToWidgetResponse`], and a
//! row of the [`REGISTRY`]. The types of its data and its response are in this module too ([`CapabilitiesResponse`]).

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
    vendor::commet::CommetSafeAreaChangedRequest,
    vendor::element::{
        ElementDeviceMuteRequest, ElementDeviceMuteResponse, ElementHangupRequest, ElementJoinRequest,
        ElementScreenshareStartRequest, ElementStartLiveStreamRequest,
    },
    version::SupportedApiVersionsResponse,
};

actions! {
    ($) list: to_widget_actions,
    direction: ToWidget (visit_to_widget),
    names: ToWidgetAction,
    requests: ToWidgetRequest,
    responses: ToWidgetResponse,

    /// `supported_api_versions`: requests the API versions that the widget supports.
    ///
    /// Either side may send this request at any time. See
    /// [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    SupportedApiVersions(Empty => SupportedApiVersionsResponse) {
        name: "supported_api_versions",
        capabilities: [],
        mscs: [2764],
    }

    /// `capabilities`: requests the list of capabilities that the widget wants.
    ///
    /// The response establishes the session. See
    /// [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    Capabilities(Empty => CapabilitiesResponse) {
        name: "capabilities",
        capabilities: [],
        mscs: [2764],
    }

    /// `notify_capabilities`: tells the widget the requested and the approved capabilities.
    ///
    /// See [MSC2871](https://github.com/matrix-org/matrix-spec-proposals/pull/2871).
    NotifyCapabilities(NotifyCapabilitiesRequest => Empty) {
        name: "notify_capabilities",
        version: Msc2871,
        capabilities: [],
        mscs: [2871],
    }

    /// `screenshot`: requests a screenshot of the widget.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    Screenshot(Empty => ScreenshotResponse) {
        name: "screenshot",
        capabilities: [Needs::Flag(Flag::Screenshot)],
        mscs: [2764],
    }

    /// `visibility`: tells the widget whether it is visible.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    Visibility(VisibilityRequest => Empty) {
        name: "visibility",
        capabilities: [],
        mscs: [2764],
    }

    /// `openid_credentials`: delivers the result of a `get_openid` request whose response had the state `request`.
    ///
    /// See [MSC1960](https://github.com/matrix-org/matrix-spec-proposals/pull/1960) and
    /// [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    OpenIdCredentials(OpenIdCredentialsRequest => Empty) {
        name: "openid_credentials",
        capabilities: [],
        mscs: [1960, 2764],
    }

    /// `theme_change`: tells the widget the client's theme.
    ///
    /// See [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    ThemeChange(ThemeChangeRequest => Empty) {
        name: "theme_change",
        version: Msc2873,
        is_gated: true,
        capabilities: [],
        mscs: [2873],
    }

    /// `language_change`: tells the widget the client's language.
    ///
    /// See [MSC2873](https://github.com/matrix-org/matrix-spec-proposals/pull/2873).
    LanguageChange(LanguageChangeRequest => Empty) {
        name: "language_change",
        version: Msc2873,
        is_gated: true,
        capabilities: [],
        mscs: [2873],
    }

    /// `widget_config`: passes the data of `open_modal` to the modal widget.
    ///
    /// See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    WidgetConfig(OpenModalRequest => Empty) {
        name: "widget_config",
        version: Msc2790,
        capabilities: [],
        mscs: [2790],
    }

    /// `button_clicked`: tells the modal widget that the user clicked one of its buttons.
    ///
    /// See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    ButtonClicked(ButtonClickedRequest => Empty) {
        name: "button_clicked",
        version: Msc2790,
        capabilities: [],
        mscs: [2790],
    }

    /// `close_modal`: tells the widget that opened a modal widget that the modal widget was closed.
    ///
    /// See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    CloseModal(ModalClosedRequest => Empty) {
        name: "close_modal",
        version: Msc2790,
        capabilities: [],
        mscs: [2790],
    }

    /// `send_event`: delivers an event to the widget. The data is the event itself.
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

    /// `update_state`: delivers the room state that the widget may receive: first the current state, then each change.
    ///
    /// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).
    UpdateState(UpdateStateRequest => Empty) {
        name: "update_state",
        version: Msc2762UpdateState,
        is_gated: true,
        capabilities: [Needs::Family(Family::Event(Direction::Receive, EventKind::State))],
        mscs: [2762],
    }

    /// `send_to_device`: delivers a to-device event to the widget. The data is the event itself.
    ///
    /// See [MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819).
    SendToDevice(ToDeviceEvent => Empty) {
        name: "send_to_device",
        version: Msc3819,
        capabilities: [Needs::Family(Family::ToDevice(Flow::Receive))],
        mscs: [3819],
    }

    /// `update_turn_servers`: delivers TURN servers to the widget.
    ///
    /// The client must respond to `watch_turn_servers` first and send the first `update_turn_servers` in a later task:
    /// deployed TypeScript widgets fail if it arrives before the response.
    ///
    /// See [MSC3846](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).
    UpdateTurnServers(UpdateTurnServersRequest => Empty) {
        name: "update_turn_servers",
        version: Msc3846,
        capabilities: [Needs::Flag(Flag::TurnServers)],
        mscs: [3846],
    }

    // Actions of Commet

    /// `chat.commet.safe_area_changed`: tells the widget the insets of the screen's safe area.
    CommetSafeAreaChanged(CommetSafeAreaChangedRequest => Empty) {
        name: "chat.commet.safe_area_changed",
        capabilities: [],
        mscs: [],
    }

    // Actions of Element and Element Call

    /// `io.element.join`: asks the widget to join the call.
    ElementJoin(ElementJoinRequest => Empty) {
        name: "io.element.join",
        capabilities: [],
        mscs: [],
    }

    /// `im.vector.hangup`: asks the widget to leave the call.
    ElementHangup(ElementHangupRequest => Empty) {
        name: "im.vector.hangup",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.tile_layout`: asks the widget to show all participants at the same size.
    ElementTileLayout(Empty => Empty) {
        name: "io.element.tile_layout",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.spotlight_layout`: asks the widget to show one participant enlarged.
    ElementSpotlightLayout(Empty => Empty) {
        name: "io.element.spotlight_layout",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.device_mute`: turns the microphone and the camera on or off, or requests their state.
    ElementDeviceMute(ElementDeviceMuteRequest => ElementDeviceMuteResponse) {
        name: "io.element.device_mute",
        capabilities: [],
        mscs: [],
    }

    /// `im.vector.ready`: tells the widget that the client is ready. Obsolete.
    ElementClientReady(Empty => Empty) {
        name: "im.vector.ready",
        capabilities: [],
        mscs: [],
    }

    /// `im.vector.start_live_stream`: asks the widget to start streaming the call.
    ElementStartLiveStream(ElementStartLiveStreamRequest => Empty) {
        name: "im.vector.start_live_stream",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.mute_audio`: turns the microphone off. Obsolete.
    ElementMuteAudio(Empty => Empty) {
        name: "io.element.mute_audio",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.unmute_audio`: turns the microphone on. Obsolete.
    ElementUnmuteAudio(Empty => Empty) {
        name: "io.element.unmute_audio",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.mute_video`: turns the camera off. Obsolete.
    ElementMuteVideo(Empty => Empty) {
        name: "io.element.mute_video",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.unmute_video`: turns the camera on. Obsolete.
    ElementUnmuteVideo(Empty => Empty) {
        name: "io.element.unmute_video",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.force_hangup`: ends the call in the widget immediately, without leaving it properly. Obsolete.
    ElementForceHangup(Empty => Empty) {
        name: "io.element.force_hangup",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.screenshare_start`: asks the widget to start sharing the screen or window that the user chose.
    /// Obsolete.
    ElementScreenshareStart(ElementScreenshareStartRequest => Empty) {
        name: "io.element.screenshare_start",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.screenshare_stop`: asks the widget to stop sharing the screen. Obsolete.
    ElementScreenshareStop(Empty => Empty) {
        name: "io.element.screenshare_stop",
        capabilities: [],
        mscs: [],
    }
}
