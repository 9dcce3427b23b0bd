//! Untrusted text in error messages.

use std::fmt::{self, Write};

use matrix_widget_capability::describe::is_visible;

/// Displays a text with its invisible characters escaped, and truncated if it is long.
pub(crate) struct Shown<'a>(pub(crate) &'a str);

/// Longer than any Matrix identifier, and than any capability that contains one.
const MAX_CHARS: usize = 1000;

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars();
        for c in chars.by_ref().take(MAX_CHARS) {
            if is_visible(c) { f.write_char(c)? } else { c.escape_default().fmt(f)? }
        }
        if chars.next().is_some() { f.write_char('…') } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_CHARS, Shown};

    fn shown(text: &str) -> String {
        Shown(text).to_string()
    }

    #[test]
    fn shown_keeps_visible_characters() {
        for text in ["", "@bob:example.org", "a b", r#""q" 'q' \ $`"#, "é€🦀", "日本語", "مرحبا"]
        {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn shown_escapes_invisible_characters() {
        for (text, expected) in [
            ("a\nb\r\t\0", r"a\nb\r\t\u{0}"),
            ("\u{1b}[31m", r"\u{1b}[31m"),
            ("\u{202e}gpj", r"\u{202e}gpj"),
            ("\u{2066}\u{200b}\u{feff}\u{ad}", r"\u{2066}\u{200b}\u{feff}\u{ad}"),
            ("\u{2028}\u{2029}\u{85}\u{a0}", r"\u{2028}\u{2029}\u{85}\u{a0}"),
            (
                "\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}\u{1d159}",
                r"\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}\u{1d159}",
            ),
            ("a\u{34f}\u{fe0f}\u{e0061}\u{17b4}", r"a\u{34f}\u{fe0f}\u{e0061}\u{17b4}"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn shown_truncates_long_texts() {
        let longest = "é".repeat(MAX_CHARS);
        assert_eq!(shown(&longest), longest);
        assert_eq!(shown(&format!("{longest}x")), format!("{longest}…"));
    }
}
