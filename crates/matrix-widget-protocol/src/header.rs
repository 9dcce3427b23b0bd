//! The header of a message, and where in its text the rest is.

use std::{borrow::Cow, ops::Range};

use crate::direction::Direction;

/// The members that the protocol knows: the header, and where in the text the rest is.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Header<'a> {
    pub(crate) api: Direction,
    pub(crate) widget_id: Cow<'a, str>,
    pub(crate) request_id: Cow<'a, str>,
    pub(crate) action: Cow<'a, str>,
    pub(crate) data: Option<Range<usize>>,
    pub(crate) response: Option<Range<usize>>,
}

/// Where `part`, a slice of `text`, lies in it.
pub(crate) fn range(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}
