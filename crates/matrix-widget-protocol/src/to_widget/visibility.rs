//! `visibility`: tells the widget whether it is visible.

use matrix_widget_macros::payload;

/// The data of `visibility`. Deployed TypeScript clients repeat `visible` at the top level of the message.
#[payload(new = "Creates a request with the visibility of the widget.")]
pub struct VisibilityRequest {
    /// `visible`: `true` if the widget is visible.
    pub visible: bool,
}
