//! `theme_change`: says which theme the client has.

use std::collections::BTreeMap;

use crate::{
    body_error::BodyError,
    raw::{RawObject, raw_object},
};

raw_object! {
    /// The data of `theme_change`: the `name` of the theme, and whatever else the client says of it.
    pub struct ThemeChangeRequest
}

impl ThemeChangeRequest {
    /// Creates a request with the name of the theme, such as `light` or `dark`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(RawObject::of(&BTreeMap::from([("name", name)])))
    }

    /// `name`: the name of the theme, such as `light` or `dark`.
    ///
    /// # Errors
    ///
    /// When it is no string, or there twice.
    pub fn name(&self) -> Result<Option<String>, BodyError> {
        self.0.get("name")
    }
}
