//! The types of widgets and their data.

use matrix_widget_macros::payload;

use super::lenient::{lenient, text};
use crate::{body_error::BodyError, raw::RawObject, string_enum::string_enum};

string_enum! {
    /// `type`: the type of a widget.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    pub enum WidgetType {
        /// `m.custom`: any website. Unknown types are treated as this type.
        Custom = "m.custom",
        /// `m.jitsi`: a Jitsi Meet conference. The spelling `jitsi` of some definitions is preserved as an unknown
        /// type; see `treated_as`.
        Jitsi = "m.jitsi",
        /// `m.stickerpicker`: a picker for stickers to send.
        Stickerpicker = "m.stickerpicker",
    }
}

impl WidgetType {
    /// Returns the known type that this type is treated as: `m.jitsi` for `jitsi`, and `m.custom` for all unknown
    /// types.
    ///
    /// ```
    /// use matrix_widget_protocol::widget::WidgetType;
    ///
    /// assert_eq!(WidgetType::from("jitsi").treated_as(), WidgetType::Jitsi);
    /// assert_eq!(WidgetType::from("org.example.whiteboard").treated_as(), WidgetType::Custom);
    /// ```
    #[must_use]
    pub fn treated_as(&self) -> Self {
        match self {
            Self::Jitsi => Self::Jitsi,
            Self::Stickerpicker => Self::Stickerpicker,
            other if other == "jitsi" => Self::Jitsi,
            _ => Self::Custom,
        }
    }
}

/// The data of a widget, by the type of the widget.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WidgetData {
    /// The data of a custom widget, of a widget of unknown type, or of a widget whose data lacks a required member.
    Custom(CustomData),
    /// The data of a Jitsi Meet conference.
    Jitsi(JitsiData),
    /// The data of a sticker picker, which has no known members.
    Stickerpicker,
}

impl WidgetData {
    pub(super) fn read(widget_type: &WidgetType, data: &RawObject) -> Self {
        match widget_type.treated_as() {
            WidgetType::Stickerpicker => Self::Stickerpicker,
            WidgetType::Jitsi => match JitsiData::try_from(data) {
                Ok(jitsi) => Self::Jitsi(jitsi),
                Err(_) => Self::Custom(CustomData::from(data)),
            },
            _ => Self::Custom(CustomData::from(data)),
        }
    }
}

/// The data of a widget of type `m.custom`.
#[payload(new = "Creates the data of a widget that is not a wrapper.")]
pub struct CustomData {
    /// `url`: the URL of the embedded content, if the widget's own URL is that of a wrapper. It is not a template, and
    /// is not validated.
    pub url: Option<String>,
}

/// Reads the known members. A `url` that is not a string counts as absent.
impl From<&RawObject> for CustomData {
    fn from(data: &RawObject) -> Self {
        Self { url: text(data, "url") }
    }
}

impl From<&CustomData> for RawObject {
    fn from(data: &CustomData) -> Self {
        Self::of(data)
    }
}

/// The data of a widget of type `m.jitsi`.
#[payload(new = "Creates a conference with video.")]
pub struct JitsiData {
    /// `domain`: the host of the Jitsi Meet server.
    pub domain: String,
    /// `conferenceId`: the conference on that server. Jitsi Meet calls it a room name.
    #[serde(rename = "conferenceId")]
    pub conference_id: String,
    /// `isAudioOnly`: `true` if the conference starts without video. The default is `false`.
    #[serde(rename = "isAudioOnly")]
    pub is_audio_only: Option<bool>,
}

/// Reads the known members. An `isAudioOnly` that is not a boolean counts as absent.
///
/// Returns an error if `domain` or `conferenceId` is missing, not a string, or a duplicate.
impl TryFrom<&RawObject> for JitsiData {
    type Error = BodyError;

    fn try_from(data: &RawObject) -> Result<Self, BodyError> {
        Ok(Self {
            domain: data.require("domain")?,
            conference_id: data.require("conferenceId")?,
            is_audio_only: lenient(data, "isAudioOnly"),
        })
    }
}

impl From<&JitsiData> for RawObject {
    fn from(data: &JitsiData) -> Self {
        Self::of(data)
    }
}
