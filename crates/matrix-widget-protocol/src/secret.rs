//! Secret strings.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{arbitrary::sampled, shape::shape};

/// A token, password or key, which `Debug` shows as `[redacted]`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Returns the secret string.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self(secret.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

sampled! {
    Secret => random::string().prop_map(Self::from)
}

shape! {
    inline Secret { schema: |_| { "type": "string" }, typescript: "string" }
}
