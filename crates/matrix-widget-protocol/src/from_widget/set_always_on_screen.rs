//! `set_always_on_screen`: asks to stay on screen.

use matrix_widget_macros::payload;

/// The data of `set_always_on_screen`.
#[payload(new = "Creates a request to stay on screen, or to stop doing so.")]
pub struct SetAlwaysOnScreenRequest {
    /// `value`: whether the widget is to stay on screen while the user looks at other rooms.
    pub value: bool,
}

/// The response to `set_always_on_screen`.
#[payload(new = "Creates a response that only acknowledges the request.")]
pub struct SetAlwaysOnScreenResponse {
    /// `success`: whether the client does it. MSC2764 requires it; some clients merely acknowledge.
    pub success: Option<bool>,
}
