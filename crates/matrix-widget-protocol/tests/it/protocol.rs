//! The tables of the protocol, typed here a second time from its documents: one row an action.

use std::sync::LazyLock;

use matrix_widget_protocol::{
    Direction, Message, Request, Response,
    action::Action,
    from_widget::{FromWidgetRequest, FromWidgetResponse},
    to_widget::{ToWidgetRequest, ToWidgetResponse},
};
use serde_json::Value;

/// A row of the tables.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub direction: Direction,
    pub variant: &'static str,
    /// "Now", the name on the wire today.
    pub name: &'static str,
    /// "Stable", where it differs.
    pub stable: Option<&'static str>,
    pub version: Option<&'static str>,
    /// The version for the stable name.
    pub stable_version: Option<&'static str>,
    pub mscs: &'static [u16],
    /// Capability or family of which one is needed, as it is written now and as it will be.
    pub capabilities: &'static [(&'static str, &'static str)],
}

impl Row {
    /// The names in which the action is met, today's first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [Some(self.name), self.stable].into_iter().flatten()
    }

    const fn stable(self, stable: &'static str) -> Self {
        Self { stable: Some(stable), ..self }
    }

    const fn version(self, version: &'static str) -> Self {
        Self { version: Some(version), stable_version: Some(version), ..self }
    }

    const fn stable_version(self, version: &'static str) -> Self {
        Self { stable_version: Some(version), ..self }
    }

    const fn mscs(self, mscs: &'static [u16]) -> Self {
        Self { mscs, ..self }
    }

    const fn needs(self, capabilities: &'static [(&'static str, &'static str)]) -> Self {
        Self { capabilities, ..self }
    }
}

const fn now(name: &'static str) -> Row {
    Row {
        direction: Direction::FromWidget,
        variant: "",
        name,
        stable: None,
        version: None,
        stable_version: None,
        mscs: &[],
        capabilities: &[],
    }
}

const SEND: &[(&str, &str)] = &[
    ("org.matrix.msc2762.send.event:", "m.send.event:"),
    ("org.matrix.msc2762.send.state_event:", "m.send.state_event:"),
];

const RECEIVE: &[(&str, &str)] = &[
    ("org.matrix.msc2762.receive.event:", "m.receive.event:"),
    ("org.matrix.msc2762.receive.state_event:", "m.receive.state_event:"),
];

const RECEIVE_OR_READ: &[(&str, &str)] = &[
    ("org.matrix.msc2762.receive.event:", "m.receive.event:"),
    ("org.matrix.msc2762.receive.state_event:", "m.receive.state_event:"),
    ("org.matrix.msc2762.read.event:", "m.read.event:"),
    ("org.matrix.msc2762.read.state_event:", "m.read.state_event:"),
];

const TURN_SERVERS: &[(&str, &str)] = &[("town.robin.msc3846.turn_servers", "m.turn_servers")];

const UPLOAD: &[(&str, &str)] = &[("org.matrix.msc4039.upload_file", "m.upload_file")];

/// Hands the rows of the direction from the widget to a macro.
macro_rules! from_widget_rows {
    ($macro:ident) => {
        $macro! {
            FromWidget, FromWidgetRequest, FromWidgetResponse;
            SupportedApiVersions: now("supported_api_versions").mscs(&[2764]),
            ContentLoaded: now("content_loaded").mscs(&[2764]),
            SendSticker: now("m.sticker").mscs(&[2764]).needs(&[("m.sticker", "m.sticker")]),
            SetAlwaysOnScreen: now("set_always_on_screen")
                .mscs(&[2764])
                .needs(&[("m.always_on_screen", "m.always_on_screen")]),
            GetOpenId: now("get_openid").mscs(&[1960, 2764]),
            OpenModal: now("open_modal")
                .version("org.matrix.msc2790")
                .mscs(&[2790])
                .needs(&[("org.matrix.msc2790.modals", "m.modals")]),
            CloseModal: now("close_modal").version("org.matrix.msc2790").mscs(&[2790]),
            SetModalButtonEnabled: now("set_button_enabled").version("org.matrix.msc2790").mscs(&[2790]),
            SendEvent: now("send_event")
                .version("org.matrix.msc2762")
                .mscs(&[2762, 4157, 4407])
                .needs(SEND),
            SendToDevice: now("send_to_device")
                .version("org.matrix.msc3819")
                .mscs(&[3819])
                .needs(&[("org.matrix.msc3819.send.to_device:", "m.send.to_device:")]),
            ReadEvents: now("org.matrix.msc2876.read_events")
                .stable("read_events")
                .version("org.matrix.msc2876")
                .stable_version("org.matrix.msc2762")
                .mscs(&[2876, 2762])
                .needs(RECEIVE_OR_READ),
            ReadRelations: now("org.matrix.msc3869.read_relations")
                .stable("read_relations")
                .version("org.matrix.msc3869")
                .mscs(&[3869]),
            Navigate: now("org.matrix.msc2931.navigate")
                .stable("navigate")
                .version("org.matrix.msc2931")
                .mscs(&[2931])
                .needs(&[("org.matrix.msc2931.navigate", "m.navigate")]),
            RequestCapabilities: now("org.matrix.msc2974.request_capabilities")
                .stable("request_capabilities")
                .version("org.matrix.msc2974")
                .mscs(&[2974]),
            WatchTurnServers: now("watch_turn_servers")
                .version("town.robin.msc3846")
                .mscs(&[3846])
                .needs(TURN_SERVERS),
            UnwatchTurnServers: now("unwatch_turn_servers")
                .version("town.robin.msc3846")
                .mscs(&[3846])
                .needs(TURN_SERVERS),
            SearchUserDirectory: now("org.matrix.msc3973.user_directory_search")
                .stable("user_directory_search")
                .version("org.matrix.msc3973")
                .mscs(&[3973])
                .needs(&[("org.matrix.msc3973.user_directory_search", "m.user_directory_search")]),
            GetMediaConfig: now("org.matrix.msc4039.get_media_config")
                .stable("get_media_config")
                .version("org.matrix.msc4039")
                .mscs(&[4039])
                .needs(UPLOAD),
            UploadFile: now("org.matrix.msc4039.upload_file")
                .stable("upload_file")
                .version("org.matrix.msc4039")
                .mscs(&[4039])
                .needs(UPLOAD),
            DownloadFile: now("org.matrix.msc4039.download_file")
                .stable("download_file")
                .version("org.matrix.msc4039")
                .mscs(&[4039])
                .needs(&[("org.matrix.msc4039.download_file", "m.download_file")]),
            UpdateDelayedEvent: now("org.matrix.msc4157.update_delayed_event")
                .stable("update_delayed_event")
                .mscs(&[4157])
                .needs(&[("org.matrix.msc4157.update_delayed_event", "m.update_delayed_event")]),
            GetRtcTransports: now("org.matrix.msc4515.get_rtc_transports")
                .stable("get_rtc_transports")
                .version("org.matrix.msc4515")
                .mscs(&[4515])
                .needs(&[("org.matrix.msc4515.rtc_transports", "rtc_transports")]),
            GetLivekitToken: now("org.matrix.msc4533.rtc_livekit_get_token")
                .stable("rtc_livekit_get_token")
                .version("org.matrix.msc4533")
                .mscs(&[4533])
                .needs(&[("org.matrix.msc4533.rtc_livekit_get_token", "rtc_livekit_get_token")]),
            DelegateDelayedLeave: now("org.matrix.msc4533.rtc_livekit_delegate_delayed_leave")
                .stable("rtc_livekit_delegate_delayed_leave")
                .version("org.matrix.msc4533")
                .mscs(&[4533])
                .needs(&[(
                    "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave",
                    "rtc_livekit_delegate_delayed_leave",
                )]),
            ReadRoomAccountData: now("com.beeper.read_room_account_data").needs(&[(
                "com.beeper.capabilities.receive.room_account_data:",
                "com.beeper.capabilities.receive.room_account_data:",
            )]),
            CreateRoom: now("org.matrix.msc3817.create_room")
                .stable("create_room")
                .version("org.matrix.msc3817")
                .mscs(&[3817])
                .needs(&[("org.matrix.msc3817.create_room", "m.create_room")]),
            ShareUsers: now("uk.half-shot.mscXXXX.mxid_share").stable("mxid_share").mscs(&[3662]),

            // Vendor actions. The document names no variants.
            ElementJoin: now("io.element.join"),
            ElementHangup: now("im.vector.hangup"),
            ElementClose: now("io.element.close"),
            ElementDeviceMute: now("io.element.device_mute"),
            ElementTileLayout: now("io.element.tile_layout"),
            ElementSpotlightLayout: now("io.element.spotlight_layout"),
            ElementParticipants: now("io.element.participants"),
            ElementWidgetReady: now("io.element.widget_ready"),
            ElementMuteAudio: now("io.element.mute_audio"),
            ElementUnmuteAudio: now("io.element.unmute_audio"),
            ElementMuteVideo: now("io.element.mute_video"),
            ElementUnmuteVideo: now("io.element.unmute_video"),
            ElementScreenshareRequest: now("io.element.screenshare_request"),
            IntegrationManagerOpen: now("integration_manager_open"),
            ElementViewRoom: now("io.element.view_room")
                .needs(&[("io.element.view_room", "io.element.view_room")]),
        }
    };
}

/// Hands the rows of the direction to the widget to a macro.
macro_rules! to_widget_rows {
    ($macro:ident) => {
        $macro! {
            ToWidget, ToWidgetRequest, ToWidgetResponse;
            SupportedApiVersions: now("supported_api_versions").mscs(&[2764]),
            Capabilities: now("capabilities").mscs(&[2764]),
            NotifyCapabilities: now("notify_capabilities").version("org.matrix.msc2871").mscs(&[2871]),
            Screenshot: now("screenshot")
                .mscs(&[2764])
                .needs(&[("m.capability.screenshot", "m.capability.screenshot")]),
            Visibility: now("visibility").mscs(&[2764]),
            OpenIdCredentials: now("openid_credentials").mscs(&[1960, 2764]),
            ThemeChange: now("theme_change").version("org.matrix.msc2873").mscs(&[2873]),
            LanguageChange: now("language_change").version("org.matrix.msc2873").mscs(&[2873]),
            WidgetConfig: now("widget_config").version("org.matrix.msc2790").mscs(&[2790]),
            ButtonClicked: now("button_clicked").version("org.matrix.msc2790").mscs(&[2790]),
            CloseModal: now("close_modal").version("org.matrix.msc2790").mscs(&[2790]),
            SendEvent: now("send_event").version("org.matrix.msc2762").mscs(&[2762]).needs(RECEIVE),
            UpdateState: now("update_state")
                .version("org.matrix.msc2762_update_state")
                .mscs(&[2762])
                .needs(&[("org.matrix.msc2762.receive.state_event:", "m.receive.state_event:")]),
            SendToDevice: now("send_to_device")
                .version("org.matrix.msc3819")
                .mscs(&[3819])
                .needs(&[("org.matrix.msc3819.receive.to_device:", "m.receive.to_device:")]),
            UpdateTurnServers: now("update_turn_servers")
                .version("town.robin.msc3846")
                .mscs(&[3846])
                .needs(TURN_SERVERS),

            // Vendor actions. The document names no variants.
            ElementJoin: now("io.element.join"),
            ElementHangup: now("im.vector.hangup"),
            ElementDeviceMute: now("io.element.device_mute"),
            ElementTileLayout: now("io.element.tile_layout"),
            ElementSpotlightLayout: now("io.element.spotlight_layout"),
            ElementClientReady: now("im.vector.ready"),
            ElementStartLiveStream: now("im.vector.start_live_stream"),
            ElementMuteAudio: now("io.element.mute_audio"),
            ElementUnmuteAudio: now("io.element.unmute_audio"),
            ElementMuteVideo: now("io.element.mute_video"),
            ElementUnmuteVideo: now("io.element.unmute_video"),
            ElementForceHangup: now("io.element.force_hangup"),
            ElementScreenshareStart: now("io.element.screenshare_start"),
            ElementScreenshareStop: now("io.element.screenshare_stop"),
        }
    };
}

macro_rules! list {
    ($Direction:ident, $Request:ident, $Response:ident; $($Variant:ident: $row:expr,)+) => {
        vec![$(Row { direction: Direction::$Direction, variant: stringify!($Variant), ..$row }),+]
    };
}

/// Every row, those from the widget first.
pub static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| [from_widget_rows!(list), to_widget_rows!(list)].concat());

/// The row for a name, in either spelling.
pub fn row(direction: Direction, name: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.direction == direction && row.names().any(|known| known == name))
}

fn answer<A: Action>(request: &Request<'_, A>, response: &Response<'_, A>) -> String {
    match &response.outcome {
        Ok(success) => request.respond(success),
        Err(error) => request.respond_error(error),
    }
}

fn request_data<A: Action>(response: &Response<'_, A>) -> Result<Value, String> {
    match response.request_data() {
        Ok(data) => Ok(serde_json::to_value(data).unwrap()),
        Err(error) => Err(error.to_string()),
    }
}

macro_rules! request_data {
    ($Direction:ident, $Request:ident, $Response:ident; $($Variant:ident: $row:expr,)+) => {
        |response: &$Response<'_>| match response {
            $($Response::$Variant(response) => request_data(response),)+
            $Response::Custom(response) => request_data(response),
            response => panic!("{response:?} is not in the table"),
        }
    };
}

/// The data that a response repeats, read and written again, or what is wrong with it.
pub fn request_data_of(response: &Message<'_>) -> Result<Value, String> {
    match response {
        Message::FromWidgetResponse(response) => from_widget_rows!(request_data)(response),
        Message::ToWidgetResponse(response) => to_widget_rows!(request_data)(response),
        request => panic!("{request:?} is no response"),
    }
}

macro_rules! answers {
    ($Direction:ident, $Request:ident, $Response:ident; $($Variant:ident: $row:expr,)+) => {
        |request: &$Request<'_>, response: &$Response<'_>| match (request, response) {
            $(($Request::$Variant(request), $Response::$Variant(response)) => answer(request, response),)+
            ($Request::Custom(request), $Response::Custom(response)) => answer(request, response),
            (request, response) => panic!("{response:?} does not answer {request:?}"),
        }
    };
}

/// The answer to a request by the outcome of a response to it.
pub fn answer_by(request: &Message<'_>, response: &Message<'_>) -> String {
    match (request, response) {
        (Message::FromWidgetRequest(request), Message::FromWidgetResponse(response)) => {
            from_widget_rows!(answers)(request, response)
        }
        (Message::ToWidgetRequest(request), Message::ToWidgetResponse(response)) => {
            to_widget_rows!(answers)(request, response)
        }
        (request, response) => panic!("{response:?} does not answer {request:?}"),
    }
}
