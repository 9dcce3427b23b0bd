//! Who asks whom.

use std::fmt;

/// `api`: who asks whom.
///
/// It names the direction of the request; a response repeats it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `fromWidget`: the widget asks, the client answers.
    FromWidget,
    /// `toWidget`: the client asks, the widget answers.
    ToWidget,
}

impl Direction {
    /// Both, in the order of the protocol's documents.
    pub const ALL: [Self; 2] = [Self::FromWidget, Self::ToWidget];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FromWidget => "fromWidget",
            Self::ToWidget => "toWidget",
        }
    }

    /// The direction by its name on the wire.
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
