//! Capability strings of the Matrix Widget API: parse, print, compare and match.

#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod build;
mod capability;
pub mod describe;
mod dialect;
mod error;
mod event;
pub mod known;
mod names;
mod parse;
mod permission;
mod print;
mod refusal;
mod room;
mod set;
mod subsume;
mod typed;

pub use crate::{
    capability::Capability,
    dialect::Dialect,
    error::ParseError,
    event::{Direction, EventKind, EventPermission},
    names::{Family, Flag, Spelling},
    permission::{Permission, Unknown},
    print::InDialect,
    refusal::Refusal,
    room::{Room, RoomId},
    set::{CapabilitySet, EventQuery},
    typed::{Flow, TypePermission},
};
