//! `set_always_on_screen`: asks to stay on screen.

use serde::{Deserialize, Serialize};

use crate::arbitrary::arbitrary;

/// The data of `set_always_on_screen`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct SetAlwaysOnScreenRequest {
    /// `value`: whether the widget is to stay on screen while the user looks at other rooms.
    pub value: bool,
}

arbitrary! { SetAlwaysOnScreenRequest { value } }

impl SetAlwaysOnScreenRequest {
    /// A request to stay on screen, or no longer.
    #[must_use]
    pub fn new(value: bool) -> Self {
        Self { value }
    }
}

/// The response to `set_always_on_screen`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct SetAlwaysOnScreenResponse {
    /// `success`: whether the client does it. MSC2764 requires it; some clients merely acknowledge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
}

arbitrary! { SetAlwaysOnScreenResponse { success } }

impl SetAlwaysOnScreenResponse {
    /// A response that merely acknowledges.
    #[must_use]
    pub fn new() -> Self {
        Self { success: None }
    }
}
