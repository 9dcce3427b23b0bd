//! The direction of a message.

use std::fmt;

/// The direction of a request, `api` on the wire. The response has the same `api`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `fromWidget`: the widget requests, the client responds.
    FromWidget,
    /// `toWidget`: the client requests, the widget responds.
    ToWidget,
}

impl Direction {
    /// Both directions.
    pub const ALL: [Self; 2] = [Self::FromWidget, Self::ToWidget];

    /// Returns the name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FromWidget => "fromWidget",
            Self::ToWidget => "toWidget",
        }
    }

    /// Returns the direction with this name on the wire, or `None` for any other string.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.as_str() == name)
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
