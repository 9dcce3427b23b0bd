//! The types of widgets, and what their data holds.

use matrix_widget_macros::payload;

use super::{lenient, text};
use crate::{body_error::BodyError, raw::RawObject, string_enum::string_enum};

string_enum! {
    /// `type`: what a widget is.
    ///
    /// See [MSC2764](https://github.com/matrix-org/matrix-spec-proposals/pull/2764).
    pub enum WidgetType {
        /// `m.custom`: any website. What is not known is treated like it.
        Custom = "m.custom",
        /// `m.jitsi`: a Jitsi Meet conference. Some definitions say plain `jitsi`, which keeps its spelling; see
        /// `treated_as`.
        Jitsi = "m.jitsi",
        /// `m.stickerpicker`: a choice of stickers to send.
        Stickerpicker = "m.stickerpicker",
    }
}

impl WidgetType {
    /// The known type that this one is treated as, whatever the spelling.
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

/// The data of a widget, read as that of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WidgetData {
    /// Of a custom widget, of one whose type is not known, and of one whose data lacks what its type requires.
    Custom(CustomData),
    /// Of a Jitsi Meet conference.
    Jitsi(JitsiData),
    /// Of a choice of stickers, of which nothing is required.
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
    /// `url`: the URL of the embedded content, where the widget's own URL is that of a wrapper around it. Not a
    /// template, and not judged.
    pub url: Option<String>,
}

/// Reads what is there: a `url` that is no string counts as absent.
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
    /// `conferenceId`: the conference on that server, which Jitsi Meet calls a room name.
    #[serde(rename = "conferenceId")]
    pub conference_id: String,
    /// `isAudioOnly`: whether to start without video; absent, it starts with video.
    #[serde(rename = "isAudioOnly")]
    pub is_audio_only: Option<bool>,
}

/// Reads what is there: an `isAudioOnly` that is no boolean counts as absent.
///
/// It fails when `domain` or `conferenceId` is missing, no string, or there twice.
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
