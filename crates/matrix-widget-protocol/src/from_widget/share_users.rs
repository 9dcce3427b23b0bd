//! `mxid_share`: shares users with the client.

use matrix_widget_macros::payload;

use crate::{string_enum::string_enum, user::SharedUser};

/// The data of `mxid_share`.
#[payload(new = "Creates a request to share users.")]
pub struct ShareUsersRequest {
    /// `users`: the users to share.
    pub users: Vec<SharedUser>,
    /// `action_hint`: the action that the user probably wants.
    pub action_hint: Option<ShareUsersHint>,
}

string_enum! {
    /// A hint at what the user wants to do with shared users.
    pub enum ShareUsersHint {
        /// `invite`: invite the users to the room.
        Invite = "invite",
        /// `create_room`: create a room with the users.
        CreateRoom = "create_room",
    }
}
