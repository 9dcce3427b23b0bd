//! The page in the webview.

use std::{error::Error, time::Instant};

use matrix_widget_protocol::{
    RawJson,
    from_widget::{SendEvent, SendEventRequest},
};
use matrix_widget_session::widget::{Event, Settings, WidgetSession};
use serde_json::json;
use tokio::sync::mpsc::UnboundedReceiver;

/// Sends a message, and returns the content of the first message that the page receives.
pub async fn run(
    post: impl Fn(String),
    mut received: UnboundedReceiver<String>,
) -> Result<String, Box<dyn Error>> {
    let start = Instant::now();
    let capabilities =
        ["send", "receive"].map(|verb| format!("org.matrix.msc2762.{verb}.event:m.room.message"));
    let settings = Settings {
        widget_id: Some("w".to_owned()),
        capabilities: capabilities.iter().map(String::as_str).collect(),
        ..Settings::default()
    };
    let mut session = WidgetSession::new(settings, start.elapsed());
    loop {
        if let Some(text) = session.poll_transmit() {
            post(text);
        } else if let Some(event) = session.poll_event() {
            match event {
                Event::Ready => {
                    let content = RawJson::new(&json!({ "msgtype": "m.text", "body": "Hello" }))?;
                    let message = SendEventRequest::new("m.room.message", content);
                    let _sent = session.request::<SendEvent>(message, start.elapsed())?;
                }
                Event::RoomEvent(event) => return Ok(event.content()?.as_str().to_owned()),
                _ => {}
            }
        } else {
            session.receive(received.recv().await.ok_or("the client has gone")?, start.elapsed());
        }
    }
}
