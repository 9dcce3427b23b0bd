//! `language_change`: tells the widget the client's language.

use matrix_widget_macros::payload;

/// The data of `language_change`.
#[payload(new = "Creates a request with the client's language.")]
pub struct LanguageChangeRequest {
    /// `lang`: the language as a BCP 47 tag, such as `en-GB`. Some clients use underscores instead of hyphens.
    pub lang: String,
}
