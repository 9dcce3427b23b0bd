//! `button_clicked`: tells the modal widget that the user clicked one of its buttons.

use matrix_widget_macros::payload;

/// The data of `button_clicked`.
#[payload(new = "Creates a request with the ID of the button.")]
pub struct ButtonClickedRequest {
    /// `id`: the ID of the button.
    pub id: String,
}
