//! Permissions that name an event type and nothing else.

use alloc::borrow::Cow;

use crate::{build_error::BuildError, kind::Flow};

/// `m.send.to_device:<type>` and the like: one event type, in one direction, without key or room.
///
/// Whether it is about to-device messages
/// ([MSC3819](https://github.com/matrix-org/matrix-spec-proposals/pull/3819)) or account data is said by the
/// variant of [`Permission`](crate::Permission) that holds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypePermission<'a> {
    pub(crate) flow: Flow,
    pub(crate) event_type: Cow<'a, str>,
}

impl<'a> TypePermission<'a> {
    /// Puts the parts together.
    ///
    /// # Errors
    ///
    /// The type is empty.
    pub fn new(flow: Flow, event_type: impl Into<Cow<'a, str>>) -> Result<Self, BuildError> {
        let event_type = event_type.into();
        if event_type.is_empty() { Err(BuildError::EmptyType) } else { Ok(Self { flow, event_type }) }
    }

    /// What the widget does with the messages or data.
    #[must_use]
    pub fn flow(&self) -> Flow {
        self.flow
    }

    /// Their type, to be compared byte for byte.
    #[must_use]
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// Owns its text.
    #[must_use]
    pub fn into_owned(self) -> TypePermission<'static> {
        TypePermission { flow: self.flow, event_type: Cow::Owned(self.event_type.into_owned()) }
    }
}
