//! Actions of Element, its clients and Element Call, that every host of Element Call needs.
//!
//! The tables of the core take their rows from here and do not know them.

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

/// Adds the actions of this direction to a table.
macro_rules! with_from_widget_actions {
    ($table:ident! { $($rows:tt)* }) => {
        $table! {
            $($rows)*

            /// `io.element.join`: joins the call.
            ElementJoin($crate::vendor::element::ElementJoinRequest => $crate::Empty) {
                name: "io.element.join",
                mscs: [],
            }

            /// `im.vector.hangup`: leaves the call.
            ElementHangup($crate::vendor::element::ElementHangupRequest => $crate::Empty) {
                name: "im.vector.hangup",
                mscs: [],
            }

            /// `io.element.tile_layout`: shows all participants alike.
            ElementTileLayout($crate::Empty => $crate::Empty) {
                name: "io.element.tile_layout",
                mscs: [],
            }

            /// `io.element.spotlight_layout`: shows one participant large.
            ElementSpotlightLayout($crate::Empty => $crate::Empty) {
                name: "io.element.spotlight_layout",
                mscs: [],
            }

            /// `io.element.close`: asks the client to close the widget.
            ElementClose($crate::Empty => $crate::Empty) {
                name: "io.element.close",
                mscs: [],
            }

            /// `io.element.device_mute`: says that microphone or camera were turned on or off.
            ElementDeviceMute($crate::vendor::element::ElementDeviceMuteState => $crate::Empty) {
                name: "io.element.device_mute",
                mscs: [],
            }

            /// `io.element.participants`: says who takes part in the call.
            ElementParticipants($crate::vendor::element::ElementParticipantsRequest => $crate::Empty) {
                name: "io.element.participants",
                mscs: [],
            }

            /// `io.element.widget_ready`: says that the widget is ready. No longer used.
            ElementWidgetReady($crate::Empty => $crate::Empty) {
                name: "io.element.widget_ready",
                mscs: [],
            }

            /// `io.element.mute_audio`: turns the microphone off. No longer used.
            ElementMuteAudio($crate::Empty => $crate::Empty) {
                name: "io.element.mute_audio",
                mscs: [],
            }

            /// `io.element.unmute_audio`: turns the microphone on. No longer used.
            ElementUnmuteAudio($crate::Empty => $crate::Empty) {
                name: "io.element.unmute_audio",
                mscs: [],
            }

            /// `io.element.mute_video`: turns the camera off. No longer used.
            ElementMuteVideo($crate::Empty => $crate::Empty) {
                name: "io.element.mute_video",
                mscs: [],
            }

            /// `io.element.unmute_video`: turns the camera on. No longer used.
            ElementUnmuteVideo($crate::Empty => $crate::Empty) {
                name: "io.element.unmute_video",
                mscs: [],
            }

            /// `io.element.screenshare_request`: asks the client to let its user choose what to share. No longer used.
            ElementScreenshareRequest($crate::Empty => $crate::vendor::element::ElementScreenshareRequestResponse) {
                name: "io.element.screenshare_request",
                mscs: [],
            }

            /// `integration_manager_open`: asks the client to open its integration manager.
            IntegrationManagerOpen($crate::vendor::element::IntegrationManagerOpenRequest => $crate::Empty) {
                name: "integration_manager_open",
                mscs: [],
            }

            /// `io.element.view_room`: asks the client to show a room. Deprecated for `navigate`.
            ElementViewRoom($crate::vendor::element::ElementViewRoomRequest => $crate::Empty) {
                name: "io.element.view_room",
                capabilities: &[$crate::action::NeededCapability::Flag(matrix_widget_capability::Flag::ViewRoom)],
                mscs: [],
            }
        }
    };
}

/// Adds the actions of this direction to a table.
macro_rules! with_to_widget_actions {
    ($table:ident! { $($rows:tt)* }) => {
        $table! {
            $($rows)*

            /// `io.element.join`: joins the call.
            ElementJoin($crate::vendor::element::ElementJoinRequest => $crate::Empty) {
                name: "io.element.join",
                mscs: [],
            }

            /// `im.vector.hangup`: leaves the call.
            ElementHangup($crate::vendor::element::ElementHangupRequest => $crate::Empty) {
                name: "im.vector.hangup",
                mscs: [],
            }

            /// `io.element.tile_layout`: shows all participants alike.
            ElementTileLayout($crate::Empty => $crate::Empty) {
                name: "io.element.tile_layout",
                mscs: [],
            }

            /// `io.element.spotlight_layout`: shows one participant large.
            ElementSpotlightLayout($crate::Empty => $crate::Empty) {
                name: "io.element.spotlight_layout",
                mscs: [],
            }

            /// `io.element.device_mute`: turns microphone and camera on or off, or asks whether they are.
            ElementDeviceMute($crate::vendor::element::ElementDeviceMuteRequest => $crate::vendor::element::ElementDeviceMuteState) {
                name: "io.element.device_mute",
                mscs: [],
            }

            /// `im.vector.ready`: says that the client is ready. No longer used.
            ElementClientReady($crate::Empty => $crate::Empty) {
                name: "im.vector.ready",
                mscs: [],
            }

            /// `im.vector.start_live_stream`: starts to stream the call.
            ElementStartLiveStream($crate::vendor::element::ElementStartLiveStreamRequest => $crate::Empty) {
                name: "im.vector.start_live_stream",
                mscs: [],
            }

            /// `io.element.mute_audio`: turns the microphone off. No longer used.
            ElementMuteAudio($crate::Empty => $crate::Empty) {
                name: "io.element.mute_audio",
                mscs: [],
            }

            /// `io.element.unmute_audio`: turns the microphone on. No longer used.
            ElementUnmuteAudio($crate::Empty => $crate::Empty) {
                name: "io.element.unmute_audio",
                mscs: [],
            }

            /// `io.element.mute_video`: turns the camera off. No longer used.
            ElementMuteVideo($crate::Empty => $crate::Empty) {
                name: "io.element.mute_video",
                mscs: [],
            }

            /// `io.element.unmute_video`: turns the camera on. No longer used.
            ElementUnmuteVideo($crate::Empty => $crate::Empty) {
                name: "io.element.unmute_video",
                mscs: [],
            }

            /// `io.element.force_hangup`: leaves the call without goodbye. No longer used.
            ElementForceHangup($crate::Empty => $crate::Empty) {
                name: "io.element.force_hangup",
                mscs: [],
            }

            /// `io.element.screenshare_start`: starts to share what the user has chosen. No longer used.
            ElementScreenshareStart($crate::vendor::element::ElementScreenshareStartRequest => $crate::Empty) {
                name: "io.element.screenshare_start",
                mscs: [],
            }

            /// `io.element.screenshare_stop`: stops sharing. No longer used.
            ElementScreenshareStop($crate::Empty => $crate::Empty) {
                name: "io.element.screenshare_stop",
                mscs: [],
            }
        }
    };
}

pub(crate) use {with_from_widget_actions, with_to_widget_actions};
