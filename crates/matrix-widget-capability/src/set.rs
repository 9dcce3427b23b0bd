//! A set of capabilities, which answers permission questions.

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
use crate::{build_error::BuildError, capability::Capability, dialect::Dialect, names::Family};

/// The capabilities that a widget requests or has been granted, read in a [`Dialect`].
///
/// It keeps every string in order, including duplicate, unknown and malformed strings. Deployed widgets compare strings, so
/// an approved permission is reported in every spelling in which it was requested. The checks compare permissions instead. A
/// check does not allocate, and its time hardly grows with the size of the set.
///
/// The set keeps its dialect. Nothing makes a set from strings alone, because the wrong dialect grants other permissions:
///
/// ```compile_fail,E0277
/// # use matrix_widget_capability::CapabilitySet;
/// let set: CapabilitySet = ["m.send.state_event:m.policy.rule.room#rule:!bad:example.org"].into_iter().collect();
/// ```
///
/// ```compile_fail,E0599
/// # use matrix_widget_capability::CapabilitySet;
/// let set = CapabilitySet::default();
/// ```
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
/// // The user is viewing room A. The timeline capability adds room B.
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
    /// Boxed to make a set cheap to move.
    index: Box<Index>,
}

impl CapabilitySet {
    /// Creates an empty set whose strings will be read in this dialect.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, strings: Vec::new(), index: Box::default() }
    }

    /// Reads strings in this dialect.
    pub fn from_strings(strings: impl IntoIterator<Item = impl AsRef<str>>, dialect: Dialect) -> Self {
        let mut set = Self::new(dialect);
        for string in strings {
            set.insert(string.as_ref());
        }
        set
    }

    /// Adds a string at the end. It need not be a known capability.
    pub fn insert(&mut self, string: &str) {
        self.index.insert(Capability::parse_lenient(string, self.dialect).permission());
        self.strings.push(Box::from(string));
    }

    /// Adds a capability at the end, printed in the dialect of the set.
    ///
    /// # Errors
    ///
    /// Returns an error if the dialect cannot express the capability.
    pub fn insert_capability(&mut self, capability: &Capability<'_>) -> Result<(), BuildError> {
        self.insert(&capability.in_dialect(self.dialect)?.to_string());
        Ok(())
    }

    /// Returns the dialect in which the strings are read.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Returns the number of strings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.strings.len()
    }

    /// Returns `true` if the set has no strings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strings.is_empty()
    }

    /// Returns the strings in order.
    pub fn strings(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator + Clone {
        self.strings.iter().map(AsRef::as_ref)
    }

    /// Returns the capability of each string in order.
    #[must_use]
    pub fn capabilities(
        &self,
    ) -> impl DoubleEndedIterator<Item = Capability<'_>> + ExactSizeIterator + Clone {
        self.strings().map(|string| Capability::parse_lenient(string, self.dialect))
    }

    /// Returns the families in which a capability names no room.
    pub(crate) fn open_families(&self) -> impl Iterator<Item = Family> {
        self.index.open_families()
    }

    pub(crate) fn has_timelines(&self) -> bool {
        self.index.has_timelines()
    }
}

/// Sets are equal if they have the same strings in the same order, read in the same dialect.
///
/// To compare what they allow, use [`covers`](CapabilitySet::covers).
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
