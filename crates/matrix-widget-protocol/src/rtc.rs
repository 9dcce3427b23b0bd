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

/// Says so in a schema.
#[cfg(feature = "schemars")]
pub(crate) fn requires_member(schema: &mut schemars::Schema) {
    let branches = ["member", "member_id"].map(|name| {
        let kind = if name == "member" { "object" } else { "string" };
        serde_json::json!({ "properties": { name: { "type": kind } }, "required": [name] })
    });
    schema.insert("anyOf".to_owned(), branches.to_vec().into());
}

object_only! { RtcMember }
