//! The header of a message, and the places of `data` and `response`.

use std::ops::Range;

use crate::direction::Direction;

/// The known members, as places in the text.
#[derive(Clone)]
pub(crate) struct Header {
    pub(crate) api: Direction,
    pub(crate) widget_id: HeaderString,
    pub(crate) request_id: HeaderString,
    pub(crate) action: HeaderString,
    pub(crate) data: Option<Range<usize>>,
    pub(crate) response: Option<Range<usize>>,
    /// `data` or `response`, if it is a duplicate.
    pub(crate) repeated: Option<&'static str>,
}

/// A string of the header.
#[derive(Clone)]
pub(crate) enum HeaderString {
    /// The place of the string in the text, where it has no escapes.
    Place(Range<usize>),
    /// A copy of a string that may have escapes.
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

/// Returns the place of `part`, which is a slice of `text`.
pub(crate) fn range(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}
