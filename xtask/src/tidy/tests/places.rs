//! Whatever stands in a source text is found.

use std::fs;

use syn::{Attribute, Data, DeriveInput};

use super::faults;
use crate::tidy::{CRATES, source, sources};

const ALIAS: &str =
    "`serde(alias)`: serde accepts a name that the schema refuses and TypeScript does not know";

#[test]
fn an_item_may_stand_anywhere() {
    let item = "#[derive(Deserialize)] pub(crate) struct Payload {\n#[serde(alias = \"a\")] id: String }";
    for text in [
        item.to_owned(),
        format!("mod inner {{ use super::Other; {item} }}"),
        format!("impl Other {{ #[must_use] pub fn read(&self) -> u8 {{ {item} 5 }} }}"),
        format!("const _: () = {{ {item} }};"),
        format!("macro_rules! declare {{ ($name:ident) => {{ {item} }} }}"),
        format!("declare! {{ {item} }}"),
        format!("declare!({item});"),
        // The macro may add the derive.
        format!("declare! {{ {} }}", item.replace("#[derive(Deserialize)]", "")),
    ] {
        assert_eq!(faults(&text), [format!("2: {ALIAS}")], "{text}");
    }
}

#[test]
fn a_macro_may_have_variables() {
    let text = r#"
        macro_rules! payloads {
            ($($(#[doc = $doc:literal])+ $visibility:vis $Type:ident { $($name:ident: $Member:ty),* $(,)? })+) => {
                $(
                    $(#[doc = $doc])+
                    #[derive(Clone, serde::Serialize, serde::Deserialize)]
                    $visibility struct $Type {
                        $(
                            #[serde(default)]
                            $name: $Member,
                        )*
                        #[serde(alias = "a")]
                        more: $crate::Other,
                        rest: Option<$crate::Other>,
                    }

                    impl $Type {
                        pub fn new($($name: $Member),*) -> Self {
                            Self { $($name,)* more: vec![$(stringify!($name)),*], rest: None }
                        }
                    }
                )+
            };
        }
    "#;
    let default = "serde and the schema let be absent what TypeScript requires, except by a plain `default` of an `Option`";
    let absent = "serde and the schema let it be absent, TypeScript requires it";
    let expected = [
        format!("9: `serde(default)`: {default}"),
        format!("12: {ALIAS}"),
        format!("14: an `Option` without `default` and `skip_serializing_if`: {absent}"),
    ];
    assert_eq!(faults(text), expected);
}

#[test]
fn an_attribute_may_have_a_condition() {
    let text = r#"
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(all(feature = "schemars", not(test)), derive(schemars::JsonSchema), schemars(rename = "A"))]
        #[cfg_attr(a, cfg_attr(b, derive(ts_rs::TS), ts(rename = "A")))]
        pub struct Payload {
            #[cfg_attr(feature = "short", serde(rename = "i"))]
            id: String,
        }
    "#;
    let expected = [
        "3: `schemars(rename)`: it changes the schema alone",
        "4: `ts(rename)`: it changes TypeScript alone",
        "6: `serde(rename)`: what is on the wire must not depend on a feature",
    ];
    assert_eq!(faults(text), expected);
}

#[test]
fn an_attribute_stands_on_something() {
    for text in [
        "declare! { Payload {\n#[serde(alias = \"a\")] id: String } }",
        "macro_rules! members { () => {\n#[serde(alias = \"a\")] } }",
        "#[derive(Clone)]\n#[serde(alias = \"a\")] pub fn function() {}",
    ] {
        assert_eq!(faults(text), ["2: `serde(alias)`: it stands on nothing that is read"], "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_a_fault() {
    for (text, expected) in [
        ("\nstruct {", "2: cannot be read: cannot parse string into token stream"),
        ("#[derive(TS)]\nstruct Payload { id }", "2: cannot be read: expected `:`"),
        (
            "#[derive(TS)]\n#[serde]\nstruct Payload {}",
            "2: cannot be read: expected attribute arguments in parentheses",
        ),
    ] {
        let faults = faults(text);
        assert!(faults.len() == 1 && faults[0].starts_with(expected), "{faults:?}");
    }
}

#[test]
fn nothing_in_the_crates_is_overlooked_and_all_is_fine() {
    let mut seen = 0;
    for file in sources(&crate::repository::root().join(CRATES)).unwrap() {
        let text = fs::read_to_string(&file).unwrap();
        // rustfmt gives them one form.
        let is_read = |line: &&str| line.starts_with("#[serde(") || line.starts_with("#[cfg_attr(");
        let lines = text.lines().map(str::trim_start).filter(is_read).count();
        let items = source::read(&text).unwrap().items;
        let is_read = |attribute: &&Attribute| {
            attribute.path().is_ident("serde") || attribute.path().is_ident("cfg_attr")
        };
        let found = items.iter().flat_map(attributes).filter(is_read).count();
        assert_eq!(found, lines, "{}", file.display());
        assert_eq!(faults(&text), [""; 0], "{}", file.display());
        seen += found;
    }
    assert!(seen > 300, "only {seen} attributes");
}

/// Those of an item and all that is in it.
fn attributes(item: &DeriveInput) -> Vec<&Attribute> {
    let mut all: Vec<_> = item.attrs.iter().collect();
    match &item.data {
        Data::Struct(data) => all.extend(data.fields.iter().flat_map(|field| &field.attrs)),
        Data::Enum(data) => {
            for variant in &data.variants {
                all.extend(&variant.attrs);
                all.extend(variant.fields.iter().flat_map(|field| &field.attrs));
            }
        }
        Data::Union(_) => {}
    }
    all
}
