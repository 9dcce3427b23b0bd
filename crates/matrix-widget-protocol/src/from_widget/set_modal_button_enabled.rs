//! `set_button_enabled`: enables or disables a button of a modal widget.

use matrix_widget_macros::payload;

/// The data of `set_button_enabled`.
#[payload(new = "Creates a request to enable or disable a button.")]
pub struct SetModalButtonEnabledRequest {
    /// `button`: the ID of the button. The client responds with an error for the built-in close button and for unknown
    /// IDs.
    pub button: String,
    /// `enabled`: `true` to enable the button, `false` to disable it.
    pub enabled: bool,
}
