//! The settings that result from the URL parameters.

use matrix_widget_macros::payload;

use super::{
    intent::{CallPlatform, ElementCallIntent as Intent},
    parameters::{
        ElementCallBackground as Background, ElementCallFlag as Flag, ElementCallHeader as Header,
        ElementCallNotification as Notification, ElementCallParameters,
    },
};
use crate::string_enum::string_enum;

string_enum! {
    /// The kind of a call.
    pub enum ElementCallMedia {
        /// `audio`: a voice call.
        Audio = "audio",
        /// `video`: a call with video.
        Video = "video",
    }
}

/// The settings of Element Call that result from its URL parameters.
#[payload]
pub struct ElementCallSettings {
    /// `confineToRoom`: `true` if the user stays in the room of the call.
    #[serde(rename = "confineToRoom")]
    pub confine_to_room: bool,
    /// `preload`: `true` if Element Call waits for `io.element.join` before it joins.
    pub preload: bool,
    /// `header`: the header of the page.
    pub header: Header,
    /// `showControls`: `true` if the buttons of the call are shown.
    #[serde(rename = "showControls")]
    pub show_controls: bool,
    /// `hideScreensharing`: `true` if the button to share the screen is hidden.
    #[serde(rename = "hideScreensharing")]
    pub hide_screensharing: bool,
    /// `allowIceFallback`: `true` if fallback STUN servers are allowed.
    #[serde(rename = "allowIceFallback")]
    pub allow_ice_fallback: bool,
    /// `perParticipantE2EE`: `true` if each participant has a key.
    #[serde(rename = "perParticipantE2EE")]
    pub per_participant_e2ee: bool,
    /// `controlledAudioDevices`: `true` if the client chooses the audio devices.
    #[serde(rename = "controlledAudioDevices")]
    pub controlled_audio_devices: bool,
    /// `skipLobby`: `true` if the user joins without the lobby.
    #[serde(rename = "skipLobby")]
    pub skip_lobby: bool,
    /// `returnToLobby`: `true` if the lobby is shown after the call.
    #[serde(rename = "returnToLobby")]
    pub return_to_lobby: bool,
    /// `sendNotificationType`: the notification that the user's call sends. Absent: none.
    #[serde(rename = "sendNotificationType")]
    pub send_notification_type: Option<Notification>,
    /// `autoLeave`: `true` if the user leaves when all others have left.
    #[serde(rename = "autoLeave")]
    pub auto_leave: bool,
    /// `waitForCallPickup`: `true` if Element Call waits until another member answers.
    #[serde(rename = "waitForCallPickup")]
    pub wait_for_call_pickup: bool,
    /// `callIntent`: the kind of the call, which follows from the intent alone. Absent: unknown.
    #[serde(rename = "callIntent")]
    pub call_intent: Option<ElementCallMedia>,
    /// `echoCancellation`: `true` if the echo of the microphone is canceled.
    #[serde(rename = "echoCancellation")]
    pub echo_cancellation: bool,
    /// `noiseSuppression`: `true` if the noise of the microphone is suppressed.
    #[serde(rename = "noiseSuppression")]
    pub noise_suppression: bool,
    /// `background`: the background of the page.
    pub background: Background,
    /// `enableE2EE`: `true` if encryption is on, deprecated.
    #[serde(rename = "enableE2EE")]
    pub enable_e2ee: bool,
}

/// The settings that differ between intents.
struct Preset {
    skip_lobby: bool,
    notification: Notification,
    auto_leave: bool,
    wait_for_call_pickup: bool,
    media: ElementCallMedia,
}

impl Preset {
    /// Returns the preset of an intent, or `None` if the intent is unknown.
    fn of(intent: &Intent) -> Option<Self> {
        let row = |skip_lobby, notification, auto_leave, wait_for_call_pickup, media| {
            Some(Self { skip_lobby, notification, auto_leave, wait_for_call_pickup, media })
        };
        use ElementCallMedia::{Audio, Video};
        use Notification::{Notification as Notify, Ring};
        match intent {
            Intent::StartCall | Intent::JoinExisting => row(false, Notify, false, false, Video),
            Intent::StartCallVoice | Intent::JoinExistingVoice => row(false, Notify, false, false, Audio),
            Intent::StartCallDm => row(true, Ring, true, true, Video),
            Intent::StartCallDmVoice => row(true, Ring, true, true, Audio),
            Intent::JoinExistingDm => row(true, Notify, true, false, Video),
            Intent::JoinExistingDmVoice => row(true, Notify, true, false, Audio),
            _ => None,
        }
    }
}

impl ElementCallSettings {
    /// Returns the settings of a URL without other parameters than the intent. Without a known intent, or outside
    /// widget mode, they are the defaults.
    #[must_use]
    pub fn preset(intent: Option<&Intent>, platform: CallPlatform) -> Self {
        let preset = intent.and_then(Preset::of);
        let is_set = preset.is_some();
        let is_mobile = platform == CallPlatform::Mobile;
        let header = match (is_set, is_mobile) {
            (false, _) => Header::Standard,
            (true, false) => Header::None,
            (true, true) => Header::AppBar,
        };
        Self {
            confine_to_room: is_set,
            preload: false,
            header,
            show_controls: true,
            hide_screensharing: false,
            allow_ice_fallback: is_set,
            per_participant_e2ee: is_set,
            controlled_audio_devices: is_set && is_mobile,
            skip_lobby: preset.as_ref().is_some_and(|preset| preset.skip_lobby),
            return_to_lobby: false,
            auto_leave: preset.as_ref().is_some_and(|preset| preset.auto_leave),
            wait_for_call_pickup: preset.as_ref().is_some_and(|preset| preset.wait_for_call_pickup),
            send_notification_type: preset.as_ref().map(|preset| preset.notification.clone()),
            call_intent: preset.map(|preset| preset.media),
            echo_cancellation: true,
            noise_suppression: true,
            background: Background::Gradient,
            enable_e2ee: true,
        }
    }
}

impl ElementCallParameters {
    /// Returns the settings that result from the parameters: the value of the parameter, else the preset of the intent,
    /// else the default.
    ///
    /// They must be those of the URL that is loaded: without `widgetId` and `parentUrl`, which many clients append later,
    /// Element Call is not in widget mode, and the intent has no effect. Unknown values of `intent`, `header`, `background` and `sendNotificationType` count as absent.
    #[must_use]
    pub fn settings(&self, platform: CallPlatform) -> ElementCallSettings {
        let is_widget = self.is_widget();
        let preset = ElementCallSettings::preset(self.intent.as_ref().filter(|_| is_widget), platform);
        let flag = |flag: &Option<Flag>, preset| flag.as_ref().map_or(preset, Flag::is_on);
        let widget_flag = |value, preset| is_widget && flag(value, preset);
        ElementCallSettings {
            confine_to_room: flag(&self.confine_to_room, preset.confine_to_room),
            preload: widget_flag(&self.preload, preset.preload),
            header: known(&self.header, Header::KNOWN).unwrap_or(preset.header),
            show_controls: flag(&self.show_controls, preset.show_controls),
            hide_screensharing: flag(&self.hide_screensharing, preset.hide_screensharing),
            allow_ice_fallback: flag(&self.allow_ice_fallback, preset.allow_ice_fallback),
            per_participant_e2ee: flag(&self.per_participant_e2ee, preset.per_participant_e2ee),
            controlled_audio_devices: flag(&self.controlled_audio_devices, preset.controlled_audio_devices),
            skip_lobby: widget_flag(&self.skip_lobby, preset.skip_lobby),
            return_to_lobby: widget_flag(&self.return_to_lobby, preset.return_to_lobby),
            send_notification_type: known(&self.send_notification_type, Notification::KNOWN)
                .or(preset.send_notification_type),
            auto_leave: flag(&self.auto_leave, preset.auto_leave),
            wait_for_call_pickup: flag(&self.wait_for_call_pickup, preset.wait_for_call_pickup),
            call_intent: preset.call_intent,
            echo_cancellation: flag(&self.echo_cancellation, preset.echo_cancellation),
            noise_suppression: flag(&self.noise_suppression, preset.noise_suppression),
            background: known(&self.background, Background::KNOWN).unwrap_or(preset.background),
            enable_e2ee: flag(&self.enable_e2ee, preset.enable_e2ee),
        }
    }
}

/// Returns a value that is present and known.
fn known<T: Clone + PartialEq>(value: &Option<T>, known: &[T]) -> Option<T> {
    value.as_ref().filter(|value| known.contains(value)).cloned()
}
