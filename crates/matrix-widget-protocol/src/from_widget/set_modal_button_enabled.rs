//! `set_button_enabled`: lets a button of the modal widget be used or not.

use matrix_widget_macros::payload;

/// The data of `set_button_enabled`.
#[payload(new = "Creates a request for a button.")]
pub struct SetModalButtonEnabledRequest {
    /// `button`: the identifier of the button. That of the built-in close button gets an error, as does an unknown one.
    pub button: String,
    /// `enabled`: whether the button can be used.
    pub enabled: bool,
}
