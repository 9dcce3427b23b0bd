//! `cargo xtask package` and `cargo xtask browser`: checks that take longer than the tests of the npm packages.

use anyhow::Result;
use xshell::cmd;

use crate::{
    node::{require_node, run_script},
    repository::root,
    shell::{require, shell},
};

pub fn package() -> Result<()> {
    run("bindings/typescript", "check")
}

pub fn browser() -> Result<()> {
    let sh = shell()?;
    require(cmd!(sh, "chromium --version"), "Chromium is needed: install your system's package `chromium`")?;
    run("bindings/typescript", "browser")?;
    run("conformance", "browser")
}

fn run(folder: &str, script: &str) -> Result<()> {
    let sh = shell()?;
    require_node(&sh)?;
    run_script(&sh, &root().join(folder), script)
}
