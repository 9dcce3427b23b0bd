//! What a widget has been granted, or asks for.

mod algebra;
mod checks;
mod index;
mod map;
mod query;
mod rooms;

use alloc::{boxed::Box, string::ToString as _, vec::Vec};
use core::fmt;

use self::index::Index;
pub use self::{query::EventQuery, rooms::EventRooms};
use crate::{build_error::BuildError, capability::Capability, dialect::Dialect};

/// The capabilities that a widget asks for, or that it has been granted.
///
/// The strings are kept as they came and in that order, doubles, unknown and malformed ones included:
/// deployed widgets compare strings, so an approved permission is reported in every spelling in which it was
/// asked for. Only the checks go by permission. A check allocates nothing, and its time hardly grows with the
/// set, whatever keys and rooms the widget has chosen.
///
/// ```
/// use matrix_widget_capability::{CapabilitySet, Dialect, EventQuery, Flag};
///
/// let granted = CapabilitySet::from_strings(
///     ["m.send.event:m.room.message#m.text", "m.sticker", "m.timeline:!b:example.org", "com.example.fly"],
///     Dialect::RoomScoped,
/// );
/// assert!(granted.may(Flag::Sticker));
/// assert_eq!(granted.strings().last(), Some("com.example.fly"));
///
/// // Room A is being viewed. The timeline capability opens room B as well.
/// let viewed = Some("!a:example.org");
/// assert!(granted.may_send(&EventQuery::message("m.text", "!a:example.org"), viewed));
/// assert!(granted.may_send(&EventQuery::message("m.text", "!b:example.org"), viewed));
/// assert!(!granted.may_send(&EventQuery::message("m.text", "!c:example.org"), viewed));
/// assert!(!granted.may_send(&EventQuery::message("m.notice", "!a:example.org"), viewed));
/// ```
#[derive(Clone)]
pub struct CapabilitySet {
    dialect: Dialect,
    strings: Vec<Box<str>>,
    /// Boxed, so that a set is cheap to move.
    index: Box<Index>,
}

impl CapabilitySet {
    /// An empty set, whose strings will be read in this dialect.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, strings: Vec::new(), index: Box::default() }
    }

    /// The set of these strings, read in this dialect.
    pub fn from_strings(strings: impl IntoIterator<Item = impl AsRef<str>>, dialect: Dialect) -> Self {
        let mut set = Self::new(dialect);
        set.extend(strings);
        set
    }

    /// Adds a string at the end, be it a capability or not.
    pub fn insert(&mut self, string: &str) {
        self.index.insert(Capability::parse_lenient(string, self.dialect).permission());
        self.strings.push(Box::from(string));
    }

    /// Adds a capability at the end, in the words of the set's dialect.
    ///
    /// # Errors
    ///
    /// This dialect has no words for it.
    pub fn insert_capability(&mut self, capability: &Capability<'_>) -> Result<(), BuildError> {
        self.insert(&capability.in_dialect(self.dialect)?.to_string());
        Ok(())
    }

    /// The dialect in which the strings are read.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The number of strings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.strings.len()
    }

    /// Whether there is no string.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strings.is_empty()
    }

    /// The strings as they came.
    pub fn strings(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator + Clone {
        self.strings.iter().map(AsRef::as_ref)
    }

    /// What the strings say.
    #[must_use]
    pub fn capabilities(
        &self,
    ) -> impl DoubleEndedIterator<Item = Capability<'_>> + ExactSizeIterator + Clone {
        self.strings().map(|string| Capability::parse_lenient(string, self.dialect))
    }
}

/// Sets are equal when they have the same strings in the same order, read in the same dialect.
///
/// Whether they allow the same is said by [`covers`](CapabilitySet::covers).
impl PartialEq for CapabilitySet {
    fn eq(&self, other: &Self) -> bool {
        (self.dialect, &self.strings) == (other.dialect, &other.strings)
    }
}

impl Eq for CapabilitySet {}

impl fmt::Debug for CapabilitySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CapabilitySet")
            .field("dialect", &self.dialect)
            .field("strings", &self.strings)
            .finish_non_exhaustive()
    }
}

impl<S: AsRef<str>> Extend<S> for CapabilitySet {
    fn extend<I: IntoIterator<Item = S>>(&mut self, strings: I) {
        for string in strings {
            self.insert(string.as_ref());
        }
    }
}
