//! Random capabilities for tests with proptest: well-formed capabilities, arbitrary strings and near misses.
//!
//! ```
//! use matrix_widget_capability::{CapabilitySet, Dialect, strategies};
//! use proptest::prelude::*;
//!
//! proptest! {
//!     fn sets_keep_every_string(strings in prop::collection::vec(strategies::text(), 0..10)) {
//!         let set = CapabilitySet::from_strings(&strings, Dialect::Msc2762);
//!         prop_assert!(set.strings().eq(&strings));
//!     }
//! }
//! # sets_keep_every_string();
//! ```

use std::{
    borrow::Cow,
    format, iter,
    string::{String, ToString as _},
};

use proptest::{
    arbitrary::{Arbitrary, any},
    collection::vec,
    option, prop_oneof,
    sample::{Index, select},
    strategy::{BoxedStrategy, Strategy},
};

use crate::{
    capability::Capability,
    dialect::Dialect,
    event::EventPermission,
    event_type::EventType,
    kind::{Direction, EventKind, Flow},
    list::CapabilityList,
    names::{Family, Flag, Spelling},
    permission::Permission,
    room::Room,
    set::CapabilitySet,
};

/// Generates well-formed capabilities in every spelling.
pub fn capability() -> impl Strategy<Value = Capability<'static>> {
    (permission(), select(&[Spelling::Unstable, Spelling::Stable, Spelling::Former][..])).prop_map(
        |(permission, spelling)| match permission {
            Permission::Flag(flag) => {
                let name = flag.as_str(spelling);
                Capability::parse_lenient(name, Dialect::Msc2762).into_owned()
            }
            other => Capability::from(other).with_spelling(spelling),
        },
    )
}

/// Generates permissions of every kind.
pub fn permission() -> impl Strategy<Value = Permission<'static>> {
    prop_oneof![
        1 => select(Flag::ALL).prop_map(Permission::Flag),
        6 => event().prop_map(Permission::Event),
        1 => (flow(), event_type()).prop_map(|(flow, of_type)| Permission::ToDevice(flow, of_type)),
        1 => (flow(), event_type()).prop_map(|(flow, of_type)| Permission::RoomAccountData(flow, of_type)),
        1 => event_type().prop_map(Permission::AccountData),
        1 => room().prop_map(Permission::Timeline),
    ]
}

/// Generates permissions for the events of a room.
pub fn event() -> impl Strategy<Value = EventPermission<'static>> {
    let direction = select(&[Direction::Send, Direction::Receive, Direction::Read][..]);
    let kind = select(&[EventKind::MessageLike, EventKind::State][..]);
    (direction, kind, part(), option::of(part()), option::of(room())).prop_filter_map(
        "no string expresses it",
        |(direction, kind, event_type, key, room)| {
            EventPermission::new(direction, kind, event_type, key.map(Cow::Owned), room).ok()
        },
    )
}

fn flow() -> impl Strategy<Value = Flow> {
    select(&[Flow::Send, Flow::Receive][..])
}

fn event_type() -> impl Strategy<Value = EventType<'static>> {
    part().prop_filter_map("the type is empty", |part| EventType::new(part).ok())
}

/// Generates `*` and room IDs.
pub fn room() -> impl Strategy<Value = Room<'static>> {
    select(ROOMS).prop_filter_map("no room", |room| Room::new(room).ok())
}

/// Generates any strings, most of which begin like a capability.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => capability().prop_map(|capability| print(&capability)),
        2 => near_miss(),
        2 => (select(Family::NAMES), part()).prop_map(|(prefix, body)| format!("{prefix}{body}")),
        1 => ".*",
    ]
}

/// Generates well-formed capabilities with one character removed, doubled or replaced.
pub fn near_miss() -> impl Strategy<Value = String> {
    (capability(), any::<Index>(), select(&[0, 2][..]), option::of(select(SPECIAL))).prop_map(
        |(capability, at, copies, inserted)| {
            let text = print(&capability);
            let mut chars = text.chars();
            let before: String = chars.by_ref().take(at.index(text.chars().count())).collect();
            let hit = chars.next().map_or_else(String::new, |c| iter::repeat_n(c, copies).collect());
            format!("{before}{hit}{}{}", inserted.unwrap_or_default(), chars.as_str())
        },
    )
}

/// Generates event types and keys: common values, values that need escapes, and any strings.
fn part() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(USUAL).prop_map(String::from),
        3 => vec(select(SPECIAL), 0..6).prop_map(|parts| parts.concat()),
        1 => ".*",
    ]
}

const ROOMS: &[&str] =
    &["*", "!a:example.org", "!b:example.org", "!a", "!*", "!a!b", "!ä:[::1]:8448", "!a:example.org:1"];

const USUAL: &[&str] = &[
    "m.room.message",
    "m.room.member",
    "m.reaction",
    "m.text",
    "org.example.type",
    "@alice:example.org",
    "",
];

const SPECIAL: &[&str] = &[
    "#",
    "\\",
    ":",
    "*",
    "!",
    ":*",
    ":!a",
    ":!b:example.org",
    "m.room.message",
    "a",
    " ",
    "\0",
    "ä",
    "\u{202e}",
];

/// Generates any capability, including unknown and malformed strings.
impl Arbitrary for Capability<'static> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        text().prop_map(|text| Capability::parse_lenient(&text, Dialect::RoomScoped).into_owned()).boxed()
    }
}

/// Generates any strings.
impl Arbitrary for CapabilityList {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        vec(text(), 0..8).prop_map(Self::from).boxed()
    }
}

/// Generates any strings, read in any dialect.
impl Arbitrary for CapabilitySet {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        (any::<CapabilityList>(), select(&Dialect::ALL[..]))
            .prop_map(|(list, dialect)| list.read(dialect))
            .boxed()
    }
}

/// Prints a capability in the room-scoped dialect, in which every capability has a string.
fn print(capability: &Capability<'_>) -> String {
    capability.in_dialect(Dialect::RoomScoped).expect("the dialect can express rooms").to_string()
}
