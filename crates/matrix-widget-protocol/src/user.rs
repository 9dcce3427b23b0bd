//! Users.

use ruma_common::{OwnedMxcUri, OwnedUserId, UserId};
use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, body_error::BodyError, object::object_only};

/// A user in the answer of the user directory, further members included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct DirectoryUser {
    /// `user_id`: the user. One that is no user ID does not lose the whole answer.
    pub user_id: String,
    /// `display_name`: the name of the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// `avatar_url`: the picture of the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::MxcUri>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::MxcUri>"))]
    pub avatar_url: Option<OwnedMxcUri>,
}

arbitrary! { DirectoryUser { user_id, display_name, avatar_url } }

impl DirectoryUser {
    /// A user of whom only the identifier is known.
    #[must_use]
    pub fn new(user_id: impl Into<String>) -> Self {
        Self { user_id: user_id.into(), display_name: None, avatar_url: None }
    }

    /// The user.
    ///
    /// # Errors
    ///
    /// When it is no user ID.
    pub fn checked_user_id(&self) -> Result<OwnedUserId, BodyError> {
        UserId::parse(&self.user_id)
            .map_err(|reason| BodyError::refused("", reason).expecting::<OwnedUserId>().under("user_id"))
    }
}

impl From<SharedUser> for DirectoryUser {
    fn from(user: SharedUser) -> Self {
        Self { user_id: user.user_id.into(), display_name: user.display_name, avatar_url: user.avatar_url }
    }
}

/// A user that a widget hands over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct SharedUser {
    /// `user_id`: the user.
    #[cfg_attr(feature = "schemars", schemars(with = "crate::shape::UserId"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "crate::shape::UserId"))]
    pub user_id: OwnedUserId,
    /// `display_name`: the name of the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// `avatar_url`: the picture of the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::MxcUri>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::MxcUri>"))]
    pub avatar_url: Option<OwnedMxcUri>,
}

arbitrary! { SharedUser { user_id, display_name, avatar_url } }

impl SharedUser {
    /// A user of whom only the identifier is known.
    #[must_use]
    pub fn new(user_id: OwnedUserId) -> Self {
        Self { user_id, display_name: None, avatar_url: None }
    }
}

object_only! { SharedUser }
