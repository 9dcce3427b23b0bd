//! What a capability permits.

use alloc::borrow::Cow;

use crate::{
    error::ParseError,
    event::EventPermission,
    names::{Family, Flag},
    room::Room,
    typed::TypePermission,
};

/// What a capability permits, no matter how it is spelled.
///
/// Two permissions are equal when they permit the same: `m.send.event:m.reaction` and
/// `org.matrix.msc2762.send.event:m.reaction` are one permission. To compare spellings too, compare
/// [`Capability`](crate::Capability).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Permission<'a> {
    /// `m.sticker`, `m.navigate` and the like: a name and nothing else.
    Flag(Flag),
    /// `m.send.event:…`, `m.receive.state_event:…` and the like: events of a room.
    Event(EventPermission<'a>),
    /// `m.send.to_device:…`, `m.receive.to_device:…`: to-device messages.
    ToDevice(TypePermission<'a>),
    /// `com.beeper.capabilities.receive.room_account_data:…` and the like.
    RoomAccountData(TypePermission<'a>),
    /// `m.timeline:…`: what is allowed in the room being viewed is allowed in these rooms too.
    Timeline(Room<'a>),
    /// Any other string. It permits nothing.
    Unknown(Unknown<'a>),
}

impl Permission<'_> {
    /// The prefix of such capabilities; none of flags and of what is unknown.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        match self {
            Self::Event(event) => Some(event.family()),
            Self::ToDevice(of_type) => Some(Family::ToDevice(of_type.flow)),
            Self::RoomAccountData(of_type) => Some(Family::RoomAccountData(of_type.flow)),
            Self::Timeline(_) => Some(Family::Timeline),
            Self::Flag(_) | Self::Unknown(_) => None,
        }
    }

    /// Owns its text.
    #[must_use]
    pub fn into_owned(self) -> Permission<'static> {
        match self {
            Self::Flag(flag) => Permission::Flag(flag),
            Self::Event(event) => Permission::Event(event.into_owned()),
            Self::ToDevice(of_type) => Permission::ToDevice(of_type.into_owned()),
            Self::RoomAccountData(of_type) => Permission::RoomAccountData(of_type.into_owned()),
            Self::Timeline(room) => Permission::Timeline(room.into_owned()),
            Self::Unknown(unknown) => Permission::Unknown(unknown.into_owned()),
        }
    }
}

impl From<Flag> for Permission<'_> {
    fn from(flag: Flag) -> Self {
        Self::Flag(flag)
    }
}

impl<'a> From<EventPermission<'a>> for Permission<'a> {
    fn from(event: EventPermission<'a>) -> Self {
        Self::Event(event)
    }
}

/// A string that is no known capability, verbatim.
///
/// Only reading a string makes one, so nothing that is known hides here. But a few strings that are malformed
/// when read room-scoped, such as `m.send.event::*`, are capabilities in plain MSC2762.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unknown<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) reason: Option<ParseError>,
}

impl Unknown<'_> {
    /// The string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What is wrong with it, if it begins like a capability.
    #[must_use]
    pub fn reason(&self) -> Option<ParseError> {
        self.reason
    }

    /// Owns its text.
    #[must_use]
    pub fn into_owned(self) -> Unknown<'static> {
        Unknown { text: Cow::Owned(self.text.into_owned()), reason: self.reason }
    }
}
