//! Tests of what the crate offers.

mod build;
mod compare;
mod describe;
mod errors;
mod known;
mod names;
mod printing;
mod set;
mod vectors;
