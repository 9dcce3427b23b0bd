//! Users.

use matrix_widget_macros::payload;
use ruma_common::{OwnedMxcUri, OwnedUserId, UserId};

use crate::body_error::BodyError;

/// A user in the answer of the user directory, further members included.
#[payload(new = "Creates a user of whom only the ID is known.")]
pub struct DirectoryUser {
    /// `user_id`: the user. One that is no user ID does not lose the whole answer.
    pub user_id: String,
    /// `display_name`: the name of the user.
    pub display_name: Option<String>,
    /// `avatar_url`: the picture of the user.
    pub avatar_url: Option<OwnedMxcUri>,
}

impl DirectoryUser {
    /// The user.
    ///
    /// # Errors
    ///
    /// When it is no user ID.
    pub fn checked_user_id(&self) -> Result<OwnedUserId, BodyError> {
        UserId::parse(&self.user_id).map_err(|reason| BodyError::invalid::<OwnedUserId>("user_id", reason))
    }
}

impl From<SharedUser> for DirectoryUser {
    fn from(user: SharedUser) -> Self {
        Self { user_id: user.user_id.into(), display_name: user.display_name, avatar_url: user.avatar_url }
    }
}

/// A user that a widget hands over.
#[payload(new = "Creates a user of whom only the ID is known.")]
pub struct SharedUser {
    /// `user_id`: the user.
    pub user_id: OwnedUserId,
    /// `display_name`: the name of the user.
    pub display_name: Option<String>,
    /// `avatar_url`: the picture of the user.
    pub avatar_url: Option<OwnedMxcUri>,
}
