//! `set_always_on_screen`: asks the client to keep the widget on screen.

use matrix_widget_macros::payload;

/// The data of `set_always_on_screen`.
#[payload(new = "Creates a request to stay on screen or to stop doing so.")]
pub struct SetAlwaysOnScreenRequest {
    /// `value`: `true` to keep the widget on screen while the user views other rooms, `false` to stop doing so.
    pub value: bool,
}

/// The response to `set_always_on_screen`.
#[payload(new = "Creates a response without `success`.")]
pub struct SetAlwaysOnScreenResponse {
    /// `success`: `true` if the client complies. MSC2764 requires it, but some clients omit it.
    pub success: Option<bool>,
}
