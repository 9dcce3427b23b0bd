//! The project's commands. `cargo xtask help` lists them.

#![expect(
    clippy::indexing_slicing,
    reason = "a command that builds JSON values may panic where a library may not"
)]

mod agree;
mod bench;
mod codegen;
mod consumers;
mod lint;
mod lowest;
mod node;
mod npm;
mod recorded;
mod repository;
mod shell;
mod test;

use std::process::ExitCode;

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
    /// Generate types for other languages from the schemas, and try them on the recorded messages.
    Consumers,
    /// Measure what things cost, and write it to docs/performance.md.
    Bench(bench::Options),
    /// Check formatting, clippy's advice with every choice of features, and the documentation.
    Lint,
    /// Test the published crates with the lowest versions of their dependencies.
    Lowest,
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
        Command::Lint => lint::run(),
        Command::Lowest => lowest::run(),
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
