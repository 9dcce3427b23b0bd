//! `create_room`: creates a room.

use matrix_widget_capability::Flag;
use ruma_common::{OwnedRoomId, OwnedUserId, RoomId};
use serde::{Deserialize, Serialize};

use crate::{
    arbitrary::arbitrary,
    open::Open,
    raw::RawObject,
    requirement::{Enforcement, Requirement, Requirements},
    string_enum::string_enum,
};

/// The data of `create_room`: the body of `createRoom` in the client-server API, further members included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct CreateRoomRequest {
    /// `creation_content`: further members of the content of `m.room.create`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creation_content: Option<RawObject>,
    /// `initial_state`: state events to be set: `type`, `state_key`, `content`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_state: Option<Vec<RawObject>>,
    /// `invite`: the users to be invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<Vec<crate::shape::UserId>>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<Vec<crate::shape::UserId>>"))]
    pub invite: Option<Vec<OwnedUserId>>,
    /// `invite_3pid`: the third-party identifiers to be invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invite_3pid: Option<Vec<RawObject>>,
    /// `is_direct`: whether the room is for talking directly to the invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_direct: Option<bool>,
    /// `name`: the name of the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `power_level_content_override`: members of the content of `m.room.power_levels` that are to differ from the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_level_content_override: Option<RawObject>,
    /// `preset`: which defaults apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<RoomPreset>,
    /// `room_alias_name`: the local part of an alias for the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_alias_name: Option<String>,
    /// `room_version`: the version of the room; absent, the homeserver's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_version: Option<String>,
    /// `topic`: the topic of the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// `visibility`: whether the room directory lists the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<RoomVisibility>,
}

arbitrary! { CreateRoomRequest { creation_content, initial_state, invite, invite_3pid, is_direct, name, power_level_content_override, preset, room_alias_name, room_version, topic, visibility } }

impl CreateRoomRequest {
    /// A room by the defaults of the homeserver.
    #[must_use]
    pub fn new() -> Self {
        Self {
            creation_content: None,
            initial_state: None,
            invite: None,
            invite_3pid: None,
            is_direct: None,
            name: None,
            power_level_content_override: None,
            preset: None,
            room_alias_name: None,
            room_version: None,
            topic: None,
            visibility: None,
        }
    }
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct CreateRoomResponse {
    /// `room_id`: the room.
    #[cfg_attr(feature = "schemars", schemars(with = "crate::shape::RoomId"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "crate::shape::RoomId"))]
    pub room_id: OwnedRoomId,
}

arbitrary! { CreateRoomResponse { room_id } }

impl CreateRoomResponse {
    /// A response with the room.
    #[must_use]
    pub fn new(room_id: OwnedRoomId) -> Self {
        Self { room_id }
    }
}

/// The flag, which no deployed host asks for, since none has the action.
pub(crate) fn requirements(_: &Open<CreateRoomRequest>, _: Option<&RoomId>) -> Requirements {
    let flag = Requirement::flag(Flag::CreateRoom);
    Requirements::all_of([flag.enforced(Enforcement::ProposalsOnly)])
}
