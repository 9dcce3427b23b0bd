//! Errors of malformed bodies.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::shown::Shown;

/// The error of a malformed body (`data` or `response`).
///
/// `Display` names the place and what was expected: `data.capabilities[3]: expected a string, found a number`. It shows
/// no values, because a value can be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyError {
    path: String,
    problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Unexpected { expected: String, found: &'static str },
    Missing { member: String },
    Repeated { member: String },
    Refused { expected: Option<&'static str>, reason: String },
}

impl BodyError {
    pub(crate) fn new(path: impl Into<String>, problem: Problem) -> Self {
        Self { path: path.into(), problem }
    }

    pub(crate) fn unexpected(
        path: impl Into<String>,
        expected: impl Into<String>,
        found: &'static str,
    ) -> Self {
        Self::new(path, Problem::Unexpected { expected: expected.into(), found })
    }

    pub(crate) fn lone_surrogate_in_name() -> Self {
        Self::refused("", "lone surrogate in a name")
    }

    pub(crate) fn missing(member: impl Into<String>) -> Self {
        Self::new("", Problem::Missing { member: member.into() })
    }

    pub(crate) fn repeated(path: impl Into<String>, member: impl Into<String>) -> Self {
        Self::new(path, Problem::Repeated { member: member.into() })
    }

    pub(crate) fn refused(path: impl Into<String>, reason: impl fmt::Display) -> Self {
        Self::new(path, Problem::Refused { expected: None, reason: reason.to_string() })
    }

    /// Returns the path of the malformed value, starting with the body: `data.capabilities[3]`.
    ///
    /// In the errors of accessors, such as those of [`MatrixEvent`](crate::event::MatrixEvent), the path is relative to
    /// the object: `content`.
    #[must_use]
    pub fn path(&self) -> String {
        match &self.problem {
            Problem::Missing { member } | Problem::Repeated { member } => member_path(&self.path, member),
            Problem::Unexpected { .. } | Problem::Refused { .. } => self.path.clone(),
        }
    }

    /// Sets the path of an error that has no path.
    pub(crate) fn at(mut self, path: &impl fmt::Display) -> Self {
        if self.path.is_empty() {
            self.path = path.to_string();
        }
        self
    }

    /// Creates the error for a string at `path` that is not a valid `T`, such as a room ID.
    pub(crate) fn invalid<T>(path: &str, reason: impl fmt::Display) -> Self {
        Self::refused("", reason).expecting::<T>().under(path)
    }

    /// Adds the name of the identifier type `T` to an error of its parser, which does not name the type.
    pub(crate) fn expecting<T>(mut self) -> Self {
        if let (true, Problem::Refused { expected, .. }) = (self.path.is_empty(), &mut self.problem) {
            *expected = identifier_name(std::any::type_name::<T>());
        }
        self
    }

    /// Prefixes the path with the path of the enclosing object.
    pub(crate) fn under(mut self, owner: &str) -> Self {
        let owner = Shown(owner);
        self.path = if self.path.is_empty() { owner.to_string() } else { format!("{owner}.{}", self.path) };
        self
    }
}

/// Returns the name of an identifier type in error messages, by its Rust type name.
fn identifier_name(type_name: &str) -> Option<&'static str> {
    let names = [
        ("OwnedRoomId", "room ID"),
        ("OwnedEventId", "event ID"),
        ("OwnedUserId", "user ID"),
        ("OwnedDeviceId", "device ID"),
        ("OwnedServerName", "server name"),
    ];
    let of_type = |(name, _): &&(&str, &str)| type_name.trim_end_matches('>').ends_with(name);
    names.iter().find(of_type).map(|(_, name)| *name)
}

/// Returns the path of a member of the object at `path`, which may be empty.
fn member_path(path: &str, member: &str) -> String {
    let member = Shown(member);
    if path.is_empty() { member.to_string() } else { format!("{path}.{member}") }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path().as_str() {
            "" => {}
            path => write!(f, "{path}: ")?,
        }
        match &self.problem {
            Problem::Unexpected { expected, found } => write!(f, "expected {expected}, found {found}"),
            Problem::Missing { .. } => f.write_str("missing field"),
            Problem::Repeated { .. } => f.write_str("duplicate field"),
            Problem::Refused { expected: Some(expected), reason } => {
                write!(f, "invalid {expected}: {}", Shown(reason))
            }
            Problem::Refused { expected: None, reason } => Shown(reason).fmt(f),
        }
    }
}

impl std::error::Error for BodyError {}

impl de::Error for BodyError {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self::refused("", reason)
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = in_json_terms(expected);
        let found = match found {
            Unexpected::Bool(_) => "a boolean",
            Unexpected::Float(float) if expected.contains("integer") => {
                if float.fract() == 0.0 || float.is_infinite() {
                    OUT_OF_RANGE
                } else {
                    "a non-integer number"
                }
            }
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
            Unexpected::Str(_) | Unexpected::Char(_) | Unexpected::Bytes(_) => "a string",
            Unexpected::Seq => "an array",
            Unexpected::Unit | Unexpected::Option => "null",
            _ => "an object",
        };
        Self::unexpected("", expected, found)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(false) => "`false`",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => OUT_OF_RANGE,
            Unexpected::Str(_) => "another string",
            _ => "another value",
        };
        Self::unexpected("", in_json_terms(expected), found)
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::unexpected("", in_json_terms(expected), "a different number of items")
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        let names: Vec<_> = expected.iter().map(|name| format!("`{name}`")).collect();
        let expected = match &names[..] {
            [one, other] => format!("{one} or {other}"),
            names => format!("one of {}", names.join(", ")),
        };
        Self::unexpected("", expected, "another string")
    }

    fn missing_field(member: &'static str) -> Self {
        Self::missing(member)
    }

    fn duplicate_field(member: &'static str) -> Self {
        Self::repeated("", member)
    }
}

/// The description of a number that is too large or too small.
pub(crate) const OUT_OF_RANGE: &str = "an out-of-range number";

/// Translates serde's description of what it expected from Rust terms to JSON terms.
fn in_json_terms(expected: &dyn Expected) -> String {
    let expected = expected.to_string();
    match expected.as_str() {
        "a sequence" => "an array",
        "a valid device identifier or '*'" => "a device ID or `*`",
        "a map" => "an object",
        "any valid JSON value" => "a value",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "an integer",
        // Of `Int`. JavaScript cannot distinguish these numbers from larger ones.
        other if other.starts_with("an integer between ") => "an integer",
        other if other.starts_with("struct ") => "an object",
        _ => return expected,
    }
    .to_owned()
}
