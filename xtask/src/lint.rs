//! `cargo xtask lint`: formatting, clippy and documentation without a warning.

use anyhow::Result;

use crate::process::cargo;

pub fn run() -> Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--all-features", "--", "--deny", "warnings"])?;
    // The type crates as most will have them.
    cargo(&[
        "clippy",
        "--workspace",
        "--exclude",
        "xtask",
        "--exclude",
        "typified",
        "--",
        "--deny",
        "warnings",
    ])?;
    cargo(&[
        "rustdoc",
        "--package",
        "matrix-widget-capability",
        "--all-features",
        "--",
        "--deny",
        "warnings",
    ])?;
    cargo(&["rustdoc", "--package", "matrix-widget-protocol", "--all-features", "--", "--deny", "warnings"])
}
