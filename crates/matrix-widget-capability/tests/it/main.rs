//! Tests of what the crate offers.

mod build;
mod compare;
mod errors;
mod names;
mod printing;
mod set;
mod vectors;
