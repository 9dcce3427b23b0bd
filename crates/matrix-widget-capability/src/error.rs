//! Errors of parsing.

use core::fmt;

use crate::visible::Escaped;

/// An error of parsing a capability or a room: the position, and what was expected and found there.
///
/// ```
/// # use matrix_widget_capability::{Capability, Dialect};
/// let error = Capability::parse("m.timeline:nonsense", Dialect::Msc2762).unwrap_err();
/// assert_eq!(error.position(), 11);
/// assert_eq!(error.to_string(), "expected `*` or a room ID at byte 11, found 'n'");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParseError {
    position: usize,
    expected: Expected,
    found: Found,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Expected {
    EventType,
    Room,
    RoomId,
    ShorterRoomId,
    OpaqueId,
    EndOfOpaqueId,
    Host,
    Ipv6,
    EndOfHost,
    Port,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Found {
    Char(char),
    Bytes(usize),
    End,
}

impl ParseError {
    /// Creates an error for `text` at the start of `rest`, its remainder.
    pub(crate) fn before(text: &str, rest: &str, expected: Expected) -> Self {
        let found = match (expected, rest.chars().next()) {
            (Expected::ShorterRoomId, _) => Found::Bytes(rest.len()),
            (_, Some(c)) => Found::Char(c),
            (_, None) => Found::End,
        };
        Self { position: text.len() - rest.len(), expected, found }
    }

    /// Moves the position by the length of a prefix.
    pub(crate) fn behind(self, bytes: usize) -> Self {
        Self { position: self.position + bytes, ..self }
    }

    /// Returns the position of the error in bytes.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} at byte {}, found ", self.expected, self.position)?;
        match self.found {
            Found::Char(c) => write!(f, "'{}'", Escaped(c)),
            Found::Bytes(count) => write!(f, "{count} bytes"),
            Found::End => f.write_str("the end"),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EventType => "an event type",
            Self::Room => "`*` or a room ID",
            Self::RoomId => "a room ID",
            Self::ShorterRoomId => "a room ID of at most 255 bytes",
            Self::OpaqueId => "the opaque part of a room ID",
            Self::EndOfOpaqueId => "`:` or the end of the room ID",
            Self::Host => "a server name",
            Self::Ipv6 => "an IPv6 address and `]`",
            Self::EndOfHost => "`:` or the end of the server name",
            Self::Port => "a port",
            Self::End => "the end",
        })
    }
}

impl core::error::Error for ParseError {}

/// An error of uniting two sets that are read in different dialects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MixedDialects;

impl fmt::Display for MixedDialects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the capability sets are read in different dialects")
    }
}

impl core::error::Error for MixedDialects {}
