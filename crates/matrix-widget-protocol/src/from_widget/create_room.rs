//! `create_room`: creates a room.

use matrix_widget_macros::payload;
use ruma_common::{OwnedRoomId, OwnedUserId};

use crate::{raw::RawObject, string_enum::string_enum};

/// The data of `create_room`: the request body of `createRoom` in the client-server API, including additional members.
#[payload(new = "Creates a request to create a room with the homeserver's defaults.")]
pub struct CreateRoomRequest {
    /// `creation_content`: additional members of the content of `m.room.create`.
    pub creation_content: Option<RawObject>,
    /// `initial_state`: the initial state events, each with `type`, `state_key` and `content`.
    pub initial_state: Option<Vec<RawObject>>,
    /// `invite`: the users to invite.
    pub invite: Option<Vec<OwnedUserId>>,
    /// `invite_3pid`: the third-party identifiers to invite.
    pub invite_3pid: Option<Vec<RawObject>>,
    /// `is_direct`: `true` if the room is a direct chat with the invited users.
    pub is_direct: Option<bool>,
    /// `name`: the name of the room.
    pub name: Option<String>,
    /// `power_level_content_override`: members that replace the defaults in the content of `m.room.power_levels`.
    pub power_level_content_override: Option<RawObject>,
    /// `preset`: the preset that sets the defaults of the room.
    pub preset: Option<RoomPreset>,
    /// `room_alias_name`: the local part of an alias for the room.
    pub room_alias_name: Option<String>,
    /// `room_version`: the version of the room. Absent: the homeserver's default.
    pub room_version: Option<String>,
    /// `topic`: the topic of the room.
    pub topic: Option<String>,
    /// `visibility`: the visibility of the room in the room directory.
    pub visibility: Option<RoomVisibility>,
}

string_enum! {
    /// A preset for a new room: its join rules, history visibility and guest access.
    pub enum RoomPreset {
        /// `private_chat`: users join by invitation. Invited users have the default power level.
        PrivateChat = "private_chat",
        /// `public_chat`: anyone can join.
        PublicChat = "public_chat",
        /// `trusted_private_chat`: users join by invitation. Invited users have the same power level as the creator.
        TrustedPrivateChat = "trusted_private_chat",
    }
}

string_enum! {
    /// The visibility of a room in the room directory.
    pub enum RoomVisibility {
        /// `public`: the room is listed.
        Public = "public",
        /// `private`: the room is not listed.
        Private = "private",
    }
}

/// The response to `create_room`.
#[payload(new = "Creates a response with the ID of the room.")]
pub struct CreateRoomResponse {
    /// `room_id`: the new room.
    pub room_id: OwnedRoomId,
}
