//! The arguments of `#[payload(…)]`.

use proc_macro2::{Ident, TokenStream};
use syn::{Error, Expr, ExprLit, Lit, LitStr, Meta, Result, Token, parse::Parser, punctuated::Punctuated};

#[derive(Default)]
pub struct Arguments {
    /// The documentation of the constructor.
    pub new: Option<LitStr>,
    /// The two optional fields, at least one of which is required.
    pub one_of: Vec<Ident>,
    pub has_own_debug: bool,
}

impl Arguments {
    pub fn parse(tokens: TokenStream) -> Result<Self> {
        let mut arguments = Self::default();
        let mut names = Vec::new();
        for argument in Punctuated::<Meta, Token![,]>::parse_terminated.parse2(tokens)? {
            let name = argument.path().get_ident().cloned();
            if names.contains(&name) {
                return Err(Error::new_spanned(argument, "duplicate argument"));
            }
            names.push(name);
            match argument {
                Meta::NameValue(meta) if meta.path.is_ident("new") => match meta.value {
                    Expr::Lit(ExprLit { lit: Lit::Str(doc), .. }) => arguments.new = Some(doc),
                    other => {
                        return Err(Error::new_spanned(
                            other,
                            "expected a string literal: the documentation of `new`",
                        ));
                    }
                },
                Meta::List(meta) if meta.path.is_ident("one_of") => {
                    let fields =
                        Punctuated::<Ident, Token![,]>::parse_terminated.parse2(meta.tokens.clone())?;
                    if fields.len() != 2 {
                        return Err(Error::new_spanned(meta, "expected the names of two fields"));
                    }
                    arguments.one_of = fields.into_iter().collect();
                }
                Meta::List(meta) if meta.path.is_ident("without") && meta.tokens.to_string() == "Debug" => {
                    arguments.has_own_debug = true;
                }
                other => {
                    return Err(Error::new_spanned(
                        other,
                        "expected `new = \"…\"`, `one_of(…)` or `without(Debug)`",
                    ));
                }
            }
        }
        Ok(arguments)
    }
}
