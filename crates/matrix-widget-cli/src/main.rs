//! `matrix-widget`, a command-line tool for the Matrix Widget API.

mod check;
mod color;
mod conform;
mod decode;
mod explain;
mod file;
mod serve;

use std::{
    fs::File,
    io::{self, BufReader, ErrorKind},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

/// A tool for the Matrix Widget API.
///
/// The exit code is 0 on success, 1 if `check` or `conform` finds something wrong, and 2 if the command cannot be carried out.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Explains each capability string in a line of JSON
    Explain(explain::Arguments),
    /// Describes each line, a message, in a line of JSON
    ///
    /// - `class`: `request`, `response`, `error` (an error response), `invalid` (a widget message with an invalid body) or
    ///   `foreign` (not a widget message).
    /// - `variant`: the action's variant in the Rust crate; `Custom` if the action is unknown.
    /// - `lossless`: `true` if writing the typed message and merging it into the line changes nothing.
    /// - `unknown`: the paths of unknown members, which the types do not keep.
    /// - `error`: the error of an `invalid` or `foreign` line.
    ///
    /// Blank lines are counted and not described.
    #[command(verbatim_doc_comment)]
    Decode {
        /// The file; standard input if it is missing
        file: Option<PathBuf>,
    },
    /// Checks a recorded conversation of a client with a widget, one message on each line
    Check(check::Arguments),
    /// Plays scenarios against an implementation
    Conform(conform::Arguments),
    /// Runs a widget in a client with a mock homeserver, and shows its messages
    ///
    /// Prints the address of a page on the loopback interface. Open it in a browser.
    Serve(serve::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Decode { file } => match file {
            Some(path) => file::located(&path, File::open(&path))
                .and_then(|file| decode::run(BufReader::new(file), io::stdout().lock())),
            None => decode::run(io::stdin().lock(), io::stdout().lock()),
        },
        Command::Check(arguments) => check::run(&arguments),
        Command::Conform(arguments) => conform::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // The reader of the output has gone.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
