//! The header of a message, and where in its text the rest is.

use std::ops::Range;

use crate::direction::Direction;

/// The members that the protocol knows, as places in the text.
#[derive(Clone)]
pub(crate) struct Header {
    pub(crate) api: Direction,
    pub(crate) widget_id: HeaderString,
    pub(crate) request_id: HeaderString,
    pub(crate) action: HeaderString,
    pub(crate) data: Option<Range<usize>>,
    pub(crate) response: Option<Range<usize>>,
    /// `data` or `response`, if it is given twice.
    pub(crate) repeated: Option<&'static str>,
}

/// A string of the header.
#[derive(Clone)]
pub(crate) enum HeaderString {
    /// Its place in the text, where it stands unescaped.
    Place(Range<usize>),
    /// A copy, since it may be escaped in the text.
    Copied(Box<str>),
}

impl HeaderString {
    pub(crate) fn in_text<'a>(&'a self, text: &'a str) -> &'a str {
        match self {
            Self::Place(place) => text.get(place.clone()).unwrap_or_default(),
            Self::Copied(string) => string,
        }
    }
}

/// Where `part`, a slice of `text`, lies in it.
pub(crate) fn range(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}
