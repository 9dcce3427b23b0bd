//! `get_media_config`: asks what the media repository takes.

use js_int::Int;
use matrix_widget_macros::payload;

/// The response to `get_media_config`: the homeserver's answer, further members included.
#[payload(new = "Creates a configuration without any limit.")]
pub struct MediaConfig {
    /// `m.upload.size`: how large an upload may be, in bytes; absent, nobody knows.
    #[serde(rename = "m.upload.size")]
    pub upload_size: Option<Int>,
}
