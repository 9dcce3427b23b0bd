//! Common ways to read a widget message.

#![expect(dead_code, reason = "fields are deserialized but not used")]

use ruma_common::{OwnedEventId, OwnedRoomId};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub struct SendEvent {
    #[serde(rename = "type")]
    pub event_type: String,
    pub content: Value,
    pub state_key: Option<String>,
    pub room_id: Option<OwnedRoomId>,
    pub delay: Option<u64>,
}

#[derive(Debug, Deserialize)]
pub struct UpdateState {
    pub state: Vec<Value>,
}

#[derive(Debug, Deserialize)]
pub struct Sent {
    pub room_id: OwnedRoomId,
    pub event_id: Option<OwnedEventId>,
    pub delay_id: Option<String>,
}

/// The body of a message.
#[derive(Debug)]
pub enum Body {
    SendEvent(SendEvent),
    UpdateState(UpdateState),
    Sent(Sent),
    Custom(Value),
}

/// Parses the text as a `Value`, and then the body from the `Value`.
pub fn value_then_typed(text: &str) -> serde_json::Result<Body> {
    let mut message: Value = serde_json::from_str(text)?;
    let mut take = |name| message.get_mut(name).map(Value::take).unwrap_or_default();
    let (action, response) = (take("action"), take("response"));
    if !response.is_null() {
        return serde_json::from_value(response).map(Body::Sent);
    }
    let data = take("data");
    match action.as_str() {
        Some("send_event") => serde_json::from_value(data).map(Body::SendEvent),
        Some("update_state") => serde_json::from_value(data).map(Body::UpdateState),
        _ => Ok(Body::Custom(data)),
    }
}

/// A message with its body as a flattened, adjacently tagged enum.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Flattened {
    pub api: String,
    pub widget_id: String,
    pub request_id: String,
    #[serde(flatten)]
    pub body: Tagged,
    pub response: Option<Sent>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "action", content = "data", rename_all = "snake_case")]
pub enum Tagged {
    SendEvent(SendEvent),
    UpdateState(UpdateState),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Header {
    #[serde(rename = "api")]
    _api: String,
    #[serde(rename = "widgetId")]
    _widget_id: String,
    #[serde(rename = "requestId")]
    _request_id: String,
    action: String,
    response: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct With<T> {
    data: T,
}

#[derive(Deserialize)]
struct Answered {
    response: Sent,
}

/// Parses the header, and then the whole text again for the body.
pub fn header_then_whole(text: &str) -> serde_json::Result<Body> {
    let header: Header = serde_json::from_str(text)?;
    if header.response.is_some() {
        return serde_json::from_str(text).map(|Answered { response }| Body::Sent(response));
    }
    match header.action.as_str() {
        "send_event" => serde_json::from_str(text).map(|With { data }| Body::SendEvent(data)),
        "update_state" => serde_json::from_str(text).map(|With { data }| Body::UpdateState(data)),
        _ => serde_json::from_str(text).map(|With { data }| Body::Custom(data)),
    }
}
