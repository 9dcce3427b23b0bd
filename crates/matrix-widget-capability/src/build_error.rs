//! Errors of building capabilities.

use core::fmt;

use crate::error::ParseError;

/// An error of building or printing a capability that no string expresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BuildError {
    /// The event type is empty.
    EmptyType,
    /// A message-like event type other than `m.room.message` has a key.
    KeyOfMessageLike,
    /// A message-like event type begins with `m.room.message#`, which would be parsed as a msgtype.
    TypeWithMsgtype,
    /// A state event type ends with `\`, which would escape the `#` before the key.
    BackslashBeforeKey,
    /// The last part ends with `\`, which would escape the `:` before the room.
    BackslashBeforeRoom,
    /// The room is neither `*` nor a room ID.
    InvalidRoom(ParseError),
    /// An event capability names a room, which plain MSC2762 cannot express.
    RoomInPlain,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptyType => "the event type is empty",
            Self::KeyOfMessageLike => "a msgtype is only valid for `m.room.message` events",
            Self::TypeWithMsgtype => "a message-like event type must not begin with `m.room.message#`",
            Self::BackslashBeforeKey => "a state event type that ends with `\\` cannot have a key",
            Self::BackslashBeforeRoom => "text that ends with `\\` cannot be followed by a room",
            Self::InvalidRoom(error) => return write!(f, "invalid room: {error}"),
            Self::RoomInPlain => "plain MSC2762 cannot express a room",
        })
    }
}

impl core::error::Error for BuildError {}
