//! The structs and enums of a source text, wherever they stand: in modules, in functions, in macros.
//!
//! They are looked for among the tokens, so that a macro is no way around the rules: there, the name of a variable stands
//! for what it will be, and one round for a repetition.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{Attribute, DeriveInput, parse::Parser};

use super::attributes::{Argument, Attributes, DERIVES, READERS};

/// What there is for the readers.
#[derive(Default)]
pub struct Source {
    pub items: Vec<DeriveInput>,
    /// What attributes say that stand on something else.
    pub strays: Vec<Argument>,
}

/// Reads a source text. Fails, with the place, when it is no Rust, or has something for the readers that is no item.
pub fn read(text: &str) -> syn::Result<Source> {
    let mut source = Source::default();
    source.look_into(without_variables(text.parse::<TokenStream>()?))?;
    Ok(source)
}

impl Source {
    fn look_into(&mut self, tokens: TokenStream) -> syn::Result<()> {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        // Those of what comes next.
        let mut attributes = TokenStream::new();
        while let [first, after_first @ ..] = rest {
            rest = after_first;
            match (first, after_first) {
                (TokenTree::Punct(hash), [TokenTree::Group(group), after @ ..])
                    if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
                {
                    attributes.extend([first.clone(), group.clone().into()]);
                    rest = after;
                }
                (TokenTree::Ident(keyword), [TokenTree::Ident(_), ..])
                    if keyword == "struct" || keyword == "enum" =>
                {
                    let end =
                        after_first.iter().position(ends_item).map_or(after_first.len(), |last| last + 1);
                    let (item, after) = after_first.split_at(end);
                    attributes.extend([first].into_iter().chain(item).cloned());
                    self.add_item(std::mem::take(&mut attributes))?;
                    rest = after;
                }
                // `pub`, `(crate)`, or a variable for them.
                (TokenTree::Ident(_), _) => {}
                (TokenTree::Group(group), _) if group.delimiter() == Delimiter::Parenthesis => {
                    self.look_into(group.stream())?;
                }
                (other, _) => {
                    self.add_strays(std::mem::take(&mut attributes))?;
                    if let TokenTree::Group(group) = other {
                        self.look_into(group.stream())?;
                    }
                }
            }
        }
        self.add_strays(attributes)
    }

    fn add_item(&mut self, item: TokenStream) -> syn::Result<()> {
        if concerns_readers(item.clone()) {
            self.items.push(syn::parse2(item)?);
        }
        Ok(())
    }

    fn add_strays(&mut self, attributes: TokenStream) -> syn::Result<()> {
        if concerns_readers(attributes.clone()) {
            let attributes = Attribute::parse_outer.parse2(attributes)?;
            self.strays.extend(Attributes::read(&attributes)?.arguments);
        }
        Ok(())
    }
}

fn ends_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}

/// Whether an attribute, here or further in, names a reader or a derive for one.
fn concerns_readers(tokens: TokenStream) -> bool {
    let mut after_hash = false;
    tokens.into_iter().any(|token| {
        let is_attribute = std::mem::take(&mut after_hash);
        match token {
            TokenTree::Group(group) if is_attribute => names_readers(group.stream()),
            TokenTree::Group(group) => concerns_readers(group.stream()),
            TokenTree::Punct(punct) => {
                after_hash = punct.as_char() == '#';
                false
            }
            _ => false,
        }
    })
}

fn names_readers(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => names_readers(group.stream()),
        TokenTree::Ident(ident) => READERS.iter().chain(&DERIVES).any(|name| ident == name),
        _ => false,
    })
}

/// `$name` as `name`, and `$(…),*` as `…`.
fn without_variables(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    let mut plain = TokenStream::new();
    while let [first, after_first @ ..] = rest {
        rest = after_first;
        match (first, after_first) {
            (TokenTree::Punct(dollar), _) if dollar.as_char() == '$' => {
                if let [TokenTree::Group(repeated), after @ ..] = after_first {
                    plain.extend(without_variables(repeated.stream()));
                    rest = after_operator(after);
                }
            }
            (TokenTree::Group(group), _) => {
                let mut inner = Group::new(group.delimiter(), without_variables(group.stream()));
                inner.set_span(group.span());
                plain.extend([TokenTree::from(inner)]);
            }
            _ => plain.extend([first.clone()]),
        }
    }
    plain
}

/// What follows the operator of a repetition, and its separator.
fn after_operator(tokens: &[TokenTree]) -> &[TokenTree] {
    let is_operator = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => ['*', '+', '?'].contains(&punct.as_char()),
        _ => false,
    };
    match tokens {
        [operator, after @ ..] | [_, operator, after @ ..] if is_operator(operator) => after,
        _ => tokens,
    }
}
