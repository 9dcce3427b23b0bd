//! `user_directory_search`: searches the user directory.

use js_int::Int;
use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, body_error::BodyError, open::Open, range, user::DirectoryUser};

/// The data of `user_directory_search`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct SearchUserDirectoryRequest {
    /// `search_term`: what to search for.
    pub search_term: String,
    /// `limit`: at most how many users; absent, as many as the client will give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub limit: Option<Int>,
}

arbitrary! { SearchUserDirectoryRequest { search_term, limit } }

impl SearchUserDirectoryRequest {
    /// A request for users that match a term.
    #[must_use]
    pub fn new(search_term: impl Into<String>) -> Self {
        Self { search_term: search_term.into(), limit: None }
    }

    /// Judges `limit`, which decodes whatever its size.
    ///
    /// # Errors
    ///
    /// When it is negative. A client answers the request with that error.
    pub fn checked_limit(&self) -> Result<Option<u64>, BodyError> {
        range::checked_limit(self.limit, 0)
    }

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.checked_limit().map(drop)
    }
}

/// The response to `user_directory_search`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct SearchUserDirectoryResponse {
    /// `limited`: whether there are more users than the limit allows.
    pub limited: bool,
    /// `results`: the users, the best match first.
    pub results: Vec<Open<DirectoryUser>>,
}

arbitrary! { SearchUserDirectoryResponse { limited, results } }

impl SearchUserDirectoryResponse {
    /// A response with the users.
    #[must_use]
    pub fn new(limited: bool, results: Vec<Open<DirectoryUser>>) -> Self {
        Self { limited, results }
    }
}
