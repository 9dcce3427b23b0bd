//! The members of a struct, as its `Deserialize` implementation passes them to the deserializer.

use std::{fmt, marker::PhantomData};

use serde::{
    de::{DeserializeOwned, Deserializer, Visitor},
    forward_to_deserialize_any,
};

/// Returns the members of a struct, or an empty list for other types.
pub fn members_of<T: DeserializeOwned>() -> Vec<&'static str> {
    match T::deserialize(MemberProbe(PhantomData)) {
        Err(Members(members)) => members,
        Ok(_) => Vec::new(),
    }
}

/// A deserializer that fails with the members of the struct.
struct MemberProbe<'de>(PhantomData<&'de ()>);

/// The members, as an error.
#[derive(Debug)]
struct Members(Vec<&'static str>);

impl fmt::Display for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Members {}

impl serde::de::Error for Members {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(Vec::new())
    }
}

impl<'de> Deserializer<'de> for MemberProbe<'de> {
    type Error = Members;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Members> {
        Err(Members(Vec::new()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        members: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Members> {
        Err(Members(members.to_vec()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
