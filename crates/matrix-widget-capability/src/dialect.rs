//! The two ways to read the body of an event capability.

/// A way to read and write the body of an event capability.
///
/// In the room-scoped dialect, `m.send.event:m.reaction:!room:example.org` names a room. In plain MSC2762 the same string is
/// about events of the type `m.reaction:!room:example.org`. Most strings mean the same in both dialects, but some state
/// keys in use do not: Mjolnir's policy rules have the state key `rule:<entity>`, and the entity can be a room ID.
///
/// All deployed software speaks plain MSC2762. A host of deployed widgets reads [`Msc2762`](Self::Msc2762), and a widget
/// that runs in deployed hosts writes it. There is no default: read in the wrong dialect, a capability can grant more than
/// the user approved.
///
/// A capability does not remember the dialect in which it was read; a [`CapabilitySet`](crate::CapabilitySet) does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// A body may end in `:*` or `:<room ID>`, as proposed in the review of
    /// [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762). Text that looks like a room has a `\`
    /// before its colon.
    RoomScoped,
    /// [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762) as it stands: colons have no meaning.
    Msc2762,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 2] = [Self::RoomScoped, Self::Msc2762];

    /// Returns the name of the dialect: `room-scoped` or `msc2762`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RoomScoped => "room-scoped",
            Self::Msc2762 => "msc2762",
        }
    }

    /// Returns the dialect with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.as_str() == name)
    }
}
