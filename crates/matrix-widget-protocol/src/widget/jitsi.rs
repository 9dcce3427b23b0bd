//! The data of Jitsi Meet conferences.

use matrix_widget_macros::payload;

use super::lenient::{lenient, text};
use crate::{body_error::BodyError, raw::RawObject, string_enum::string_enum};

/// The data of a widget of type `m.jitsi`.
#[payload(new = "Creates a conference with video.")]
pub struct JitsiData {
    /// `domain`: the host of the Jitsi Meet server.
    pub domain: String,
    /// `conferenceId`: the conference on that server. Jitsi Meet calls it a room name. If `auth` is `openidtoken-jwt`,
    /// it is the ID of the Matrix room in base32 (RFC 4648) without padding.
    #[serde(rename = "conferenceId")]
    pub conference_id: String,
    /// `isAudioOnly`: `true` if the conference starts without video. The default is `false`.
    #[serde(rename = "isAudioOnly")]
    pub is_audio_only: Option<bool>,
    /// `roomName`: the name of the Matrix room, which Element shows as the subject of the conference.
    #[serde(rename = "roomName")]
    pub room_name: Option<String>,
    /// `isVideoChannel`: `true` if the conference is the call of a video room of Element. The default is `false`.
    #[serde(rename = "isVideoChannel")]
    pub is_video_channel: Option<bool>,
    /// `auth`: the way in which the server authenticates users. If it is absent, the server does not
    /// authenticate users.
    pub auth: Option<JitsiAuth>,
}

string_enum! {
    /// `auth`: the way in which a Jitsi Meet server authenticates users.
    pub enum JitsiAuth {
        /// `openidtoken-jwt`: by an OpenID token of the homeserver in a JSON Web Token. See
        /// [prosody-mod-auth-matrix-user-verification](https://github.com/matrix-org/prosody-mod-auth-matrix-user-verification).
        OpenIdTokenJwt = "openidtoken-jwt",
    }
}

/// Reads the known members. An optional member of the wrong type counts as absent.
///
/// Returns an error if `domain` or `conferenceId` is missing, not a string, or a duplicate.
impl TryFrom<&RawObject> for JitsiData {
    type Error = BodyError;

    fn try_from(data: &RawObject) -> Result<Self, BodyError> {
        Ok(Self {
            domain: data.require("domain")?,
            conference_id: data.require("conferenceId")?,
            is_audio_only: lenient(data, "isAudioOnly"),
            room_name: text(data, "roomName"),
            is_video_channel: lenient(data, "isVideoChannel"),
            auth: lenient(data, "auth"),
        })
    }
}
