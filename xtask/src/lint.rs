//! `cargo xtask lint`: checks the formatting, clippy and the documentation.

use anyhow::Result;
use xshell::cmd;

use crate::shell::{require, shell};

/// The packages outside the workspace.
const OTHERS: [&str; 2] = ["bindings/consumers/rust/Cargo.toml", "fuzz/Cargo.toml"];

pub fn run() -> Result<()> {
    let sh = shell()?;
    require(cmd!(sh, "cargo hack --version"), "cargo-hack is needed: `cargo install cargo-hack --locked`")?;
    let strict = ["--", "--deny", "warnings"];

    cmd!(sh, "cargo fmt --all --check").run()?;
    cmd!(sh, "cargo clippy --quiet --locked --workspace --all-targets --all-features {strict...}").run()?;
    for manifest in OTHERS {
        cmd!(sh, "cargo fmt --manifest-path {manifest} --check").run()?;
        // The fuzzer itself needs a C++ compiler.
        let options = ["--no-default-features", "--all-targets", "--target-dir", "target"];
        cmd!(sh, "cargo clippy --quiet --locked --manifest-path {manifest} {options...} {strict...}")
            .run()?;
    }

    let published = ["--quiet", "--locked", "--ignore-private"];
    cmd!(sh, "cargo hack clippy {published...} --all-targets {strict...}").run()?;
    // Every combination of features. `default` is the same as `std`.
    cmd!(sh, "cargo hack clippy {published...} --feature-powerset --exclude-features default {strict...}")
        .run()?;
    cmd!(sh, "cargo hack rustdoc {published...} --all-features {strict...}").run()?;
    Ok(())
}
