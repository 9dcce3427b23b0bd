//! Users.

use ruma_common::{OwnedMxcUri, OwnedUserId};
use serde::{Deserialize, Serialize};

use crate::{body_error::BodyError, raw::raw_object};

raw_object! {
    /// A user in the answer of the user directory: `user_id`, `display_name`, `avatar_url`, and whatever else it holds.
    /// Only that it is an object is promised, so that one odd user does not lose the whole answer.
    pub struct DirectoryUser
}

impl DirectoryUser {
    /// `user_id`
    ///
    /// # Errors
    ///
    /// When it is missing, no user ID, or there twice.
    pub fn user_id(&self) -> Result<OwnedUserId, BodyError> {
        self.0.require("user_id")
    }

    /// `display_name`
    ///
    /// # Errors
    ///
    /// When it is no string, or there twice.
    pub fn display_name(&self) -> Result<Option<String>, BodyError> {
        self.0.get("display_name")
    }

    /// `avatar_url`: an `mxc:` URI.
    ///
    /// # Errors
    ///
    /// When it is no string, or there twice.
    pub fn avatar_url(&self) -> Result<Option<OwnedMxcUri>, BodyError> {
        self.0.get("avatar_url")
    }
}

impl From<&SharedUser> for DirectoryUser {
    fn from(user: &SharedUser) -> Self {
        Self(crate::raw::RawObject::of(user))
    }
}

/// A user that a widget hands over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
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

impl SharedUser {
    /// A user of whom only the identifier is known.
    #[must_use]
    pub fn new(user_id: OwnedUserId) -> Self {
        Self { user_id, display_name: None, avatar_url: None }
    }
}
