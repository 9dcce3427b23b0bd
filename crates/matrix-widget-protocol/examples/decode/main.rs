//! Reads one message per line from standard input, and prints a report of each as JSON.
//!
//! ```text
//! $ echo '{"api":"toWidget","widgetId":"w","requestId":"r","action":"capabilities","data":{}}' \
//!     | cargo run --quiet --package matrix-widget-protocol --example decode
//! {"line":1,"class":"request","api":"toWidget","action":"capabilities","variant":"Capabilities","lossless":true,"unknown":[],"error":null}
//! ```
//!
//! - `class`: `request`, `response`, `error` (an error response), `invalid` (a widget message with an invalid body) or
//!   `foreign` (not a widget message).
//! - `variant`: the action's variant in this crate's enums; `Custom` if the action is unknown.
//! - `lossless`: `true` if writing the typed message and merging it into the line changes nothing.
//! - `unknown`: the paths of unknown members, which the types do not keep.
//! - `error`: the error of an `invalid` or `foreign` line.
//!
//! Blank lines are counted but not reported. A malformed line does not stop the program.

mod lines;
mod overlay;
mod report;

use std::io::{self, ErrorKind};

fn main() -> io::Result<()> {
    match lines::decode(io::stdin().lock(), io::stdout().lock()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
