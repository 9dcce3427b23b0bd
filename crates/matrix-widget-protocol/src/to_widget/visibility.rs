//! `visibility`: says whether the widget can be seen.

use serde::{Deserialize, Serialize};

use crate::arbitrary::arbitrary;

/// The data of `visibility`. Deployed TypeScript clients repeat `visible` at the top level of the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct VisibilityRequest {
    /// `visible`: whether the widget can be seen.
    pub visible: bool,
}

arbitrary! { VisibilityRequest { visible } }

impl VisibilityRequest {
    /// Says whether the widget can be seen.
    #[must_use]
    pub fn new(visible: bool) -> Self {
        Self { visible }
    }
}
