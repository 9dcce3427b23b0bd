//! Requests from the widget to the client (`api` is `fromWidget`), and their responses.
//!
//! Each action is a type, such as [`Navigate`], a variant of [`FromWidgetRequest`] and [`FromWidgetResponse`], and a
//! row of the [`REGISTRY`]. The types of its data and its response are in this module too ([`NavigateRequest`]).

mod create_room;
mod delegate_delayed_leave;
mod download_file;
mod get_livekit_token;
mod get_media_config;
mod get_rtc_transports;
mod navigate;
mod open_modal;
mod read_account_data;
mod read_events;
mod read_relations;
mod read_room_account_data;
mod request_capabilities;
mod search_user_directory;
mod send_event;
mod send_sticker;
mod send_to_device;
mod set_always_on_screen;
mod set_modal_button_enabled;
mod share_users;
mod update_delayed_event;
mod upload_file;

use matrix_widget_capability::{Direction, EventKind, Family, Flag, Flow};

pub use self::{
    create_room::*, delegate_delayed_leave::*, download_file::*, get_livekit_token::*, get_media_config::*,
    get_rtc_transports::*, navigate::*, open_modal::*, read_account_data::*, read_events::*,
    read_relations::*, read_room_account_data::*, request_capabilities::*, search_user_directory::*,
    send_event::*, send_sticker::*, send_to_device::*, set_always_on_screen::*, set_modal_button_enabled::*,
    share_users::*, update_delayed_event::*, upload_file::*,
};
use crate::{
    action::types::NeededCapability as Needs, empty::Empty, raw::RawObject, table::actions,
    with_extra::WithExtra,
};
pub use crate::{
    delayed::DelayedEventAction,
    file::{EncryptedFile, FileBody, FileKey},
    modal::{ModalButton, ModalButtonKind, ModalButtons, is_close_button},
    openid::{GetOpenIdResponse, OpenIdCredentials},
    rtc::RtcMember,
    selector::{ReadDirection, RoomSelector, StateKeySelector},
    user::{DirectoryUser, SharedUser},
    vendor::{
        commet::{CommetBinary, CommetBinaryType},
        element::{
            ElementDeviceMuteState, ElementHangupRequest, ElementJoinRequest, ElementParticipantsRequest,
            ElementScreenshareRequestResponse, ElementViewRoomRequest, IntegrationManagerOpenRequest,
        },
    },
    version::SupportedApiVersionsResponse,
};

actions! {
    ($) list: from_widget_actions,
    direction: FromWidget (visit_from_widget),
    names: FromWidgetAction,
    requests: FromWidgetRequest,
    responses: FromWidgetResponse,

    /// `supported_api_versions`: requests the API versions that the client supports.
    ///
    /// Either side may send this request at any time. See
    /// [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    SupportedApiVersions(Empty => SupportedApiVersionsResponse) {
        name: "supported_api_versions",
        capabilities: [],
        mscs: [2764],
    }

    /// `content_loaded`: tells the client that the widget has loaded.
    ///
    /// Only a widget defined with `waitForIframeLoad: false` sends it. For other widgets, the client waits for the
    /// `iframe` to load. See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    ContentLoaded(Empty => Empty) {
        name: "content_loaded",
        capabilities: [],
        mscs: [2764],
    }

    /// `m.sticker`: sends a sticker to the viewed room as the user.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    SendSticker(SendStickerRequest => Empty) {
        name: "m.sticker",
        capabilities: [Needs::Flag(Flag::Sticker)],
        mscs: [2764],
    }

    /// `set_always_on_screen`: asks the client to keep the widget on screen while the user views other rooms, or to
    /// stop doing so.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    SetAlwaysOnScreen(SetAlwaysOnScreenRequest => SetAlwaysOnScreenResponse) {
        name: "set_always_on_screen",
        capabilities: [Needs::Flag(Flag::AlwaysOnScreen)],
        mscs: [2764],
    }

    /// `get_openid`: requests OpenID credentials, which prove the user's identity to a third party.
    ///
    /// If the client asks the user first, it responds with the state `request` and sends `openid_credentials` later.
    /// See [MSC1960](https://github.com/matrix-org/matrix-spec-proposals/pull/1960) and
    /// [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    GetOpenId(Empty => GetOpenIdResponse) {
        name: "get_openid",
        capabilities: [],
        mscs: [1960, 2764],
    }

    /// `open_modal`: opens a modal widget.
    ///
    /// See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    OpenModal(OpenModalRequest => Empty) {
        name: "open_modal",
        version: Msc2790,
        capabilities: [Needs::Flag(Flag::Modals)],
        mscs: [2790],
    }

    /// `close_modal`: closes the modal widget that sends it.
    ///
    /// The client passes `data`, a free-form object, to the widget that opened the modal widget. See
    /// [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    CloseModal(RawObject => Empty) {
        name: "close_modal",
        version: Msc2790,
        capabilities: [],
        mscs: [2790],
    }

    /// `set_button_enabled`: enables or disables a button of the modal widget that sends it.
    ///
    /// See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).
    SetModalButtonEnabled(SetModalButtonEnabledRequest => Empty) {
        name: "set_button_enabled",
        version: Msc2790,
        capabilities: [],
        mscs: [2790],
    }

    /// `send_event`: sends an event into a room as the user.
    ///
    /// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762),
    /// [MSC4157](https://github.com/matrix-org/matrix-spec-proposals/pull/4157) for delayed events, and
    /// [MSC4407](https://github.com/matrix-org/matrix-spec-proposals/pull/4407) for sticky events.
    SendEvent(SendEventRequest => SendEventResponse) {
        name: "send_event",
        version: Msc2762,
        capabilities: [
            Needs::Family(Family::Event(Direction::Send, EventKind::MessageLike)),
            Needs::Family(Family::Event(Direction::Send, EventKind::State)),
        ],
        coverage: SendEventRequest::coverage,
        check: SendEventRequest::check,
        mscs: [2762, 4157, 4407],
    }

    /// `send_to_device`: sends to-device messages as the user.
    ///
    /// The response may take a minute or longer. See
    /// [MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819).
    SendToDevice(SendToDeviceRequest => SendToDeviceResponse) {
        name: "send_to_device",
        version: Msc3819,
        capabilities: [Needs::Family(Family::ToDevice(Flow::Send))],
        coverage: SendToDeviceRequest::coverage,
        mscs: [3819],
    }

    /// `read_events` (unstable: `org.matrix.msc2876.read_events`): reads events from rooms.
    ///
    /// See [MSC2876](https://github.com/matrix-org/matrix-spec-proposals/pull/2876), which is now part of
    /// [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).
    ReadEvents(ReadEventsRequest => ReadEventsResponse) {
        name: "org.matrix.msc2876.read_events",
        stable: "read_events",
        version: Msc2876,
        stable_version: Msc2762,
        capabilities: [
            Needs::Family(Family::Event(Direction::Receive, EventKind::MessageLike)),
            Needs::Family(Family::Event(Direction::Receive, EventKind::State)),
            Needs::Family(Family::Event(Direction::Read, EventKind::MessageLike)),
            Needs::Family(Family::Event(Direction::Read, EventKind::State)),
        ],
        coverage: ReadEventsRequest::coverage,
        check: ReadEventsRequest::check,
        mscs: [2876, 2762],
    }

    /// `read_relations` (unstable: `org.matrix.msc3869.read_relations`): reads the events that relate to an event.
    ///
    /// The client omits events that the widget may not receive. See
    /// [MSC3869](https://github.com/matrix-org/matrix-spec-proposals/pull/3869).
    ReadRelations(ReadRelationsRequest => ReadRelationsResponse) {
        name: "org.matrix.msc3869.read_relations",
        stable: "read_relations",
        version: Msc3869,
        capabilities: [],
        coverage: ReadRelationsRequest::coverage,
        check: ReadRelationsRequest::check,
        mscs: [3869],
    }

    /// `navigate` (unstable: `org.matrix.msc2931.navigate`): asks the client to open a Matrix link.
    ///
    /// See [MSC2931](https://github.com/matrix-org/matrix-spec-proposals/pull/2931).
    Navigate(NavigateRequest => Empty) {
        name: "org.matrix.msc2931.navigate",
        stable: "navigate",
        version: Msc2931,
        capabilities: [Needs::Flag(Flag::Navigate)],
        check: NavigateRequest::check,
        mscs: [2931],
    }

    /// `request_capabilities` (unstable: `org.matrix.msc2974.request_capabilities`): requests more capabilities during
    /// the session.
    ///
    /// The client acknowledges the request at once, asks the user about the capabilities that are not approved yet, and
    /// then sends `notify_capabilities`. See [MSC2974](https://github.com/matrix-org/matrix-spec-proposals/pull/2974).
    RequestCapabilities(RequestCapabilitiesRequest => Empty) {
        name: "org.matrix.msc2974.request_capabilities",
        stable: "request_capabilities",
        version: Msc2974,
        capabilities: [],
        mscs: [2974],
    }

    /// `watch_turn_servers`: subscribes to TURN servers, which the client sends in `update_turn_servers` immediately
    /// and on every change.
    ///
    /// The client must respond first and send the first `update_turn_servers` in a later task: deployed TypeScript
    /// widgets fail if it arrives before the response.
    ///
    /// See [MSC3846](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).
    WatchTurnServers(Empty => Empty) {
        name: "watch_turn_servers",
        version: Msc3846,
        capabilities: [Needs::Flag(Flag::TurnServers)],
        mscs: [3846],
    }

    /// `unwatch_turn_servers`: cancels the subscription to TURN servers.
    ///
    /// See [MSC3846](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).
    UnwatchTurnServers(Empty => Empty) {
        name: "unwatch_turn_servers",
        version: Msc3846,
        capabilities: [Needs::Flag(Flag::TurnServers)],
        mscs: [3846],
    }

    /// `user_directory_search` (unstable: `org.matrix.msc3973.user_directory_search`): searches the homeserver's user
    /// directory.
    ///
    /// See [MSC3973](https://github.com/matrix-org/matrix-spec-proposals/pull/3973).
    SearchUserDirectory(SearchUserDirectoryRequest => SearchUserDirectoryResponse) {
        name: "org.matrix.msc3973.user_directory_search",
        stable: "user_directory_search",
        version: Msc3973,
        capabilities: [Needs::Flag(Flag::UserDirectorySearch)],
        check: SearchUserDirectoryRequest::check,
        mscs: [3973],
    }

    /// `get_media_config` (unstable: `org.matrix.msc4039.get_media_config`): requests the limits of the media
    /// repository.
    ///
    /// See [MSC4039](https://github.com/matrix-org/matrix-spec-proposals/pull/4039).
    GetMediaConfig(Empty => WithExtra<MediaConfig>) {
        name: "org.matrix.msc4039.get_media_config",
        stable: "get_media_config",
        version: Msc4039,
        capabilities: [Needs::Flag(Flag::UploadFile)],
        mscs: [4039],
    }

    /// `upload_file` (unstable: `org.matrix.msc4039.upload_file`): uploads a file to the media repository.
    ///
    /// See [MSC4039](https://github.com/matrix-org/matrix-spec-proposals/pull/4039).
    UploadFile(UploadFileRequest => UploadFileResponse) {
        name: "org.matrix.msc4039.upload_file",
        stable: "upload_file",
        version: Msc4039,
        capabilities: [Needs::Flag(Flag::UploadFile)],
        mscs: [4039],
    }

    /// `download_file` (unstable: `org.matrix.msc4039.download_file`): downloads a file from the media repository.
    ///
    /// See [MSC4039](https://github.com/matrix-org/matrix-spec-proposals/pull/4039).
    DownloadFile(DownloadFileRequest => DownloadFileResponse) {
        name: "org.matrix.msc4039.download_file",
        stable: "download_file",
        version: Msc4039,
        capabilities: [Needs::Flag(Flag::DownloadFile)],
        check: DownloadFileRequest::check,
        mscs: [4039],
    }

    /// `update_delayed_event` (unstable: `org.matrix.msc4157.update_delayed_event`): cancels or restarts a delayed
    /// event, or sends it immediately.
    ///
    /// See [MSC4157](https://github.com/matrix-org/matrix-spec-proposals/pull/4157).
    UpdateDelayedEvent(UpdateDelayedEventRequest => Empty) {
        name: "org.matrix.msc4157.update_delayed_event",
        stable: "update_delayed_event",
        former: "org.matrix.msc4157.update.delayed_event",
        capabilities: [Needs::Flag(Flag::UpdateDelayedEvent)],
        mscs: [4157],
    }

    /// `get_rtc_transports` (unstable: `org.matrix.msc4515.get_rtc_transports`): requests the homeserver's transports
    /// for calls.
    ///
    /// See [MSC4515](https://github.com/matrix-org/matrix-spec-proposals/pull/4515).
    GetRtcTransports(Empty => WithExtra<RtcTransports>) {
        name: "org.matrix.msc4515.get_rtc_transports",
        stable: "get_rtc_transports",
        version: Msc4515,
        capabilities: [Needs::Flag(Flag::RtcTransports)],
        mscs: [4515],
    }

    /// `rtc_livekit_get_token` (unstable: `org.matrix.msc4533.rtc_livekit_get_token`): requests a LiveKit access token.
    ///
    /// See [MSC4533](https://github.com/matrix-org/matrix-spec-proposals/pull/4533).
    GetLivekitToken(GetLivekitTokenRequest => WithExtra<LivekitToken>) {
        name: "org.matrix.msc4533.rtc_livekit_get_token",
        stable: "rtc_livekit_get_token",
        version: Msc4533,
        capabilities: [Needs::Flag(Flag::RtcLivekitGetToken)],
        check: GetLivekitTokenRequest::check,
        mscs: [4533],
    }

    /// `rtc_livekit_delegate_delayed_leave` (unstable: `org.matrix.msc4533.rtc_livekit_delegate_delayed_leave`):
    /// delegates to the LiveKit service the delayed event that ends a call membership.
    ///
    /// The response is the homeserver's response. See
    /// [MSC4533](https://github.com/matrix-org/matrix-spec-proposals/pull/4533).
    DelegateDelayedLeave(DelegateDelayedLeaveRequest => RawObject) {
        name: "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave",
        stable: "rtc_livekit_delegate_delayed_leave",
        version: Msc4533,
        capabilities: [Needs::Flag(Flag::RtcLivekitDelegateDelayedLeave)],
        mscs: [4533],
    }

    /// `com.beeper.read_room_account_data`: reads account data of rooms.
    ///
    /// No proposal defines this action. Beeper and `matrix-widget-api` implement it.
    ReadRoomAccountData(ReadRoomAccountDataRequest => ReadRoomAccountDataResponse) {
        name: "com.beeper.read_room_account_data",
        capabilities: [Needs::Family(Family::RoomAccountData(Flow::Receive))],
        coverage: ReadRoomAccountDataRequest::coverage,
        mscs: [],
    }

    /// `read_account_data` (unstable: `org.matrix.msc3751.read_account_data`): reads account data that does not belong to a
    /// room.
    ///
    /// No known software implements it. Account data for rooms is read by `com.beeper.read_room_account_data`. See
    /// [MSC3751](https://github.com/matrix-org/matrix-spec-proposals/pull/3751).
    ReadAccountData(ReadAccountDataRequest => ReadAccountDataResponse) {
        name: "org.matrix.msc3751.read_account_data",
        stable: "read_account_data",
        version: Msc3751,
        capabilities: [Needs::Family(Family::AccountData)],
        coverage: ReadAccountDataRequest::coverage,
        check: ReadAccountDataRequest::check,
        mscs: [3751],
    }

    /// `create_room` (unstable: `org.matrix.msc3817.create_room`): creates a room as the user.
    ///
    /// See [MSC3817](https://github.com/matrix-org/matrix-spec-proposals/pull/3817).
    CreateRoom(WithExtra<CreateRoomRequest> => CreateRoomResponse) {
        name: "org.matrix.msc3817.create_room",
        stable: "create_room",
        version: Msc3817,
        capabilities: [Needs::Flag(Flag::CreateRoom)],
        mscs: [3817],
    }

    /// `mxid_share` (unstable: `uk.half-shot.mscXXXX.mxid_share`): shares users with the client, for example to invite
    /// them.
    ///
    /// See [MSC3662](https://github.com/matrix-org/matrix-spec-proposals/pull/3662).
    ShareUsers(ShareUsersRequest => Empty) {
        name: "uk.half-shot.mscXXXX.mxid_share",
        stable: "mxid_share",
        capabilities: [],
        mscs: [3662],
    }

    // Actions of Element and Element Call

    /// `io.element.join`: tells the client that the user has joined the call.
    ElementJoin(ElementJoinRequest => Empty) {
        name: "io.element.join",
        capabilities: [],
        mscs: [],
    }

    /// `im.vector.hangup`: tells the client that the user has left the call.
    ElementHangup(ElementHangupRequest => Empty) {
        name: "im.vector.hangup",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.tile_layout`: tells the client that the call shows all participants at the same size.
    ElementTileLayout(Empty => Empty) {
        name: "io.element.tile_layout",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.spotlight_layout`: tells the client that the call shows one participant enlarged.
    ElementSpotlightLayout(Empty => Empty) {
        name: "io.element.spotlight_layout",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.close`: asks the client to close the widget.
    ElementClose(Empty => Empty) {
        name: "io.element.close",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.device_mute`: tells the client that the microphone or the camera was turned on or off.
    ElementDeviceMute(ElementDeviceMuteState => Empty) {
        name: "io.element.device_mute",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.participants`: tells the client the participants of the call.
    ElementParticipants(ElementParticipantsRequest => Empty) {
        name: "io.element.participants",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.widget_ready`: tells the client that the widget is ready. Obsolete.
    ElementWidgetReady(Empty => Empty) {
        name: "io.element.widget_ready",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.mute_audio`: tells the client that the microphone was turned off. Obsolete.
    ElementMuteAudio(Empty => Empty) {
        name: "io.element.mute_audio",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.unmute_audio`: tells the client that the microphone was turned on. Obsolete.
    ElementUnmuteAudio(Empty => Empty) {
        name: "io.element.unmute_audio",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.mute_video`: tells the client that the camera was turned off. Obsolete.
    ElementMuteVideo(Empty => Empty) {
        name: "io.element.mute_video",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.unmute_video`: tells the client that the camera was turned on. Obsolete.
    ElementUnmuteVideo(Empty => Empty) {
        name: "io.element.unmute_video",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.screenshare_request`: asks the client to let the user choose a screen or window to share. Obsolete.
    ElementScreenshareRequest(Empty => ElementScreenshareRequestResponse) {
        name: "io.element.screenshare_request",
        capabilities: [],
        mscs: [],
    }

    /// `integration_manager_open`: asks the client to open its integration manager.
    IntegrationManagerOpen(IntegrationManagerOpenRequest => Empty) {
        name: "integration_manager_open",
        capabilities: [],
        mscs: [],
    }

    /// `io.element.view_room`: asks the client to show a room. Deprecated: use `navigate` instead.
    ElementViewRoom(ElementViewRoomRequest => Empty) {
        name: "io.element.view_room",
        capabilities: [Needs::Flag(Flag::ViewRoom)],
        mscs: [],
    }
}
