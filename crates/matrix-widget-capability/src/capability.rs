//! Capabilities: permissions with their spelling.

use crate::{names::Spelling, permission::Permission};

/// A capability on the wire: a [`Permission`] and its [`Spelling`].
///
/// Capabilities are equal if their strings are equal in the same dialect, because widgets compare strings. Two capabilities
/// allow the same if their permissions are equal:
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
    /// Returns the permission.
    #[must_use]
    pub fn permission(&self) -> &Permission<'a> {
        &self.permission
    }

    /// Converts the capability into its permission.
    #[must_use]
    pub fn into_permission(self) -> Permission<'a> {
        self.permission
    }

    /// Returns the spelling of its name or prefix. A capability with only one name is unstable.
    #[must_use]
    pub fn spelling(&self) -> Spelling {
        self.spelling
    }

    /// Changes the spelling to the stable name if there is one, or else to the unstable name.
    #[must_use]
    pub fn with_spelling(self, spelling: Spelling) -> Self {
        let name = |spelling| match &self.permission {
            Permission::Flag(flag) => Some(flag.as_str(spelling)),
            permission => Some(permission.family()?.as_str(spelling)),
        };
        let is_stable = spelling == Spelling::Stable && name(spelling) != name(Spelling::Unstable);
        Self { spelling: if is_stable { Spelling::Stable } else { Spelling::Unstable }, ..self }
    }

    /// Copies borrowed strings.
    #[must_use]
    pub fn into_owned(self) -> Capability<'static> {
        Capability { permission: self.permission.into_owned(), spelling: self.spelling }
    }
}

/// Creates a capability with the unstable spelling.
impl<'a, P: Into<Permission<'a>>> From<P> for Capability<'a> {
    fn from(permission: P) -> Self {
        Self { permission: permission.into(), spelling: Spelling::Unstable }
    }
}
