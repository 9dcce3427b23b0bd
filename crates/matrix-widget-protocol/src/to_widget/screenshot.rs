//! `screenshot`: asks for a picture of the widget.

use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, file::ScreenshotBody};

/// The response to `screenshot`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct ScreenshotResponse {
    /// `screenshot`: the picture, a `Blob`. In JSON, whatever came.
    pub screenshot: ScreenshotBody,
}

arbitrary! { ScreenshotResponse { screenshot } }

impl ScreenshotResponse {
    /// A response with the picture.
    #[must_use]
    pub fn new(screenshot: ScreenshotBody) -> Self {
        Self { screenshot }
    }
}
