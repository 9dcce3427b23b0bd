//! Actions on delayed events.

use serde::{Deserialize, Serialize, de::Deserializer, de::Error as _, ser::Serializer};

use crate::{arbitrary::sampled, shape::shape};

/// An action on a delayed event.
///
/// [MSC4157](https://github.com/matrix-org/matrix-spec-proposals/pull/4157) spells `restart` as `refresh`. Both names
/// are read, and each is written as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DelayedEventAction {
    /// `cancel`: cancel the event.
    Cancel,
    /// `restart`: restart the delay of the event.
    Restart(RestartName),
    /// `send`: send the event immediately.
    Send,
}

/// A name of the action `restart`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RestartName {
    /// `restart`, the name in every implementation.
    #[default]
    Restart,
    /// `refresh`, the name in MSC4157.
    Refresh,
}

impl DelayedEventAction {
    const ALL: [Self; 4] =
        [Self::Cancel, Self::Restart(RestartName::Restart), Self::Restart(RestartName::Refresh), Self::Send];

    /// Returns the action `restart`.
    #[must_use]
    pub const fn restart() -> Self {
        Self::Restart(RestartName::Restart)
    }

    /// Returns the name as received.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Restart(RestartName::Restart) => "restart",
            Self::Restart(RestartName::Refresh) => "refresh",
            Self::Send => "send",
        }
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
        action.ok_or_else(|| D::Error::unknown_variant(&name, &["cancel", "restart", "refresh", "send"]))
    }
}

sampled! { DelayedEventAction => select(&Self::ALL[..]) }

shape! {
    /// An action on a delayed event: `cancel` it, `restart` its delay (MSC4157: `refresh`), or `send` it immediately.
    DelayedEventAction {
        schema: |_| { "type": "string", "enum": ["cancel", "restart", "refresh", "send"] },
        typescript: "\"cancel\" | \"restart\" | \"refresh\" | \"send\""
    }
}
