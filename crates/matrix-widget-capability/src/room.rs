//! Rooms in capabilities: `*` or a room ID.

use alloc::borrow::Cow;
use core::{fmt, net::Ipv6Addr};

use crate::error::{Expected, ParseError};

/// The most bytes that a Matrix identifier has.
const MAX_LENGTH: usize = 255;

/// `*` or a room ID.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Room<'a> {
    /// `*`: any room that the user is in or invited to, now or later.
    Any,
    /// `!opaque:server`, or `!opaque` in newer versions of rooms.
    Id(RoomId<'a>),
}

impl<'a> Room<'a> {
    /// Reads `*` or a room ID.
    ///
    /// # Errors
    ///
    /// The text is neither.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, ParseError> {
        let text = text.into();
        match text.strip_prefix('*') {
            Some("") => Ok(Self::Any),
            Some(rest) => Err(ParseError::before(&text, rest, Expected::End)),
            None if text.starts_with('!') => RoomId::new(text).map(Self::Id),
            None => Err(ParseError::before(&text, &text, Expected::Room)),
        }
    }

    /// The wire form: `*` or the room ID.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Any => "*",
            Self::Id(id) => id.as_str(),
        }
    }

    /// Owns its text.
    #[must_use]
    pub fn into_owned(self) -> Room<'static> {
        match self {
            Self::Any => Room::Any,
            Self::Id(id) => Room::Id(id.into_owned()),
        }
    }
}

impl fmt::Display for Room<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `!opaque:server` or `!opaque`: a room ID that can stand in a capability.
///
/// At most 255 bytes. The opaque part has no `:`, `#`, `\`, white space or control characters. The server is
/// letters, digits, `.` and `-`, or an IPv6 address in brackets, then perhaps a port.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomId<'a>(Cow<'a, str>);

impl<'a> RoomId<'a> {
    /// Reads a room ID.
    ///
    /// # Errors
    ///
    /// The text is no room ID.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, ParseError> {
        let text = text.into();
        match check(&text) {
            Ok(()) => Ok(Self(text)),
            Err((rest, expected)) => Err(ParseError::before(&text, rest, expected)),
        }
    }

    /// The wire form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Owns its text.
    #[must_use]
    pub fn into_owned(self) -> RoomId<'static> {
        RoomId(Cow::Owned(self.0.into_owned()))
    }
}

impl fmt::Display for RoomId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is left of the text, and what was expected instead.
type Stop<'a> = (&'a str, Expected);

fn check(text: &str) -> Result<(), Stop<'_>> {
    let Some(rest) = text.strip_prefix('!') else {
        return Err((text, Expected::RoomId));
    };
    if text.len() > MAX_LENGTH {
        return Err((text, Expected::ShorterRoomId));
    }
    let rest = some(rest, is_opaque, Expected::OpaqueId)?;
    if rest.is_empty() {
        return Ok(());
    }
    let Some(server) = rest.strip_prefix(':') else {
        return Err((rest, Expected::EndOfOpaqueId));
    };
    let rest = check_host(server)?;
    if rest.is_empty() {
        return Ok(());
    }
    let Some(port) = rest.strip_prefix(':') else {
        return Err((rest, Expected::EndOfHost));
    };
    let rest = some(port, |c| c.is_ascii_digit(), Expected::Port)?;
    if rest.is_empty() { Ok(()) } else { Err((rest, Expected::End)) }
}

fn check_host(text: &str) -> Result<&str, Stop<'_>> {
    match text.strip_prefix('[') {
        None => some(text, |c| c.is_ascii_alphanumeric() || c == '.' || c == '-', Expected::Host),
        Some(inner) => match inner.split_once(']') {
            Some((address, rest)) if address.parse::<Ipv6Addr>().is_ok() => Ok(rest),
            _ => Err((inner, Expected::Ipv6)),
        },
    }
}

fn is_opaque(c: char) -> bool {
    !(matches!(c, ':' | '#' | '\\') || c.is_whitespace() || c.is_control())
}

/// What follows one or more such characters.
fn some(text: &str, such: fn(char) -> bool, expected: Expected) -> Result<&str, Stop<'_>> {
    let rest = text.trim_start_matches(such);
    if rest.len() == text.len() { Err((text, expected)) } else { Ok(rest) }
}

/// Splits off the tail of a body: the text before its colon, and the room behind it.
pub(crate) fn split_tail(body: &str) -> Option<(&str, Room<'_>)> {
    if let Some(before) = body.strip_suffix(":*") {
        return Some((before, Room::Any));
    }
    let (before, _) = body.rsplit_once(":!")?;
    let (_, id) = body.split_at(before.len() + 1);
    Some((before, Room::Id(RoomId::new(id).ok()?)))
}
