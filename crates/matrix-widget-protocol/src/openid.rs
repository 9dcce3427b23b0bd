//! OpenID credentials, by which a widget proves to its server who its user is.
//!
//! See [MSC1960](https://github.com/matrix-org/matrix-spec-proposals/pull/1960).

use std::time::Duration;

use js_int::Int;
use matrix_widget_macros::payload;
use ruma_common::{OwnedServerName, ServerName};
use serde::{
    Deserialize, Serialize,
    de::{self, Deserializer},
    ser::Serializer,
};

use crate::{
    arbitrary::sampled, body_error::BodyError, range, secret::Secret, shape::shape, string_enum::closed_enum,
};

/// What a homeserver vouches for its user with.
#[payload]
pub struct OpenIdCredentials {
    /// `access_token`: the token.
    pub access_token: Secret,
    /// `expires_in`: for how many seconds the token is good.
    pub expires_in: Int,
    /// `matrix_server_name`: the homeserver that vouches.
    pub matrix_server_name: String,
    /// `token_type`: `Bearer`.
    pub token_type: String,
}

impl OpenIdCredentials {
    /// Creates credentials of type `Bearer`. `expires_in` counts whole seconds.
    #[must_use]
    pub fn new(access_token: Secret, expires_in: Duration, matrix_server_name: impl Into<String>) -> Self {
        Self {
            access_token,
            expires_in: range::seconds(expires_in),
            matrix_server_name: matrix_server_name.into(),
            token_type: "Bearer".to_owned(),
        }
    }

    /// Returns `expires_in`.
    ///
    /// # Errors
    ///
    /// Returns an error if `expires_in` is negative.
    pub fn checked_expires_in(&self) -> Result<Duration, BodyError> {
        range::checked_duration("expires_in", self.expires_in, Duration::from_secs)
    }

    /// Returns `matrix_server_name`.
    ///
    /// # Errors
    ///
    /// Returns an error if `matrix_server_name` is not a valid server name.
    pub fn checked_server_name(&self) -> Result<OwnedServerName, BodyError> {
        ServerName::parse(&self.matrix_server_name)
            .map_err(|reason| BodyError::invalid::<OwnedServerName>("matrix_server_name", reason))
    }
}

/// The response to `get_openid`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GetOpenIdResponse {
    /// `state` is `allowed`: the credentials.
    Allowed(OpenIdCredentials),
    /// `state` is `blocked`: the user refuses.
    Blocked,
    /// `state` is `request`: the user is being asked; `openid_credentials` will follow.
    Request,
}

/// The data of `openid_credentials`: what came of a `get_openid` that was answered with `request`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenIdCredentialsRequest {
    /// `original_request_id`: the request ID of the `get_openid`.
    pub original_request_id: String,
    /// What the user decided.
    pub decision: OpenIdDecision,
}

impl OpenIdCredentialsRequest {
    /// The user's decision on a request.
    #[must_use]
    pub fn new(original_request_id: impl Into<String>, decision: OpenIdDecision) -> Self {
        Self { original_request_id: original_request_id.into(), decision }
    }
}

/// What the user decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenIdDecision {
    /// `state` is `allowed`: the credentials.
    Allowed(OpenIdCredentials),
    /// `state` is `blocked`: the user refuses.
    Blocked,
}

/// A declaration of the members of a message with credentials side by side, as on the wire, and its two conversions.
macro_rules! wire {
    ($Wire:ident { $($member:ident: $Type:ty),* }) => {
        #[derive(Serialize, Deserialize)]
        struct $Wire {
            $($member: $Type,)*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            access_token: Option<Secret>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            expires_in: Option<Int>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            matrix_server_name: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            token_type: Option<String>,
        }

        impl $Wire {
            fn new($($member: $Type,)* credentials: Option<&OpenIdCredentials>) -> Self {
                Self {
                    $($member,)*
                    access_token: credentials.map(|credentials| credentials.access_token.clone()),
                    expires_in: credentials.map(|credentials| credentials.expires_in),
                    matrix_server_name: credentials.map(|credentials| credentials.matrix_server_name.clone()),
                    token_type: credentials.map(|credentials| credentials.token_type.clone()),
                }
            }

            fn credentials<E: de::Error>(self) -> Result<OpenIdCredentials, E> {
                Ok(OpenIdCredentials {
                    access_token: self.access_token.ok_or_else(|| E::missing_field("access_token"))?,
                    expires_in: self.expires_in.ok_or_else(|| E::missing_field("expires_in"))?,
                    matrix_server_name: self
                        .matrix_server_name
                        .ok_or_else(|| E::missing_field("matrix_server_name"))?,
                    token_type: self.token_type.ok_or_else(|| E::missing_field("token_type"))?,
                })
            }
        }
    };
}

wire! { ResponseWire { state: ResponseState } }
wire! { DecisionWire { original_request_id: String, state: DecisionState } }

closed_enum! {
    /// `state` of the response to `get_openid`.
    enum ResponseState {
        /// The credentials follow.
        Allowed = "allowed",
        /// The user refuses.
        Blocked = "blocked",
        /// The user is being asked.
        Request = "request",
    }
}

closed_enum! {
    /// `state` of `openid_credentials`.
    enum DecisionState {
        /// The credentials follow.
        Allowed = "allowed",
        /// The user refuses.
        Blocked = "blocked",
    }
}

impl Serialize for GetOpenIdResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (state, credentials) = match self {
            Self::Allowed(credentials) => (ResponseState::Allowed, Some(credentials)),
            Self::Blocked => (ResponseState::Blocked, None),
            Self::Request => (ResponseState::Request, None),
        };
        ResponseWire::new(state, credentials).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for GetOpenIdResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = ResponseWire::deserialize(deserializer)?;
        match wire.state {
            ResponseState::Allowed => wire.credentials().map(Self::Allowed),
            ResponseState::Blocked => Ok(Self::Blocked),
            ResponseState::Request => Ok(Self::Request),
        }
    }
}

impl Serialize for OpenIdCredentialsRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (state, credentials) = match &self.decision {
            OpenIdDecision::Allowed(credentials) => (DecisionState::Allowed, Some(credentials)),
            OpenIdDecision::Blocked => (DecisionState::Blocked, None),
        };
        DecisionWire::new(self.original_request_id.clone(), state, credentials).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OpenIdCredentialsRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = DecisionWire::deserialize(deserializer)?;
        let original_request_id = wire.original_request_id.clone();
        let decision = match wire.state {
            DecisionState::Allowed => OpenIdDecision::Allowed(wire.credentials()?),
            DecisionState::Blocked => OpenIdDecision::Blocked,
        };
        Ok(Self { original_request_id, decision })
    }
}

sampled! {
    GetOpenIdResponse => prop_oneof![
        2 => Sample::sample().prop_map(Self::Allowed),
        1 => Just(Self::Blocked),
        1 => Just(Self::Request),
    ]
}

sampled! {
    OpenIdDecision => prop_oneof![
        2 => Sample::sample().prop_map(Self::Allowed),
        1 => Just(Self::Blocked),
    ]
}

sampled! {
    OpenIdCredentialsRequest => (Sample::sample(), Sample::sample())
        .prop_map(|(original_request_id, decision)| Self { original_request_id, decision })
}

shape! {
    /// The response to `get_openid`: the user's decision, with credentials if it is `allowed`; or `request`, if the user
    /// is being asked and `openid_credentials` will follow.
    GetOpenIdResponse {
        schema: |_| {
            "anyOf": [
                decision("GetOpenIdResponseAllowed", ResponseState::Allowed.as_str(), &[]),
                decision("GetOpenIdResponseBlocked", ResponseState::Blocked.as_str(), &[]),
                decision("GetOpenIdResponseRequest", ResponseState::Request.as_str(), &[]),
            ],
        },
        typescript: "{ state: \"blocked\" | \"request\" } | ({ state: \"allowed\" } & OpenIdCredentials)",
        mentions: [OpenIdCredentials]
    }
}

shape! {
    /// The data of `openid_credentials`: what came of a `get_openid` that was answered with `request`, by its request ID.
    OpenIdCredentialsRequest {
        schema: |_| {
            "anyOf": [
                decision("OpenIdCredentialsRequestAllowed", DecisionState::Allowed.as_str(), &["original_request_id"]),
                decision("OpenIdCredentialsRequestBlocked", DecisionState::Blocked.as_str(), &["original_request_id"]),
            ],
        },
        typescript: "{ original_request_id: string } & ({ state: \"blocked\" } | ({ state: \"allowed\" } & OpenIdCredentials))",
        mentions: [OpenIdCredentials]
    }
}

/// The branch of a schema for one state, with other members that are strings. If it is not `allowed`, credentials may be
/// there, and mean nothing.
#[cfg(feature = "schemars")]
fn decision(title: &str, state: &str, others: &[&str]) -> serde_json::Value {
    use serde_json::json;

    let is_allowed = state == DecisionState::Allowed.as_str();
    let kind = |kind: &str| if is_allowed { json!(kind) } else { json!([kind, "null"]) };
    let credentials = [
        ("access_token", json!({ "type": kind("string") })),
        (
            "expires_in",
            json!({ "type": kind("integer"), "minimum": i64::from(Int::MIN), "maximum": i64::from(Int::MAX) }),
        ),
        ("matrix_server_name", json!({ "type": kind("string") })),
        ("token_type", json!({ "type": kind("string") })),
    ];
    let mut required = [&["state"], others].concat();
    if is_allowed {
        required.extend(credentials.iter().map(|(name, _)| *name));
    }
    let others = others.iter().map(|name| (*name, json!({ "type": "string" })));
    let members = others.chain([("state", json!({ "type": "string", "const": state }))]).chain(credentials);
    let properties: serde_json::Map<_, _> = members.map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({ "title": title, "type": "object", "properties": properties, "required": required })
}
