//! `cargo xtask test`: everything that must hold.

use anyhow::Result;

use crate::{agree, codegen, node, process};

pub fn run() -> Result<()> {
    node::require()?;
    let root = crate::root();

    eprintln!("\n> cargo xtask codegen --check");
    codegen::run(true)?;

    for package in ["bindings/typescript", "bindings/interop"] {
        let folder = root.join(package);
        node::install(&folder)?;
        process::run(&folder, node::NPM, &["test", "--silent"])?;
    }

    eprintln!("\n> cargo xtask agree");
    agree::run(agree::Settings::QUICK)?;

    process::cargo(&["test", "--workspace", "--all-features"])?;
    // Ordered maps instead of hashed ones, and no dependency.
    process::cargo(&["test", "--package", "matrix-widget-capability", "--no-default-features"])
}
