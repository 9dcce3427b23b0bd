//! `cargo xtask conformance`: plays the scenarios against an implementation that is built in a workspace of its own.

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::shell::shell;

pub fn run(sdk: bool) -> Result<()> {
    ensure!(sdk, "expected an implementation: `--sdk`");
    let sh = shell()?;
    let manifest = "conformance/adapters/sdk/Cargo.toml";
    cmd!(sh, "cargo build --locked --manifest-path {manifest} --target-dir target/sdk").run()?;
    let arguments = ["host", "--baseline", "conformance/baselines/matrix-sdk-host.json"];
    let adapter = "target/sdk/debug/matrix-widget-sdk-adapter";
    cmd!(sh, "cargo run --locked --package matrix-widget-cli -- conform {arguments...} -- {adapter}")
        .run()?;
    Ok(())
}
