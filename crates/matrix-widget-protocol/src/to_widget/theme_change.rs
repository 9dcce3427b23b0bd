//! `theme_change`: tells the widget the client's theme.

use std::collections::BTreeMap;

use crate::{
    body_error::BodyError,
    raw::{RawObject, raw_object},
};

raw_object! {
    /// The data of `theme_change`: the `name` of the theme, and other properties of the theme, such as Commet's
    /// `chat.commet.color_scheme`.
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

    /// Returns `chat.commet.color_scheme`, the color scheme of the theme. Only Commet sends it.
    ///
    /// # Errors
    ///
    /// Returns an error if `chat.commet.color_scheme` is not an object or is a duplicate field.
    pub fn commet_color_scheme(&self) -> Result<Option<RawObject>, BodyError> {
        self.0.get("chat.commet.color_scheme")
    }
}
