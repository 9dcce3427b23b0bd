//! Permissions that name only an event type.

use alloc::borrow::Cow;

use crate::{build_error::BuildError, kind::Flow};

/// A permission for one event type in one direction, without a key or a room, such as `m.send.to_device:<type>`.
///
/// The variant of [`Permission`](crate::Permission) says whether it is about to-device messages
/// ([MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819)) or account data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypePermission<'a> {
    pub(crate) flow: Flow,
    pub(crate) event_type: Cow<'a, str>,
}

impl<'a> TypePermission<'a> {
    /// Creates a permission from its parts.
    ///
    /// # Errors
    ///
    /// Returns an error if the type is empty.
    pub fn new(flow: Flow, event_type: impl Into<Cow<'a, str>>) -> Result<Self, BuildError> {
        let event_type = event_type.into();
        if event_type.is_empty() { Err(BuildError::EmptyType) } else { Ok(Self { flow, event_type }) }
    }

    /// Returns the operation on the messages or data.
    #[must_use]
    pub fn flow(&self) -> Flow {
        self.flow
    }

    /// Returns the event type, which is compared byte for byte.
    #[must_use]
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// Copies borrowed strings.
    #[must_use]
    pub fn into_owned(self) -> TypePermission<'static> {
        TypePermission { flow: self.flow, event_type: Cow::Owned(self.event_type.into_owned()) }
    }
}
