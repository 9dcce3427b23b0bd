//! `cargo xtask test`: runs all tests.

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::{
    agree, codegen,
    node::{require_node, run_script},
    repository::root,
    shell::{shell, succeeds},
};

pub fn run() -> Result<()> {
    let sh = shell()?;
    require_node(&sh)?;

    eprintln!("\n$ cargo xtask codegen --check");
    codegen::run(true)?;

    for package in ["bindings/typescript", "conformance"] {
        run_script(&sh, &root().join(package), "test")?;
    }

    eprintln!("\n$ cargo xtask agree");
    agree::run(agree::Settings::QUICK)?;

    cargo_test(&sh, &["--workspace", "--all-features"])?;
    // Without `std`, the sets use ordered maps.
    cargo_test(&sh, &["--package", "matrix-widget-capability", "--no-default-features"])
}

/// Runs tests with cargo-nextest if it is installed, because it is faster. It does not support documentation tests.
fn cargo_test(sh: &Shell, selection: &[&str]) -> Result<()> {
    if succeeds(cmd!(sh, "cargo nextest --version")) {
        cmd!(sh, "cargo nextest run --locked {selection...}").run()?;
        cmd!(sh, "cargo test --locked --doc {selection...}").run()?;
    } else {
        cmd!(sh, "cargo test --locked {selection...}").run()?;
    }
    Ok(())
}
