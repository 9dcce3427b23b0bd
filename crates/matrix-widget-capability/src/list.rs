//! A list of capability strings, as messages carry it.

use alloc::{string::String, vec::Vec};

use crate::{dialect::Dialect, set::CapabilitySet};

/// A list of capability strings, as messages carry it.
///
/// It keeps every string in order, duplicates and unknown strings included. It answers no permission questions:
/// [`read`](Self::read) it in a [`Dialect`] to get a [`CapabilitySet`], which does.
///
/// ```
/// use matrix_widget_capability::{CapabilityList, Dialect, Flag};
///
/// let list = CapabilityList::from_iter(["m.sticker", "com.example.fly", "m.sticker"]);
/// assert_eq!(list.len(), 3);
/// assert!(list.read(Dialect::Msc2762).may(Flag::Sticker));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CapabilityList(Vec<String>);

impl CapabilityList {
    /// Creates an empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Reads the strings in a dialect.
    #[must_use]
    pub fn read(&self, dialect: Dialect) -> CapabilitySet {
        CapabilitySet::from_strings(&self.0, dialect)
    }

    /// Adds a string at the end.
    pub fn push(&mut self, string: impl Into<String>) {
        self.0.push(string.into());
    }

    /// Returns the strings in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator + Clone {
        self.0.iter().map(String::as_str)
    }

    /// Returns the number of strings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns `true` if the list has no strings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<S: Into<String>> FromIterator<S> for CapabilityList {
    fn from_iter<I: IntoIterator<Item = S>>(strings: I) -> Self {
        Self(strings.into_iter().map(Into::into).collect())
    }
}

impl<S: Into<String>> Extend<S> for CapabilityList {
    fn extend<I: IntoIterator<Item = S>>(&mut self, strings: I) {
        self.0.extend(strings.into_iter().map(Into::into));
    }
}

impl From<Vec<String>> for CapabilityList {
    fn from(strings: Vec<String>) -> Self {
        Self(strings)
    }
}

impl CapabilitySet {
    /// Returns the strings as a list, which a message carries.
    #[must_use]
    pub fn to_list(&self) -> CapabilityList {
        self.strings().collect()
    }
}
