//! `decode`: describes messages, with memory bounded by the longest line.

mod report;

use std::io::{self, BufRead, Write};

pub use self::report::Report;

/// Writes a report of each line that is not blank.
pub fn run(mut input: impl BufRead, mut output: impl Write) -> io::Result<bool> {
    let mut line = Vec::new();
    let mut number = 0;
    while input.read_until(b'\n', &mut line)? > 0 {
        number += 1;
        if !line.trim_ascii().is_empty() {
            serde_json::to_writer(&mut output, &Report::of(number, &line))?;
            writeln!(output)?;
        }
        line.clear();
    }
    output.flush()?;
    Ok(true)
}
