//! `button_clicked`: says that a button of the modal widget was used.

use matrix_widget_macros::payload;

/// The data of `button_clicked`.
#[payload(new = "Creates a request that names the button.")]
pub struct ButtonClickedRequest {
    /// `id`: the identifier of the button.
    pub id: String,
}
