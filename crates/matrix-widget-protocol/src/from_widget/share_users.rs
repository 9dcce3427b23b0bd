//! `mxid_share`: hands users to the client.

use matrix_widget_macros::payload;

use crate::{string_enum::string_enum, user::SharedUser};

/// The data of `mxid_share`.
#[payload(new = "Creates a request that shares users.")]
pub struct ShareUsersRequest {
    /// `users`: the users.
    pub users: Vec<SharedUser>,
    /// `action_hint`: what the widget thinks that the user wants to do with them.
    pub action_hint: Option<ShareUsersHint>,
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
