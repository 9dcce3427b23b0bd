//! Capability strings of the Matrix Widget API: parse, print, compare and match.
//!
//! A widget asks the client in which it runs for capabilities, such as `m.sticker` or
//! `m.send.event:m.room.message#m.text`; the client lets its user decide, and from then on checks every
//! request of the widget. This crate is for both sides. It knows all capabilities of the proposals around
//! [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762) and those of vendors, each by
//! today's name and by the stable one.
//!
//! ```
//! use matrix_widget_capability::{Capability, CapabilitySet, Dialect, EventQuery, Permission, build};
//!
//! // A capability is read…
//! let capability = Capability::parse("m.send.event:m.room.message#m.text:*", Dialect::RoomScoped)?;
//! let Permission::Event(event) = capability.permission() else { unreachable!() };
//! assert_eq!(event.event_type(), "m.room.message");
//! assert_eq!(event.key(), Some("m.text"));
//!
//! // …or made.
//! let made = build::send_event("m.room.message").msgtype("m.text").in_any_room().build()?;
//! assert_eq!(made.permission(), capability.permission());
//! let made = made.in_dialect(Dialect::RoomScoped)?.to_string();
//! assert_eq!(made, "org.matrix.msc2762.send.event:m.room.message#m.text:*");
//!
//! // A client checks with the set of those that have been granted.
//! let granted = CapabilitySet::from_strings(["m.send.event:m.room.message#m.text"], Dialect::Msc2762);
//! let room = "!room:example.org";
//! assert!(granted.may_send(&EventQuery::message("m.text", room), Some(room)));
//! assert!(!granted.may_send(&EventQuery::message("m.image", room), Some(room)));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! # Map
//!
//! - [`Capability`] is a [`Permission`] and its [`Spelling`]; it is parsed and printed in a [`Dialect`].
//! - [`Permission`] is what it permits: a [`Flag`], the events of a room ([`EventPermission`]), to-device
//!   messages or account data ([`TypePermission`]), timelines of a [`Room`], or nothing ([`Unknown`]).
//! - [`Flag::ALL`] and [`Family::ALL`] list the names and prefixes, with their proposals.
//! - [`build`] makes capabilities in the protocol's words. [`BuildError`] says why one cannot be, [`ParseError`]
//!   why a string is none.
//! - [`CapabilitySet`] answers what may be sent, received and read ([`EventQuery`]), and what is newly asked.
//! - [`describe`] says what to ask the user, and [`known`] which known event types are asked for in the wrong
//!   family.
//!
//! # What is compared how
//!
//! Capabilities are equal when they are the same string in the same dialect; permissions are equal when they
//! permit the same, in whatever spelling; one [subsumes](Permission::subsumes) another when it permits all
//! that the other permits. Sets are equal when they have the same strings; one
//! [covers](CapabilitySet::covers) another when it permits all that the other permits.
//!
//! # Beware of deployed software
//!
//! - It reads plain [`Dialect::Msc2762`], and stable names of flags at most.
//! - The Rust SDK does not unescape `\#`. It drops what it does not know, so that it cannot report it to the
//!   widget as requested; here a set keeps every string.
//! - The TypeScript client finds an empty key where every `#` is escaped: the state event capability `a\#b`,
//!   for any key, is to it the type `a#b` with the empty key. If a `\` ends it too, as in `a\#b\`, it reads
//!   an empty type, and the whole as key.
//! - The TypeScript client splits to-device and account data types at `m.room.message#`, too. Its way to ask
//!   for every message writes `m.room.message#`, which grants but the empty msgtype.
//!
//! # Features
//!
//! - `std` (default): sets use the standard library's seeded hash maps, for it is widgets who choose the
//!   keys. Without it they use ordered maps, and the crate needs `alloc` only.
//! - `serde`, `schemars`, `ts-rs`: [`CapabilityList`] as an array of any strings. `serde` also stores a [`CapabilitySet`], with
//!   its dialect.
//! - `proptest`: the module `strategies`, of random capabilities and near misses.
//!
//! Without features there is no dependency. The crate needs Rust 1.89, and for `no_std`:
//!
//! ```toml
//! matrix-widget-capability = { version = "0.1", default-features = false }
//! ```

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod build;
mod build_error;
mod capability;
pub mod describe;
mod dialect;
mod error;
mod event;
mod kind;
pub mod known;
mod list;
mod names;
mod parse;
mod permission;
mod print;
mod room;
#[cfg(feature = "schemars")]
mod schema;
#[cfg(feature = "serde")]
mod serde;
mod set;
#[cfg(feature = "proptest")]
pub mod strategies;
mod subsume;
mod typed;
#[cfg(feature = "ts-rs")]
mod typescript;

pub use self::{
    build_error::BuildError,
    capability::Capability,
    dialect::Dialect,
    error::{MixedDialects, ParseError},
    event::{EventPermission, ROOM_MESSAGE},
    kind::{Direction, EventKind, Flow},
    list::CapabilityList,
    names::{Family, Flag, Spelling},
    permission::{Permission, Unknown},
    print::InDialect,
    room::{Room, RoomId},
    set::{CapabilitySet, EventQuery, EventRooms},
    typed::TypePermission,
};

/// Has the example of the README tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
enum Readme {}
