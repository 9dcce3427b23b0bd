//! The faults of a source text.

use proc_macro2::Span;
use syn::{Data, DeriveInput, Field, Fields, Type, Variant};

use super::{
    attributes::{Argument, Attributes, DERIVES},
    rules::{Place, objection},
    source,
};

/// What is wrong, and in which line.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub line: usize,
    pub text: String,
}

impl Fault {
    fn new(span: Span, text: impl Into<String>) -> Self {
        Self { line: span.start().line, text: text.into() }
    }

    fn of(argument: &Argument, reason: &str) -> Self {
        Self::new(argument.span, format!("`{}({})`: {reason}", argument.reader, argument.name))
    }
}

impl From<syn::Error> for Fault {
    fn from(error: syn::Error) -> Self {
        Self::new(error.span(), format!("cannot be read: {error}"))
    }
}

/// All faults of a source text, in the order of its lines.
pub fn faults(text: &str) -> Vec<Fault> {
    let mut faults = match source::read(text) {
        Ok(source) => {
            let on_nothing = |argument| Fault::of(argument, "it stands on nothing that is read");
            let strays = source.strays.iter().map(on_nothing);
            strays.chain(source.items.iter().flat_map(faults_of)).collect()
        }
        Err(error) => vec![error.into()],
    };
    faults.sort();
    faults
}

fn faults_of(input: &DeriveInput) -> Vec<Fault> {
    let faults = Attributes::read(&input.attrs).and_then(|attributes| Item { input, attributes }.faults());
    faults.unwrap_or_else(|error| vec![error.into()])
}

/// A struct or enum, and what its attributes say.
struct Item<'a> {
    input: &'a DeriveInput,
    attributes: Attributes,
}

impl Item<'_> {
    fn faults(&self) -> syn::Result<Vec<Fault>> {
        let mut faults = self.objections(&self.attributes, false);
        faults.extend(self.missing_derives());
        match &self.input.data {
            Data::Struct(data) => faults.extend(self.faults_of_fields(&data.fields)?),
            Data::Enum(data) => {
                for variant in &data.variants {
                    faults.extend(self.objections(&Attributes::read(&variant.attrs)?, false));
                    faults.extend(self.derived_name(variant));
                    faults.extend(self.faults_of_fields(&variant.fields)?);
                }
            }
            Data::Union(_) => {}
        }
        Ok(faults)
    }

    fn faults_of_fields(&self, fields: &Fields) -> syn::Result<Vec<Fault>> {
        let mut faults = Vec::new();
        for field in fields {
            let attributes = Attributes::read(&field.attrs)?;
            let is_optional_member = field.ident.is_some() && is_option(&field.ty);
            faults.extend(self.objections(&attributes, is_optional_member));
            if is_optional_member {
                faults.extend(self.half_optional(field, &attributes));
            }
        }
        Ok(faults)
    }

    fn objections(&self, attributes: &Attributes, is_optional_member: bool) -> Vec<Fault> {
        let place = Place {
            attributes,
            is_optional_member,
            is_newtype: matches!(&self.input.data, Data::Struct(data) if is_newtype(&data.fields)),
            has_derived_shape: self.has_derived_shape(),
        };
        let fault = |argument| Some(Fault::of(argument, objection(&place, argument)?));
        attributes.arguments.iter().filter_map(fault).collect()
    }

    fn missing_derives(&self) -> Option<Fault> {
        let missing: Vec<_> = DERIVES.into_iter().filter(|name| !self.derives(name)).collect();
        (self.has_derived_shape() && !missing.is_empty()).then(|| {
            let missing = missing.join(", no ");
            Fault::new(
                self.input.ident.span(),
                format!("derives no {missing}: by hand it may say something else"),
            )
        })
    }

    fn derived_name(&self, variant: &Variant) -> Option<Fault> {
        (self.derives("Deserialize") && matches!(variant.fields, Fields::Unit)).then(|| {
            let text = "serde also reads an object of this name with null, which the schema refuses: see `closed_enum!`";
            Fault::new(variant.ident.span(), text)
        })
    }

    /// What an optional member lacks. One that is only written needs no `default`.
    fn half_optional(&self, field: &Field, attributes: &Attributes) -> Option<Fault> {
        let is_unknown = !self.derives("Serialize") && !self.derives("Deserialize");
        let missing: Vec<_> = [("Deserialize", "default"), ("Serialize", "skip_serializing_if")]
            .into_iter()
            .filter(|(derive, argument)| {
                (self.derives(derive) || is_unknown) && !attributes.has("serde", argument)
            })
            .map(|(_, argument)| format!("`{argument}`"))
            .collect();
        let name = field.ident.as_ref().filter(|_| !missing.is_empty())?;
        let missing = missing.join(" and ");
        let text = format!(
            "an `Option` without {missing}: serde and the schema let it be absent, TypeScript requires it"
        );
        Some(Fault::new(name.span(), text))
    }

    fn derives(&self, name: &str) -> bool {
        self.attributes.derives.contains(&name)
    }

    fn has_derived_shape(&self) -> bool {
        self.derives("JsonSchema") || self.derives("TS")
    }
}

fn is_newtype(fields: &Fields) -> bool {
    matches!(fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1)
}

fn is_option(member: &Type) -> bool {
    matches!(member, Type::Path(member) if member.path.segments.last().is_some_and(|last| last.ident == "Option"))
}
