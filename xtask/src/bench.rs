//! `cargo xtask bench`: measures reading, answering and permission checks, compared with alternatives.

mod build;
mod callgrind;
mod document;
mod interop;
mod table;

use anyhow::{Context as _, Result};
use serde_json::Value;
use xshell::cmd;

use crate::shell::shell;

/// The measurements to make. Without options, `--callgrind` and `--interop`.
#[derive(Clone, Copy, clap::Args)]
pub struct Options {
    /// Count instructions with valgrind's callgrind. The load of the machine does not affect them.
    #[arg(long)]
    callgrind: bool,
    /// Compare the time of permission checks with the npm package `matrix-widget-api`.
    #[arg(long)]
    interop: bool,
    /// Measure clean builds of the type crates with each feature. Takes minutes.
    #[arg(long)]
    build: bool,
}

/// Makes the measurements and writes them to `docs/performance.md`.
pub fn run(options: Options) -> Result<()> {
    let is_any = options.callgrind || options.interop || options.build;
    if options.callgrind || !is_any {
        callgrind::require()?;
        for package in [PROTOCOL, "matrix-widget-session"] {
            for (name, table) in callgrind::tables(&program(package)?)? {
                document::write(&name, &table)?;
            }
        }
    }
    if options.interop || !is_any {
        document::write("interop", &interop::table(&program(PROTOCOL)?)?)?;
    }
    if options.build {
        document::write("build", &build::table()?)?;
    }
    Ok(())
}

const PROTOCOL: &str = "matrix-widget-protocol";

/// Builds the program with the cases of a package, and returns its path.
fn program(package: &str) -> Result<String> {
    let sh = shell()?;
    let build =
        cmd!(sh, "cargo build --locked --release --package {package} --bench cost --message-format json");
    build
        .read()?
        .lines()
        .filter_map(|line| {
            serde_json::from_str::<Value>(line).ok()?["executable"].as_str().map(str::to_owned)
        })
        .next_back()
        .context("cargo did not build the benchmark")
}
