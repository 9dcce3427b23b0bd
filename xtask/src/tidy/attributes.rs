//! What attributes say to those that read them.

use proc_macro2::{Span, TokenTree};
use syn::{Attribute, LitStr, Meta, Path, Token, punctuated::Punctuated};

/// Whose attributes are judged: serde's, schemars' and ts-rs', and those that schemars reads besides its own.
pub const READERS: [&str; 5] = ["serde", "schemars", "ts", "validate", "garde"];

/// What is derived for payloads.
pub const DERIVES: [&str; 4] = ["Serialize", "Deserialize", "JsonSchema", "TS"];

/// All attributes of one place.
#[derive(Default)]
pub struct Attributes {
    /// Which of [`DERIVES`].
    pub derives: Vec<&'static str>,
    pub arguments: Vec<Argument>,
}

/// One argument of a reader's attribute: `default` of `#[serde(default)]`.
pub struct Argument {
    pub reader: &'static str,
    pub name: String,
    pub value: Value,
    /// Whether it holds only under a condition.
    pub is_conditional: bool,
    pub span: Span,
}

/// What an argument is given.
pub enum Value {
    None,
    Text(String),
    Other,
}

impl Attributes {
    pub fn read(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut all = Self::default();
        for attribute in attributes {
            all.add(&attribute.meta, false)?;
        }
        Ok(all)
    }

    fn add(&mut self, attribute: &Meta, is_conditional: bool) -> syn::Result<()> {
        let path = attribute.path();
        if path.is_ident("cfg_attr") {
            for attribute in list(attribute)?.iter().skip(1) {
                self.add(attribute, true)?;
            }
        } else if path.is_ident("derive") {
            let derived = list(attribute)?;
            self.derives.extend(derived.iter().filter_map(|derived| last_of(derived.path(), DERIVES)));
        } else if let Some(reader) = last_of(path, READERS) {
            let tokens: Vec<_> = attribute.require_list()?.tokens.clone().into_iter().collect();
            let arguments =
                tokens.split(is_comma).filter_map(|tokens| Argument::read(reader, is_conditional, tokens));
            self.arguments.extend(arguments);
        }
        Ok(())
    }

    fn argument(&self, reader: &str, name: &str) -> Option<&Argument> {
        self.arguments.iter().find(|argument| argument.reader == reader && argument.name == name)
    }

    /// Whether an argument is there.
    pub fn has(&self, reader: &str, name: &str) -> bool {
        self.argument(reader, name).is_some()
    }

    /// The text that an argument is given, if it is there.
    pub fn text(&self, reader: &str, name: &str) -> Option<&str> {
        self.argument(reader, name)?.text()
    }
}

impl Argument {
    fn read(reader: &'static str, is_conditional: bool, tokens: &[TokenTree]) -> Option<Self> {
        let (name, given) = tokens.split_first()?;
        let value = match given {
            [] => Value::None,
            [_, value] => syn::parse2::<LitStr>(value.clone().into())
                .map_or(Value::Other, |text| Value::Text(text.value())),
            _ => Value::Other,
        };
        Some(Self { reader, name: name.to_string(), value, is_conditional, span: name.span() })
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::None | Value::Other => None,
        }
    }
}

/// The attributes and derives in an attribute.
fn list(attribute: &Meta) -> syn::Result<Punctuated<Meta, Token![,]>> {
    attribute.require_list()?.parse_args_with(Punctuated::parse_terminated)
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// The one of some names that a path ends in.
fn last_of<const N: usize>(path: &Path, names: [&'static str; N]) -> Option<&'static str> {
    let last = &path.segments.last()?.ident;
    names.into_iter().find(|name| last == name)
}
