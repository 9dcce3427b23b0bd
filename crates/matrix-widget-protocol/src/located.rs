//! The careful way to read a body: slower than that of `serde_json`, but it knows where it is.
//!
//! Whatever `serde_json` refuses is read again here, so this module decides what is valid. It names the place of a fault
//! and never shows a value (the messages of `serde_json` do), lists the members that a type does not name, and reads an
//! integer that some languages write as `25.0`.

use std::{borrow::Cow, cell::RefCell, fmt, iter::Enumerate, vec};

use serde::{
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected,
        Visitor, value::StrDeserializer,
    },
    forward_to_deserialize_any,
};
use serde_json::value::RawValue;

use crate::{
    body_error::{BodyError, NOTHING, member_path},
    json,
};

/// Reads the body at `path` (`data`, `response`), which must be an object.
pub(crate) fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, BodyError> {
    if !json::is_object(text) {
        return Err(BodyError::unexpected(path, "an object", json::kind(text)));
    }
    read_value(path, text)
}

/// Reads the value at `path`, of whatever kind.
pub(crate) fn read_value<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, BodyError> {
    serde_json::from_str(text).or_else(|_| read_carefully(path, text))
}

fn read_carefully<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, BodyError> {
    let error = match T::deserialize(Node::root(path, text, &Reader::default())) {
        Ok(value) => return Ok(value),
        Err(error) => error.expecting::<T>().at(&path),
    };
    // A missing member does not say what it should have been; put in its place, a marker that fits nothing does.
    let Some((path_of_owner, member)) = error.missing_member() else {
        return Err(error);
    };
    let reader = Reader { absent: Some((path_of_owner.to_owned(), member)), unknown: RefCell::default() };
    Err(T::deserialize(Node::root(path, text, &reader)).err().map_or(error, |error| error.at(&path)))
}

/// Says that there is nothing at `path`, where a `T` was expected.
pub(crate) fn missing<T: DeserializeOwned>(path: &str) -> BodyError {
    let node =
        Node { text: None, path: Path::Root(path), depth: 0, is_required: false, reader: &Reader::default() };
    let error = T::deserialize(node).err();
    error.map_or_else(|| BodyError::unexpected(path, "a value", NOTHING), |error| error.at(&path))
}

/// The paths of the members that `T` neither names nor keeps.
pub(crate) fn unknown_members<T: DeserializeOwned>(path: &str, text: &str) -> Vec<String> {
    let reader = Reader::default();
    match T::deserialize(Node::root(path, text, &reader)) {
        Ok(_) => reader.unknown.into_inner(),
        Err(_) => Vec::new(),
    }
}

#[derive(Default)]
struct Reader {
    /// A member that is required after all, be it absent or null: the path of its owner, and its name.
    absent: Option<(String, &'static str)>,
    unknown: RefCell<Vec<String>>,
}

/// A value and its place.
#[derive(Clone, Copy)]
struct Node<'de, 'p> {
    /// `None`: a member that is not there.
    text: Option<&'de str>,
    path: Path<'p>,
    depth: usize,
    /// Whether null is no absence here.
    is_required: bool,
    reader: &'p Reader,
}

/// How deep a type may look into a body. Ours stay far above; what they keep raw is not looked into.
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
            Self::Root(name) => f.write_str(name),
            Self::Member(owner, name) => f.write_str(&member_path(&owner.to_string(), name)),
            Self::Item(owner, index) => write!(f, "{owner}[{index}]"),
        }
    }
}

impl<'de, 'p> Node<'de, 'p> {
    fn root(path: &'p str, text: &'de str, reader: &'p Reader) -> Self {
        Self { text: Some(text), path: Path::Root(path), depth: 0, is_required: false, reader }
    }

    /// The value of a member or an item.
    fn inside<'q>(&'q self, text: Option<&'de str>, path: Path<'q>) -> Node<'de, 'q> {
        Node { text, path, depth: self.depth + 1, is_required: false, reader: self.reader }
    }

    fn absent_member(&self) -> Option<&'static str> {
        let (owner, member) = self.reader.absent.as_ref()?;
        (*owner == self.path.to_string()).then_some(*member)
    }

    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyError> {
        let Some(text) = self.text else {
            return Err(BodyError::invalid_type(Unexpected::Other(NOTHING), &visitor));
        };
        match text.as_bytes().first() {
            Some(b'{' | b'[') if self.depth > MAX_DEPTH => {
                Err(BodyError::refused("", format_args!("nested more than {MAX_DEPTH} levels deep")))
            }
            Some(b'{') => {
                let members = json::members(text).ok_or_else(malformed)?;
                let is_absent = |name: &&str| members.iter().all(|member| member.0 != **name);
                let absent = self.absent_member().filter(is_absent).map(|name| (Cow::Borrowed(name), None));
                let members = members.into_iter().map(|(name, value)| (name, Some(value.get())));
                visitor.visit_map(ObjectAccess { node: self, members: members.chain(absent), value: None })
            }
            Some(b'[') => {
                let items = json::items(text).ok_or_else(malformed)?;
                visitor.visit_seq(ArrayAccess { node: self, items: items.into_iter().enumerate() })
            }
            Some(b'"') => match serde_json::from_str::<String>(text) {
                Ok(string) => visitor.visit_string(string),
                Err(_) => Err(BodyError::refused("", "a lone surrogate, which is no Unicode text")),
            },
            Some(b't') => visitor.visit_bool(true),
            Some(b'f') => visitor.visit_bool(false),
            Some(b'n') => visitor.visit_unit(),
            _ => visit_number(text, visitor),
        }
    }
}

fn malformed() -> BodyError {
    BodyError::refused("", "malformed JSON")
}

/// An integer is one by its value: `25.0` and `2.5e1` are 25, as they are to JSON Schema and JavaScript.
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
        match self.text {
            Some("null") if !self.is_required => visitor.visit_none(),
            // A member that is not there is read as what it should have been, to say so.
            Some(_) | None => visitor.visit_some(self),
        }
    }

    /// The raw value of `serde_json` is a newtype that knows but the deserializer of `serde_json`.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, BodyError> {
        let Some(text) = self.text else { return self.visit(visitor) };
        if !name.starts_with("$serde_json::") {
            return visitor.visit_newtype_struct(self);
        }
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.deserialize_newtype_struct(name, visitor).map_err(|_| malformed())
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BodyError> {
        self.reader.unknown.borrow_mut().push(self.path.to_string());
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct enum identifier
    }
}

struct ObjectAccess<'de, 'p, I> {
    node: Node<'de, 'p>,
    members: I,
    value: Option<(Cow<'de, str>, Option<&'de str>)>,
}

impl<'de, I> MapAccess<'de> for ObjectAccess<'de, '_, I>
where
    I: Iterator<Item = (Cow<'de, str>, Option<&'de str>)>,
{
    type Error = BodyError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, BodyError> {
        self.value = self.members.next();
        match &self.value {
            Some((name, _)) => {
                let name_of =
                    |error: BodyError| error.expecting::<K::Value>().at(&Path::Member(&self.node.path, name));
                seed.deserialize(StrDeserializer::new(name)).map(Some).map_err(name_of)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, BodyError> {
        let (name, text) = self.value.take().ok_or_else(malformed)?;
        let path = Path::Member(&self.node.path, &name);
        let is_required = self.node.absent_member() == Some(&*name);
        let value = Node { is_required, ..self.node.inside(text, path) };
        seed.deserialize(value).map_err(|error| error.expecting::<V::Value>().at(&path))
    }
}

struct ArrayAccess<'de, 'p> {
    node: Node<'de, 'p>,
    items: Enumerate<vec::IntoIter<&'de RawValue>>,
}

impl<'de> SeqAccess<'de> for ArrayAccess<'de, '_> {
    type Error = BodyError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, BodyError> {
        let Some((index, item)) = self.items.next() else {
            return Ok(None);
        };
        let path = Path::Item(&self.node.path, index);
        let item = self.node.inside(Some(item.get()), path);
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
        #[expect(dead_code, reason = "only what is wrong with it is of interest")]
        id: u8,
    }

    fn refused<T: DeserializeOwned + Debug>(text: &str) -> String {
        read_value::<T>("data", text).unwrap_err().to_string()
    }

    #[test]
    fn types_of_rust_are_named_as_json_names_them() {
        for (actual, expected, found) in [
            (refused::<Inner>("1"), "an object", "a number"),
            (refused::<BTreeMap<String, u8>>("[]"), "an object", "an array"),
            (refused::<Vec<u8>>("{}"), "an array", "an object"),
            (refused::<u16>("true"), "an integer", "a boolean"),
            (refused::<i64>("\"1\""), "an integer", "a string"),
            (refused::<u8>("256"), "an integer", "a number out of range"),
            (refused::<u8>("-1"), "an integer", "a number out of range"),
            (refused::<i64>("1.5"), "an integer", "a number that is not one"),
            (refused::<i64>("1e300"), "an integer", "a number out of range"),
            (refused::<bool>("1.5"), "a boolean", "a number"),
        ] {
            assert_eq!(actual, format!("data: expected {expected}, found {found}"));
        }
    }

    #[test]
    fn an_integer_is_one_by_its_value() {
        for (text, value) in
            [("25.0", 25), ("-25.0", -25), ("2.5e1", 25), ("-0.0", 0), ("1e15", 10_i64.pow(15))]
        {
            assert_eq!(read_value("data", text), Ok(value), "{text}");
        }
        assert_eq!(read_value("data", "9007199254740991.0"), Ok(9_007_199_254_740_991_u64));
        let expected = "data: expected an integer, found a number out of range";
        assert_eq!(refused::<u64>("9007199254740992.0"), expected);
        assert_eq!(refused::<u64>("-1.0"), expected);
    }

    #[test]
    fn how_deep_a_type_may_look() {
        // Only the careful reader takes the second item.
        let nested = |depth| format!("[{}{},1.0]", "[".repeat(depth), "]".repeat(depth));
        let read = |depth| read_value::<(serde_json::Value, u8)>("data", &nested(depth));
        assert_eq!(read(32).unwrap().1, 1);
        let place = format!("data{}", "[0]".repeat(33));
        assert_eq!(
            read(33).unwrap_err().to_string(),
            format!("{place}: not valid: nested more than 32 levels deep")
        );
    }
}
