//! The data of widgets by their type.

use matrix_widget_macros::payload;

use super::{
    jitsi::JitsiData,
    lenient::{lenient, text},
    types::WidgetType,
};
use crate::{body_error::BodyError, raw::RawObject};

/// The data of a widget, by the type of the widget and its aliases.
///
/// | type | data | written by |
/// | --- | --- | --- |
/// | `m.jitsi` | [`JitsiData`] | Element Web and Dimension as `jitsi`, Famedly's Matrix Dart SDK as `m.jitsi` |
/// | `m.stickerpicker` | | account widgets of Element Web and Dimension |
/// | `m.integration_manager` | [`IntegrationManagerData`] | account widgets |
/// | `m.call` | [`CallData`] | Element Web, Cinny and gomuks, without a definition; `io.element.call` in rooms is known to Element Android |
/// | `m.notepad` | [`NotepadData`] | MSC4411 as an example |
/// | `m.custom` | [`CustomData`] | Element Web, Hookshot, Matrix Dart SDK, Dimension |
/// | `m.etherpad` | [`CustomData`] | Matrix Dart SDK, Dimension |
/// | `m.video` | [`CustomData`] | Matrix Dart SDK, Dimension, there with `videoUrl` |
/// | `m.googledoc`, `m.grafana` | [`CustomData`] | Dimension |
/// | `m.googlecalendar` | [`CustomData`] | Dimension with `shareId` |
/// | `m.spotify` | [`CustomData`] | Dimension with `uri` |
/// | `m.tradingview` | [`CustomData`] | Dimension as `tradingview`, with `pair` and `interval` |
/// | `twitch` | [`CustomData`] | Dimension with `channelName` |
/// | `bigbluebutton` | [`CustomData`] | Dimension with `conferenceUrl` |
/// | `whiteboard` | [`CustomData`] | Dimension |
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WidgetData {
    /// The data of a widget of any other type, or of a widget whose data lacks a required member.
    Custom(CustomData),
    /// The data of a Jitsi Meet conference.
    Jitsi(JitsiData),
    /// The data of a sticker picker, which has no known members.
    Stickerpicker,
    /// The data of an integration manager in an account. In a room, an integration manager is a custom widget.
    IntegrationManager(IntegrationManagerData),
    /// The data of Element Call.
    Call(CallData),
    /// The data of a notepad.
    Notepad(NotepadData),
}

impl WidgetData {
    pub(super) fn read(widget_type: &WidgetType, is_in_account: bool, data: &RawObject) -> Self {
        let typed = match widget_type.canonical() {
            WidgetType::Jitsi => JitsiData::try_from(data).map(Self::Jitsi).ok(),
            WidgetType::Stickerpicker => Some(Self::Stickerpicker),
            WidgetType::IntegrationManager if is_in_account => {
                IntegrationManagerData::try_from(data).map(Self::IntegrationManager).ok()
            }
            WidgetType::Call => Some(Self::Call(data.into())),
            WidgetType::Notepad => Some(Self::Notepad(data.into())),
            _ => None,
        };
        typed.unwrap_or_else(|| Self::Custom(data.into()))
    }
}

/// The data of a widget of type `m.custom`, and of all widgets whose data has no other known members.
#[payload(new = "Creates data without members.")]
pub struct CustomData {
    /// `url`: the URL of the embedded content, if the widget's own URL is that of a wrapper. It is not a template, and
    /// is not validated.
    pub url: Option<String>,
    /// `dimension:app:metadata`: metadata that the integration manager Dimension stores in its widgets.
    #[serde(rename = "dimension:app:metadata")]
    pub dimension_metadata: Option<RawObject>,
}

/// Reads the known members. A member of the wrong type counts as absent.
impl From<&RawObject> for CustomData {
    fn from(data: &RawObject) -> Self {
        Self { url: text(data, "url"), dimension_metadata: lenient(data, "dimension:app:metadata") }
    }
}

/// The data of a widget of type `m.integration_manager`, which can be defined only in an account.
///
/// See [MSC1957](https://github.com/matrix-org/matrix-spec-proposals/pull/1957).
#[payload(new = "Creates the data of an integration manager.")]
pub struct IntegrationManagerData {
    /// `api_url`: the URL of the API of the integration manager. It must be an `http:` or `https:` URL, which is not
    /// validated.
    pub api_url: String,
}

/// Returns an error if `api_url` is missing, not a string, or a duplicate.
impl TryFrom<&RawObject> for IntegrationManagerData {
    type Error = BodyError;

    fn try_from(data: &RawObject) -> Result<Self, BodyError> {
        Ok(Self { api_url: data.require("api_url")? })
    }
}

/// The data of a widget of type `m.call`.
#[payload(new = "Creates the data of a call without members.")]
pub struct CallData {
    /// `perParticipantE2EE`: `true` if each participant encrypts media with a key of their own.
    #[serde(rename = "perParticipantE2EE")]
    pub per_participant_e2ee: Option<bool>,
    /// `homeserverBaseURL`: the base URL of the homeserver's client-server API.
    #[serde(rename = "homeserverBaseURL")]
    pub homeserver_base_url: Option<String>,
}

/// Reads the known members. A member of the wrong type counts as absent.
impl From<&RawObject> for CallData {
    fn from(data: &RawObject) -> Self {
        Self {
            per_participant_e2ee: lenient(data, "perParticipantE2EE"),
            homeserver_base_url: text(data, "homeserverBaseURL"),
        }
    }
}

/// The data of a widget of type `m.notepad`.
#[payload(new = "Creates the data of a notepad without members.")]
pub struct NotepadData {
    /// `padName`: the name of the notepad.
    #[serde(rename = "padName")]
    pub pad_name: Option<String>,
}

/// Reads the known members. A `padName` that is not a string counts as absent.
impl From<&RawObject> for NotepadData {
    fn from(data: &RawObject) -> Self {
        Self { pad_name: text(data, "padName") }
    }
}
