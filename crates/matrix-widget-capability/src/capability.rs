//! A capability: what it permits, and how that is spelled.

use crate::{names::Spelling, permission::Permission};

/// A capability as it stands on the wire: a [`Permission`] and its [`Spelling`].
///
/// There are two comparisons. Capabilities are equal when they are spelled the same, for a widget compares
/// strings. They allow the same when their permissions are equal:
///
/// ```
/// # use matrix_widget_capability::{Capability, Dialect::Msc2762};
/// let unstable = Capability::parse("org.matrix.msc2762.send.event:m.reaction", Msc2762)?;
/// let stable = Capability::parse("m.send.event:m.reaction", Msc2762)?;
/// assert_ne!(unstable, stable);
/// assert_eq!(unstable.permission(), stable.permission());
/// # Ok::<_, matrix_widget_capability::ParseError>(())
/// ```
///
/// Parsing borrows from the string where nothing is escaped. [`into_owned`](Self::into_owned) copies what is borrowed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Capability<'a> {
    pub(crate) permission: Permission<'a>,
    pub(crate) spelling: Spelling,
}

impl<'a> Capability<'a> {
    /// What it permits.
    #[must_use]
    pub fn permission(&self) -> &Permission<'a> {
        &self.permission
    }

    /// What it permits, without the spelling.
    #[must_use]
    pub fn into_permission(self) -> Permission<'a> {
        self.permission
    }

    /// Which name or prefix it has; today's if there is but one.
    #[must_use]
    pub fn spelling(&self) -> Spelling {
        self.spelling
    }

    /// The same permission in another spelling, if it has one.
    #[must_use]
    pub fn with_spelling(self, spelling: Spelling) -> Self {
        let name = |spelling| match &self.permission {
            Permission::Flag(flag) => Some(flag.as_str(spelling)),
            permission => Some(permission.family()?.as_str(spelling)),
        };
        let has_choice = name(Spelling::Unstable) != name(Spelling::Stable);
        Self { spelling: if has_choice { spelling } else { Spelling::Unstable }, ..self }
    }

    /// Owns its text.
    #[must_use]
    pub fn into_owned(self) -> Capability<'static> {
        Capability { permission: self.permission.into_owned(), spelling: self.spelling }
    }
}

/// Spelled as today.
impl<'a, P: Into<Permission<'a>>> From<P> for Capability<'a> {
    fn from(permission: P) -> Self {
        Self { permission: permission.into(), spelling: Spelling::Unstable }
    }
}
