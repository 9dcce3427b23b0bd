//! The members that a type names, which it tells to whoever deserializes it.

use std::{fmt, marker::PhantomData};

use serde::{
    de::{DeserializeOwned, Deserializer, Visitor},
    forward_to_deserialize_any,
};

/// The members that a struct names; empty for any other type.
pub fn members_of<T: DeserializeOwned>() -> Vec<&'static str> {
    match T::deserialize(Asking(PhantomData)) {
        Err(Asked(members)) => members,
        Ok(_) => Vec::new(),
    }
}

struct Asking<'de>(PhantomData<&'de ()>);

/// The answer, which travels as an error.
#[derive(Debug)]
struct Asked(Vec<&'static str>);

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Asked {}

impl serde::de::Error for Asked {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(Vec::new())
    }
}

impl<'de> Deserializer<'de> for Asking<'de> {
    type Error = Asked;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Asked> {
        Err(Asked(Vec::new()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        members: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Asked> {
        Err(Asked(members.to_vec()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
