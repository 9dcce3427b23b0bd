//! `cargo xtask package` and `cargo xtask browser`: checks of the npm package that take longer than its tests.

use anyhow::Result;
use xshell::cmd;

use crate::{
    node::{require_node, run_script},
    repository::root,
    shell::{require, shell},
};

pub fn package() -> Result<()> {
    run("check")
}

pub fn browser() -> Result<()> {
    let sh = shell()?;
    require(cmd!(sh, "chromium --version"), "Chromium is needed: install your system's package `chromium`")?;
    run("browser")
}

fn run(script: &str) -> Result<()> {
    let sh = shell()?;
    require_node(&sh)?;
    run_script(&sh, &root().join("bindings/typescript"), script)
}
