//! OpenID credentials, which prove the user's identity to a widget's server.
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

/// OpenID credentials from the user's homeserver.
#[payload]
pub struct OpenIdCredentials {
    /// `access_token`: the token that a server exchanges for the user's ID.
    pub access_token: Secret,
    /// `expires_in`: the lifetime of the token, in seconds.
    pub expires_in: Int,
    /// `matrix_server_name`: the name of the homeserver that issued the token.
    pub matrix_server_name: String,
    /// `token_type`: the type of the token, `Bearer`.
    pub token_type: String,
}

impl OpenIdCredentials {
    /// Creates credentials of type `Bearer`. `expires_in` is truncated to whole seconds.
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
    /// The state `allowed`: the user allowed the request.
    Allowed(OpenIdCredentials),
    /// The state `blocked`: the user blocked the request.
    Blocked,
    /// The state `request`: the client is asking the user and sends `openid_credentials` later.
    Request,
}

/// The data of `openid_credentials`: the result of an earlier `get_openid` request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenIdCredentialsRequest {
    /// `original_request_id`: the request ID of the `get_openid` request.
    pub original_request_id: String,
    /// The user's decision.
    pub decision: OpenIdDecision,
}

impl OpenIdCredentialsRequest {
    /// Creates the data with the user's decision on a request.
    #[must_use]
    pub fn new(original_request_id: impl Into<String>, decision: OpenIdDecision) -> Self {
        Self { original_request_id: original_request_id.into(), decision }
    }
}

/// The user's decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenIdDecision {
    /// The state `allowed`: the user allowed the request.
    Allowed(OpenIdCredentials),
    /// The state `blocked`: the user blocked the request.
    Blocked,
}

/// Declares a struct with the credentials' members beside its own, as on the wire, and conversions from and to the
/// credentials.
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
    /// The `state` of the response to `get_openid`.
    enum ResponseState {
        /// The user allowed the request.
        Allowed = "allowed",
        /// The user blocked the request.
        Blocked = "blocked",
        /// The client is asking the user.
        Request = "request",
    }
}

closed_enum! {
    /// The `state` of `openid_credentials`.
    enum DecisionState {
        /// The user allowed the request.
        Allowed = "allowed",
        /// The user blocked the request.
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
    /// The response to `get_openid`: the state `allowed` with the credentials, the state `blocked`, or the state
    /// `request` if the client is asking the user and sends `openid_credentials` later.
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
    /// The data of `openid_credentials`: the result of the `get_openid` request with the ID `original_request_id`.
    OpenIdCredentialsRequest {
        schema: |_| {
            "anyOf": [
                decision("OpenIdCredentialsRequestAllowed", DecisionState::Allowed.as_str(), &[ORIGINAL_REQUEST_ID]),
                decision("OpenIdCredentialsRequestBlocked", DecisionState::Blocked.as_str(), &[ORIGINAL_REQUEST_ID]),
            ],
        },
        typescript: "{ original_request_id: string } & ({ state: \"blocked\" } | ({ state: \"allowed\" } & OpenIdCredentials))",
        mentions: [OpenIdCredentials]
    }
}

#[cfg(feature = "schemars")]
const ORIGINAL_REQUEST_ID: (&str, &str) =
    ("original_request_id", "`original_request_id`: the request ID of the `get_openid` request.");

/// Returns the schema for one state, with `others` as additional string members. Credentials are optional unless the
/// state is `allowed`.
#[cfg(feature = "schemars")]
fn decision(title: &str, state: &str, others: &[(&str, &str)]) -> serde_json::Value {
    use serde_json::json;

    let is_allowed = state == DecisionState::Allowed.as_str();
    let credentials = schemars::schema_for!(OpenIdCredentials).to_value();
    let mut properties =
        credentials.get("properties").and_then(serde_json::Value::as_object).cloned().unwrap_or_default();
    let mut required: Vec<_> = others.iter().map(|(name, _)| json!(name)).collect();
    required.push(json!("state"));
    for (name, member) in &mut properties {
        if is_allowed {
            required.push(json!(name));
        } else if let Some(kind) = member.get_mut("type") {
            *kind = json!([kind, "null"]);
        }
    }
    let description = "`state`: the state of the `get_openid` request.";
    properties
        .insert("state".to_owned(), json!({ "type": "string", "const": state, "description": description }));
    for (name, description) in others {
        properties.insert((*name).to_owned(), json!({ "type": "string", "description": description }));
    }
    json!({ "title": title, "type": "object", "properties": properties, "required": required })
}
