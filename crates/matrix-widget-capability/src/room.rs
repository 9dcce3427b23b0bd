//! Rooms in capabilities: `*` or a room ID.

use alloc::borrow::Cow;
use core::{fmt, net::Ipv6Addr};

use crate::error::{Expected, ParseError};

/// The maximum length of a Matrix identifier in bytes.
const MAX_LENGTH: usize = 255;

/// `*` or a room ID.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Room<'a> {
    /// `*`: any room that the user has joined or is invited to, now or later.
    Any,
    /// `!opaque:server`, or `!opaque` in newer room versions.
    Id(RoomId<'a>),
}

impl<'a> Room<'a> {
    /// Parses `*` or a room ID.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is neither.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, ParseError> {
        let text = text.into();
        match text.strip_prefix('*') {
            Some("") => Ok(Self::Any),
            Some(rest) => Err(ParseError::before(&text, rest, Expected::End)),
            None if text.starts_with('!') => RoomId::new(text).map(Self::Id),
            None => Err(ParseError::before(&text, &text, Expected::Room)),
        }
    }

    /// Returns `*` or the room ID.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Any => "*",
            Self::Id(id) => id.as_str(),
        }
    }

    /// Copies borrowed strings.
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

/// A room ID as a capability can name it: `!opaque:server` or `!opaque`.
///
/// It has at most 255 bytes. The opaque part has no `:`, `#`, `\`, white space or control characters. The server consists of
/// letters, digits, `.` and `-` or is an IPv6 address in brackets; a port may follow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomId<'a>(Cow<'a, str>);

impl<'a> RoomId<'a> {
    /// Parses a room ID.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid room ID.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, ParseError> {
        let text = text.into();
        match check(&text) {
            Ok(()) => Ok(Self(text)),
            Err((rest, expected)) => Err(ParseError::before(&text, rest, expected)),
        }
    }

    /// Returns the room ID as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Copies borrowed strings.
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

/// The remainder of the text and what was expected there.
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

/// Returns the remainder after one or more characters that pass the test.
fn some(text: &str, test: fn(char) -> bool, expected: Expected) -> Result<&str, Stop<'_>> {
    let rest = text.trim_start_matches(test);
    if rest.len() == text.len() { Err((text, expected)) } else { Ok(rest) }
}

/// Splits a body at the colon of its tail into the text before and the room after it.
pub(crate) fn split_tail(body: &str) -> Option<(&str, Room<'_>)> {
    if let Some(before) = body.strip_suffix(":*") {
        return Some((before, Room::Any));
    }
    let (before, _) = body.rsplit_once(":!")?;
    let (_, id) = body.split_at(before.len() + 1);
    Some((before, Room::Id(RoomId::new(id).ok()?)))
}
