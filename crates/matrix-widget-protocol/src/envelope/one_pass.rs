//! Reading a message in a single pass, without copies.
//!
//! It reads only usual messages, whose names have no escapes or duplicates, and whose header and `data` are valid.
//! Other messages are read in two steps.

use std::{fmt, ops::Range};

use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::header::{Header, HeaderString, range};
use crate::{direction::Direction, json::once};

/// Reads the header of a message. Returns `None` if it is unusual.
#[inline]
pub(crate) fn header(text: &str) -> Option<Header> {
    Members::read(text, &mut ())?.header(text)
}

/// The members of a message that have been read so far.
#[derive(Default)]
pub(crate) struct Members<'a> {
    api: Option<Direction>,
    widget_id: Option<&'a str>,
    request_id: Option<&'a str>,
    pub(crate) action: Option<&'a str>,
    pub(crate) data: Option<Range<usize>>,
    pub(crate) response: Option<Range<usize>>,
}

impl<'a> Members<'a> {
    pub(crate) fn read(text: &'a str, data: &mut impl ReadData<'a>) -> Option<Self> {
        let mut members = Self::default();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.deserialize_map(Reader { text, members: &mut members, data }).ok()?;
        deserializer.end().ok()?;
        Some(members)
    }

    /// Returns `true` if `data` is an object and `response` is absent.
    pub(crate) fn are_of_request(&self, text: &str) -> bool {
        let begins = |part: &Range<usize>, byte| text.as_bytes().get(part.start) == Some(&byte);
        // serde reads a struct from an array, too.
        self.data.as_ref().is_some_and(|data| begins(data, b'{'))
            && self.response.as_ref().is_none_or(|response| begins(response, b'n'))
    }

    #[inline]
    pub(crate) fn header(&self, text: &str) -> Option<Header> {
        let place = |string| HeaderString::Place(range(text, string));
        Some(Header {
            api: self.api?,
            widget_id: place(self.widget_id?),
            request_id: place(self.request_id?),
            action: place(self.action?),
            data: self.data.clone(),
            response: self.response.clone(),
            repeated: None,
        })
    }
}

struct Reader<'m, 'a, D> {
    text: &'a str,
    members: &'m mut Members<'a>,
    data: &'m mut D,
}

impl<'de, D: ReadData<'de>> Visitor<'de> for Reader<'_, 'de, D> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a usual message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { text, members, data } = self;
        let mut next = map.next_key::<&str>()?;
        while let Some(name) = next {
            let slot = match name {
                "api" => {
                    let api = Direction::from_name(map.next_value()?).ok_or_else(unusual)?;
                    once(&mut members.api, api)?;
                    None
                }
                "widgetId" => string(&mut members.widget_id, &mut map)?,
                "requestId" => string(&mut members.request_id, &mut map)?,
                "action" => string(&mut members.action, &mut map)?,
                "requestid" => return Err(unusual()),
                "data" => {
                    data.next_value(&mut map, members)?;
                    Some(&mut members.data)
                }
                name => {
                    map.next_value::<IgnoredAny>()?;
                    (name == "response").then_some(&mut members.response)
                }
            };
            next = map.next_key()?;
            if let Some(slot) = slot {
                once(slot, value_between(text, name, next).ok_or_else(unusual)?)?;
            }
        }
        Ok(())
    }
}

/// Reads a non-empty string without escapes that is not a duplicate.
fn string<'de, A: MapAccess<'de>, T>(
    slot: &mut Option<&'de str>,
    map: &mut A,
) -> Result<Option<T>, A::Error> {
    let string: &str = map.next_value()?;
    if string.is_empty() { Err(unusual()) } else { once(slot, string).map(|()| None) }
}

#[cold]
fn unusual<E: de::Error>() -> E {
    E::custom("unusual")
}

/// Returns the place of a member's value: between its name and the next name or the end, which are slices of `text`.
fn value_between(text: &str, name: &str, next: Option<&str>) -> Option<Range<usize>> {
    let end_quote = range(text, name).end;
    let end = next.map_or(text.len(), |next| range(text, next).start - 1);
    let [b':', value @ .., b',' | b'}'] = text.as_bytes().get(end_quote + 1..end)?.trim_ascii() else {
        return None;
    };
    let value = value.trim_ascii();
    let start = value.as_ptr().addr() - text.as_ptr().addr();
    Some(start..start + value.len())
}

/// A reader of `data`.
pub(crate) trait ReadData<'a> {
    /// Reads the next value, given the members that precede it.
    fn next_value<A: MapAccess<'a>>(&mut self, map: &mut A, members: &Members<'a>) -> Result<(), A::Error>;
}

/// Skips `data`.
impl<'a> ReadData<'a> for () {
    fn next_value<A: MapAccess<'a>>(&mut self, map: &mut A, _: &Members<'a>) -> Result<(), A::Error> {
        map.next_value::<IgnoredAny>().map(drop)
    }
}
