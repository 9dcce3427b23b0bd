//! Tests of `agree` itself: each of these types has a bug that it has to find.

use proptest::prelude::*;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::{bodies, settings::Settings, typescript};
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

    NotWritten {
        #[serde(skip)]
        lost: bool = any::<bool>(),
        kept: bool = any::<bool>(),
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

    BoundTooLow {
        #[schemars(transform = at_most_65534)]
        required: u16 = any::<u16>(),
    }

    NeverPresent {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        optional: Option<String> = Just(None),
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

    AnythingInTypeScript {
        #[ts(type = "unknown")]
        required: String = any::<String>(),
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

fn at_most_65534(schema: &mut Schema) {
    // Otherwise codegen replaces the bound with that of the format.
    schema.remove("format");
    schema.insert("maximum".to_owned(), 65_534.into());
}

#[test]
fn prove_finds_bugs_between_serde_and_the_schema() {
    let prove = |body: &Body| bodies::prove(body, &SETTINGS).map(drop);
    prove(&Body::of::<Sound>()).unwrap();
    for (body, expected) in [
        (Body::of::<WrittenAsNull>(), "the schemas of serialization and deserialization differ"),
        (Body::of::<NotWritten>(), "the value changes in a serde round trip"),
        (Body::of::<WrongShape>(), "the schema refuses a value that serde wrote"),
        (Body::of::<OptionalRenamedInSchema>(), "serde and the schema disagree"),
        (Body::of::<Lenient>(), "serde and the schema disagree"),
        (Body::of::<Positional>(), "serde and the schema disagree"),
        (Body::of::<ClosedInSchema>(), "serde and the schema disagree"),
        (Body::of::<BoundTooLow>(), "serde and the schema disagree"),
        (Body::of::<NeverPresent>(), "no random value has\n  `optional`"),
    ] {
        let error = prove(&body).expect_err(&(body.name)());
        assert!(error.to_string().contains(expected), "{}: {error}", (body.name)());
    }
}

#[test]
fn faults_finds_bugs_between_serde_and_typescript() {
    let bodies = [
        Body::of::<Sound>(),
        Body::of::<OptionalInTypeScript>(),
        Body::of::<RequiredInTypeScript>(),
        Body::of::<AnythingInTypeScript>(),
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
}
