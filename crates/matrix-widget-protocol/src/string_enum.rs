//! Open and closed string enums.

/// Declares an open string enum, with one row for each known string and its aliases. Aliases and unknown strings are
/// preserved.
///
/// Only `From<&str>` creates the hidden variant for other strings, so that each string has exactly one value. Equality,
/// order and hash are those of the strings.
macro_rules! string_enum {
    (
        $(#[doc = $doc:literal])+
        pub enum $Enum:ident {
            $($(#[doc = $variant_doc:literal])+ $Variant:ident = $string:literal $(| $alias:literal)*,)+
        }
    ) => {
        $(#[doc = $doc])+
        ///
        /// Unknown strings are preserved. `From<&str>` creates a value, and [`as_str`](Self::as_str) returns its
        /// string.
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum $Enum {
            $($(#[doc = $variant_doc])+ $Variant,)+
            #[doc(hidden)]
            _Other($crate::string_enum::OtherString),
        }

        impl $Enum {
            /// The known values, in the order of their declaration.
            pub const KNOWN: &[Self] = &[$(Self::$Variant),+];

            /// Returns the string on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $string,)+
                    Self::_Other(other) => other.as_str(),
                }
            }
        }

        $crate::string_enum::aliases! { $Enum: $($($Variant = $alias,)*)+ }

        impl From<&str> for $Enum {
            fn from(string: &str) -> Self {
                match string {
                    $($string => Self::$Variant,)+
                    other => Self::_Other($crate::string_enum::OtherString::new(other)),
                }
            }
        }

        impl From<String> for $Enum {
            fn from(string: String) -> Self {
                Self::from(string.as_str())
            }
        }

        impl std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::fmt::Debug for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl PartialEq for $Enum {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl PartialEq<str> for $Enum {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $Enum {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl Eq for $Enum {}

        impl PartialOrd for $Enum {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $Enum {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl std::hash::Hash for $Enum {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl serde::Serialize for $Enum {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Enum {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }

        $crate::arbitrary::sampled! {
            $Enum => prop_oneof![
                2 => select(&[$($string, $($alias,)*)+][..]).prop_map(Self::from),
                1 => random::string().prop_map(Self::from),
            ]
        }

        $crate::shape::shape! {
            $(#[doc = $doc])+
            $Enum {
                schema: |_| { "type": "string", "examples": [$($string, $($alias,)*)+] },
                typescript: concat!($("\"", $string, "\" | ", $("\"", $alias, "\" | ",)*)+ "(string & {})")
            }
        }
    };
}

/// Implements `canonical` for an open string enum with aliases.
macro_rules! aliases {
    ($Enum:ident:) => {};
    ($Enum:ident: $($Variant:ident = $alias:literal,)+) => {
        impl $Enum {
            /// Returns the known value that the string is an alias of, and otherwise the same value.
            #[must_use]
            pub fn canonical(&self) -> Self {
                match self.as_str() {
                    $($alias => Self::$Variant,)+
                    _ => self.clone(),
                }
            }
        }
    };
}

/// Declares a closed string enum, with one row for each string. Other strings are invalid.
///
/// It does not use serde's derive macro, which also accepts `{"name": null}`.
macro_rules! closed_enum {
    (
        $(#[doc = $doc:literal])+
        $visibility:vis enum $Enum:ident {
            $($(#[doc = $variant_doc:literal])+ $Variant:ident = $string:literal,)+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $Enum {
            $($(#[doc = $variant_doc])+ $Variant,)+
        }

        impl $Enum {
            /// Returns the string on the wire.
            #[must_use]
            $visibility const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Variant => $string,)+
                }
            }
        }

        impl serde::Serialize for $Enum {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Enum {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                match String::deserialize(deserializer)?.as_str() {
                    $($string => Ok(Self::$Variant),)+
                    other => Err(serde::de::Error::unknown_variant(other, &[$($string),+])),
                }
            }
        }

        $crate::arbitrary::sampled! { $Enum => select(&[$(Self::$Variant),+][..]) }

        $crate::shape::shape! {
            $(#[doc = $doc])+
            $Enum {
                schema: |_| { "type": "string", "enum": [$($string),+] },
                typescript: [$(concat!("\"", $string, "\"")),+].join(" | ")
            }
        }
    };
}

pub(crate) use {aliases, closed_enum, string_enum};

/// An unknown string.
#[derive(Clone)]
#[doc(hidden)]
pub struct OtherString(Box<str>);

impl OtherString {
    pub(crate) fn new(string: &str) -> Self {
        Self(string.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for OtherString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(&self.0, f)
    }
}
