//! `language_change`: says which language the client has.

use matrix_widget_macros::payload;

/// The data of `language_change`.
#[payload(new = "Creates a request with the client's language.")]
pub struct LanguageChangeRequest {
    /// `lang`: the language as a BCP 47 tag, such as `en-GB`; some clients write underscores.
    pub lang: String,
}
