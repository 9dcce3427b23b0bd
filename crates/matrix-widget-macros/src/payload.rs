//! The expansion of `#[payload]`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Data, DataStruct, DeriveInput, Error, Fields, FieldsNamed, Result, Visibility};

use crate::{
    arguments::Arguments,
    field::{Field, doc_text},
};

/// Returns the struct with its implementations, or the unchanged item if it cannot be a payload, and any errors.
///
/// Without the item, the compiler would also report a missing type.
pub fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Vec::new();
    let arguments = Arguments::parse(arguments).unwrap_or_else(|error| {
        errors.push(error);
        Arguments::default()
    });
    let expanded = expand_item(arguments, item.clone(), &mut errors).unwrap_or_else(|error| {
        errors.push(error);
        item
    });
    let errors = errors.iter().map(Error::to_compile_error);
    quote!(#(#errors)* #expanded)
}

fn expand_item(arguments: Arguments, item: TokenStream, errors: &mut Vec<Error>) -> Result<TokenStream> {
    let item: DeriveInput = syn::parse2(item)?;
    let payload = Payload::read(arguments, &item, fields(&item)?, errors);
    let (declaration, deserialize) = (payload.declaration(), payload.deserialize());
    let (new, arbitrary) = (payload.constructor(), payload.arbitrary());
    Ok(quote!(#declaration #deserialize #new #arbitrary))
}

/// Returns the named fields of a struct.
fn fields(item: &DeriveInput) -> Result<&FieldsNamed> {
    let Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) = &item.data else {
        return Err(Error::new_spanned(&item.ident, "expected a struct with named fields"));
    };
    if !item.generics.params.is_empty() {
        return Err(Error::new_spanned(&item.generics, "a payload cannot have generic parameters"));
    }
    Ok(fields)
}

struct Payload<'a> {
    arguments: Arguments,
    vis: &'a Visibility,
    ident: &'a Ident,
    docs: Vec<&'a Attribute>,
    fields: Vec<Field<'a>>,
}

impl<'a> Payload<'a> {
    fn read(
        arguments: Arguments,
        item: &'a DeriveInput,
        fields: &'a FieldsNamed,
        errors: &mut Vec<Error>,
    ) -> Self {
        let (docs, others): (Vec<_>, Vec<_>) =
            item.attrs.iter().partition(|attribute| attribute.path().is_ident("doc"));
        for other in others {
            errors
                .push(Error::new_spanned(other, "a payload cannot have attributes other than doc comments"));
        }
        if doc_text(&docs).trim().is_empty() {
            errors.push(Error::new_spanned(
                &item.ident,
                "missing documentation, for example: /// The data of `some_action`.",
            ));
        }
        let named = fields.named.iter().filter_map(|field| Some((field.ident.as_ref()?, field)));
        let fields: Vec<_> = named.map(|(ident, field)| Field::read(ident, field, errors)).collect();
        for name in &arguments.one_of {
            if !fields.iter().any(|field| field.is_optional && field.ident == name) {
                errors.push(Error::new_spanned(name, "expected the name of an optional field"));
            }
        }
        Self { arguments, vis: &item.vis, ident: &item.ident, docs, fields }
    }

    fn declaration(&self) -> TokenStream {
        let Self { vis, ident, docs, .. } = self;
        let default = self.fields.iter().all(Field::may_be_absent).then(|| quote!(Default,));
        let debug = (!self.arguments.has_own_debug).then(|| quote!(Debug,));
        let names = self.one_of();
        let transform = (!names.is_empty()).then(|| {
            quote!(#[cfg_attr(feature = "schemars", schemars(
                transform = |schema: &mut schemars::Schema| crate::object::require_one_of(schema, stringify!(#ident), &[#(#names),*])
            ))])
        });
        let fields = self.fields.iter().map(Field::declaration);
        quote! {
            #(#docs)*
            #[derive(Clone, #debug #default PartialEq, Eq, serde::Serialize)]
            #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
            #[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
            #transform
            #[non_exhaustive]
            #vis struct #ident { #(#fields),* }
        }
    }

    fn deserialize(&self) -> TokenStream {
        let Self { ident, arguments: Arguments { one_of, .. }, .. } = self;
        let names = self.idents();
        let fields = self.fields.iter().map(Field::deserialized);
        let wire_names = self.fields.iter().map(|field| &field.name);
        let check = (!one_of.is_empty()).then(|| {
            let expected: Vec<_> = self.one_of().iter().map(|name| format!("`{name}`")).collect();
            let error = format!("missing field {}", expected.join(" or "));
            quote! {
                if #(#one_of.is_none())&&* {
                    return Err(serde::de::Error::custom(#error));
                }
            }
        });
        quote! {
            impl<'de> serde::Deserialize<'de> for #ident {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    #[derive(serde::Deserialize)]
                    struct Members { #(#fields),* }

                    let members = crate::object::members(deserializer, stringify!(#ident), &[#(#wire_names),*])?;
                    let Members { #(#names),* } = members;
                    #check
                    Ok(Self { #(#names),* })
                }
            }
        }
    }

    fn constructor(&self) -> Option<TokenStream> {
        let doc = self.arguments.new.as_ref()?;
        let ident = self.ident;
        let (parameters, values): (Vec<_>, Vec<_>) = self.fields.iter().map(Field::initializer).unzip();
        let parameters = parameters.into_iter().flatten();
        Some(quote! {
            impl #ident {
                #[doc = #doc]
                #[must_use]
                pub fn new(#(#parameters),*) -> Self {
                    Self { #(#values),* }
                }
            }
        })
    }

    /// Returns the strategy for random values: nested pairs, because proptest limits tuples to twelve items.
    fn arbitrary(&self) -> TokenStream {
        let Self { ident, arguments: Arguments { one_of, .. }, .. } = self;
        let names = self.idents();
        let samples = self.fields.iter().rfold(quote!(Just(())), |rest, field| {
            let sample = field.sample();
            quote!((#sample, #rest))
        });
        let pairs = names.iter().rfold(quote!(()), |rest, name| quote!((#name, #rest)));
        let filter = (!one_of.is_empty()).then(
            || quote!(.prop_filter("missing required field", |payload| #(payload.#one_of.is_some())||*)),
        );
        quote! {
            crate::arbitrary::sampled! {
                #ident => #samples.prop_map(|#pairs| #ident { #(#names),* }) #filter
            }
        }
    }

    fn idents(&self) -> Vec<&Ident> {
        self.fields.iter().map(|field| field.ident).collect()
    }

    /// Returns the wire names of the `one_of` fields.
    fn one_of(&self) -> Vec<&str> {
        let is_named = |field: &&Field| self.arguments.one_of.contains(field.ident);
        self.fields.iter().filter(is_named).map(|field| field.name.as_str()).collect()
    }
}
