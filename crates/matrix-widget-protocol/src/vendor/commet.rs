//! The data of the actions of Commet, and its binary values.

use std::fmt;

use matrix_widget_macros::payload;

use crate::{body_error::BodyError, string_enum::closed_enum};

/// The data of `chat.commet.safe_area_changed`.
#[payload(new = "Creates a request with the insets of the safe area.")]
pub struct CommetSafeAreaChangedRequest {
    /// `safeArea`: the left, top, right and bottom insets as CSS lengths, separated by commas, such as
    /// `0px,24px,0px,16px`.
    #[serde(rename = "safeArea")]
    pub safe_area: String,
}

impl CommetSafeAreaChangedRequest {
    /// Returns the left, top, right and bottom insets. Each is a CSS length, which is not validated.
    ///
    /// # Errors
    ///
    /// Returns an error if `safeArea` does not consist of four parts.
    pub fn insets(&self) -> Result<[&str; 4], BodyError> {
        let insets: Vec<_> = self.safe_area.split(',').collect();
        insets.try_into().map_err(|_| {
            BodyError::unexpected("data.safeArea", "four insets", "a different number of insets")
        })
    }
}

/// A binary value in the JSON of Commet, at any depth of `data` or `response`, such as the `file` of `download_file`.
///
/// Commet's scripts in the page convert it, so that widgets see a real `ArrayBuffer` or `Blob`. Others read it from raw JSON such as
/// the value of `file`.
#[payload(new = "Creates a binary value from base64.", without(Debug))]
pub struct CommetBinary {
    /// `__type`: the JavaScript type of the value.
    #[serde(rename = "__type")]
    pub binary_type: CommetBinaryType,
    /// `data`: the bytes in base64, with padding.
    pub data: String,
}

/// Omits the data.
impl fmt::Debug for CommetBinary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CommetBinary").field("binary_type", &self.binary_type).finish_non_exhaustive()
    }
}

closed_enum! {
    /// `__type`: the JavaScript type of a binary value in the JSON of Commet.
    pub enum CommetBinaryType {
        /// `ArrayBuffer`: an `ArrayBuffer`, in both directions.
        ArrayBuffer = "ArrayBuffer",
        /// `Blob`: a `Blob`, only from Commet to the widget. A `Blob` of a widget arrives as `{}`.
        Blob = "Blob",
    }
}
