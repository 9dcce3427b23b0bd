//! `user_directory_search`: searches the homeserver's user directory.

use js_int::Int;
use matrix_widget_macros::payload;

use crate::{body_error::BodyError, range, user::DirectoryUser, with_extra::WithExtra};

/// The data of `user_directory_search`.
#[payload(new = "Creates a request for the users that match a search term.")]
pub struct SearchUserDirectoryRequest {
    /// `search_term`: the text to search for.
    pub search_term: String,
    /// `limit`: the maximum number of users. Absent: the client chooses.
    pub limit: Option<Int>,
}

impl SearchUserDirectoryRequest {
    /// Returns `limit`, capped at `u32::MAX`.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, if `limit` is negative.
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
    /// `limited`: `true` if the search matched more users than `results` contains.
    pub limited: bool,
    /// `results`: the matching users, best match first.
    pub results: Vec<WithExtra<DirectoryUser>>,
}
