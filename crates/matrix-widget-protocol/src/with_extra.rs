//! Objects whose extra members are meaningful.

use std::{fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Serialize,
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor,
        value::{MapAccessDeserializer, StrDeserializer},
    },
    ser::{Error as _, Serializer},
};

use crate::{arbitrary::sampled, body_error::BodyError, json, located, raw::RawJson};

/// An object with the members of `T` and extra members, which are preserved as they were received.
///
/// Dereferences to the `T`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WithExtra<T> {
    /// The members that `T` names.
    pub known: T,
    rest: Vec<(String, RawJson)>,
}

impl<T> WithExtra<T> {
    /// Creates an object without extra members.
    #[must_use]
    pub fn new(known: T) -> Self {
        Self { known, rest: Vec::new() }
    }

    /// Sets an extra member. Set the members of `T` in [`known`](Self::known) instead.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: RawJson) -> Self {
        let name = name.into();
        self.rest.retain(|(other, _)| *other != name);
        self.rest.push((name, value));
        self
    }

    /// Reads an extra member, or returns `None` if it is absent or null.
    ///
    /// # Errors
    ///
    /// Returns an error if the member is not a valid `U`, or a duplicate.
    pub fn get<U: DeserializeOwned>(&self, name: &str) -> Result<Option<U>, BodyError> {
        let mut values = self.rest.iter().filter(|member| member.0 == name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(BodyError::repeated("", name)),
            (None, _) => Ok(None),
            (Some((_, value)), None) => located::read_value(name, value.as_str()),
        }
    }

    /// Creates an object from a typed value, whose members become those of `T` and extra members.
    ///
    /// ```
    /// use matrix_widget_protocol::{WithExtra, from_widget::{RtcTransport, RtcTransports}};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Debug, PartialEq, Serialize, Deserialize)]
    /// #[serde(tag = "type", rename_all = "lowercase")]
    /// enum Transport {
    ///     LiveKit { livekit_service_url: String },
    /// }
    ///
    /// # fn main() -> Result<(), matrix_widget_protocol::BodyError> {
    /// let livekit = Transport::LiveKit { livekit_service_url: "https://livekit.example.org".to_owned() };
    /// let response = RtcTransports::new(vec![WithExtra::from_value(&livekit)?]);
    /// assert_eq!(response.rtc_transports[0].transport_type, "livekit");
    /// assert_eq!(response.rtc_transports[0].read::<Transport>()?, livekit);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be represented in JSON, or if its JSON is not a valid `T`.
    pub fn from_value(value: &impl Serialize) -> Result<Self, BodyError>
    where
        T: DeserializeOwned,
    {
        Self::raw(value)?.read()
    }

    fn raw(value: &impl Serialize) -> Result<RawJson, BodyError> {
        RawJson::new(value).map_err(|error| BodyError::refused("", error))
    }

    /// Reads the whole object as a `U`.
    ///
    /// # Errors
    ///
    /// Returns an error if the object is not a valid `U`.
    pub fn read<U: DeserializeOwned>(&self) -> Result<U, BodyError>
    where
        T: Serialize,
    {
        Self::raw(self)?.read()
    }

    /// Returns the extra members in the order in which they were received.
    pub fn rest(&self) -> impl Iterator<Item = (&str, &RawJson)> {
        self.rest.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl<T> Deref for WithExtra<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.known
    }
}

impl<T> From<T> for WithExtra<T> {
    fn from(known: T) -> Self {
        Self::new(known)
    }
}

impl<T: Serialize> Serialize for WithExtra<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = serde_json::to_string(&self.known).map_err(S::Error::custom)?;
        let known = json::members(&text).ok_or_else(|| S::Error::custom("expected an object"))?;
        let mut is_empty = known.is_empty();
        let known: Vec<_> = known.into_iter().filter_map(|(name, _)| json::name(name)).collect();
        let is_known = |name: &str| known.iter().any(|known| known.text == name);
        let rest: Vec<_> = self.rest.iter().filter(|(name, _)| !is_known(name)).collect();
        text.pop();
        for (name, value) in rest {
            if !std::mem::take(&mut is_empty) {
                text.push(',');
            }
            text += &format!("{}:{}", json::text(name), value.as_str());
        }
        text.push('}');
        RawJson::from_text(text).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for WithExtra<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WithExtraVisitor(PhantomData))
    }
}

struct WithExtraVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for WithExtraVisitor<T> {
    type Value = WithExtra<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut rest = Vec::new();
        let members = KeepIgnored { map, name: String::new(), rest: &mut rest };
        let known = T::deserialize(MapAccessDeserializer::new(members))?;
        Ok(WithExtra { known, rest })
    }
}

/// The members of an object. It preserves the members that the reader ignores.
struct KeepIgnored<'r, A> {
    map: A,
    name: String,
    rest: &'r mut Vec<(String, RawJson)>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for KeepIgnored<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        // Reads the name as a string, which rejects control characters and lone surrogates.
        let Some(name) = self.map.next_key()? else { return Ok(None) };
        self.name = name;
        seed.deserialize(StrDeserializer::new(&self.name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        let name = std::mem::take(&mut self.name);
        self.map.next_value_seed(KeepSeed { seed, name, rest: self.rest })
    }
}

struct KeepSeed<'r, V> {
    seed: V,
    name: String,
    rest: &'r mut Vec<(String, RawJson)>,
}

impl<'de, V: DeserializeSeed<'de>> DeserializeSeed<'de> for KeepSeed<'_, V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.seed.deserialize(KeepDeserializer { value, name: self.name, rest: self.rest })
    }
}

/// The deserializer of a member's value. It preserves a value that the reader ignores.
struct KeepDeserializer<'r, D> {
    value: D,
    name: String,
    rest: &'r mut Vec<(String, RawJson)>,
}

macro_rules! pass_on {
    ($($method:ident($($argument:ident: $Type:ty),*))*) => {
        $(
            fn $method<V: Visitor<'de>>(self, $($argument: $Type,)* visitor: V) -> Result<V::Value, D::Error> {
                self.value.$method($($argument,)* visitor)
            }
        )*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for KeepDeserializer<'_, D> {
    type Error = D::Error;

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.rest.push((self.name, RawJson::deserialize(self.value)?));
        visitor.visit_unit()
    }

    pass_on! {
        deserialize_any() deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_f32() deserialize_f64()
        deserialize_char() deserialize_str() deserialize_string() deserialize_bytes() deserialize_byte_buf()
        deserialize_option() deserialize_unit() deserialize_seq() deserialize_map() deserialize_identifier()
        deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str)
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }
}

// Random extra members. If one has a name of `T`, all are left out.
sampled! {
    WithExtra<T> where [T: Sample + Serialize + DeserializeOwned] => {
        (T::sample(), crate::raw::RawObject::sample()).prop_map(|(known, more)| {
            let rest = more.members().into_iter().map(|(name, value)| (name, value.to_owned()));
            let rest = rest.filter_map(|(name, value)| Some((name, RawJson::from_text(value).ok()?))).collect();
            let open = Self { known, rest };
            serde_json::from_str(&json::text(&open)).unwrap_or_else(|_| Self::new(open.known))
        })
    }
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for WithExtra<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        format!("WithExtra<{}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = T::json_schema(generator);
        schema.insert("additionalProperties".to_owned(), true.into());
        schema
    }
}

#[cfg(feature = "ts-rs")]
impl<T: ts_rs::TS> ts_rs::TS for WithExtra<T> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn docs() -> Option<String> {
        T::docs()
    }

    fn name(config: &ts_rs::Config) -> String {
        T::name(config)
    }

    fn inline(config: &ts_rs::Config) -> String {
        format!("{} & {{ [key in string]?: unknown }}", T::inline(config))
    }

    fn decl(config: &ts_rs::Config) -> String {
        format!("{} & {{ [key in string]?: unknown }};", T::decl(config).trim_end_matches(';'))
    }

    fn decl_concrete(config: &ts_rs::Config) -> String {
        Self::decl(config)
    }

    fn visit_dependencies(visitor: &mut impl ts_rs::TypeVisitor)
    where
        Self: 'static,
    {
        T::visit_dependencies(visitor);
    }

    fn output_path() -> Option<std::path::PathBuf> {
        T::output_path()
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::WithExtra;
    use crate::{located, raw::RawJson};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Named {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        list: Vec<WithExtra<Inner>>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Inner {
        id: u8,
    }

    #[test]
    fn unknown_members_are_kept_at_every_depth() {
        let text = r#"{"list":[{"id":1,"deep":[1.0]}],"other":{"b":1,"a":2},"null":null}"#;
        let open: WithExtra<Named> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&open).unwrap(), text);
        assert_eq!(open.list[0].get::<RawJson>("deep").unwrap().unwrap().as_str(), "[1.0]");
        assert_eq!(open.get::<RawJson>("null").unwrap(), None);
        located::unknown_members::<WithExtra<Named>>("data", text, &mut |path| panic!("{path} is unknown"));
    }

    #[test]
    fn errors_name_the_place() {
        for (text, expected) in [
            (r#"{"list":[{"id":1},{"id":"1"}]}"#, "data.list[1].id: expected an integer, found a string"),
            (r#"{"list":[{"other":1}]}"#, "data.list[0].id: missing field"),
            (r#"{"list":[[1]]}"#, "data.list[0]: expected an object, found an array"),
            (r#"{"other":1}"#, "data.list: missing field"),
        ] {
            assert_eq!(located::read::<WithExtra<Named>>("data", text).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn serialize_writes_each_member_once() {
        let open = WithExtra::new(Inner { id: 1 });
        let open = open.with("more", RawJson::new(&2).unwrap()).with("more", RawJson::new(&3).unwrap());
        let open = open.with("id", RawJson::new(&4).unwrap());
        assert_eq!(serde_json::to_string(&open).unwrap(), r#"{"id":1,"more":3}"#);
    }
}
