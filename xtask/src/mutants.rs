//! `cargo xtask mutants`: whether the tests find the mistakes that can be made in the type crates.

use anyhow::{Result, bail};

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
    require("mutants", "makes the mistakes", "cargo-mutants@27.1.0")?;
    require("nextest", "stops at the first test that finds one", "cargo-nextest@0.9.143")?;
    let jobs = options.jobs.to_string();
    let mut arguments = vec!["mutants", "--output", "target/mutants", "--jobs", &jobs];
    arguments.extend(options.file.iter().flat_map(|file| ["--file", file]));
    // 3: with some of them a test did not come to an end, which finds them as well.
    process::cargo_to(&arguments, &[0, 3])
}

/// Fails, in one sentence that says what to do, unless cargo has this command.
fn require(command: &str, purpose: &str, package: &str) -> Result<()> {
    if process::cargo_output(&[command, "--version"]).is_err() {
        bail!("cargo-{command} is missing, which {purpose}: `cargo install {package} --locked`.");
    }
    Ok(())
}
