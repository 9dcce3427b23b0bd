//! Doc comments as data.

/// Returns the text of a doc comment, given as the `concat!` of its lines, without the leading space of each line.
pub(crate) fn text(doc: &str) -> String {
    doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// Returns a text as a TypeScript doc comment.
#[cfg(feature = "ts-rs")]
#[must_use]
pub fn jsdoc(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| format!(" * {line}").trim_end().to_owned()).collect();
    format!("/**\n{}\n */\n", lines.join("\n"))
}
