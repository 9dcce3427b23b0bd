//! Property tests.

mod bodies;
mod echo;
mod events;
mod json;
mod mutants;
#[cfg(feature = "proptest")]
mod payloads;
mod reading;

use proptest::test_runner::Config;

/// Returns a configuration with fewer cases in debug builds and without files of failures in the source tree.
pub fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}
