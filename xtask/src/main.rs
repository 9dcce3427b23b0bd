//! The project's commands. `cargo xtask help` lists them.

#![expect(
    clippy::indexing_slicing,
    reason = "a command that builds JSON values may panic where a library may not"
)]

mod agree;
mod bench;
mod codegen;
mod consumers;
mod fuzz;
mod hygiene;
mod lint;
mod metadata;
mod mutants;
mod node;
mod npm;
mod process;
mod python;
mod recorded;
mod test;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's commands", arg_required_else_help = true)]
enum Command {
    /// Write the JSON Schemas and the TypeScript types.
    Codegen {
        /// Change nothing; fail if anything that is committed is stale, missing or left over.
        #[arg(long)]
        check: bool,
    },
    /// Show by random values that serde, the schemas and TypeScript say the same of every type.
    Agree {
        /// Random values for each type.
        #[arg(long, default_value_t = agree::Settings::QUICK.values)]
        values: u32,
        /// Where the random numbers start: the same seed gives the same values.
        #[arg(long, default_value_t = agree::Settings::QUICK.seed)]
        seed: u64,
    },
    /// Run all tests: Rust, schemas, TypeScript, recordings, and that generated files are current.
    Test,
    /// Generate Python, Kotlin, Swift and TypeScript from the schemas, and load the recordings with it.
    Consumers,
    /// Measure what things cost, and write it to docs/performance.md.
    Bench(bench::Options),
    /// Let a fuzzer look for inputs for which the laws of the tests do not hold.
    Fuzz(fuzz::Options),
    /// Make mistakes in the type crates, one at a time, and say which of them no test finds.
    Mutants(mutants::Options),
    /// Check formatting, clippy's advice with every choice of features, and the documentation.
    Lint,
    /// Check spelling, licenses and versions of dependencies, and that the crates can be published.
    Hygiene(hygiene::Options),
    /// Check the npm package as it would be published: what it holds, and with every TypeScript from 5.4 on.
    Package,
    /// Let a client and a widget talk in a real browser, by the npm package.
    Browser,
}

fn main() -> ExitCode {
    let result = match Command::parse() {
        Command::Codegen { check } => codegen::run(check),
        Command::Agree { values, seed } => agree::run(agree::Settings { values, seed }),
        Command::Test => test::run(),
        Command::Consumers => consumers::run(),
        Command::Bench(options) => bench::run(options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Mutants(options) => mutants::run(&options),
        Command::Hygiene(options) => hygiene::run(options),
        Command::Lint => lint::run(),
        Command::Package => npm::package(),
        Command::Browser => npm::browser(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}
