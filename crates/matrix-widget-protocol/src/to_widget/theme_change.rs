//! `theme_change`: says which theme the client has.

use crate::{body_error::BodyError, raw::raw_object};

raw_object! {
    /// The data of `theme_change`: the `name` of the theme, and whatever else the client says of it.
    pub struct ThemeChangeRequest
}

impl ThemeChangeRequest {
    /// `name`: the name of the theme, such as `light` or `dark`.
    ///
    /// # Errors
    ///
    /// When it is no string, or there twice.
    pub fn name(&self) -> Result<Option<String>, BodyError> {
        self.0.get("name")
    }
}
