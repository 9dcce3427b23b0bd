//! Untrusted text for the eyes of a person.

use core::fmt::{self, Write as _};

/// Returns `true` if a character is visible and does not affect the text around it.
///
/// Controls, bidirectional controls, blanks other than the space, combining characters, unassigned characters and all
/// default-ignorable characters are not visible.
///
/// ```
/// # use matrix_widget_capability::describe::is_visible;
/// assert!("ä ß 字 😀 \"".chars().all(is_visible));
/// assert!(!['\n', '\u{202e}', '\u{3164}'].into_iter().any(is_visible));
/// ```
#[must_use]
pub fn is_visible(c: char) -> bool {
    matches!(c, '"' | '\'' | '\\') || !BLANK.contains(&c) && c.escape_debug().len() == 1
}

/// Letters and symbols without a visible form. `char::escape_debug` knows the other invisible characters.
const BLANK: [char; 6] = ['\u{115f}', '\u{1160}', '\u{2800}', '\u{3164}', '\u{ffa0}', '\u{1d159}'];

/// A text in double quotes. Quotes, backslashes and characters that are not visible are escaped, and a long text is
/// truncated, so that what follows it stays in view.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        let mut chars = self.0.chars();
        for c in chars.by_ref().take(MAX_CHARS) {
            if c == '\'' { f.write_char(c)? } else { Escaped(c).fmt(f)? }
        }
        if chars.next().is_some() {
            f.write_char('…')?;
        }
        f.write_char('"')
    }
}

/// The length of the longest identifiers in Matrix.
const MAX_CHARS: usize = 255;

/// A character, escaped if it is a quote or a backslash or not visible.
pub(crate) struct Escaped(pub(crate) char);

impl fmt::Display for Escaped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(c) = *self;
        if BLANK.contains(&c) { c.escape_unicode().fmt(f) } else { c.escape_debug().fmt(f) }
    }
}
