//! The data of the actions of Commet.

use matrix_widget_macros::payload;

use crate::body_error::BodyError;

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
