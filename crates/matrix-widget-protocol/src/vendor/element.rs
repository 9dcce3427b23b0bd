//! The bodies of the actions of Element, its clients and Element Call.

use matrix_widget_macros::payload;
use ruma_common::OwnedRoomId;

use crate::{
    body_error::BodyError,
    raw::{RawObject, raw_object},
    secret::Secret,
};

/// The data of `io.element.join`.
#[payload(new = "Creates a request to join without microphone and camera.")]
pub struct ElementJoinRequest {
    /// `audioInput`: the microphone, by its label; null or absent, none.
    #[serde(rename = "audioInput")]
    pub audio_input: Option<String>,
    /// `videoInput`: the camera, by its label; null or absent, none.
    #[serde(rename = "videoInput")]
    pub video_input: Option<String>,
}

/// The data of `im.vector.hangup`.
#[payload(new = "Creates a request for a call that ended without an error.")]
pub struct ElementHangupRequest {
    /// `errorMessage`: why the call ended, if it did not end well.
    #[serde(rename = "errorMessage")]
    pub error_message: Option<String>,
}

/// The data of `io.element.device_mute` to the widget. Without members it asks how things are.
#[payload(new = "Creates a request for the current state.")]
pub struct ElementDeviceMuteRequest {
    /// `audio_enabled`: whether the microphone is to be on.
    pub audio_enabled: Option<bool>,
    /// `video_enabled`: whether the camera is to be on.
    pub video_enabled: Option<bool>,
}

/// How things are: the data of `io.element.device_mute` from the widget, and the response to that to the widget.
#[payload(new = "Creates the state of microphone and camera.")]
pub struct ElementDeviceMuteState {
    /// `audio_enabled`: whether the microphone is on.
    pub audio_enabled: bool,
    /// `video_enabled`: whether the camera is on.
    pub video_enabled: bool,
}

/// The data of `io.element.participants`.
#[payload(new = "Creates a request with the participants.")]
pub struct ElementParticipantsRequest {
    /// `participants`: those who take part in the call.
    pub participants: Vec<RawObject>,
}

/// The data of `im.vector.start_live_stream`.
#[payload(new = "Creates a request for a stream with a key.")]
pub struct ElementStartLiveStreamRequest {
    /// `rtmpStreamKey`: the key of the stream.
    #[serde(rename = "rtmpStreamKey")]
    pub rtmp_stream_key: Secret,
}

/// The response to `io.element.screenshare_request`.
#[payload(new = "Creates a response that says whether the user is being asked.")]
pub struct ElementScreenshareRequestResponse {
    /// `pending`: whether the user is being asked; `io.element.screenshare_start` or `io.element.screenshare_stop` will follow.
    pub pending: bool,
}

/// The data of `io.element.screenshare_start`.
#[payload(new = "Creates a request to share a source.")]
pub struct ElementScreenshareStartRequest {
    /// `desktopCapturerSourceId`: what to share, by the identifier that Electron gives it.
    #[serde(rename = "desktopCapturerSourceId")]
    pub desktop_capturer_source_id: String,
}

/// The data of `io.element.view_room`.
#[payload(new = "Creates a request to show a room.")]
pub struct ElementViewRoomRequest {
    /// `room_id`: the room.
    pub room_id: OwnedRoomId,
}

raw_object! {
    /// The data of `integration_manager_open`: `integType`, `integId`, and whatever else the integration manager wants to
    /// know.
    pub struct IntegrationManagerOpenRequest
}

impl IntegrationManagerOpenRequest {
    /// `integType`: what kind of integration to show.
    ///
    /// # Errors
    ///
    /// When it is no string, or there twice.
    pub fn integration_type(&self) -> Result<Option<String>, BodyError> {
        self.0.get("integType")
    }

    /// `integId`: which integration to show.
    ///
    /// # Errors
    ///
    /// When it is no string, or there twice.
    pub fn integration_id(&self) -> Result<Option<String>, BodyError> {
        self.0.get("integId")
    }
}
