//! The adapter of matrix-sdk's `WidgetDriver`, on standard input and output.
//!
//! The driver has a real client. Its homeserver is a server in the same process, whose requests become driver operations.

mod client;
mod homeserver;
mod host;
mod operation;

use std::io;

use matrix_widget_conformance::serve;

fn main() -> io::Result<()> {
    serve(io::stdin().lock(), io::stdout().lock(), &mut host::SdkHost::default())
}
