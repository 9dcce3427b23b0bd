//! Who takes part in a call.

use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, object::object_only};

/// `member`: who takes part in a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct RtcMember {
    /// `id`: the identifier of the membership.
    pub id: String,
    /// `claimed_device_id`: the device that it says it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_device_id: Option<String>,
}

arbitrary! { RtcMember { id, claimed_device_id } }

impl RtcMember {
    /// A membership by its identifier.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), claimed_device_id: None }
    }
}

/// Implements serde's traits for data that derives them with `#[serde(remote = "Self")]`, so that only data with `member`, or
/// `member_id` in its place, is read.
macro_rules! member_required {
    ($Type:ident) => {
        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let data = Self::deserialize(deserializer)?;
                if data.member.is_some() || data.member_id.is_some() {
                    Ok(data)
                } else {
                    Err(serde::de::Error::custom("expected `member` or `member_id`, found neither"))
                }
            }
        }
    };
}

pub(crate) use member_required;

/// Says so in a schema: data with one, or data with the other.
#[cfg(feature = "schemars")]
pub(crate) fn requires_member<T: schemars::JsonSchema>(schema: &mut schemars::Schema) {
    let mut object = schema.clone();
    object.remove("description");
    let branches = [("member", "ByMember"), ("member_id", "ByMemberId")].map(|(name, suffix)| {
        let mut branch = object.clone();
        branch.insert("title".to_owned(), format!("{}{suffix}", T::schema_name()).into());
        if let Some(member) = branch.pointer_mut(&format!("/properties/{name}")) {
            not_null(member);
        }
        if let Some(required) = branch.get_mut("required").and_then(serde_json::Value::as_array_mut) {
            required.push(name.into());
        }
        branch.to_value()
    });
    for keyword in ["type", "properties", "required"] {
        schema.remove(keyword);
    }
    schema.insert("anyOf".to_owned(), branches.to_vec().into());
}

/// Takes null from the two kinds of value that a schema allows.
#[cfg(feature = "schemars")]
fn not_null(schema: &mut serde_json::Value) {
    use serde_json::{Value, json};

    let Value::Object(members) = schema else { return };
    let mut take = |keyword: &str, null: Value| {
        let kinds = members.get_mut(keyword)?.as_array_mut()?;
        kinds.retain(|kind| *kind != null);
        kinds.pop()
    };
    if let Some(kind) = take("type", "null".into()) {
        members.insert("type".to_owned(), kind);
    } else if let Some(kind) = take("anyOf", json!({ "type": "null" })) {
        members.remove("anyOf");
        // A bare `$ref` beside a description makes some generators of code write its type again.
        members.insert("allOf".to_owned(), json!([kind]));
    }
}

object_only! { RtcMember }
