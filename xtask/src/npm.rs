//! `cargo xtask package` and `cargo xtask browser`: what takes longer than the tests of the npm package.

use anyhow::{Result, bail};

use crate::{node, process};

pub fn package() -> Result<()> {
    run("check")
}

pub fn browser() -> Result<()> {
    if process::output("chromium", &["--version"]).is_none() {
        bail!(
            "Chromium is missing, in which a client and a widget are to talk: install it as your system's package `chromium`."
        );
    }
    run("browser")
}

fn run(script: &str) -> Result<()> {
    node::require()?;
    let folder = crate::root().join("bindings/typescript");
    node::install(&folder)?;
    process::run(&folder, node::NPM, &["run", "--silent", script])
}
