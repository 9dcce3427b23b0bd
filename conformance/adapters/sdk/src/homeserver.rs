//! The homeserver of the client: a server on a Unix socket, because what is written there arrives at once.

use std::path::Path;

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{Method, StatusCode, Uri},
};
use tokio::{
    net::UnixListener,
    sync::{mpsc::UnboundedSender, oneshot},
};

/// A status and a body.
pub(crate) type Response = (StatusCode, String);

/// A request of the client, which waits for its response.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) body: Bytes,
    pub(crate) response: oneshot::Sender<Response>,
}

/// Starts the server, which passes all requests on.
pub(crate) fn start<T: From<Request> + Send + 'static>(
    socket: &Path,
    requests: UnboundedSender<T>,
) -> std::io::Result<()> {
    let router = Router::new().fallback(pass_on::<T>).with_state(requests);
    let listener = UnixListener::bind(socket)?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(())
}

async fn pass_on<T: From<Request>>(
    State(requests): State<UnboundedSender<T>>,
    method: Method,
    uri: Uri,
    body: Bytes,
) -> Result<Response, StatusCode> {
    let (response, answer) = oneshot::channel();
    let sent = requests.send(Request { method, uri, body, response }.into());
    sent.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let not_found = r#"{ "errcode": "M_NOT_FOUND", "error": "not found" }"#;
    Ok(answer.await.unwrap_or_else(|_| (StatusCode::NOT_FOUND, not_found.to_owned())))
}
