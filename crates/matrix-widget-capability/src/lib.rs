//! Capability strings of the Matrix Widget API: parse, print, compare and match.
//!
//! A widget requests capabilities, such as `m.sticker` or `m.send.event:m.room.message#m.text`, from the client that embeds
//! it. The client asks its user and then checks every request of the widget. This crate serves both sides. It knows the
//! capabilities of the proposals around [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762) and of
//! vendors, by their unstable and stable names.
//!
//! ```
//! use matrix_widget_capability::{Capability, CapabilityList, Dialect, EventQuery, Permission, build};
//!
//! // Parse a capability…
//! let capability = Capability::parse("m.send.event:m.room.message#m.text", Dialect::Msc2762)?;
//! let Permission::Event(event) = capability.permission() else { unreachable!() };
//! assert_eq!((event.event_type(), event.key()), ("m.room.message", Some("m.text")));
//!
//! // …or build it.
//! let built = build::send_event("m.room.message").msgtype("m.text").build()?;
//! assert_eq!(built.permission(), capability.permission());
//! let printed = built.in_dialect(Dialect::Msc2762)?.to_string();
//! assert_eq!(printed, "org.matrix.msc2762.send.event:m.room.message#m.text");
//!
//! // Check the requests of a widget against the granted capabilities.
//! let granted = CapabilityList::from_iter([printed]).read(Dialect::Msc2762);
//! let room = "!room:example.org";
//! assert!(granted.may_send(&EventQuery::message("m.text", room), Some(room)));
//! assert!(!granted.may_send(&EventQuery::message("m.image", room), Some(room)));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! # Overview
//!
//! - [`CapabilityList`] is the plain list of strings in a message. [`CapabilityList::read`] reads it in a [`Dialect`] and
//!   returns a [`CapabilitySet`].
//! - [`CapabilitySet`] answers permission questions ([`EventQuery`]) and says which capabilities need a prompt.
//! - [`Capability`] is a [`Permission`] and its [`Spelling`]. It is parsed and printed in a [`Dialect`].
//! - [`Permission`] is a [`Flag`], the events of a room ([`EventPermission`]), to-device messages or account data
//!   of an [`EventType`], the timelines of a [`Room`], or an [`Unknown`] string.
//! - [`Flag::ALL`] and [`Family::ALL`] list the names and prefixes with their proposals.
//! - [`build`] has constructors of capabilities.
//! - [`describe`] has the parts and the English text of permission prompts.
//! - [`known`] detects known event types that are requested in the wrong family.
//!
//! # Comparisons
//!
//! Capabilities are equal if their strings are equal in the same dialect. Permissions are equal if they permit the same in any
//! spelling. A permission [subsumes](Permission::subsumes) another if it permits everything that the other permits. Sets are
//! equal if they have the same strings and dialect. A set [covers](CapabilitySet::covers) another if it permits everything
//! that the other permits. An unknown string is never covered.
//!
//! # Deployed software
//!
//! - All deployed software speaks [`Dialect::Msc2762`] and knows the stable names of flags at most.
//! - The Rust SDK does not unescape `\#`. It drops unknown capabilities and cannot report them to the widget as requested.
//! - The TypeScript client finds an empty key if every `#` is escaped: it reads the state event capability `a\#b`, which is for
//!   any key, as the type `a#b` with the empty key. It reads `a\#b\` as an empty type with the whole body as its key.
//! - The TypeScript client also splits the types of to-device messages and account data at `m.room.message#`. Its helper for
//!   all messages writes `m.room.message#`, which grants only the empty msgtype.
//!
//! # Feature flags
//!
//! - `std` (default): sets use hash maps with a random seed, because widgets choose the keys. Without `std`, they use ordered
//!   maps, and the crate only needs `alloc`.
//! - `serde`: [`CapabilityList`] as an array of strings, and [`CapabilitySet`] as an object with its dialect.
//! - `schemars`, `ts-rs`: [`CapabilityList`] as an array of strings.
//! - `proptest`: the module `strategies` with random capabilities and near misses.
//!
//! Without features, the crate has no dependencies. It needs Rust 1.89. For `no_std`:
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
mod event_type;
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
#[cfg(feature = "ts-rs")]
mod typescript;
mod visible;

pub use self::{
    build_error::BuildError,
    capability::Capability,
    dialect::Dialect,
    error::{MixedDialects, ParseError},
    event::{EventPermission, ROOM_MESSAGE},
    event_type::EventType,
    kind::{Direction, EventKind, Flow},
    list::CapabilityList,
    names::{Family, Flag, Spelling},
    permission::{Permission, Unknown},
    print::InDialect,
    room::{Room, RoomId},
    set::{CapabilitySet, EventQuery, EventRooms},
};

/// Tests the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
enum Readme {}
