//! As strings and lists of strings, for serde.

use alloc::borrow::Cow;
use core::fmt;

use serde_core::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, SeqAccess, Visitor},
};

use crate::{capability::Capability, dialect::Dialect, set::CapabilitySet};

/// In the room-scoped dialect.
impl Serialize for Capability<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Leniently, in the room-scoped dialect: any Unicode string will do, and is written again as it was.
impl<'de> Deserialize<'de> for Capability<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Capability<'static>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Capability::parse_lenient(text, Dialect::RoomScoped).into_owned())
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// As the list of its strings.
impl Serialize for CapabilitySet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.strings())
    }
}

/// From a list of any Unicode strings, which are read in the room-scoped dialect; see
/// [`reread`](CapabilitySet::reread) for the other.
impl<'de> Deserialize<'de> for CapabilitySet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;

        impl<'de> Visitor<'de> for Texts {
            type Value = CapabilitySet;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of strings")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut texts: A) -> Result<Self::Value, A::Error> {
                let mut set = CapabilitySet::default();
                while let Some(text) = texts.next_element::<Cow<'_, str>>()? {
                    set.insert(&text);
                }
                Ok(set)
            }
        }

        deserializer.deserialize_seq(Texts)
    }
}
