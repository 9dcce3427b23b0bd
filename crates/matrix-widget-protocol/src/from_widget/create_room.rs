//! `create_room`: creates a room.

use matrix_widget_macros::payload;
use ruma_common::{OwnedRoomId, OwnedUserId};

use crate::{raw::RawObject, string_enum::string_enum};

/// The data of `create_room`: the body of `createRoom` in the client-server API, further members included.
#[payload(new = "Creates a request for a room with the homeserver's defaults.")]
pub struct CreateRoomRequest {
    /// `creation_content`: further members of the content of `m.room.create`.
    pub creation_content: Option<RawObject>,
    /// `initial_state`: state events to be set: `type`, `state_key`, `content`.
    pub initial_state: Option<Vec<RawObject>>,
    /// `invite`: the users to be invited.
    pub invite: Option<Vec<OwnedUserId>>,
    /// `invite_3pid`: the third-party identifiers to be invited.
    pub invite_3pid: Option<Vec<RawObject>>,
    /// `is_direct`: whether the room is for talking directly to the invited.
    pub is_direct: Option<bool>,
    /// `name`: the name of the room.
    pub name: Option<String>,
    /// `power_level_content_override`: members of the content of `m.room.power_levels` that are to differ from the default.
    pub power_level_content_override: Option<RawObject>,
    /// `preset`: which defaults apply.
    pub preset: Option<RoomPreset>,
    /// `room_alias_name`: the local part of an alias for the room.
    pub room_alias_name: Option<String>,
    /// `room_version`: the version of the room; absent, the homeserver's default.
    pub room_version: Option<String>,
    /// `topic`: the topic of the room.
    pub topic: Option<String>,
    /// `visibility`: whether the room directory lists the room.
    pub visibility: Option<RoomVisibility>,
}

string_enum! {
    /// Defaults for a room: join rules, history visibility, guest access.
    pub enum RoomPreset {
        /// `private_chat`: by invitation; the invited have no more power than others.
        PrivateChat = "private_chat",
        /// `public_chat`: open to anyone.
        PublicChat = "public_chat",
        /// `trusted_private_chat`: by invitation; the invited have the power of the creator.
        TrustedPrivateChat = "trusted_private_chat",
    }
}

string_enum! {
    /// Whether the room directory lists a room.
    pub enum RoomVisibility {
        /// `public`: it does.
        Public = "public",
        /// `private`: it does not.
        Private = "private",
    }
}

/// The response to `create_room`.
#[payload(new = "Creates a response with the room.")]
pub struct CreateRoomResponse {
    /// `room_id`: the room.
    pub room_id: OwnedRoomId,
}
