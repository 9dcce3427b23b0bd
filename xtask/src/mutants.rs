//! `cargo xtask mutants`: whether the tests find the mistakes that can be made in the type crates.

use anyhow::Result;

use crate::process;

/// Which mistakes to make.
#[derive(clap::Args)]
pub struct Options {
    /// Only in files whose path fits this pattern: `**/url_template/*`.
    #[arg(long)]
    file: Option<String>,
    /// How many to try at the same time, each in a copy of the source with a `target` of its own.
    #[arg(long, default_value_t = 2)]
    jobs: u32,
}

/// What to change, and with which tests, says `.cargo/mutants.toml`.
pub fn run(options: &Options) -> Result<()> {
    process::require_cargo("mutants", "27.1.0", "makes the mistakes")?;
    process::require_cargo("nextest", "0.9.143", "stops at the first test that finds one")?;
    let jobs = options.jobs.to_string();
    let mut arguments = vec!["mutants", "--output", "target/mutants", "--jobs", &jobs];
    arguments.extend(options.file.iter().flat_map(|file| ["--file", file]));
    // 3: with some of them a test did not come to an end, which finds them as well.
    process::cargo_to(&arguments, &[0, 3])
}
