//! Users.

use matrix_widget_macros::payload;
use ruma_common::{OwnedMxcUri, OwnedUserId, UserId};

use crate::body_error::BodyError;

/// A user found in the user directory, including additional members.
#[payload(new = "Creates a user without a display name and avatar.")]
pub struct DirectoryUser {
    /// `user_id`: the ID of the user. An invalid ID does not invalidate the whole response.
    pub user_id: String,
    /// `display_name`: the display name of the user.
    pub display_name: Option<String>,
    /// `avatar_url`: the avatar of the user.
    pub avatar_url: Option<OwnedMxcUri>,
}

impl DirectoryUser {
    /// Returns `user_id`.
    ///
    /// # Errors
    ///
    /// Returns an error if `user_id` is not a valid user ID.
    pub fn checked_user_id(&self) -> Result<OwnedUserId, BodyError> {
        UserId::parse(&self.user_id).map_err(|reason| BodyError::invalid::<OwnedUserId>("user_id", reason))
    }
}

impl From<SharedUser> for DirectoryUser {
    fn from(user: SharedUser) -> Self {
        Self { user_id: user.user_id.into(), display_name: user.display_name, avatar_url: user.avatar_url }
    }
}

/// A user that a widget shares.
#[payload(new = "Creates a user without a display name and avatar.")]
pub struct SharedUser {
    /// `user_id`: the ID of the user.
    pub user_id: OwnedUserId,
    /// `display_name`: the display name of the user.
    pub display_name: Option<String>,
    /// `avatar_url`: the avatar of the user.
    pub avatar_url: Option<OwnedMxcUri>,
}
