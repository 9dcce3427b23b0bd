//! Event types of permissions without a key or a room.

use alloc::borrow::Cow;

use crate::build_error::BuildError;

/// The event type of a permission for to-device messages or account data: a string that is not empty, compared byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventType<'a>(Cow<'a, str>);

impl<'a> EventType<'a> {
    /// Creates an event type.
    ///
    /// # Errors
    ///
    /// Returns an error if the string is empty.
    pub fn new(event_type: impl Into<Cow<'a, str>>) -> Result<Self, BuildError> {
        let event_type = event_type.into();
        if event_type.is_empty() { Err(BuildError::EmptyType) } else { Ok(Self(event_type)) }
    }

    /// Returns the string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Copies a borrowed string.
    #[must_use]
    pub fn into_owned(self) -> EventType<'static> {
        EventType(Cow::Owned(self.0.into_owned()))
    }
}
