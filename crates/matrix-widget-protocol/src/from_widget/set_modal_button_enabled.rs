//! `set_button_enabled`: lets a button of the modal widget be used or not.

use serde::{Deserialize, Serialize};

use crate::arbitrary::arbitrary;

/// The data of `set_button_enabled`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct SetModalButtonEnabledRequest {
    /// `button`: the identifier of the button. That of the built-in close button gets an error, as does an unknown one.
    pub button: String,
    /// `enabled`: whether the button can be used.
    pub enabled: bool,
}

arbitrary! { SetModalButtonEnabledRequest { button, enabled } }

impl SetModalButtonEnabledRequest {
    /// A request for one button.
    #[must_use]
    pub fn new(button: impl Into<String>, enabled: bool) -> Self {
        Self { button: button.into(), enabled }
    }
}
