//! Each rule.

use super::{faults, payload};

const OTHER_TYPE: &str =
    "serde and the schema see the other type, TypeScript this one, except with both shapes by hand";
const FUNCTION: &str =
    "only serde knows what the function does, except with a shape by `schemars(with)` and `ts(as)`";
const BUFFER: &str = "serde buffers the value, and raw JSON in it fails to be read";
const DEFAULT: &str =
    "serde and the schema let be absent what TypeScript requires, except by a plain `default` of an `Option`";
const SKIP_IF: &str = "only by `Option::is_none` of an `Option` all three know that it may be absent";
const TRANSPARENT: &str = "serde and the schema see the one member, TypeScript the struct, except of a newtype with both \
                           shapes by hand";
const TRANSFORM: &str =
    "it changes the schema alone, except where serde is made to say the same by hand (`remote = \"Self\"`)";
const SCHEMA: &str = "it changes the schema alone";
const TYPESCRIPT: &str = "it changes TypeScript alone";
const SCHEMA_SHAPE: &str = "the schema alone has this shape, except where `ts(as)` says the same";
const TYPESCRIPT_SHAPE: &str = "TypeScript alone has this shape, except where `schemars(with)` says the same";
const LIMIT: &str = "schemars reads it as a limit, of which serde and TypeScript know nothing";

#[test]
fn attributes_of_a_type_are_refused() {
    for (attribute, argument, reason) in [
        (
            r#"serde(rename_all(serialize = "camelCase"))"#,
            "serde(rename_all)",
            "serde reads other names than it writes, TypeScript has neither",
        ),
        ("serde(default)", "serde(default)", DEFAULT),
        (
            r#"serde(remote = "Other")"#,
            "serde(remote)",
            "serde reads another type by this one, TypeScript knows this one only",
        ),
        ("serde(transparent)", "serde(transparent)", TRANSPARENT),
        (r#"serde(from = "String")"#, "serde(from)", OTHER_TYPE),
        (r#"serde(try_from = "String")"#, "serde(try_from)", OTHER_TYPE),
        (r#"serde(into = "String")"#, "serde(into)", OTHER_TYPE),
        (r#"serde(tag = "type")"#, "serde(tag)", BUFFER),
        (r#"serde(content = "data")"#, "serde(content)", BUFFER),
        (
            "serde(untagged)",
            "serde(untagged)",
            "serde buffers the value, where raw JSON fails to be read, and takes a malformed variant for a later one",
        ),
        (
            "serde(deny_unknown_fields)",
            "serde(deny_unknown_fields)",
            "serde and the schema refuse further members, TypeScript takes them",
        ),
        (
            r#"serde(bound = "T: Clone")"#,
            "serde(bound)",
            "schemars and ts-rs are not known to read it as serde does",
        ),
        ("schemars(transform = narrower)", "schemars(transform)", TRANSFORM),
        (r#"schemars(rename = "Other")"#, "schemars(rename)", SCHEMA),
        ("schemars(deny_unknown_fields)", "schemars(deny_unknown_fields)", SCHEMA),
        (r#"ts(rename = "Other")"#, "ts(rename)", TYPESCRIPT),
        ("ts(export)", "ts(export)", TYPESCRIPT),
    ] {
        let text = payload(&format!("#[{attribute}]"), "id: String,");
        assert_eq!(faults(&text), [format!("2: `{argument}`: {reason}")]);
    }
}

#[test]
fn attributes_of_a_member_are_refused() {
    for (attribute, argument, reason) in [
        (
            r#"serde(rename(serialize = "a", deserialize = "b"))"#,
            "serde(rename)",
            "serde reads another name than it writes, TypeScript has neither",
        ),
        (
            r#"serde(alias = "a")"#,
            "serde(alias)",
            "serde accepts a name that the schema refuses and TypeScript does not know",
        ),
        ("serde(default)", "serde(default)", DEFAULT),
        (r#"serde(default = "Vec::new")"#, "serde(default)", DEFAULT),
        (r#"serde(skip_serializing_if = "Vec::is_empty")"#, "serde(skip_serializing_if)", SKIP_IF),
        (r#"serde(skip_serializing_if = "Option::is_none")"#, "serde(skip_serializing_if)", SKIP_IF),
        ("serde(flatten)", "serde(flatten)", BUFFER),
        (r#"serde(with = "module")"#, "serde(with)", FUNCTION),
        (r#"serde(deserialize_with = "lenient")"#, "serde(deserialize_with)", FUNCTION),
        (r#"serde(serialize_with = "function")"#, "serde(serialize_with)", FUNCTION),
        ("serde(skip)", "serde(skip)", "what is never on the wire is no member of a payload"),
        (
            "serde(skip_serializing)",
            "serde(skip_serializing)",
            "serde reads what it never writes, TypeScript has one type for both",
        ),
        (
            "serde(skip_deserializing)",
            "serde(skip_deserializing)",
            "serde writes what it never reads, TypeScript has one type for both",
        ),
        (
            r#"serde(getter = "get")"#,
            "serde(getter)",
            "serde writes what a function returns, schema and TypeScript describe the member",
        ),
        ("serde(borrow)", "serde(borrow)", "schemars and ts-rs are not known to read it as serde does"),
        (r#"schemars(with = "shape::Id")"#, "schemars(with)", SCHEMA_SHAPE),
        ("schemars(range(min = 1))", "schemars(range)", SCHEMA),
        ("schemars(!default)", "schemars(!)", SCHEMA),
        (r#"ts(as = "shape::Id")"#, "ts(as)", TYPESCRIPT_SHAPE),
        (r#"ts(type = "number")"#, "ts(type)", TYPESCRIPT),
        ("ts(optional)", "ts(optional)", TYPESCRIPT),
        ("validate(length(min = 1))", "validate(length)", LIMIT),
        ("garde(ascii)", "garde(ascii)", LIMIT),
    ] {
        let text = payload("", &format!("id: String,\n#[{attribute}]\nlist: Vec<String>,"));
        assert_eq!(faults(&text), [format!("5: `{argument}`: {reason}")]);
    }
}

#[test]
fn attributes_of_a_variant_are_refused() {
    let text = "#[derive(Serialize, Deserialize, JsonSchema, TS)]\nenum Kind {\nA(String),\n#[serde(other)]\nB(String) }";
    let reason = "serde reads any string as the variant, schema and TypeScript know its name only";
    assert_eq!(faults(text), [format!("4: `serde(other)`: {reason}")]);
}

#[test]
fn two_readers_must_name_one_shape() {
    let text = payload("", "#[schemars(with = \"shape::Id\")]\n#[ts(as = \"shape::Other\")]\nid: Id,");
    let expected =
        [format!("4: `schemars(with)`: {SCHEMA_SHAPE}"), format!("5: `ts(as)`: {TYPESCRIPT_SHAPE}")];
    assert_eq!(faults(&text), expected);
}

#[test]
fn a_member_may_be_absent_for_all_or_for_none() {
    let absent = "serde and the schema let it be absent, TypeScript requires it";
    for (attribute, missing) in [
        ("", "`default` and `skip_serializing_if`"),
        ("#[serde(default)]", "`skip_serializing_if`"),
        (r#"#[serde(skip_serializing_if = "Option::is_none")]"#, "`default`"),
    ] {
        let expected = [format!("5: an `Option` without {missing}: {absent}")];
        assert_eq!(faults(&payload("", &format!("{attribute}\nname: Option<String>,"))), expected);
    }
}

#[test]
fn all_is_derived_or_no_shape() {
    for (derives, missing) in [
        ("Serialize, Deserialize, JsonSchema", "TS"),
        ("Serialize, Deserialize, TS", "JsonSchema"),
        ("Serialize, JsonSchema, TS", "Deserialize"),
        ("JsonSchema", "Serialize, no Deserialize, no TS"),
    ] {
        let text = format!("#[derive(Debug, {derives})]\n\nstruct Payload {{ id: String }}");
        let expected = format!("3: derives no {missing}: by hand it may say something else");
        assert_eq!(faults(&text), [expected]);
    }
}

#[test]
fn a_name_is_not_read_by_a_derive() {
    let text = "#[derive(Serialize, Deserialize)]\nenum Kind {\nA(String),\nB,\n}";
    let reason =
        "serde also reads an object of this name with null, which the schema refuses: see `closed_enum!`";
    assert_eq!(faults(text), [format!("4: {reason}")]);
}

#[test]
fn what_all_read_alike_is_accepted() {
    for text in [
        payload(r#"#[serde(rename_all = "camelCase")]"#, r#"#[serde(rename = "type")] kind: String,"#),
        payload("", r#"#[serde(default, skip_serializing_if = "Option::is_none")] name: Option<String>,"#),
        payload(
            "",
            r#"#[serde(deserialize_with = "lenient")] #[schemars(with = "shape::Id")] #[ts(as = "shape::Id")] id: Id,"#,
        ),
        payload(r#"#[serde(remote = "Self")] #[schemars(transform = narrower)]"#, "id: String,"),
        // With shapes by hand.
        "#[derive(Serialize, Deserialize)] #[serde(transparent)] pub struct Secret(String);".to_owned(),
        r#"#[derive(Deserialize)] #[serde(try_from = "String")] pub struct Name { name: String }"#.to_owned(),
        r#"#[derive(Serialize)] #[serde(into = "String")] pub struct Name { name: String }"#.to_owned(),
        r#"#[derive(Serialize)] struct Parts { #[serde(serialize_with = "function")] id: Id }"#.to_owned(),
        // What is only written needs no default.
        r#"#[derive(Serialize)] struct Parts { #[serde(skip_serializing_if = "Option::is_none")] id: Option<Id> }"#
            .to_owned(),
        // Nobody reads these.
        "#[derive(Clone)] pub struct Own { id: Option<String>, ts: u64 }".to_owned(),
        "#[derive(Clone, Copy)] pub enum Direction { FromWidget, ToWidget }".to_owned(),
    ] {
        assert_eq!(faults(&text), [""; 0], "{text}");
    }
}
