//! Selectors of state keys, rooms and directions.

use std::{collections::BTreeSet, fmt};

use ruma_common::OwnedRoomId;
use serde::{
    Deserialize, Serialize,
    de::{self, Deserializer, SeqAccess, Unexpected, Visitor, value::SeqAccessDeserializer},
    ser::Serializer,
};

#[cfg(any(feature = "schemars", feature = "ts-rs"))]
use crate::shape::RoomId;
use crate::{arbitrary::sampled, shape::shape, string_enum::closed_enum};

/// A `state_key` to select: one state key, or any.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StateKeySelector {
    /// A string: this state key, which may be empty.
    Key(String),
    /// `true`: any state key.
    Any,
}

impl From<&str> for StateKeySelector {
    fn from(state_key: &str) -> Self {
        Self::Key(state_key.to_owned())
    }
}

impl Serialize for StateKeySelector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Key(state_key) => serializer.serialize_str(state_key),
            Self::Any => serializer.serialize_bool(true),
        }
    }
}

impl<'de> Deserialize<'de> for StateKeySelector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SelectorVisitor;

        impl Visitor<'_> for SelectorVisitor {
            type Value = StateKeySelector;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or `true`")
            }

            fn visit_str<E: de::Error>(self, state_key: &str) -> Result<Self::Value, E> {
                Ok(state_key.into())
            }

            fn visit_bool<E: de::Error>(self, any: bool) -> Result<Self::Value, E> {
                if any {
                    Ok(StateKeySelector::Any)
                } else {
                    Err(E::invalid_value(Unexpected::Bool(false), &self))
                }
            }
        }

        deserializer.deserialize_any(SelectorVisitor)
    }
}

sampled! {
    StateKeySelector => prop_oneof![
        1 => Just(Self::Any),
        3 => random::string().prop_map(Self::Key),
    ]
}

shape! {
    /// A state key to select: a string, which may be empty, or `true` for any state key.
    StateKeySelector {
        schema: |_| { "anyOf": [{ "type": "string" }, { "type": "boolean", "const": true }] },
        typescript: "string | true"
    }
}

/// The `room_ids` to select: a list of rooms, or all rooms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RoomSelector {
    /// A list of room IDs: these rooms.
    Rooms(Vec<OwnedRoomId>),
    /// `"*"`: all rooms that the client knows.
    Any,
}

impl RoomSelector {
    /// Returns a predicate that matches the requested rooms. Without a selector, it matches the viewed room.
    pub(crate) fn filter<'a>(
        selector: Option<&'a Self>,
        viewed: Option<&'a ruma_common::RoomId>,
    ) -> impl Fn(&str) -> bool {
        let rooms: Option<BTreeSet<&str>> = match selector {
            None => Some(viewed.into_iter().map(ruma_common::RoomId::as_str).collect()),
            Some(Self::Any) => None,
            Some(Self::Rooms(rooms)) => Some(rooms.iter().map(|room| room.as_str()).collect()),
        };
        move |room| rooms.as_ref().is_none_or(|rooms| rooms.contains(room))
    }
}

impl Serialize for RoomSelector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Rooms(rooms) => rooms.serialize(serializer),
            Self::Any => serializer.serialize_str("*"),
        }
    }
}

impl<'de> Deserialize<'de> for RoomSelector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SelectorVisitor;

        impl<'de> Visitor<'de> for SelectorVisitor {
            type Value = RoomSelector;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of room IDs or `*`")
            }

            fn visit_str<E: de::Error>(self, string: &str) -> Result<Self::Value, E> {
                match string {
                    "*" => Ok(RoomSelector::Any),
                    other => Err(E::invalid_value(Unexpected::Str(other), &self)),
                }
            }

            fn visit_seq<A: SeqAccess<'de>>(self, rooms: A) -> Result<Self::Value, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(rooms)).map(RoomSelector::Rooms)
            }
        }

        deserializer.deserialize_any(SelectorVisitor)
    }
}

sampled! {
    RoomSelector => prop_oneof![
        1 => Just(Self::Any),
        3 => Sample::sample().prop_map(Self::Rooms),
    ]
}

shape! {
    /// The rooms to select: a list of room IDs, or `*` for all rooms that the client knows.
    RoomSelector {
        schema: |generator| {
            "anyOf": [{ "type": "string", "const": "*" }, { "type": "array", "items": generator.subschema_for::<RoomId>() }]
        },
        typescript: "\"*\" | Array<RoomId>",
        mentions: [RoomId]
    }
}

closed_enum! {
    /// The chronological direction in which to read events: `f` for forwards, `b` for backwards.
    pub enum ReadDirection {
        /// `f`: forwards, oldest event first.
        Forwards = "f",
        /// `b`: backwards, newest event first.
        Backwards = "b",
    }
}
