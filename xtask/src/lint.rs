//! `cargo xtask lint`: formatting, clippy and documentation without a warning.

mod features;

use anyhow::{Context, Result};

use crate::{metadata, process::cargo};

const FUZZ: [&str; 2] = ["--manifest-path", "fuzz/Cargo.toml"];

pub fn run() -> Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&[&["fmt"], &FUZZ[..], &["--check"]].concat())?;

    clippy(&["--workspace", "--all-targets", "--all-features"])?;
    // The fuzz targets without the fuzzer, which would have to be compiled.
    clippy(&[&FUZZ[..], &["--no-default-features", "--target-dir", "target"]].concat())?;

    for package in metadata::published()? {
        let name = package["name"].as_str().context("a package without a name")?;
        let of_package = ["--package", name];
        // The tests as most will run them.
        clippy(&[&of_package[..], &["--all-targets"]].concat())?;
        for choice in features::choices(&package)? {
            clippy(&[&of_package[..], &["--no-default-features", "--features", &choice]].concat())?;
        }
        cargo(&[&["rustdoc"], &of_package[..], &["--all-features", "--", "--deny", "warnings"]].concat())?;
    }
    Ok(())
}

fn clippy(arguments: &[&str]) -> Result<()> {
    cargo(&[&["clippy", "--quiet"], arguments, &["--", "--deny", "warnings"]].concat())
}
