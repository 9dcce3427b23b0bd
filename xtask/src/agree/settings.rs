//! The settings of a run.

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The number of random values and their seed.
#[derive(Clone, Copy)]
pub struct Settings {
    pub values: u32,
    pub seed: u64,
}

impl Settings {
    /// The settings of `cargo xtask test`.
    pub const QUICK: Self = Self { values: 32, seed: 2974 };

    /// Returns a runner whose random numbers depend only on the seed and the name, not on earlier runs.
    pub fn runner(&self, name: &str) -> TestRunner {
        let mut seed = [0; 32];
        let bytes = self.seed.to_le_bytes().into_iter().chain(name.bytes());
        seed.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = byte);
        let config = Config {
            cases: self.values,
            failure_persistence: None,
            max_shrink_iters: 4096,
            ..Config::default()
        };
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
    }
}
