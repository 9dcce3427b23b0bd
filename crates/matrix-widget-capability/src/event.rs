//! Permissions for the events of a room.

use alloc::borrow::Cow;

use crate::{
    build_error::BuildError,
    kind::{Direction, EventKind},
    names::Family,
    room::Room,
};

/// `m.room.message`: the only message-like event type whose capabilities have a key, the `msgtype` of the content.
pub const ROOM_MESSAGE: &str = "m.room.message";

/// A permission for events of one type in one direction, such as `m.send.event:<type>` or
/// `m.receive.state_event:<type>#<key>:<room>`.
///
/// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762). Every value has a string in the room-scoped
/// dialect. [`build`](crate::build) has more readable constructors.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventPermission<'a> {
    pub(crate) direction: Direction,
    pub(crate) kind: EventKind,
    pub(crate) event_type: Cow<'a, str>,
    pub(crate) key: Option<Cow<'a, str>>,
    pub(crate) room: Option<Room<'a>>,
}

impl<'a> EventPermission<'a> {
    /// Creates a permission from its parts.
    ///
    /// # Errors
    ///
    /// Returns an error if no string expresses the permission: if the type is empty, a message-like type other than
    /// `m.room.message` has a key, a message-like type begins with `m.room.message#`, a state event type ends with `\` and has
    /// a key, or the last part before a room ends with `\`.
    pub fn new(
        direction: Direction,
        kind: EventKind,
        event_type: impl Into<Cow<'a, str>>,
        key: Option<Cow<'a, str>>,
        room: Option<Room<'a>>,
    ) -> Result<Self, BuildError> {
        let event_type = event_type.into();
        if event_type.is_empty() {
            return Err(BuildError::EmptyType);
        }
        match kind {
            EventKind::MessageLike if key.is_some() && event_type != ROOM_MESSAGE => {
                return Err(BuildError::KeyOfMessageLike);
            }
            EventKind::MessageLike if split_msgtype(&event_type).is_some() => {
                return Err(BuildError::TypeWithMsgtype);
            }
            EventKind::State if key.is_some() && event_type.ends_with('\\') => {
                return Err(BuildError::BackslashBeforeKey);
            }
            _ => {}
        }
        if room.is_some() && key.as_ref().unwrap_or(&event_type).ends_with('\\') {
            return Err(BuildError::BackslashBeforeRoom);
        }
        Ok(Self { direction, kind, event_type, key, room })
    }

    /// Returns the prefix of the capability.
    #[must_use]
    pub fn family(&self) -> Family {
        Family::Event(self.direction, self.kind)
    }

    /// Returns the operation on the events.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Returns the kind of the events.
    #[must_use]
    pub fn kind(&self) -> EventKind {
        self.kind
    }

    /// Returns the type of the events, which is compared byte for byte.
    #[must_use]
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// Returns the state key of state events or the msgtype of `m.room.message`. `None` stands for any key, and is not the same
    /// as the empty key.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Returns the room. `None` stands for the viewed room and the rooms of timeline capabilities.
    #[must_use]
    pub fn room(&self) -> Option<&Room<'a>> {
        self.room.as_ref()
    }

    /// Copies borrowed strings.
    #[must_use]
    pub fn into_owned(self) -> EventPermission<'static> {
        EventPermission {
            direction: self.direction,
            kind: self.kind,
            event_type: Cow::Owned(self.event_type.into_owned()),
            key: self.key.map(|key| Cow::Owned(key.into_owned())),
            room: self.room.map(Room::into_owned),
        }
    }
}

/// Splits `m.room.message#<msgtype>` into its two parts.
pub(crate) fn split_msgtype(text: &str) -> Option<(&str, &str)> {
    text.split_once('#').filter(|(event_type, _)| *event_type == ROOM_MESSAGE)
}
