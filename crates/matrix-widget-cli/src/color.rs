//! Colors. The streams of `anstream` drop them unless they go to a terminal.

use anstyle::{AnsiColor, Style};

pub const GOOD: Style = AnsiColor::Green.on_default();
pub const BAD: Style = AnsiColor::Red.on_default();
pub const SKIPPED: Style = AnsiColor::Yellow.on_default();
