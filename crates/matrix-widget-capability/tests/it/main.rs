//! Tests of the public API. Some need all features.

mod build;
mod compare;
#[cfg(test)]
mod corpus;
mod describe;
mod errors;
mod known;
#[cfg(test)]
mod laws;
mod names;
mod printing;
#[cfg(feature = "proptest")]
mod random;
#[cfg(all(feature = "proptest", feature = "serde", feature = "schemars", feature = "ts-rs"))]
mod serialized;
mod set;
mod vectors;
