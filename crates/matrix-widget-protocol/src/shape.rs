//! Shapes: the JSON Schemas and TypeScript types of foreign types and of types with handwritten serde implementations.
//!
//! A field of a foreign type names its shape by `#[schemars(with = …)]` and `#[ts(as = …)]`. The schema, the TypeScript
//! type and the description of a shape are next to each other, so that they are easy to compare.

/// Implements `JsonSchema` and `TS` for a type, with a description for both. An `inline` type has no named definition.
macro_rules! shape {
    (inline $Type:ty { schema: |$generator:pat_param| $schema:tt, typescript: $typescript:expr }) => {
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $Type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Type).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema($generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }

        #[cfg(feature = "ts-rs")]
        impl ts_rs::TS for $Type {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &ts_rs::Config) -> String {
                $typescript.to_owned()
            }

            fn inline(_: &ts_rs::Config) -> String {
                $typescript.to_owned()
            }
        }
    };
    ($(#[doc = $doc:literal])+ $Type:ident { schema: |$generator:pat_param| $schema:tt, typescript: $typescript:expr $(, mentions: [$($Mentioned:ty),+])? }) => {
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $Type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Type).into()
            }

            fn json_schema($generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut schema = schemars::json_schema!($schema);
                schema.insert("description".to_owned(), $crate::doc::text(concat!($($doc, "\n"),+)).into());
                schema
            }
        }

        #[cfg(feature = "ts-rs")]
        impl ts_rs::TS for $Type {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn docs() -> Option<String> {
                Some($crate::doc::jsdoc(&$crate::doc::text(concat!($($doc, "\n"),+))))
            }

            fn name(_: &ts_rs::Config) -> String {
                stringify!($Type).to_owned()
            }

            fn inline(_: &ts_rs::Config) -> String {
                $typescript.to_owned()
            }

            fn decl(config: &ts_rs::Config) -> String {
                format!("type {} = {};", <Self as ts_rs::TS>::name(config), <Self as ts_rs::TS>::inline(config))
            }

            fn decl_concrete(config: &ts_rs::Config) -> String {
                Self::decl(config)
            }

            fn visit_dependencies(_visitor: &mut impl ts_rs::TypeVisitor) {
                $($(_visitor.visit::<$Mentioned>();)+)?
            }

            fn output_path() -> Option<std::path::PathBuf> {
                Some(concat!(stringify!($Type), ".ts").into())
            }
        }
    };
}

/// Declares shapes for foreign types.
macro_rules! foreign_shapes {
    ($($(#[doc = $doc:literal])+ $Shape:ident { $($parts:tt)+ })+) => {
        $(
            $(#[doc = $doc])+
            #[cfg(any(feature = "schemars", feature = "ts-rs"))]
            #[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
            pub enum $Shape {}

            shape! { $(#[doc = $doc])+ $Shape { $($parts)+ } }
        )+
    };
}

pub(crate) use shape;

foreign_shapes! {
    /// A Matrix room ID: `!opaque` or `!opaque:server`, at most 255 bytes.
    RoomId {
        schema: |_| { "type": "string", "pattern": "^!", "maxLength": 255 },
        typescript: "`!${string}`"
    }

    /// A Matrix user ID: `@localpart:server`, at most 255 bytes.
    UserId {
        schema: |_| { "type": "string", "pattern": "^@", "maxLength": 255 },
        typescript: "`@${string}`"
    }

    /// A non-empty Matrix device ID, or `*` for all devices of a user.
    DeviceIdOrAllDevices {
        schema: |_| { "type": "string", "pattern": "^[\\s\\S]" },
        typescript: "string"
    }

    /// A Matrix content URI: `mxc://server/media`.
    MxcUri {
        schema: |_| { "type": "string" },
        typescript: "string"
    }

    /// A Matrix event ID: `$opaque` or `$opaque:server`.
    EventId {
        schema: |_| { "type": "string", "pattern": "^\\$" },
        typescript: "`$${string}`"
    }
}

/// An integer that JavaScript can represent, between −(2^53 − 1) and 2^53 − 1.
#[cfg(any(feature = "schemars", feature = "ts-rs"))]
#[derive(Debug)]
pub enum Integer {}

shape! {
    inline Integer {
        schema: |_| { "type": "integer", "minimum": -9_007_199_254_740_991_i64, "maximum": 9_007_199_254_740_991_i64 },
        typescript: "number"
    }
}
