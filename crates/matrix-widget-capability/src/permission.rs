//! Permissions, regardless of spelling.

use alloc::borrow::Cow;

use crate::{
    error::ParseError,
    event::EventPermission,
    event_type::EventType,
    kind::Flow,
    names::{Family, Flag},
    room::Room,
};

/// The permission that a capability grants, regardless of its spelling.
///
/// Two permissions are equal if they permit the same: `m.send.event:m.reaction` and
/// `org.matrix.msc2762.send.event:m.reaction` are one permission. To compare spellings too, compare
/// [`Capability`](crate::Capability).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Permission<'a> {
    /// `m.sticker`, `m.navigate` and so on: only a name.
    Flag(Flag),
    /// `m.send.event:…`, `m.receive.state_event:…` and so on: events of a room.
    Event(EventPermission<'a>),
    /// `m.send.to_device:…`, `m.receive.to_device:…`: to-device messages.
    ToDevice(Flow, EventType<'a>),
    /// `com.beeper.capabilities.receive.room_account_data:…` and the `send` counterpart: account data for rooms.
    RoomAccountData(Flow, EventType<'a>),
    /// `m.read.account_data:…`: account data that does not belong to a room. It does not include account data for rooms.
    AccountData(EventType<'a>),
    /// `m.timeline:…`: permissions without a room also apply in these rooms.
    Timeline(Room<'a>),
    /// Any other string, which permits nothing.
    Unknown(Unknown<'a>),
}

impl Permission<'_> {
    /// Returns the prefix of the capability. Flags and unknown strings have none.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        match self {
            Self::Event(event) => Some(event.family()),
            Self::ToDevice(flow, _) => Some(Family::ToDevice(*flow)),
            Self::RoomAccountData(flow, _) => Some(Family::RoomAccountData(*flow)),
            Self::AccountData(_) => Some(Family::AccountData),
            Self::Timeline(_) => Some(Family::Timeline),
            Self::Flag(_) | Self::Unknown(_) => None,
        }
    }

    /// Returns the event type. Flags, timelines and unknown strings have none.
    #[must_use]
    pub fn event_type(&self) -> Option<&str> {
        match self {
            Self::Event(event) => Some(event.event_type()),
            Self::ToDevice(_, event_type)
            | Self::RoomAccountData(_, event_type)
            | Self::AccountData(event_type) => Some(event_type.as_str()),
            Self::Flag(_) | Self::Timeline(_) | Self::Unknown(_) => None,
        }
    }

    /// Copies borrowed strings.
    #[must_use]
    pub fn into_owned(self) -> Permission<'static> {
        match self {
            Self::Flag(flag) => Permission::Flag(flag),
            Self::Event(event) => Permission::Event(event.into_owned()),
            Self::ToDevice(flow, event_type) => Permission::ToDevice(flow, event_type.into_owned()),
            Self::RoomAccountData(flow, event_type) => {
                Permission::RoomAccountData(flow, event_type.into_owned())
            }
            Self::AccountData(event_type) => Permission::AccountData(event_type.into_owned()),
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

/// A string that is not a known capability, verbatim.
///
/// Only parsing creates it, so it never holds a capability that is known in the dialect. A few strings are malformed in the
/// room-scoped dialect only: `m.send.event::*` is a capability in plain MSC2762.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unknown<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) reason: Option<ParseError>,
}

impl Unknown<'_> {
    /// Returns the string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the error if the string begins with a known prefix.
    #[must_use]
    pub fn reason(&self) -> Option<ParseError> {
        self.reason
    }

    /// Copies borrowed strings.
    #[must_use]
    pub fn into_owned(self) -> Unknown<'static> {
        Unknown { text: Cow::Owned(self.text.into_owned()), reason: self.reason }
    }
}
