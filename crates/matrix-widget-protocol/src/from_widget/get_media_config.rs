//! `get_media_config`: asks what the media repository takes.

use js_int::Int;
use serde::{Deserialize, Serialize};

use crate::arbitrary::arbitrary;

/// The response to `get_media_config`: the homeserver's answer, further members included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct MediaConfig {
    /// `m.upload.size`: how large an upload may be, in bytes; absent, nobody knows.
    #[serde(rename = "m.upload.size", default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub upload_size: Option<Int>,
}

arbitrary! { MediaConfig { upload_size } }

impl MediaConfig {
    /// Nothing known.
    #[must_use]
    pub fn new() -> Self {
        Self { upload_size: None }
    }
}
