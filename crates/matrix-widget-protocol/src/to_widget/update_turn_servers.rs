//! `update_turn_servers`: delivers TURN servers to the widget.

use matrix_widget_macros::payload;

use crate::secret::Secret;

/// The data of `update_turn_servers`.
#[payload(new = "Creates a request with the servers.")]
pub struct UpdateTurnServersRequest {
    /// `uris`: the URIs of the servers. May be empty.
    pub uris: Vec<String>,
    /// `username`: the username for the servers.
    pub username: String,
    /// `password`: the password for the servers.
    pub password: Secret,
}
