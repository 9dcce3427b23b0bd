//! What can be done with a delayed event.

use std::hash;

use serde::{Deserialize, Serialize, de::Deserializer, de::Error as _, ser::Serializer};

use crate::shape::shape;

/// `action`: what to do with a delayed event.
///
/// `restart` is spelled `refresh` in [MSC4157](https://github.com/matrix-org/matrix-spec-proposals/pull/4157) and nowhere
/// else. Both are read; the value remembers which came, and equals the other.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum DelayedEventAction {
    /// `cancel`: never send it.
    Cancel,
    /// `restart`: send it when its delay has passed again from now on.
    Restart,
    /// `refresh`: the same as `restart`.
    Refresh,
    /// `send`: send it now.
    Send,
}

impl DelayedEventAction {
    const ALL: [Self; 4] = [Self::Cancel, Self::Restart, Self::Refresh, Self::Send];
    const NAMES: &[&str] = &["cancel", "restart", "refresh", "send"];

    /// The name on the wire, as it came.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Restart => "restart",
            Self::Refresh => "refresh",
            Self::Send => "send",
        }
    }

    /// What is meant, whatever the spelling.
    #[must_use]
    pub const fn meaning(self) -> Self {
        match self {
            Self::Refresh => Self::Restart,
            other => other,
        }
    }
}

impl PartialEq for DelayedEventAction {
    fn eq(&self, other: &Self) -> bool {
        self.meaning().as_str() == other.meaning().as_str()
    }
}

impl Eq for DelayedEventAction {}

impl hash::Hash for DelayedEventAction {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.meaning().as_str().hash(state);
    }
}

impl Serialize for DelayedEventAction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for DelayedEventAction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let action = Self::ALL.into_iter().find(|action| action.as_str() == name);
        action.ok_or_else(|| D::Error::unknown_variant(&name, Self::NAMES))
    }
}

shape! {
    /// What to do with a delayed event: `cancel` it, `restart` its delay (also spelled `refresh`), or `send` it now.
    DelayedEventAction {
        schema: |_| { "type": "string", "enum": ["cancel", "restart", "refresh", "send"] },
        typescript: "\"cancel\" | \"restart\" | \"refresh\" | \"send\""
    }
}
