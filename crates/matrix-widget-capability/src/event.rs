//! Permissions for the events of a room.

use alloc::borrow::Cow;

use crate::{
    build_error::BuildError,
    kind::{Direction, EventKind},
    names::Family,
    room::Room,
};

/// `m.room.message`: the only message-like event type whose capabilities have a key.
///
/// Its msgtype is the `msgtype` of the event's content.
pub const ROOM_MESSAGE: &str = "m.room.message";

/// `m.send.event:<type>`, `m.receive.state_event:<type>#<key>:<room>` and the like: one type of event, in one
/// direction.
///
/// See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762). Every value can be written;
/// [`new`](Self::new) refuses what cannot. [`build`](crate::build) makes them in a more readable way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventPermission<'a> {
    pub(crate) direction: Direction,
    pub(crate) kind: EventKind,
    pub(crate) event_type: Cow<'a, str>,
    pub(crate) key: Option<Cow<'a, str>>,
    pub(crate) room: Option<Room<'a>>,
}

impl<'a> EventPermission<'a> {
    /// Puts the parts together.
    ///
    /// # Errors
    ///
    /// No string says: an empty type; a key of a message-like event that is no `m.room.message`; a
    /// message-like type that begins with `m.room.message#`; a state event type that ends in `\`, with a key;
    /// anything that ends in `\`, with a room.
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

    /// The prefix of such capabilities.
    #[must_use]
    pub fn family(&self) -> Family {
        Family::Event(self.direction, self.kind)
    }

    /// What the widget does with the events.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Message-like or state events.
    #[must_use]
    pub fn kind(&self) -> EventKind {
        self.kind
    }

    /// The type of the events, to be compared byte for byte.
    #[must_use]
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// The state key of state events, the msgtype of `m.room.message`; `None` is any. The empty key is a key.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The room that it is for; `None` is the room being viewed, and those of timeline capabilities.
    #[must_use]
    pub fn room(&self) -> Option<&Room<'a>> {
        self.room.as_ref()
    }

    /// Owns its text.
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

/// `m.room.message#<msgtype>` in its two parts.
pub(crate) fn split_msgtype(text: &str) -> Option<(&str, &str)> {
    text.split_once('#').filter(|(event_type, _)| *event_type == ROOM_MESSAGE)
}
