//! The client that the driver belongs to.

use std::path::Path;

use matrix_sdk::{
    Client, SessionMeta, SessionTokens,
    authentication::matrix::MatrixSession,
    config::RequestConfig,
    reqwest,
    ruma::{UserId, api::MatrixVersion},
    store::RoomLoadSettings,
};
use serde_json::{Value, json};

/// Returns a client of the homeserver at this socket.
pub(crate) async fn connect(socket: &Path, user: &str) -> Result<Client, String> {
    let http = reqwest::Client::builder().no_proxy().unix_socket(socket).build();
    let client = Client::builder()
        .homeserver_url("http://localhost")
        .http_client(http.map_err(|error| error.to_string())?)
        .server_versions([MatrixVersion::V1_13])
        .request_config(RequestConfig::new().disable_retry());
    let client = client.build().await.map_err(|error| error.to_string())?;
    let user_id = UserId::parse(user).map_err(|error| error.to_string())?;
    let session = MatrixSession {
        meta: SessionMeta { user_id, device_id: "DEVICE".into() },
        tokens: SessionTokens { access_token: "token".to_owned(), refresh_token: None },
    };
    let restored = client.matrix_auth().restore_session(session, RoomLoadSettings::default()).await;
    restored.map_err(|error| error.to_string())?;
    Ok(client)
}

/// Returns what a sync says of a joined room: its new events and its changes of state.
pub(crate) fn room<'a>(
    events: impl IntoIterator<Item = &'a Value>,
    state: impl IntoIterator<Item = &'a Value>,
) -> Value {
    let [events, state] = [Vec::from_iter(events), Vec::from_iter(state)];
    json!({ "timeline": { "events": events }, "state_after": { "events": state } })
}
