//! Tests the Rust examples of the README and of `docs/`.

#![doc = include_str!("../../README.md")]
#![doc = include_str!("../../docs/native-bridges.md")]
#![doc = include_str!("../../docs/permissions.md")]
