//! The two ways to read the body of an event capability.

/// How the body of an event capability is read and written.
///
/// Room-scoped, `m.send.event:m.reaction:!room:example.org` names a room. In plain MSC2762 the same string is
/// about events of the type `m.reaction:!room:example.org`. Most strings mean the same in both, but real
/// state keys exist that do not: Mjolnir's policy rules use `rule:<entity>`, and the entity can be a room.
///
/// All software that is deployed today is plain. So the host of a deployed widget should read plain, and a
/// widget that talks to a deployed host should print plain.
///
/// A capability does not remember the dialect in which it was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// A body may end in `:*` or `:<room ID>`, as proposed in the review of
    /// [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762). Text that looks so has a `\`
    /// before its colon.
    #[default]
    RoomScoped,
    /// [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762) as it stands: colons are
    /// ordinary.
    Msc2762,
}
