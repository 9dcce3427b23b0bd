//! The data and responses of the actions of Element and Element Call.

use matrix_widget_macros::payload;
use ruma_common::OwnedRoomId;

use crate::{
    body_error::BodyError,
    nullable::Nullable,
    raw::{RawObject, raw_object},
    secret::Secret,
};

/// The data of `io.element.join`.
///
/// Null and absent have different meanings for the Jitsi widget of Element Web. Element Call, since 0.8, treats both alike: the
/// device stays as the user has set it in the lobby. Widgets send neither member.
#[payload(new = "Creates a request without devices.")]
pub struct ElementJoinRequest {
    /// `audioInput`: the label of the microphone. For Jitsi, null turns the microphone off, and absent selects any
    /// microphone, turned on.
    #[serde(rename = "audioInput")]
    pub audio_input: Nullable<String>,
    /// `videoInput`: the label of the camera. For Jitsi, null turns the camera off, and absent selects any camera, turned on.
    #[serde(rename = "videoInput")]
    pub video_input: Nullable<String>,
}

/// The data of `im.vector.hangup`.
#[payload(new = "Creates a request without an error.")]
pub struct ElementHangupRequest {
    /// `errorMessage`: the error that ended the call. Absent: the call ended normally.
    #[serde(rename = "errorMessage")]
    pub error_message: Option<String>,
    /// `force`: `true` to end the call immediately, without leaving it properly. Only in requests to the widget.
    pub force: Option<bool>,
}

/// The data of `io.element.device_mute` from the client. Without members, it requests the current state.
///
/// Send both members, even to change one device: the Jitsi widget of Element Web toggles a device whose member is absent.
#[payload(new = "Creates a request for the current state.")]
pub struct ElementDeviceMuteRequest {
    /// `audio_enabled`: `true` to turn the microphone on, `false` to turn it off.
    pub audio_enabled: Option<bool>,
    /// `video_enabled`: `true` to turn the camera on, `false` to turn it off.
    pub video_enabled: Option<bool>,
}

/// The response to `io.element.device_mute` from the client: the resulting state.
///
/// The Jitsi widget of Element Web repeats the members of the request, and answers without members before the user joins the call.
#[payload(new = "Creates a response without members: the user has not joined the call.")]
pub struct ElementDeviceMuteResponse {
    /// `audio_enabled`: `true` if the microphone is on.
    pub audio_enabled: Option<bool>,
    /// `video_enabled`: `true` if the camera is on.
    pub video_enabled: Option<bool>,
}

/// The state of the microphone and the camera: the data of `io.element.device_mute` from the widget.
#[payload(new = "Creates the state of the microphone and the camera.")]
pub struct ElementDeviceMuteState {
    /// `audio_enabled`: `true` if the microphone is on.
    pub audio_enabled: bool,
    /// `video_enabled`: `true` if the camera is on.
    pub video_enabled: bool,
}

/// The data of `io.element.participants`.
#[payload(new = "Creates a request with the participants.")]
pub struct ElementParticipantsRequest {
    /// `participants`: the participants of the call.
    pub participants: Vec<RawObject>,
}

/// The data of `im.vector.start_live_stream`.
#[payload(new = "Creates a request with the key of the stream.")]
pub struct ElementStartLiveStreamRequest {
    /// `rtmpStreamKey`: the key of the stream.
    #[serde(rename = "rtmpStreamKey")]
    pub rtmp_stream_key: Secret,
}

/// The response to `io.element.screenshare_request`.
#[payload(new = "Creates a response with the value of `pending`.")]
pub struct ElementScreenshareRequestResponse {
    /// `pending`: `true` if the client asks the user, and later sends `io.element.screenshare_start` or
    /// `io.element.screenshare_stop`.
    pub pending: bool,
}

/// The data of `io.element.screenshare_start`.
#[payload(new = "Creates a request to share a source.")]
pub struct ElementScreenshareStartRequest {
    /// `desktopCapturerSourceId`: Electron's ID of the screen or window to share.
    #[serde(rename = "desktopCapturerSourceId")]
    pub desktop_capturer_source_id: String,
}

/// The data of `io.element.view_room`.
#[payload(new = "Creates a request to show a room.")]
pub struct ElementViewRoomRequest {
    /// `room_id`: the room to show.
    pub room_id: OwnedRoomId,
}

raw_object! {
    /// The data of `integration_manager_open`: `integType`, `integId`, and additional members for the integration
    /// manager.
    pub struct IntegrationManagerOpenRequest
}

impl IntegrationManagerOpenRequest {
    /// Returns `integType`, the type of the integration to show.
    ///
    /// # Errors
    ///
    /// Returns an error if `integType` is not a string or is a duplicate field.
    pub fn integration_type(&self) -> Result<Option<String>, BodyError> {
        self.0.get("integType")
    }

    /// Returns `integId`, the ID of the integration to show.
    ///
    /// # Errors
    ///
    /// Returns an error if `integId` is not a string or is a duplicate field.
    pub fn integration_id(&self) -> Result<Option<String>, BodyError> {
        self.0.get("integId")
    }
}
