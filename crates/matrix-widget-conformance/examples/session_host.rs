//! The adapter of a client's session, on standard input and output.

use std::io;

use matrix_widget_conformance::{adapter::SessionHost, serve};

fn main() -> io::Result<()> {
    serve(io::stdin().lock(), io::stdout().lock(), &mut SessionHost::default())
}
