//! Doc comments as data.

/// The text of a doc comment, given as `concat!` of its lines: without the space before each of them.
pub(crate) fn text(doc: &str) -> String {
    doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// A text as a doc comment of TypeScript.
#[cfg(feature = "ts-rs")]
#[must_use]
pub fn jsdoc(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| format!(" * {line}").trim_end().to_owned()).collect();
    format!("/**\n{}\n */\n", lines.join("\n"))
}
