//! Lists as arrays of strings, and sets with their dialect, for serde.

use alloc::{string::String, vec::Vec};
use core::fmt;

use serde_core::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, Error as _, MapAccess, SeqAccess, Visitor},
    ser::SerializeStruct as _,
};

use crate::{dialect::Dialect, list::CapabilityList, set::CapabilitySet};

impl Serialize for CapabilityList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for CapabilityList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Strings;

        impl<'de> Visitor<'de> for Strings {
            type Value = CapabilityList;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of strings")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
                let mut strings = Vec::new();
                while let Some(string) = array.next_element::<String>()? {
                    strings.push(string);
                }
                Ok(strings.into())
            }
        }

        deserializer.deserialize_seq(Strings)
    }
}

impl Serialize for Dialect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Dialect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| {
            let expected = "`msc2762` or `room-scoped`";
            D::Error::invalid_value(de::Unexpected::Str(&name), &expected)
        })
    }
}

const MEMBERS: [&str; 2] = ["dialect", "capabilities"];

/// Serializes the set with its dialect: `{"dialect": "msc2762", "capabilities": ["m.sticker"]}`.
impl Serialize for CapabilitySet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("CapabilitySet", MEMBERS.len())?;
        object.serialize_field(MEMBERS[0], &self.dialect())?;
        object.serialize_field(MEMBERS[1], &self.to_list())?;
        object.end()
    }
}

/// Deserializes the object form. A list of strings has no dialect and is an error.
impl<'de> Deserialize<'de> for CapabilitySet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = CapabilitySet;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with `dialect` and `capabilities`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut dialect, mut list) = (None, None);
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        "dialect" if dialect.is_none() => dialect = Some(map.next_value()?),
                        "capabilities" if list.is_none() => list = Some(map.next_value::<CapabilityList>()?),
                        "dialect" => return Err(A::Error::duplicate_field(MEMBERS[0])),
                        "capabilities" => return Err(A::Error::duplicate_field(MEMBERS[1])),
                        _ => return Err(A::Error::unknown_field(&name, &MEMBERS)),
                    }
                }
                let dialect = dialect.ok_or_else(|| A::Error::missing_field(MEMBERS[0]))?;
                Ok(list.ok_or_else(|| A::Error::missing_field(MEMBERS[1]))?.read(dialect))
            }
        }

        deserializer.deserialize_struct("CapabilitySet", &MEMBERS, Object)
    }
}
