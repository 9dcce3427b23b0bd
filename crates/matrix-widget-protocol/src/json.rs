//! Reading JSON text one level at a time.

use std::{borrow::Cow, fmt};

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object in the order of the text, repeated names included.
pub(crate) type Members<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

/// Splits the text of an object into its members; `None` if it is not the text of an object.
pub(crate) fn members(text: &str) -> Option<Members<'_>> {
    struct MembersVisitor;

    impl<'de> Visitor<'de> for MembersVisitor {
        type Value = Members<'de>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some(Name(name)) = map.next_key()? {
                members.push((name, map.next_value()?));
            }
            Ok(members)
        }
    }

    let mut deserializer = serde_json::Deserializer::from_str(text);
    let members = deserializer.deserialize_map(MembersVisitor).ok()?;
    deserializer.end().ok()?;
    Some(members)
}

/// The values of the members of this name, of which the first two count; none if the text is not that of an object.
pub(crate) fn values<'a>(text: &'a str, name: &str) -> [Option<&'a str>; 2] {
    struct NamedVisitor<'n>(&'n str);

    impl<'de> Visitor<'de> for NamedVisitor<'_> {
        type Value = [Option<&'de str>; 2];

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let [mut first, mut second] = [None, None];
            while let Some(Name(name)) = map.next_key()? {
                if name == self.0 {
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

/// Fills a slot, which must be empty: a name is to be given once.
pub(crate) fn once<T, E: de::Error>(slot: &mut Option<T>, value: T) -> Result<(), E> {
    if slot.is_some() {
        return Err(E::custom("given twice"));
    }
    *slot = Some(value);
    Ok(())
}

/// Splits the text of an array into its items; `None` if it is not the text of an array.
pub(crate) fn items(text: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(text).ok()
}

/// The text of a string without its quotes and escapes, with replacement characters for a lone surrogate; `None` if it is
/// no string.
pub(crate) fn lossy_string(text: &str) -> Option<String> {
    serde_json::from_str(text).ok().map(|Name(string)| string.into_owned())
}

/// What the text of a value is, in the words of an error message.
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

/// The JSON text of a value whose serialisation cannot fail.
pub(crate) fn text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("payload types have string keys and finite numbers only")
}

/// The same after a text, with room for so many bytes.
pub(crate) fn text_after(before: &str, value: &impl serde::Serialize, capacity: usize) -> String {
    let mut out = Vec::with_capacity(capacity);
    out.extend_from_slice(before.as_bytes());
    serde_json::to_writer(&mut out, value).expect("payload types have string keys and finite numbers only");
    String::from_utf8(out).expect("JSON is Unicode")
}

/// The name of a member, or another string. A lone surrogate, which JavaScript can send, becomes replacement characters.
pub(crate) struct Name<'a>(pub(crate) Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a member")
            }

            fn visit_borrowed_bytes<E: de::Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Name(String::from_utf8_lossy(bytes)))
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(Name(String::from_utf8_lossy(bytes).into_owned().into()))
            }
        }

        deserializer.deserialize_bytes(NameVisitor)
    }
}
