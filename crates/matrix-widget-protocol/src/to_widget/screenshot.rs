//! `screenshot`: asks for a picture of the widget.

use matrix_widget_macros::payload;

use crate::file::ScreenshotBody;

/// The response to `screenshot`.
#[payload(new = "Creates a response with the picture.")]
pub struct ScreenshotResponse {
    /// `screenshot`: the picture, a `Blob`. In JSON, whatever came.
    pub screenshot: ScreenshotBody,
}
