//! The fields of a payload.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Attribute, Error, Expr, ExprLit, Lit, LitStr, Meta, Type, Visibility, spanned::Spanned};

pub struct Field<'a> {
    pub ident: &'a Ident,
    /// The wire name.
    pub name: String,
    /// `true` for an `Option`, which reads null as absent.
    pub is_optional: bool,
    /// `true` for a `Nullable`, which distinguishes null and absent.
    is_nullable: bool,
    ty: &'a Type,
    vis: &'a Visibility,
    docs: Vec<&'a Attribute>,
    rename: Option<LitStr>,
}

impl<'a> Field<'a> {
    /// Reads a named field. Adds its problems to `errors`.
    pub fn read(ident: &'a Ident, field: &'a syn::Field, errors: &mut Vec<Error>) -> Self {
        let (docs, others): (Vec<_>, Vec<_>) =
            field.attrs.iter().partition(|attribute| attribute.path().is_ident("doc"));
        let mut rename = None;
        for other in others {
            match renamed(other) {
                Some(name) => rename = Some(name),
                None => errors.push(Error::new_spanned(
                    other,
                    "a payload field supports only doc comments and `#[serde(rename = \"…\")]`: \
                     serde, schemars and ts-rs interpret other attributes differently",
                )),
            }
        }
        let name = rename.as_ref().map_or_else(|| ident.to_string(), LitStr::value);
        if !doc_text(&docs).trim_start().starts_with(&format!("`{name}`")) {
            let span = docs.first().map_or(ident.span(), Spanned::span);
            errors.push(Error::new(
                span,
                format!("the documentation must begin with the wire name: /// `{name}`: …"),
            ));
        }
        let is_optional = is_named(&field.ty, "Option");
        let is_nullable = is_named(&field.ty, "Nullable");
        Self { ident, name, is_optional, is_nullable, ty: &field.ty, vis: &field.vis, docs, rename }
    }

    pub fn may_be_absent(&self) -> bool {
        self.is_optional || self.is_nullable
    }

    /// Returns the struct's field, with the attributes for serde, schemars and ts-rs.
    pub fn declaration(&self) -> TokenStream {
        let Self { ident, ty, vis, docs, .. } = self;
        let (serde, shape) = (self.serde(), self.shape());
        quote!(#(#docs)* #serde #shape #vis #ident: #ty)
    }

    /// Returns the field of the struct that serde deserializes.
    pub fn deserialized(&self) -> TokenStream {
        let Self { ident, ty, .. } = self;
        let serde = self.serde();
        quote!(#serde #ident: #ty)
    }

    /// Returns the field's parameter of `new`, or `None` for an optional field, and its initializer.
    pub fn initializer(&self) -> (Option<TokenStream>, TokenStream) {
        let Self { ident, ty, .. } = self;
        if self.may_be_absent() {
            (None, quote!(#ident: Default::default()))
        } else if is_named(ty, "String") {
            (Some(quote!(#ident: impl Into<String>)), quote!(#ident: #ident.into()))
        } else {
            (Some(quote!(#ident: #ty)), quote!(#ident))
        }
    }

    /// Returns the proptest strategy for random values.
    pub fn sample(&self) -> TokenStream {
        let ty = self.ty;
        quote_spanned!(ty.span()=> <#ty as Sample>::sample())
    }

    fn serde(&self) -> TokenStream {
        let rename = self.rename.as_ref().map(|name| quote!(#[serde(rename = #name)]));
        let is_absent = if self.is_nullable { "Nullable::is_absent" } else { "Option::is_none" };
        let optional =
            self.may_be_absent().then(|| quote!(#[serde(default, skip_serializing_if = #is_absent)]));
        quote!(#rename #optional)
    }

    /// Returns the attributes that replace a foreign type with its shape in the schema and in TypeScript.
    fn shape(&self) -> Option<TokenStream> {
        let ty = self.ty.to_token_stream();
        let shape = with_shapes(ty.clone()).to_string();
        let nullable = self.is_nullable.then(|| quote!(, extend("x-nullable" = true)));
        (shape != ty.to_string()).then(|| {
            quote! {
                #[cfg_attr(feature = "schemars", schemars(with = #shape #nullable))]
                #[cfg_attr(feature = "ts-rs", ts(as = #shape))]
            }
        })
    }
}

/// Returns the text of doc comments.
pub fn doc_text(docs: &[&Attribute]) -> String {
    docs.iter().filter_map(|doc| string(&doc.meta)).map(|line| line.value() + "\n").collect()
}

/// Returns the name in `#[serde(rename = "…")]`, or `None` for any other attribute.
fn renamed(attribute: &Attribute) -> Option<LitStr> {
    let argument: Meta = attribute.path().is_ident("serde").then(|| attribute.parse_args().ok())??;
    argument.path().is_ident("rename").then(|| string(&argument).cloned())?
}

fn string(meta: &Meta) -> Option<&LitStr> {
    match meta {
        Meta::NameValue(meta) => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// Replaces types with their shapes: `Vec<OwnedRoomId>` becomes `Vec<crate::shape::RoomId>`, and `Nullable` becomes `Option`.
fn with_shapes(ty: TokenStream) -> TokenStream {
    let with_shape = |token| match token {
        TokenTree::Ident(name) => {
            let text = name.to_string();
            if text == "Nullable" {
                return quote!(Option);
            }
            let shape = match text.as_str() {
                "Int" => Some("Integer"),
                "DeviceIdOrAllDevices" => Some(text.as_str()),
                other => other.strip_prefix("Owned"),
            };
            match shape {
                Some(shape) => {
                    let shape = format_ident!("{shape}", span = name.span());
                    quote!(crate::shape::#shape)
                }
                None => name.into_token_stream(),
            }
        }
        TokenTree::Group(group) => {
            Group::new(group.delimiter(), with_shapes(group.stream())).into_token_stream()
        }
        other => other.into(),
    };
    ty.into_iter().flat_map(with_shape).collect()
}

fn is_named(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
}
