//! Says of each line of standard input what message it is.
//!
//! ```text
//! $ echo '{"api":"toWidget","widgetId":"w","requestId":"r","action":"capabilities","data":{}}' \
//!     | cargo run --quiet --package matrix-widget-protocol --example decode
//! {"line":1,"class":"request","api":"toWidget","action":"capabilities","variant":"Capabilities","lossless":true,"unknown":[],"error":null}
//! ```
//!
//! - `class`: `request`, `response`, `error` (a response that says that the request failed), `invalid` (a widget message
//!   with a bad body) or `foreign` (no widget message).
//! - `variant`: the action, as this crate's enums call it; `Custom` if the protocol does not know it.
//! - `lossless`: the typed message, written again and laid over the line, changes nothing in it.
//! - `unknown`: paths of the members that the types neither name nor keep as free-form.
//! - `error`: why the line is `invalid` or `foreign`.
//!
//! Blank lines are counted and skipped. A bad line never stops it.

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
