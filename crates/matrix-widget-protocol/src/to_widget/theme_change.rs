//! `theme_change`: tells the widget the client's theme.

use std::collections::BTreeMap;

use crate::{
    body_error::BodyError,
    raw::{RawObject, raw_object},
};

raw_object! {
    /// The data of `theme_change`: the `name` of the theme, and other properties of the theme.
    pub struct ThemeChangeRequest
}

impl ThemeChangeRequest {
    /// Creates a request with the name of the theme, such as `light` or `dark`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(RawObject::of(&BTreeMap::from([("name", name)])))
    }

    /// Returns `name`, the name of the theme, such as `light` or `dark`.
    ///
    /// # Errors
    ///
    /// Returns an error if `name` is not a string or is a duplicate field.
    pub fn name(&self) -> Result<Option<String>, BodyError> {
        self.0.get("name")
    }
}
