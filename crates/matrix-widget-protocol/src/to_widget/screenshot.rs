//! `screenshot`: requests a screenshot of the widget.

use matrix_widget_macros::payload;

use crate::file::ScreenshotBody;

/// The response to `screenshot`.
#[payload(new = "Creates a response with the screenshot.")]
pub struct ScreenshotResponse {
    /// `screenshot`: the screenshot, a `Blob` in JavaScript.
    pub screenshot: ScreenshotBody,
}
