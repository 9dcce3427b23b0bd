//! The development commands of the project. `cargo xtask help` lists them.

#![expect(
    clippy::indexing_slicing,
    reason = "a command that builds JSON values may panic where a library may not"
)]

mod agree;
mod bench;
mod codegen;
mod conformance;
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
#[command(
    name = "cargo xtask",
    about = "Runs the development commands of the project",
    arg_required_else_help = true
)]
enum Command {
    /// Generate the JSON Schemas, the TypeScript types and the reference of all actions.
    Codegen {
        /// Change nothing, and fail with a diff if a file is out of date, missing or left over.
        #[arg(long)]
        check: bool,
    },
    /// Test with random values that serde, the schemas and TypeScript accept the same values.
    Agree {
        /// The number of random values for each type.
        #[arg(long, default_value_t = agree::Settings::QUICK.values)]
        values: u32,
        /// The seed of the random values. The same seed gives the same values.
        #[arg(long, default_value_t = agree::Settings::QUICK.seed)]
        seed: u64,
    },
    /// Run all tests, and check that the generated files are up to date.
    Test,
    /// Play the scenarios of conformance/ against an implementation in a workspace of its own.
    Conformance {
        /// matrix-sdk, which Element X uses.
        #[arg(long)]
        sdk: bool,
    },
    /// Generate types for other languages from the schemas, and test them with the recorded messages.
    Consumers,
    /// Measure the performance, and write the results to docs/performance.md.
    Bench(bench::Options),
    /// Check the formatting, clippy with every combination of features, and the documentation.
    Lint,
    /// Test the published crates with the lowest versions of their dependencies.
    Lowest,
    /// Check the npm package as it would be published: its files, and its types with TypeScript 5.4 and newer.
    Package,
    /// Test a client and a widget that use the npm package in Chromium.
    Browser,
}

fn main() -> ExitCode {
    let result = match Command::parse() {
        Command::Codegen { check } => codegen::run(check),
        Command::Agree { values, seed } => agree::run(agree::Settings { values, seed }),
        Command::Test => test::run(),
        Command::Conformance { sdk } => conformance::run(sdk),
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
