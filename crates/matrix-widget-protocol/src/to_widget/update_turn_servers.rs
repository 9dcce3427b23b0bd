//! `update_turn_servers`: hands TURN servers to the widget.

use serde::{Deserialize, Serialize};

use crate::{arbitrary::arbitrary, secret::Secret};

/// The data of `update_turn_servers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct UpdateTurnServersRequest {
    /// `uris`: the URIs of the servers, possibly none.
    pub uris: Vec<String>,
    /// `username`: the user name for the servers.
    pub username: String,
    /// `password`: the password for the servers.
    pub password: Secret,
}

arbitrary! { UpdateTurnServersRequest { uris, username, password } }

impl UpdateTurnServersRequest {
    /// Hands over servers.
    #[must_use]
    pub fn new(uris: Vec<String>, username: impl Into<String>, password: Secret) -> Self {
        Self { uris, username: username.into(), password }
    }
}
