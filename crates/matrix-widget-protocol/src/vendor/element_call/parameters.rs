//! The URL parameters.

use matrix_widget_macros::payload;

use super::intent::ElementCallIntent;
use crate::{secret::Secret, string_enum::string_enum};

string_enum! {
    /// A flag in a URL. Any other text than `false` turns it on; a variable such as `$perParticipantE2EE` is preserved.
    pub enum ElementCallFlag {
        /// `true`: on.
        On = "true",
        /// `false`: off.
        Off = "false",
    }
}

impl ElementCallFlag {
    /// Returns `true` unless the text is `false`.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self != Self::Off
    }
}

impl From<bool> for ElementCallFlag {
    fn from(is_on: bool) -> Self {
        if is_on { Self::On } else { Self::Off }
    }
}

string_enum! {
    /// `header`: the header of the page.
    pub enum ElementCallHeader {
        /// `none`: no header.
        None = "none",
        /// `standard`: the header with the logo.
        Standard = "standard",
        /// `app_bar`: a header with a back button, as in mobile apps.
        AppBar = "app_bar",
    }
}

string_enum! {
    /// `background`: the background of the page.
    pub enum ElementCallBackground {
        /// `solid`: one color.
        Solid = "solid",
        /// `gradient`: a gradient.
        Gradient = "gradient",
    }
}

string_enum! {
    /// `sendNotificationType`: how Element Call notifies the other members of the room when the user starts a call.
    pub enum ElementCallNotification {
        /// `ring`: their devices ring.
        Ring = "ring",
        /// `notification`: their devices show a notification.
        Notification = "notification",
    }
}

/// The URL parameters of Element Call.
///
/// All values are strings, as in the URL. Unknown parameters are extra members, and so are those that hosts still write
/// and current versions do not read: `hideHeader` (read before 0.15), `analyticsID` (before 0.18), `appPrompt` (before
/// 0.19.2), `analyticsId` and `clientId` (never read).
///
/// Element Call is in *widget mode* if `widgetId` and `parentUrl` are present and not empty. It then needs `roomId`,
/// `userId`, `deviceId` and `baseUrl`, and without one of them starts no Widget API.
#[payload(new = "Creates empty parameters.")]
pub struct ElementCallParameters {
    /// `widgetId`: the ID of the widget. Hosts that append it to the URL of every widget need not set it.
    #[serde(rename = "widgetId")]
    pub widget_id: Option<String>,
    /// `parentUrl`: the URL of the client, whose origin messages are posted to. Hosts that append it to the URL of
    /// every widget need not set it.
    #[serde(rename = "parentUrl")]
    pub parent_url: Option<String>,
    /// `roomId`: the room of the call.
    #[serde(rename = "roomId")]
    pub room_id: Option<String>,
    /// `userId`: the ID of the user. Read in widget mode only.
    #[serde(rename = "userId")]
    pub user_id: Option<String>,
    /// `deviceId`: the device ID of the client. Read in widget mode only.
    #[serde(rename = "deviceId")]
    pub device_id: Option<String>,
    /// `baseUrl`: the base URL of the homeserver. Read in widget mode only.
    #[serde(rename = "baseUrl")]
    pub base_url: Option<String>,
    /// `intent`: what the user wants to do, which presets other parameters. Read in widget mode only.
    pub intent: Option<ElementCallIntent>,
    /// `displayName`: the display name of the user.
    #[serde(rename = "displayName")]
    pub display_name: Option<String>,
    /// `lang`: the language, a BCP 47 tag.
    pub lang: Option<String>,
    /// `theme`: `light`, `dark`, `light-high-contrast` or `dark-high-contrast`. Default: `dark`.
    pub theme: Option<String>,
    /// `background`: the background of the page, since 0.22. Default: `gradient`.
    pub background: Option<ElementCallBackground>,
    /// `font`: the fonts, each a parameter of its own.
    pub font: Option<Vec<String>>,
    /// `fontScale`: the factor that scales the font size, a decimal number.
    #[serde(rename = "fontScale")]
    pub font_scale: Option<String>,
    /// `password`: the secret of a call that is encrypted with a shared secret.
    pub password: Option<Secret>,
    /// `perParticipantE2EE`: encrypts with a key for each participant.
    #[serde(rename = "perParticipantE2EE")]
    pub per_participant_e2ee: Option<ElementCallFlag>,
    /// `confineToRoom`: keeps the user in the room of the call.
    #[serde(rename = "confineToRoom")]
    pub confine_to_room: Option<ElementCallFlag>,
    /// `hideScreensharing`: hides the button to share the screen.
    #[serde(rename = "hideScreensharing")]
    pub hide_screensharing: Option<ElementCallFlag>,
    /// `header`: the header of the page, since 0.13.
    pub header: Option<ElementCallHeader>,
    /// `preload`: waits for the action `io.element.join` before it joins. Read in widget mode only.
    pub preload: Option<ElementCallFlag>,
    /// `skipLobby`: joins without the lobby. Read in widget mode only.
    #[serde(rename = "skipLobby")]
    pub skip_lobby: Option<ElementCallFlag>,
    /// `returnToLobby`: shows the lobby after the call. Read in widget mode only.
    #[serde(rename = "returnToLobby")]
    pub return_to_lobby: Option<ElementCallFlag>,
    /// `showControls`: shows the buttons of the call.
    #[serde(rename = "showControls")]
    pub show_controls: Option<ElementCallFlag>,
    /// `allowIceFallback`: uses fallback STUN servers if the homeserver offers none.
    #[serde(rename = "allowIceFallback")]
    pub allow_ice_fallback: Option<ElementCallFlag>,
    /// `controlledAudioDevices`: lets the client choose the audio devices, since 0.12.
    #[serde(rename = "controlledAudioDevices")]
    pub controlled_audio_devices: Option<ElementCallFlag>,
    /// `sendNotificationType`: the notification that the user's call sends, since 0.14.
    #[serde(rename = "sendNotificationType")]
    pub send_notification_type: Option<ElementCallNotification>,
    /// `waitForCallPickup`: waits until another member answers the notification, since 0.16.
    #[serde(rename = "waitForCallPickup")]
    pub wait_for_call_pickup: Option<ElementCallFlag>,
    /// `autoLeave`: leaves the call when all others have left, since 0.15.
    #[serde(rename = "autoLeave")]
    pub auto_leave: Option<ElementCallFlag>,
    /// `echoCancellation`: cancels the echo of the microphone, since 0.17. Default: `true`.
    #[serde(rename = "echoCancellation")]
    pub echo_cancellation: Option<ElementCallFlag>,
    /// `noiseSuppression`: suppresses the noise of the microphone, since 0.17. Default: `true`.
    #[serde(rename = "noiseSuppression")]
    pub noise_suppression: Option<ElementCallFlag>,
    /// `posthogUserId`: the analytics ID of a user who has consented, since 0.9.
    #[serde(rename = "posthogUserId")]
    pub posthog_user_id: Option<String>,
    /// `posthogApiHost`: the PostHog server. Read by the embedded package only, since 0.9.
    #[serde(rename = "posthogApiHost")]
    pub posthog_api_host: Option<String>,
    /// `posthogApiKey`: the key of the PostHog project. Read by the embedded package only, since 0.9.
    #[serde(rename = "posthogApiKey")]
    pub posthog_api_key: Option<Secret>,
    /// `rageshakeSubmitUrl`: the URL for bug reports. Read by the embedded package only, since 0.9.
    #[serde(rename = "rageshakeSubmitUrl")]
    pub rageshake_submit_url: Option<String>,
    /// `sentryDsn`: the Sentry DSN, which contains a key. Read by the embedded package only, since 0.9.
    #[serde(rename = "sentryDsn")]
    pub sentry_dsn: Option<Secret>,
    /// `sentryEnvironment`: the Sentry environment. Read by the embedded package only, since 0.9.
    #[serde(rename = "sentryEnvironment")]
    pub sentry_environment: Option<String>,
    /// `enableE2EE`: encrypts the call, deprecated. Default: `true`.
    #[serde(rename = "enableE2EE")]
    pub enable_e2ee: Option<ElementCallFlag>,
    /// `viaServers`: the servers to join the room through, each a parameter of its own. Not read in widget mode.
    #[serde(rename = "viaServers")]
    pub via_servers: Option<Vec<String>>,
    /// `homeserver`: the homeserver to register a guest on. Not read in widget mode.
    pub homeserver: Option<String>,
}

impl ElementCallParameters {
    /// Creates the parameters that a client fills for every widget, as variables of a
    /// [`UrlTemplate`](crate::widget::UrlTemplate).
    ///
    /// `parent_url` has no variable: [`WidgetParameters::add_to`](crate::widget::WidgetParameters::add_to) adds it to the
    /// URL that is loaded. The variable of the device ID is
    /// the one that the Rust SDK fills; `matrix-widget-api` fills `$org.matrix.msc3819.matrix_device_id`.
    #[must_use]
    pub fn with_variables() -> Self {
        let variable = |name: &str| Some(format!("${name}"));
        Self {
            widget_id: variable("matrix_widget_id"),
            room_id: variable("matrix_room_id"),
            user_id: variable("matrix_user_id"),
            device_id: variable("org.matrix.msc2873.matrix_device_id"),
            base_url: variable("org.matrix.msc4039.matrix_base_url"),
            display_name: variable("matrix_display_name"),
            lang: variable("org.matrix.msc2873.client_language"),
            theme: variable("org.matrix.msc2873.client_theme"),
            ..Self::default()
        }
    }

    /// Returns `true` if Element Call is in widget mode: `widgetId` and `parentUrl` are present and not empty. It does not
    /// check the other parameters that Element Call needs.
    #[must_use]
    pub fn is_widget(&self) -> bool {
        [&self.widget_id, &self.parent_url]
            .into_iter()
            .all(|value| value.as_deref().is_some_and(|text| !text.is_empty()))
    }
}
