//! Tests the Rust examples of the repository's README and of `docs/permissions.md`.

#![doc = include_str!("../../README.md")]
#![doc = include_str!("../../docs/permissions.md")]
