//! Tests of `agree` itself: each of these types has a bug that it has to find.

use proptest::{prelude::*, sample::select};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;
use ts_rs::{Config, TS};

use super::{
    bodies::{self, Disagreement},
    settings::Settings,
    typescript,
};
use crate::codegen::catalog::Body;

const SETTINGS: Settings = Settings { values: 24, seed: 1 };

/// Declares types with random values.
macro_rules! types {
    ($($(#[$attribute:meta])* $Type:ident { $($(#[$field_attribute:meta])* $field:ident: $Field:ty = $strategy:expr),+ $(,)? })+) => {
        $(
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
            $(#[$attribute])*
            struct $Type {
                $($(#[$field_attribute])* $field: $Field),+
            }

            impl Arbitrary for $Type {
                type Parameters = ();
                type Strategy = BoxedStrategy<Self>;

                fn arbitrary_with((): ()) -> Self::Strategy {
                    ($($strategy,)+).prop_map(|($($field,)+)| Self { $($field),+ }).boxed()
                }
            }
        )+
    };
}

types! {
    Sound {
        required: String = any::<String>(),
        #[serde(default, skip_serializing_if = "Option::is_none")]
        optional: Option<u16> = any::<Option<u16>>(),
    }

    WrittenAsNull {
        #[serde(default)]
        optional: Option<String> = any::<Option<String>>(),
    }

    DefaultOfRequired {
        #[serde(default)]
        required: String = any::<String>(),
    }

    SplitRename {
        #[serde(rename(serialize = "one", deserialize = "other"))]
        required: String = any::<String>(),
    }

    NotWritten {
        #[serde(skip)]
        lost: bool = any::<bool>(),
        kept: bool = any::<bool>(),
    }

    RenamedInSchema {
        #[schemars(rename = "other")]
        required: String = any::<String>(),
    }

    OptionalRenamedInSchema {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(rename = "other")]
        optional: Option<String> = any::<Option<String>>(),
    }

    WrongShape {
        #[schemars(with = "u8")]
        required: String = any::<String>(),
    }

    #[schemars(transform = nothing_required)]
    RequiredOptionalInSchema {
        required: String = any::<String>(),
    }

    Lenient {
        #[serde(deserialize_with = "text_or_number")]
        required: String = any::<String>(),
    }

    Positional {
        inner: Derived = any::<Derived>(),
    }

    Derived {
        required: String = any::<String>(),
    }

    #[schemars(deny_unknown_fields)]
    ClosedInSchema {
        required: String = any::<String>(),
    }

    #[serde(deny_unknown_fields)]
    #[schemars(transform = open)]
    OpenInSchema {
        required: String = any::<String>(),
    }

    BoundTooLow {
        #[schemars(transform = at_most_65534)]
        required: u16 = any::<u16>(),
    }

    BoundTooHigh {
        #[schemars(transform = at_most_65536)]
        required: u16 = any::<u16>(),
    }

    EnumOfSchemaLacksOne {
        #[schemars(with = "OneOfThree<2>")]
        #[ts(as = "OneOfThree<3>")]
        required: OneOfThree<3> = any::<OneOfThree<3>>(),
    }

    EnumOfSchemaHasOneMore {
        #[schemars(with = "OneOfThree<3>")]
        #[ts(as = "OneOfThree<2>")]
        required: OneOfThree<2> = any::<OneOfThree<2>>(),
    }

    NeverPresent {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        optional: Option<String> = Just(None),
    }

    NeverTheThird {
        required: OneOfThree<3> = any::<OneOfThree<2>>().prop_map(|two| OneOfThree(two.0)),
    }

    RenamedInTypeScript {
        #[ts(rename = "other")]
        required: String = any::<String>(),
    }

    OptionalInTypeScript {
        #[ts(as = "Option<String>", optional)]
        required: String = any::<String>(),
    }

    RequiredInTypeScript {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(as = "String")]
        optional: Option<String> = any::<Option<String>>(),
    }

    WrongInTypeScript {
        #[ts(type = "number")]
        required: String = any::<String>(),
    }

    AnythingInTypeScript {
        #[ts(type = "unknown")]
        required: String = any::<String>(),
    }

    EnumOfTypeScriptLacksOne {
        #[ts(as = "OneOfThree<2>")]
        required: OneOfThree<3> = any::<OneOfThree<3>>(),
    }

    Aliased {
        #[serde(alias = "other")]
        required: String = any::<String>(),
    }
}

/// One of the first `N` of three strings.
#[derive(Clone, Debug, PartialEq)]
struct OneOfThree<const N: usize>(&'static str);

const THREE: [&str; 3] = ["one", "two", "three"];

impl<const N: usize> Serialize for OneOfThree<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de, const N: usize> Deserialize<'de> for OneOfThree<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let known = THREE[..N].iter().find(|known| **known == text);
        known.map(|known| Self(known)).ok_or_else(|| serde::de::Error::custom("another string"))
    }
}

impl<const N: usize> JsonSchema for OneOfThree<N> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OneOfThree".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": THREE[..N] })
    }
}

impl<const N: usize> TS for OneOfThree<N> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &Config) -> String {
        Self::inline(config)
    }

    fn inline(_: &Config) -> String {
        THREE[..N].iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(" | ")
    }
}

impl<const N: usize> Arbitrary for OneOfThree<N> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        select(&THREE[..N]).prop_map(Self).boxed()
    }
}

fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum TextOrNumber {
        Text(String),
        Number(u8),
    }
    Ok(match TextOrNumber::deserialize(deserializer)? {
        TextOrNumber::Text(text) => text,
        TextOrNumber::Number(number) => number.to_string(),
    })
}

fn open(schema: &mut Schema) {
    schema.remove("additionalProperties");
}

fn nothing_required(schema: &mut Schema) {
    schema.remove("required");
}

fn at_most_65534(schema: &mut Schema) {
    at_most(schema, 65_534);
}

fn at_most_65536(schema: &mut Schema) {
    at_most(schema, 65_536);
}

fn at_most(schema: &mut Schema, bound: u32) {
    // Otherwise codegen replaces the bound with that of the format.
    schema.remove("format");
    schema.insert("maximum".to_owned(), bound.into());
}

#[test]
fn prove_finds_bugs_between_serde_and_the_schema() {
    let prove = |body: &Body| bodies::prove(body, &SETTINGS).map(drop);
    prove(&Body::of::<Sound>()).unwrap();
    for (body, expected) in [
        (Body::of::<WrittenAsNull>(), "the schemas of serialization and deserialization differ"),
        (Body::of::<DefaultOfRequired>(), "the schemas of serialization and deserialization differ"),
        (Body::of::<SplitRename>(), "the schemas of serialization and deserialization differ"),
        (Body::of::<NotWritten>(), "the value changes in a serde round trip"),
        (Body::of::<RenamedInSchema>(), "the schema refuses a value that serde wrote"),
        (Body::of::<OptionalRenamedInSchema>(), "serde and the schema disagree"),
        (Body::of::<WrongShape>(), "the schema refuses a value that serde wrote"),
        (Body::of::<RequiredOptionalInSchema>(), "serde and the schema disagree"),
        (Body::of::<Lenient>(), "serde and the schema disagree"),
        (Body::of::<Positional>(), "serde and the schema disagree"),
        (Body::of::<ClosedInSchema>(), "serde and the schema disagree"),
        (Body::of::<OpenInSchema>(), "serde and the schema disagree"),
        (Body::of::<BoundTooLow>(), "serde and the schema disagree"),
        (Body::of::<BoundTooHigh>(), "serde and the schema disagree"),
        (Body::of::<EnumOfSchemaLacksOne>(), "the schema refuses a value that serde wrote"),
        (Body::of::<EnumOfSchemaHasOneMore>(), "serde and the schema disagree"),
        (Body::of::<NeverPresent>(), "no random value has\n  `optional`"),
        (Body::of::<NeverTheThird>(), "no random value has\n  \"three\""),
    ] {
        let error = prove(&body).expect_err(&(body.name)());
        assert!(error.to_string().contains(expected), "{}: {error}", (body.name)());
        let is_disputed = error.downcast_ref::<Disagreement>().is_some_and(|error| error.mutant.is_some());
        assert_eq!(is_disputed, expected == "serde and the schema disagree", "{}", (body.name)());
    }
}

#[test]
fn faults_finds_bugs_between_serde_and_typescript() {
    let bodies = [
        Body::of::<Sound>(),
        Body::of::<RenamedInTypeScript>(),
        Body::of::<OptionalInTypeScript>(),
        Body::of::<RequiredInTypeScript>(),
        Body::of::<WrongInTypeScript>(),
        Body::of::<AnythingInTypeScript>(),
        Body::of::<EnumOfTypeScriptLacksOne>(),
    ];
    let statements: Vec<_> =
        bodies.iter().map(|body| bodies::prove(body, &SETTINGS).unwrap().statements).collect();
    let folder = tempfile::tempdir().unwrap();
    let faults = typescript::faults(&bodies, &statements, folder.path()).unwrap();
    let found = |body: &Body| faults.iter().any(|fault| fault.starts_with(&format!("{}: ", (body.name)())));
    let [sound, faulty @ ..] = &bodies;
    assert!(!found(sound), "{faults:?}");
    for body in faulty {
        assert!(found(body), "{}: {faults:?}", (body.name)());
    }
    for (value, verdict) in
        [(json!({ "required": "" }), "accepts it"), (json!({ "required": 5 }), "refuses it")]
    {
        assert_eq!(typescript::verdict(sound, &value, folder.path()).unwrap(), verdict);
    }
}

/// Random values cannot reveal an alias. For this reason, `#[payload]` accepts only the attribute `rename`.
#[test]
fn prove_does_not_find_an_alias() {
    bodies::prove(&Body::of::<Aliased>(), &SETTINGS).unwrap();
}
