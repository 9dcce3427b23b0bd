//! `cargo xtask bench`: what reading, answering and checking costs, beside what else could be used.

mod build;
mod callgrind;
mod document;
mod interop;
mod table;

use anyhow::{Context as _, Result};
use serde_json::Value;
use xshell::cmd;

use crate::shell::shell;

/// Which measurements to make.
#[derive(Clone, Copy, clap::Args)]
pub struct Options {
    /// Count instructions with valgrind's callgrind. Busy machines count the same.
    #[arg(long)]
    callgrind: bool,
    /// Time permission checks beside those of the npm package.
    #[arg(long)]
    interop: bool,
    /// Build the type crates from nothing, with each feature. Takes minutes.
    #[arg(long)]
    build: bool,
}

/// Makes the measurements, the first two if none is named, and writes them to `docs/performance.md`.
pub fn run(options: Options) -> Result<()> {
    let is_any = options.callgrind || options.interop || options.build;
    if options.callgrind || !is_any {
        callgrind::require()?;
        for (name, table) in callgrind::tables(&program()?)? {
            document::write(&name, &table)?;
        }
    }
    if options.interop || !is_any {
        document::write("interop", &interop::table(&program()?)?)?;
    }
    if options.build {
        document::write("build", &build::table()?)?;
    }
    Ok(())
}

/// The program that has the cases, built.
fn program() -> Result<String> {
    let sh = shell()?;
    let build = cmd!(
        sh,
        "cargo build --locked --release --package matrix-widget-protocol --bench cost --message-format json"
    );
    build
        .read()?
        .lines()
        .filter_map(|line| {
            serde_json::from_str::<Value>(line).ok()?["executable"].as_str().map(str::to_owned)
        })
        .next_back()
        .context("cargo built no program")
}
