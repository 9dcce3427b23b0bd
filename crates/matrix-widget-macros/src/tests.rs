//! Tests of the input that `#[payload]` accepts and rejects, and of its expansion.

use proc_macro2::TokenStream;
use quote::quote;

use crate::payload::expand;

/// Returns the error messages in an expansion.
fn errors(arguments: TokenStream, item: TokenStream) -> Vec<String> {
    let expanded: syn::File = syn::parse2(expand(arguments, item)).expect("the expansion is valid syntax");
    let message = |item: &syn::Item| match item {
        syn::Item::Macro(item) if item.mac.path.segments.last()?.ident == "compile_error" => {
            Some(item.mac.parse_body::<syn::LitStr>().ok()?.value())
        }
        _ => None,
    };
    expanded.items.iter().filter_map(message).collect()
}

/// Asserts that the expansion contains these tokens.
#[track_caller]
fn assert_contains(expansion: &TokenStream, expected: &TokenStream) {
    let (expansion, expected) = (expansion.to_string(), expected.to_string());
    assert!(expansion.contains(&expected), "expected\n{expected}\nfound\n{expansion}");
}

#[test]
fn payload_expands_to_struct_deserialize_new_and_arbitrary() {
    let expansion = expand(
        quote!(new = "Creates a picture."),
        quote! {
            /// A picture.
            pub struct Picture {
                /// `room`: the room.
                #[serde(rename = "room")]
                pub room_id: OwnedRoomId,
                /// `w`: the width.
                pub w: Option<Int>,
                /// `name`: the name.
                pub name: String,
            }
        },
    );
    let expected = quote! {
        /// A picture.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
        #[non_exhaustive]
        pub struct Picture {
            /// `room`: the room.
            #[serde(rename = "room")]
            #[cfg_attr(feature = "schemars", schemars(with = "crate :: shape :: RoomId"))]
            #[cfg_attr(feature = "ts-rs", ts(as = "crate :: shape :: RoomId"))]
            pub room_id: OwnedRoomId,
            /// `w`: the width.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "schemars", schemars(with = "Option < crate :: shape :: Integer >"))]
            #[cfg_attr(feature = "ts-rs", ts(as = "Option < crate :: shape :: Integer >"))]
            pub w: Option<Int>,
            /// `name`: the name.
            pub name: String
        }

        impl<'de> serde::Deserialize<'de> for Picture {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                struct Members {
                    #[serde(rename = "room")]
                    room_id: OwnedRoomId,
                    #[serde(default, skip_serializing_if = "Option::is_none")]
                    w: Option<Int>,
                    name: String
                }

                let members = crate::object::members(deserializer, stringify!(Picture), &["room", "w", "name"])?;
                let Members { room_id, w, name } = members;
                Ok(Self { room_id, w, name })
            }
        }

        impl Picture {
            #[doc = "Creates a picture."]
            #[must_use]
            pub fn new(room_id: OwnedRoomId, name: impl Into<String>) -> Self {
                Self { room_id, w: Default::default(), name: name.into() }
            }
        }

        crate::arbitrary::sampled! {
            Picture => (<OwnedRoomId as Sample>::sample(), (<Option<Int> as Sample>::sample(), (<String as Sample>::sample(), Just(()))))
                .prop_map(|(room_id, (w, (name, ())))| Picture { room_id, w, name })
        }
    };
    assert_eq!(expansion.to_string(), expected.to_string());
}

#[test]
fn payload_of_optional_fields_derives_default() {
    let item = quote! {
        /// A hint.
        pub struct Hint {
            /// `text`: the text.
            pub text: Option<String>,
        }
    };
    let expansion = expand(quote!(), item);
    assert_contains(&expansion, &quote!(#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]));
    assert!(!expansion.to_string().contains("fn new"), "`new` was not requested");
}

#[test]
fn nullable_fields_distinguish_null_and_absent() {
    let item = quote! {
        /// A device.
        pub struct Device {
            /// `room`: the room.
            pub room: Nullable<OwnedRoomId>,
        }
    };
    let expansion = expand(quote!(new = "Creates a device."), item);
    assert_contains(&expansion, &quote!(#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]));
    assert_contains(
        &expansion,
        &quote! {
            #[serde(default, skip_serializing_if = "Nullable::is_absent")]
            #[cfg_attr(feature = "schemars", schemars(with = "Option < crate :: shape :: RoomId >", extend("x-nullable" = true)))]
            #[cfg_attr(feature = "ts-rs", ts(as = "Option < crate :: shape :: RoomId >"))]
            pub room: Nullable<OwnedRoomId>
        },
    );
    assert_contains(&expansion, &quote!(pub fn new() -> Self));
}

#[test]
fn one_of_requires_a_field_in_serde_schema_and_random_values() {
    let item = quote! {
        /// A call.
        pub struct Call {
            /// `member`: the member.
            pub member: Option<Member>,
            /// `member.id`: the member by its ID.
            #[serde(rename = "member.id")]
            pub member_id: Option<String>,
        }
    };
    let expansion = expand(quote!(one_of(member, member_id)), item);
    assert_contains(
        &expansion,
        &quote!(
            transform = |schema: &mut schemars::Schema| crate::object::require_one_of(
                schema,
                stringify!(Call),
                &["member", "member.id"]
            )
        ),
    );
    assert_contains(
        &expansion,
        &quote! {
            if member.is_none() && member_id.is_none() {
                return Err(serde::de::Error::custom("missing field `member` or `member.id`"));
            }
        },
    );
    assert_contains(&expansion, &quote!(|payload| payload.member.is_some() || payload.member_id.is_some()));
}

#[test]
fn without_debug_derives_no_debug() {
    let item = quote! {
        /// A key.
        pub struct Key {
            /// `k`: the key.
            pub k: String,
        }
    };
    assert_contains(
        &expand(quote!(without(Debug)), item),
        &quote!(#[derive(Clone, PartialEq, Eq, serde::Serialize)]),
    );
}

#[test]
fn foreign_types_have_shapes_at_any_depth() {
    let item = quote! {
        /// Rooms.
        pub struct Rooms {
            /// `rooms`: users by room.
            pub rooms: UniqueMap<String, Vec<(OwnedUserId, Int)>>,
        }
    };
    let shape = "UniqueMap < String , Vec < (crate :: shape :: UserId , crate :: shape :: Integer) > >";
    assert_contains(
        &expand(quote!(), item),
        &quote!(#[cfg_attr(feature = "schemars", schemars(with = #shape))]),
    );
}

#[test]
fn payload_rejects_invalid_input_with_an_error() {
    const ATTRIBUTE: &str = "a payload field supports only doc comments and `#[serde(rename = \"…\")]`: \
                             serde, schemars and ts-rs interpret other attributes differently";
    const ARGUMENT: &str = "expected `new = \"…\"`, `one_of(…)` or `without(Debug)`";
    let with_field = |field: TokenStream| quote!(#[doc = " Data."] pub struct Data { #field });
    let valid = || with_field(quote!(#[doc = " `a`: it."] pub a: Option<String>));
    for (arguments, item, expected) in [
        (quote!(), valid(), &[][..]),
        (quote!(), with_field(quote!(#[doc = " `a`: it."] #[serde(default)] pub a: String)), &[ATTRIBUTE]),
        (
            quote!(),
            with_field(quote!(#[doc = " `a`: it."] #[serde(rename = "a", alias = "b")] pub a: String)),
            &[ATTRIBUTE],
        ),
        (
            quote!(),
            with_field(quote!(#[doc = " `a`: it."] #[serde(rename(serialize = "a"))] pub a: String)),
            &[ATTRIBUTE],
        ),
        (
            quote!(),
            with_field(quote!(#[doc = " `a`: it."] #[ts(optional)] #[cfg(unix)] pub a: String)),
            &[ATTRIBUTE, ATTRIBUTE],
        ),
        (
            quote!(),
            with_field(quote!(#[doc = " The first."] pub a: String)),
            &["the documentation must begin with the wire name: /// `a`: …"],
        ),
        (
            quote!(),
            with_field(quote!(#[serde(rename = "b")] pub a: String)),
            &["the documentation must begin with the wire name: /// `b`: …"],
        ),
        (
            quote!(),
            quote!(
                pub struct Data {}
            ),
            &["missing documentation, for example: /// The data of `some_action`."],
        ),
        (
            quote!(),
            quote!(
                #[doc = " Data."]
                #[derive(Debug)]
                pub struct Data {}
            ),
            &["a payload cannot have attributes other than doc comments"],
        ),
        (
            quote!(),
            quote!(
                #[doc = " Data."]
                pub struct Data(String);
            ),
            &["expected a struct with named fields"],
        ),
        (
            quote!(),
            quote!(
                #[doc = " Data."]
                pub struct Data<T> {}
            ),
            &["a payload cannot have generic parameters"],
        ),
        (
            quote!(),
            quote!(
                #[doc = " Data."]
                pub enum Data {}
            ),
            &["expected a struct with named fields"],
        ),
        (quote!(neu = ""), valid(), &[ARGUMENT]),
        (quote!(without(Clone)), valid(), &[ARGUMENT]),
        (quote!(new), valid(), &[ARGUMENT]),
        (quote!(new = 5), valid(), &["expected a string literal: the documentation of `new`"]),
        (quote!(one_of(a, b)), valid(), &["expected the name of an optional field"]),
        (quote!(one_of()), valid(), &["expected the names of two fields"]),
        (quote!(one_of(a)), valid(), &["expected the names of two fields"]),
        (quote!(new = "A", new = "B"), valid(), &["duplicate argument"]),
        (quote!(one_of(a, a), one_of(a, a)), valid(), &["duplicate argument"]),
        (
            quote!(one_of(a, a)),
            with_field(quote!(#[doc = " `a`: it."] pub a: String)),
            &["expected the name of an optional field", "expected the name of an optional field"],
        ),
    ] {
        let place = format!("#[payload({arguments})] {item}");
        assert_eq!(errors(arguments, item), expected, "{place}");
    }
}

#[test]
fn payload_returns_rejected_items_with_the_error() {
    let item = quote!(
        /// Data.
        pub struct Data {
            /// `a`: it.
            pub a: String,
        }
    );
    assert_contains(&expand(quote!(unknown), item), &quote!(pub struct Data));
    let item = quote!(
        pub enum Data {
            A,
        }
    );
    assert_contains(&expand(quote!(), item.clone()), &item);
}
