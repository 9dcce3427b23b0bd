//! Why no string says what was asked for.

use core::fmt;

use crate::error::ParseError;

/// Why a capability cannot be made: no string would be read as it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BuildError {
    /// The event type is empty.
    EmptyType,
    /// Of message-like events, only `m.room.message` has a key.
    KeyOfMessageLike,
    /// A message-like event type that begins with `m.room.message#` would be read as a msgtype.
    TypeWithMsgtype,
    /// The `\` at the end of a state event type would make the `#` before the key a part of the type.
    BackslashBeforeKey,
    /// The `\` at the end would make the `:` before the room a part of the text.
    BackslashBeforeRoom,
    /// The room is neither `*` nor a room ID.
    NoRoom(ParseError),
    /// In plain MSC2762 an event capability has no room.
    RoomInPlain,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptyType => "the event type is empty",
            Self::KeyOfMessageLike => "a key of a message-like event that is no `m.room.message`",
            Self::TypeWithMsgtype => "a message-like event type that begins with `m.room.message#`",
            Self::BackslashBeforeKey => "a state event type that ends in `\\`, with a key",
            Self::BackslashBeforeRoom => "a text that ends in `\\`, with a room",
            Self::NoRoom(error) => return write!(f, "the room is neither `*` nor a room ID: {error}"),
            Self::RoomInPlain => "a room in plain MSC2762",
        })
    }
}

impl core::error::Error for BuildError {}
