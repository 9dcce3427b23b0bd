//! `mxid_share`: hands users to the client.

use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, string_enum::string_enum, user::SharedUser};

/// The data of `mxid_share`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct ShareUsersRequest {
    /// `users`: the users.
    pub users: Vec<SharedUser>,
    /// `action_hint`: what the widget thinks that the user wants to do with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_hint: Option<ShareUsersHint>,
}

arbitrary! { ShareUsersRequest { users, action_hint } }

impl ShareUsersRequest {
    /// A request that hands over users.
    #[must_use]
    pub fn new(users: Vec<SharedUser>) -> Self {
        Self { users, action_hint: None }
    }
}

string_enum! {
    /// What the user may want to do with users that a widget hands over.
    pub enum ShareUsersHint {
        /// `invite`: invite them to the room.
        Invite = "invite",
        /// `create_room`: create a room with them.
        CreateRoom = "create_room",
    }
}
