//! Request IDs.

use std::hash::{BuildHasher, RandomState};

/// Creates request IDs that never repeat and that other programs cannot guess.
#[derive(Debug)]
pub(crate) struct RequestIds {
    random: u128,
    next: u64,
}

impl RequestIds {
    pub(crate) fn new() -> Self {
        // Each hasher state has new random keys from the operating system.
        let random = || RandomState::new().hash_one(0_u8);
        Self { random: u128::from(random()) << 64 | u128::from(random()), next: 0 }
    }

    pub(crate) fn next(&mut self) -> String {
        self.next += 1;
        format!("{:032x}-{}", self.random, self.next)
    }
}
