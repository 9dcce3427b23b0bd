//! `button_clicked`: says that a button of the modal widget was used.

use serde::{Deserialize, Serialize};

use crate::arbitrary::arbitrary;

/// The data of `button_clicked`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct ButtonClickedRequest {
    /// `id`: the identifier of the button.
    pub id: String,
}

arbitrary! { ButtonClickedRequest { id } }

impl ButtonClickedRequest {
    /// Says which button was used.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}
