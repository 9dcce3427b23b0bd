//! `user_directory_search`: searches the user directory.

use js_int::Int;
use matrix_widget_macros::payload;

use crate::{body_error::BodyError, range, user::DirectoryUser, with_extra::WithExtra};

/// The data of `user_directory_search`.
#[payload(new = "Creates a request for the users that match a search term.")]
pub struct SearchUserDirectoryRequest {
    /// `search_term`: what to search for.
    pub search_term: String,
    /// `limit`: at most how many users; absent, as many as the client will give.
    pub limit: Option<Int>,
}

impl SearchUserDirectoryRequest {
    /// Returns `limit`; a number beyond `u32` reads as `u32::MAX`.
    ///
    /// # Errors
    ///
    /// Returns the error to answer the request with if `limit` is negative.
    pub fn checked_limit(&self) -> Result<Option<u32>, BodyError> {
        range::checked_limit(self.limit, 0)
    }

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.checked_limit().map(drop)
    }
}

/// The response to `user_directory_search`.
#[payload(new = "Creates a response with the users.")]
pub struct SearchUserDirectoryResponse {
    /// `limited`: whether there are more users than the limit allows.
    pub limited: bool,
    /// `results`: the users, the best match first.
    pub results: Vec<WithExtra<DirectoryUser>>,
}
