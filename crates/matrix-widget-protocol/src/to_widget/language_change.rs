//! `language_change`: says which language the client has.

use serde::{Deserialize, Serialize};

use crate::arbitrary::arbitrary;

/// The data of `language_change`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct LanguageChangeRequest {
    /// `lang`: the language as a BCP 47 tag, such as `en-GB`; some clients write underscores.
    pub lang: String,
}

arbitrary! { LanguageChangeRequest { lang } }

impl LanguageChangeRequest {
    /// Says which language the client has.
    #[must_use]
    pub fn new(lang: impl Into<String>) -> Self {
        Self { lang: lang.into() }
    }
}
