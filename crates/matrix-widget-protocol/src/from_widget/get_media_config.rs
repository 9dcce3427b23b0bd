//! `get_media_config`: requests the limits of the media repository.

use js_int::Int;
use matrix_widget_macros::payload;

/// The response to `get_media_config`: the homeserver's response, including additional members.
#[payload(new = "Creates a response without limits.")]
pub struct MediaConfig {
    /// `m.upload.size`: the maximum size of an upload, in bytes. Absent: unknown.
    #[serde(rename = "m.upload.size")]
    pub upload_size: Option<Int>,
}
