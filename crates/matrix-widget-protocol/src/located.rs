//! A deserializer for bodies that tracks the path of each value. It is slower than `serde_json`.
//!
//! A text that `serde_json` rejects is read again here, so this module decides what is valid. Its errors name the path
//! of the invalid value and never show a value, unlike those of `serde_json`. It also lists unknown members, and
//! accepts integers that some languages write as `25.0`.

use std::{cell::RefCell, fmt};

use serde::{
    de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor},
    forward_to_deserialize_any,
};
use serde_json::value::RawValue;

use crate::{
    body_error::BodyError,
    json::{self, Name},
    shown::Shown,
};

/// Reads the body at `path` (`data`, `response`), which must be an object.
pub(crate) fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, BodyError> {
    if !json::is_object(text) {
        return Err(BodyError::unexpected(path, "an object", json::kind(text)));
    }
    read_value(path, text)
}

/// Reads the value at `path`, which may be of any kind.
pub(crate) fn read_value<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, BodyError> {
    serde_json::from_str(text).or_else(|_| read_carefully(path, text, &|_| ()))
}

/// Calls `found` with the path of each member that `T` neither declares nor preserves.
pub(crate) fn unknown_members<T: DeserializeOwned>(path: &str, text: &str, found: &mut dyn FnMut(&str)) {
    let found = RefCell::new(found);
    // The text was read before, so it is valid.
    let _: Result<T, _> = read_carefully(path, text, &|path| (found.borrow_mut())(path));
}

fn read_carefully<T: DeserializeOwned>(
    path: &str,
    text: &str,
    unknown: &dyn Fn(&str),
) -> Result<T, BodyError> {
    let node = Node { text, path: Path::Root(path), depth: 0, unknown };
    T::deserialize(node).map_err(|error| error.expecting::<T>().at(&Path::Root(path)))
}

/// A value and its path.
#[derive(Clone, Copy)]
struct Node<'de, 'p> {
    text: &'de str,
    path: Path<'p>,
    depth: usize,
    /// Called with the path of each unknown member.
    unknown: &'p dyn Fn(&str),
}

/// The maximum depth of typed values in a body. The types of this crate are far less deep; raw JSON does not count.
const MAX_DEPTH: usize = 32;

#[derive(Clone, Copy)]
enum Path<'p> {
    Root(&'p str),
    Member(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(name) | Self::Member(Self::Root(""), name) => Shown(name).fmt(f),
            Self::Member(owner, name) => write!(f, "{owner}.{}", Shown(name)),
            Self::Item(owner, index) => write!(f, "{owner}[{index}]"),
        }
    }
}

impl<'de> Node<'de, '_> {
    /// Returns the node of a member or an item.
    fn inside<'q>(&'q self, value: &'de RawValue, path: Path<'q>) -> Node<'de, 'q> {
        Node { text: value.get(), path, depth: self.depth + 1, unknown: self.unknown }
    }

    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyError> {
        match self.text.as_bytes().first() {
            Some(b'{' | b'[') if self.depth > MAX_DEPTH => {
                Err(BodyError::refused("", format_args!("nested more than {MAX_DEPTH} levels deep")))
            }
            Some(b'{' | b'[') => self.visit_inside(visitor),
            Some(b'"') => match serde_json::from_str::<String>(self.text) {
                Ok(string) => visitor.visit_string(string),
                Err(_) => Err(BodyError::refused("", "lone surrogate in a string")),
            },
            Some(b't') => visitor.visit_bool(true),
            Some(b'f') => visitor.visit_bool(false),
            Some(b'n') => visitor.visit_unit(),
            _ => visit_number(self.text, visitor),
        }
    }

    /// Visits the members or items one by one, without collecting them.
    fn visit_inside<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyError> {
        let mut result = Err(malformed());
        // It also fails if the visitor stopped early; then `result` holds the reason.
        let _ = serde_json::Deserializer::from_str(self.text).deserialize_any(Inside {
            node: self,
            visitor,
            result: &mut result,
        });
        result
    }
}

/// Passes the members or items of a node, each with its path, to a visitor.
struct Inside<'de, 'p, 'r, V: Visitor<'de>> {
    node: Node<'de, 'p>,
    visitor: V,
    result: &'r mut Result<V::Value, BodyError>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Inside<'de, '_, '_, V> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        *self.result = self.visitor.visit_map(ObjectAccess { node: self.node, members, name: None });
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        *self.result = self.visitor.visit_seq(ArrayAccess { node: self.node, items, index: 0 });
        Ok(())
    }
}

fn malformed() -> BodyError {
    BodyError::refused("", "invalid JSON")
}

/// Visits a number. `25.0` and `2.5e1` are the integer 25, as in JSON Schema and JavaScript.
fn visit_number<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, BodyError> {
    if let Ok(unsigned) = text.parse() {
        return visitor.visit_u64(unsigned);
    }
    if let Ok(signed) = text.parse() {
        return visitor.visit_i64(signed);
    }
    let float: f64 = text.parse().map_err(|_| malformed())?;
    if float.fract() == 0.0 && float.abs() <= MAX_SAFE_INTEGER {
        #[expect(
            clippy::as_conversions,
            clippy::cast_possible_truncation,
            reason = "exact: checked to be an integer below 2^53"
        )]
        return visitor.visit_i64(float as i64);
    }
    visitor.visit_f64(float)
}

/// 2^53 − 1
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

impl<'de> Deserializer<'de> for Node<'de, '_> {
    type Error = BodyError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyError> {
        self.visit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyError> {
        if self.text == "null" { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// `RawValue` is a newtype that only the deserializer of `serde_json` supports.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, BodyError> {
        if !name.starts_with("$serde_json::") {
            return visitor.visit_newtype_struct(self);
        }
        let mut deserializer = serde_json::Deserializer::from_str(self.text);
        deserializer.deserialize_newtype_struct(name, visitor).map_err(|_| malformed())
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyError> {
        (self.unknown)(&self.path.to_string());
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct enum identifier
    }
}

struct ObjectAccess<'de, 'p, A> {
    node: Node<'de, 'p>,
    members: A,
    name: Option<Name<'de>>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for ObjectAccess<'de, '_, A> {
    type Error = BodyError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, BodyError> {
        let Some(name) = self.members.next_key::<Name<'_>>().map_err(|_| malformed())? else {
            return Ok(None);
        };
        let key = seed
            .deserialize(NameDeserializer(&name))
            .map_err(|error| error.expecting::<K::Value>().at(&Path::Member(&self.node.path, &name.text)))?;
        self.name = Some(name);
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, BodyError> {
        let name = self.name.take().ok_or_else(malformed)?;
        let value = self.members.next_value().map_err(|_| malformed())?;
        let path = Path::Member(&self.node.path, &name.text);
        let value = self.node.inside(value, path);
        seed.deserialize(value).map_err(|error| error.expecting::<V::Value>().at(&path))
    }
}

/// Deserializes the name of a member as a struct field or a map key.
struct NameDeserializer<'n>(&'n Name<'n>);

impl<'de> Deserializer<'de> for NameDeserializer<'_> {
    type Error = BodyError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyError> {
        if self.0.is_unicode {
            visitor.visit_str(&self.0.text)
        } else {
            Err(BodyError::lone_surrogate_in_name())
        }
    }

    /// A struct skips unknown members, even if their names contain lone surrogates.
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyError> {
        visitor.visit_str(&self.0.text)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, BodyError> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct enum ignored_any
    }
}

struct ArrayAccess<'de, 'p, A> {
    node: Node<'de, 'p>,
    items: A,
    index: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for ArrayAccess<'de, '_, A> {
    type Error = BodyError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, BodyError> {
        let Some(item) = self.items.next_element().map_err(|_| malformed())? else {
            return Ok(None);
        };
        let path = Path::Item(&self.node.path, self.index);
        self.index += 1;
        let item = self.node.inside(item, path);
        seed.deserialize(item).map(Some).map_err(|error| error.expecting::<T::Value>().at(&path))
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fmt::Debug};

    use serde::{Deserialize, de::DeserializeOwned};

    use super::read_value;

    #[derive(Debug, Deserialize)]
    struct Inner {
        #[expect(dead_code, reason = "only its errors are tested")]
        id: u8,
    }

    fn refused<T: DeserializeOwned + Debug>(text: &str) -> String {
        read_value::<T>("data", text).unwrap_err().to_string()
    }

    #[test]
    fn read_value_names_json_types_in_errors() {
        for (actual, expected, found) in [
            (refused::<Inner>("1"), "an object", "a number"),
            (refused::<BTreeMap<String, u8>>("[]"), "an object", "an array"),
            (refused::<Vec<u8>>("{}"), "an array", "an object"),
            (refused::<u16>("true"), "an integer", "a boolean"),
            (refused::<i64>("\"1\""), "an integer", "a string"),
            (refused::<u8>("256"), "an integer", "an out-of-range number"),
            (refused::<u8>("-1"), "an integer", "an out-of-range number"),
            (refused::<i64>("1.5"), "an integer", "a non-integer number"),
            (refused::<i64>("1e300"), "an integer", "an out-of-range number"),
            (refused::<bool>("1.5"), "a boolean", "a number"),
        ] {
            assert_eq!(actual, format!("data: expected {expected}, found {found}"));
        }
    }

    #[test]
    fn read_value_accepts_integers_with_fraction_or_exponent() {
        for (text, value) in
            [("25.0", 25), ("-25.0", -25), ("2.5e1", 25), ("-0.0", 0), ("1e15", 10_i64.pow(15))]
        {
            assert_eq!(read_value("data", text), Ok(value), "{text}");
        }
        assert_eq!(read_value("data", "9007199254740991.0"), Ok(9_007_199_254_740_991_u64));
        let expected = "data: expected an integer, found an out-of-range number";
        assert_eq!(refused::<u64>("9007199254740992.0"), expected);
        assert_eq!(refused::<u64>("-1.0"), expected);
    }

    #[test]
    fn read_value_limits_the_depth_of_typed_values() {
        // `serde_json` rejects the second item, so the text is read here.
        let nested = |depth| format!("[{}{},1.0]", "[".repeat(depth), "]".repeat(depth));
        let read = |depth| read_value::<(serde_json::Value, u8)>("data", &nested(depth));
        assert_eq!(read(32).unwrap().1, 1);
        let place = format!("data{}", "[0]".repeat(33));
        assert_eq!(read(33).unwrap_err().to_string(), format!("{place}: nested more than 32 levels deep"));
    }
}
