//! A map from strings, for few entries or many.

use alloc::{boxed::Box, vec::Vec};
use core::mem;

#[cfg(feature = "std")]
#[expect(
    clippy::disallowed_types,
    reason = "never iterated; the random seed prevents widgets from choosing keys that collide"
)]
type Table<V> = std::collections::HashMap<Box<str>, V>;
#[cfg(not(feature = "std"))]
type Table<V> = alloc::collections::BTreeMap<Box<str>, V>;

/// The number of entries up to which comparing with each entry is faster than hashing.
const FEW: usize = 16;

#[derive(Clone)]
pub(super) enum Map<V> {
    Few(Vec<(Box<str>, V)>),
    /// Boxed because most maps have few entries.
    Many(Box<Table<V>>),
}

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl<V> Map<V> {
    #[inline]
    pub(super) fn get(&self, key: &str) -> Option<&V> {
        match self {
            Self::Few(entries) => entries.iter().find(|(k, _)| **k == *key).map(|(_, value)| value),
            Self::Many(table) => table.get(key),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Few(entries) => entries.is_empty(),
            Self::Many(table) => table.is_empty(),
        }
    }

    fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        match self {
            Self::Few(entries) => entries.iter_mut().find(|(k, _)| **k == *key).map(|(_, value)| value),
            Self::Many(table) => table.get_mut(key),
        }
    }

    fn add(&mut self, key: &str, value: V) {
        let key = Box::from(key);
        match self {
            Self::Few(entries) if entries.len() < FEW => entries.push((key, value)),
            Self::Few(entries) => {
                let entries = mem::take(entries).into_iter();
                *self = Self::Many(Box::new(entries.chain([(key, value)]).collect()));
            }
            Self::Many(table) => {
                table.insert(key, value);
            }
        }
    }
}

impl<V: Default> Map<V> {
    /// Changes the value of a key. Adds the key if it is missing.
    pub(super) fn update(&mut self, key: &str, change: impl FnOnce(&mut V)) {
        if let Some(value) = self.get_mut(key) {
            change(value);
        } else {
            let mut value = V::default();
            change(&mut value);
            self.add(key, value);
        }
    }
}
