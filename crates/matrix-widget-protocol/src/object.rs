//! Structs that are read from objects only.

/// Implements serde's traits for structs that derive them with `#[serde(remote = "Self")]`, so that only an object is read.
///
/// The derive alone also takes an array, of the members by position, for a struct inside another.
macro_rules! object_only {
    ($($Type:ident),+) => {
        $(
            impl serde::Serialize for $Type {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    Self::serialize(self, serializer)
                }
            }

            impl<'de> serde::Deserialize<'de> for $Type {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    struct ObjectVisitor;

                    impl<'de> serde::de::Visitor<'de> for ObjectVisitor {
                        type Value = $Type;

                        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                            f.write_str("an object")
                        }

                        fn visit_map<A: serde::de::MapAccess<'de>>(self, members: A) -> Result<$Type, A::Error> {
                            $Type::deserialize(serde::de::value::MapAccessDeserializer::new(members))
                        }
                    }

                    deserializer.deserialize_map(ObjectVisitor)
                }
            }
        )+
    };
}

pub(crate) use object_only;
