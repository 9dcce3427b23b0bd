//! Reading JSON text one level at a time.

use std::{borrow::Cow, fmt};

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object in the order of the text, duplicates included. A name is JSON text: [`name`] reads it.
pub(crate) type Members<'a> = Vec<(&'a str, &'a RawValue)>;

/// Splits the text of an object into its members. Returns `None` if the text is not an object.
pub(crate) fn members(text: &str) -> Option<Members<'_>> {
    let mut members = Vec::new();
    for_each_member(text, |name, value| members.push((name, value))).then_some(members)
}

/// Calls `visit` with each member of an object in turn. Returns `false` if the text is not an object.
pub(crate) fn for_each_member<'a>(text: &'a str, visit: impl FnMut(&'a str, &'a RawValue)) -> bool {
    struct MembersVisitor<F>(F);

    impl<'de, F: FnMut(&'de str, &'de RawValue)> Visitor<'de> for MembersVisitor<F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
            while let Some(name) = map.next_key::<&RawValue>()? {
                (self.0)(name.get(), map.next_value()?);
            }
            Ok(())
        }
    }

    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.deserialize_map(MembersVisitor(visit)).and_then(|()| deserializer.end()).is_ok()
}

/// Returns the first value with this name, and the value of its last duplicate. Both are `None` if the text is not an
/// object.
pub(crate) fn values<'a>(text: &'a str, name: &str) -> [Option<&'a str>; 2] {
    struct NamedVisitor<'n>(&'n str);

    impl<'de> Visitor<'de> for NamedVisitor<'_> {
        type Value = [Option<&'de str>; 2];

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let [mut first, mut second] = [None, None];
            while let Some(name) = map.next_key::<Name<'_>>()? {
                if name.is_unicode && name.text == self.0 {
                    let slot = if first.is_none() { &mut first } else { &mut second };
                    *slot = Some(map.next_value::<&RawValue>()?.get());
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok([first, second])
        }
    }

    let mut deserializer = serde_json::Deserializer::from_str(text);
    let values = deserializer.deserialize_map(NamedVisitor(name));
    values.and_then(|values| deserializer.end().map(|()| values)).unwrap_or_default()
}

/// Fills a slot. Returns an error if it is full, because the member is a duplicate.
pub(crate) fn once<T, E: de::Error>(slot: &mut Option<T>, value: T) -> Result<(), E> {
    if slot.is_some() {
        return Err(E::custom("given twice"));
    }
    *slot = Some(value);
    Ok(())
}

/// Splits the text of an array into its items. Returns `None` if the text is not an array.
pub(crate) fn items(text: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(text).ok()
}

/// Reads the JSON text of a name or another string. Returns `None` if the text is not a string.
pub(crate) fn name(text: &str) -> Option<Name<'_>> {
    serde_json::from_str(text).ok()
}

/// Reads the JSON text of a string, with replacement characters for lone surrogates. Returns `None` if the text is not
/// a string.
pub(crate) fn lossy_string(text: &str) -> Option<String> {
    name(text).map(|string| string.text.into_owned())
}

/// Returns the kind of a JSON value, as error messages name it.
pub(crate) fn kind(text: &str) -> &'static str {
    match text.bytes().next() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        Some(_) => "a number",
        None => "nothing",
    }
}

pub(crate) fn is_object(text: &str) -> bool {
    text.starts_with('{')
}

/// Returns the JSON text of a value whose serialization cannot fail.
pub(crate) fn text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("payload types have string keys and finite numbers only")
}

/// Appends the JSON text of a value to `before`, in a buffer of this capacity.
pub(crate) fn text_after(before: &str, value: &impl serde::Serialize, capacity: usize) -> String {
    let mut out = Vec::with_capacity(capacity);
    out.extend_from_slice(before.as_bytes());
    serde_json::to_writer(&mut out, value).expect("payload types have string keys and finite numbers only");
    String::from_utf8(out).expect("JSON text is UTF-8")
}

/// The name of a member, or another string.
pub(crate) struct Name<'a> {
    /// The text, with replacement characters for lone surrogates, which JavaScript can send.
    pub(crate) text: Cow<'a, str>,
    /// `true` if the text is exact, without lone surrogates.
    pub(crate) is_unicode: bool,
}

impl<'a> Name<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { text: String::from_utf8_lossy(bytes), is_unicode: str::from_utf8(bytes).is_ok() }
    }
}

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a member")
            }

            fn visit_borrowed_bytes<E: de::Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Name::new(bytes))
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                let Name { text, is_unicode } = Name::new(bytes);
                Ok(Name { text: text.into_owned().into(), is_unicode })
            }
        }

        deserializer.deserialize_bytes(NameVisitor)
    }
}
