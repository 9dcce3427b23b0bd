//! JSON text that is preserved as it was received.

use std::{fmt, hash};

use ruma_common::serde::Raw;
use serde::{
    Deserialize, Serialize,
    de::{DeserializeOwned, Deserializer, Error as _, Unexpected, Visitor},
};
use serde_json::value::RawValue;

use crate::{arbitrary::sampled, body_error::BodyError, empty::Empty, json, located, shape::shape};

/// Any JSON value, preserved as text: members, their order and the spelling of numbers do not change.
///
/// Two values are equal if their texts are equal. `Debug` does not show the text, because it can contain secrets.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawJson(Box<RawValue>);

impl RawJson {
    /// Serializes a value.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be represented in JSON, such as a map whose keys are not strings.
    pub fn new(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }

    /// Wraps a JSON text.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not valid JSON.
    pub fn from_text(text: impl Into<String>) -> Result<Self, serde_json::Error> {
        RawValue::from_string(text.into()).map(Self)
    }

    /// Serializes a value that can be represented in JSON.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        Self::from_text(json::text(value)).expect("serialized values are JSON")
    }

    /// Returns the JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Reads the value as a `T`.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is not a valid `T`. The path in the error is relative to this value.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, BodyError> {
        located::read_value("", self.as_str())
    }

    /// Returns the value as an object, or `None` if it is another kind of value.
    #[must_use]
    pub fn as_object(&self) -> Option<RawObject> {
        json::is_object(self.as_str()).then(|| RawObject(self.clone()))
    }
}

/// A JSON object, preserved as text, with access to its members by name.
///
/// Two objects are equal if their texts are equal. `Debug` does not show the text, because it can contain secrets.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct RawObject(RawJson);

impl RawObject {
    /// Serializes a value to an object.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be represented in JSON, or if its JSON is not an object.
    pub fn new(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        Self::try_from(RawJson::new(value)?)
    }

    /// Wraps the JSON text of an object.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not valid JSON, or not an object.
    pub fn from_text(text: impl Into<String>) -> Result<Self, serde_json::Error> {
        Self::try_from(RawJson::from_text(text)?)
    }

    /// Creates `{}`.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(&Empty::new())
    }

    /// Serializes a value that is an object in JSON.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        Self::of_text(json::text(value))
    }

    /// Returns the object with this member first, and all members with other names byte for byte.
    pub(crate) fn with_member(&self, name: &str, value: &impl Serialize) -> Self {
        let is_other =
            |other: &str| json::name(other).is_none_or(|other| !other.is_unicode || other.text != name);
        let members = json::members(self.as_str()).unwrap_or_default();
        let others = members.into_iter().filter(|(other, _)| is_other(other));
        let others: String = others.map(|(other, value)| format!(",{other}:{value}")).collect();
        Self::of_text(format!("{{{}:{}{others}}}", json::text(&name), json::text(value)))
    }

    /// Wraps a text that is an object.
    pub(crate) fn of_text(text: String) -> Self {
        Self::from_text(text).expect("structs, maps and their members make objects")
    }

    /// Returns the JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Reads the object as a `T`.
    ///
    /// # Errors
    ///
    /// Returns an error if the object is not a valid `T`. The path in the error is relative to this object.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, BodyError> {
        located::read("", self.as_str())
    }

    /// Returns the names and JSON texts of the members in the order of the text, duplicates included.
    ///
    /// Lone surrogates in a name are replaced by replacement characters.
    #[must_use]
    pub fn members(&self) -> Vec<(String, &str)> {
        json::members(self.as_str())
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(name, value)| Some((json::lossy_string(name)?, value.get())))
            .collect()
    }

    /// Reads the member with this name as a `T`. Returns `None` if it is absent or null.
    ///
    /// # Errors
    ///
    /// Returns an error if the member is not a valid `T`, or a duplicate, because JSON parsers disagree on which of the
    /// two to use.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, BodyError> {
        match member(self.as_str(), name)? {
            Some(text) => located::read_value(name, text),
            None => Ok(None),
        }
    }

    /// Reads the required member with this name as a `T`.
    ///
    /// # Errors
    ///
    /// Returns an error if the member is absent, not a valid `T`, or a duplicate.
    pub(crate) fn require<T: DeserializeOwned>(&self, name: &str) -> Result<T, BodyError> {
        match member(self.as_str(), name)? {
            Some(text) => located::read_value(name, text),
            None => Err(BodyError::missing(name)),
        }
    }
}

/// Returns the text of a member of an object, or `None` if it is absent.
pub(crate) fn member<'a>(object: &'a str, name: &str) -> Result<Option<&'a str>, BodyError> {
    match json::values(object, name) {
        [_, Some(_)] => Err(BodyError::repeated("", name)),
        [value, None] => Ok(value),
    }
}

impl TryFrom<RawJson> for RawObject {
    type Error = serde_json::Error;

    fn try_from(json: RawJson) -> Result<Self, Self::Error> {
        if json::is_object(json.as_str()) {
            Ok(Self(json))
        } else {
            Err(serde_json::Error::invalid_type(Unexpected::Other(json::kind(json.as_str())), &"an object"))
        }
    }
}

impl From<RawObject> for RawJson {
    fn from(object: RawObject) -> Self {
        object.0
    }
}

impl From<Box<RawValue>> for RawJson {
    fn from(json: Box<RawValue>) -> Self {
        Self(json)
    }
}

impl From<RawJson> for Box<RawValue> {
    fn from(json: RawJson) -> Self {
        json.0
    }
}

impl<T> From<Raw<T>> for RawJson {
    fn from(json: Raw<T>) -> Self {
        Self(json.into_json())
    }
}

impl<T> From<RawJson> for Raw<T> {
    fn from(json: RawJson) -> Self {
        Self::from_json(json.0)
    }
}

/// Implements conversions between a type for JSON objects and other JSON types, without a copy.
macro_rules! object_conversions {
    ($Object:ident) => {
        $crate::raw::object_conversions! { $Object: Box<serde_json::value::RawValue>, [] }
        $crate::raw::object_conversions! { $Object: ruma_common::serde::Raw<T>, [T] }
    };
    ($Object:ident: $Other:ty, [$($T:ident)?]) => {
        impl $(<$T>)? TryFrom<$Other> for $Object {
            type Error = serde_json::Error;

            fn try_from(json: $Other) -> Result<Self, serde_json::Error> {
                $crate::raw::RawObject::try_from($crate::raw::RawJson::from(json)).map(Self::from)
            }
        }

        impl $(<$T>)? From<$Object> for $Other {
            fn from(object: $Object) -> Self {
                $crate::raw::RawJson::from($crate::raw::RawObject::from(object)).into()
            }
        }
    };
}

pub(crate) use object_conversions;

object_conversions! { RawObject }

impl<'de> Deserialize<'de> for RawObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;

        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = RawObject;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<RawObject, D::Error> {
                let json = RawJson::deserialize(deserializer)?;
                let found = match json.as_str().bytes().next() {
                    Some(b'{') => return Ok(RawObject(json)),
                    Some(b'[') => Unexpected::Seq,
                    Some(b'"') => Unexpected::Str(""),
                    Some(b't' | b'f') => Unexpected::Bool(true),
                    Some(b'n') => Unexpected::Unit,
                    _ => Unexpected::Float(0.0),
                };
                Err(D::Error::invalid_type(found, &self))
            }
        }

        deserializer.deserialize_newtype_struct("RawObject", ObjectVisitor)
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for RawJson {}

impl hash::Hash for RawJson {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for RawObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

sampled! {
    RawJson => random::json_text().prop_filter_map("not JSON", |text| Self::from_text(text).ok());
    present: Self::sample().prop_filter("null is absent", |json| json.as_str() != "null")
}

sampled! {
    RawObject => random::object_text().prop_filter_map("not an object", |text| Self::from_text(text).ok())
}

shape! {
    inline RawJson { schema: |_| {}, typescript: "unknown" }
}

shape! {
    inline RawObject { schema: |_| { "type": "object" }, typescript: "{ [key in string]?: unknown }" }
}

/// Declares a type for an object that is preserved as text.
macro_rules! raw_object {
    ($(#[doc = $doc:literal])+ pub struct $Type:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $Type($crate::raw::RawObject);

        impl $Type {
            /// Returns the object as it was received.
            #[must_use]
            pub fn raw(&self) -> &$crate::raw::RawObject {
                &self.0
            }
        }

        impl From<$crate::raw::RawObject> for $Type {
            fn from(object: $crate::raw::RawObject) -> Self {
                Self(object)
            }
        }

        impl From<$Type> for $crate::raw::RawObject {
            fn from(object: $Type) -> Self {
                object.0
            }
        }

        $crate::raw::object_conversions! { $Type }

        $crate::arbitrary::sampled! {
            $Type => $crate::raw::RawObject::sample().prop_map(Self::from)
        }

        $crate::shape::shape! {
            $(#[doc = $doc])+
            $Type { schema: |_| { "type": "object" }, typescript: "{ [key in string]?: unknown }" }
        }
    };
}

pub(crate) use raw_object;
