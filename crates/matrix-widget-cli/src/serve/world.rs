//! The world of the mock homeserver: its user, rooms and events.

#![allow(clippy::indexing_slicing, reason = "JSON values are null where there is no member")]

use std::time::{SystemTime, UNIX_EPOCH};

use matrix_widget_protocol::reexports::ruma_common::{OwnedDeviceId, OwnedRoomId, OwnedUserId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The world that is used if no other one is given.
pub const DEFAULT: &str = include_str!("world.json");

type Object = Map<String, Value>;

/// The user, the widget, and what the homeserver knows.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    pub user: User,
    #[serde(default)]
    pub users: Vec<User>,
    #[serde(default)]
    pub widget: WidgetDefinition,
    /// The room of the widget, which the user views. A widget of the account if it is missing.
    pub room: Option<OwnedRoomId>,
    /// The other rooms that the user has joined.
    #[serde(default)]
    pub rooms: Vec<OwnedRoomId>,
    /// The events of all rooms, oldest first. Members that are missing are filled.
    #[serde(default)]
    events: Vec<Object>,
    #[serde(default)]
    account_data: Vec<Object>,
    #[serde(default)]
    room_account_data: Vec<Object>,
    /// The number of IDs that have been given.
    #[serde(skip)]
    ids: usize,
}

/// A user of the homeserver.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    pub user_id: OwnedUserId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    #[serde(skip_serializing)]
    pub device_id: Option<OwnedDeviceId>,
}

/// The definition of the widget, without its URL.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct WidgetDefinition {
    pub id: String,
    pub r#type: String,
    pub name: Option<String>,
    pub data: Object,
    pub wait_for_iframe_load: bool,
}

impl Default for WidgetDefinition {
    fn default() -> Self {
        let (id, r#type) = ("widget".to_owned(), "m.custom".to_owned());
        Self { id, r#type, name: None, data: Object::new(), wait_for_iframe_load: true }
    }
}

impl World {
    /// The driver operations that send an event.
    pub const SENDING: [&str; 2] = ["sendEvent", "sendSticker"];

    /// Checks the events, and fills the members that are missing in them.
    pub fn completed(mut self) -> Result<Self, String> {
        if self.widget.id.is_empty() {
            return Err("widget.id: empty string".to_owned());
        }
        for (index, mut event) in std::mem::take(&mut self.events).into_iter().enumerate() {
            self.complete(&mut event);
            let problem = match () {
                () if !event.get("type").is_some_and(Value::is_string) => "type: expected a string",
                () if !event.get("content").is_some_and(Value::is_object) => "content: expected an object",
                () if !self.room.iter().chain(&self.rooms).any(|room| event["room_id"] == room.as_str()) => {
                    "room_id: expected `room` or one of `rooms`"
                }
                () => {
                    self.events.push(event);
                    continue;
                }
            };
            return Err(format!("events[{index}].{problem}"));
        }
        Ok(self)
    }

    /// Adds an event to the homeserver. Returns the event with all its members.
    pub fn add(&mut self, mut event: Object) -> Value {
        self.complete(&mut event);
        self.events.push(event.clone());
        event.into()
    }

    fn complete(&mut self, event: &mut Object) {
        let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let time = u64::try_from(time.as_millis()).unwrap_or_default();
        let defaults = [
            ("content", json!({})),
            ("sender", json!(self.user.user_id)),
            ("room_id", json!(self.room)),
            ("event_id", self.id("$").into()),
            ("origin_server_ts", time.into()),
        ];
        for (name, value) in defaults {
            event.entry(name).or_insert(value);
        }
    }

    fn id(&mut self, sigil: &str) -> String {
        self.ids += 1;
        format!("{sigil}{}", self.ids)
    }

    /// Returns what the homeserver answers to a driver operation of the client.
    pub fn answer(&mut self, op: &str, data: &Value, rooms: &[Value]) -> Value {
        let text = |name: &str| data.get(name).and_then(Value::as_str);
        match op {
            "sendEvent" => {
                let is_delayed = ["delay", "parent_delay_id"].iter().any(|name| !data[*name].is_null());
                let (name, id) =
                    if is_delayed { ("delay_id", self.id("delay-")) } else { ("event_id", self.id("$")) };
                json!({ "room_id": rooms.first(), name: id })
            }
            "readTimeline" => json!({ "events": self.timeline(rooms) }),
            "readState" => json!({ "events": self.state(rooms, text("type"), &data["state_key"]) }),
            "readStickyEvents" => json!({ "events": [] }),
            "readRelations" => {
                let is = |name: &str, found: &Value| data[name].is_null() || data[name] == *found;
                let relates = |event: &&Value| {
                    let relation = &event["content"]["m.relates_to"];
                    data["event_id"] == relation["event_id"]
                        && is("rel_type", &relation["rel_type"])
                        && is("event_type", &event["type"])
                };
                let events = self.timeline(rooms);
                json!({ "chunk": events.iter().filter(relates).collect::<Vec<_>>() })
            }
            "readAccountData" => json!({ "events": of_type(&self.account_data, text("type")) }),
            "readRoomAccountData" => json!({ "events": of_type(&self.room_account_data, text("type")) }),
            "openId" => json!({
                "state": "allowed",
                "access_token": self.id("openid-"),
                "token_type": "Bearer",
                "matrix_server_name": self.user.user_id.server_name(),
                "expires_in": 3600,
            }),
            "turnServers" => json!({
                "uris": ["turn:turn.example.org:3478?transport=udp"],
                "username": "alice",
                "password": "secret",
            }),
            "searchUserDirectory" => {
                let found = self.found(text("search_term"));
                let limit = data["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok());
                let results: Vec<_> = found.iter().take(limit.unwrap_or(10)).collect();
                json!({ "limited": results.len() < found.len(), "results": results })
            }
            "getMediaConfig" => json!({ "m.upload.size": 52_428_800 }),
            "uploadFile" => json!({ "content_uri": self.id("mxc://example.org/file") }),
            // "Hello" in base64. The page makes a `Blob` of it.
            "downloadFile" => json!({ "file": "SGVsbG8=" }),
            "getRtcTransports" => json!({ "rtc_transports": [] }),
            "setAlwaysOnScreen" => json!({ "success": true }),
            _ => json!({}),
        }
    }

    /// Returns the event that the homeserver has after a driver operation was answered with this value.
    pub fn sent(op: &str, data: &Value, value: &Value) -> Option<Object> {
        let data = data.as_object()?;
        let mut event = Object::new();
        match op {
            "sendEvent" => {
                event.insert(
                    "event_id".to_owned(),
                    value.get("event_id").filter(|id| id.is_string())?.clone(),
                );
                event.insert("room_id".to_owned(), value.get("room_id")?.clone());
                for name in ["type", "state_key", "content"] {
                    event.extend(
                        data.get(name)
                            .filter(|value| !value.is_null())
                            .map(|value| (name.to_owned(), value.clone())),
                    );
                }
            }
            "sendSticker" => {
                event.insert("type".to_owned(), "m.sticker".into());
                let mut content = data.get("content").and_then(Value::as_object).cloned().unwrap_or_default();
                let body =
                    data.get("description").filter(|text| text.is_string()).or_else(|| data.get("name"));
                content.extend(body.map(|body| ("body".to_owned(), body.clone())));
                event.insert("content".to_owned(), content.into());
            }
            _ => return None,
        }
        Some(event)
    }

    /// Returns the events of rooms, newest first.
    fn timeline(&self, rooms: &[Value]) -> Vec<Value> {
        let in_rooms = |event: &&Object| event.get("room_id").is_some_and(|room| rooms.contains(room));
        self.events.iter().rev().filter(in_rooms).cloned().map(Value::from).collect()
    }

    /// Returns the current state events of a type. A state key of `true` means every one.
    fn state(&self, rooms: &[Value], event_type: Option<&str>, state_key: &Value) -> Vec<Value> {
        let mut current = Vec::<Value>::new();
        for event in self.timeline(rooms) {
            let is_wanted = event["type"].as_str() == event_type
                && event["state_key"].is_string()
                && (state_key == true || event["state_key"] == *state_key);
            let is_same = |newer: &Value| {
                newer["room_id"] == event["room_id"] && newer["state_key"] == event["state_key"]
            };
            if is_wanted && !current.iter().any(is_same) {
                current.push(event);
            }
        }
        current
    }

    fn found(&self, term: Option<&str>) -> Vec<&User> {
        let term = term.unwrap_or_default().to_lowercase();
        let is_found = |user: &&User| {
            let name = user.display_name.as_deref().unwrap_or_default();
            [user.user_id.as_str(), name].iter().any(|text| text.to_lowercase().contains(&term))
        };
        self.users.iter().chain([&self.user]).filter(is_found).collect()
    }
}

fn of_type<'a>(events: &'a [Object], event_type: Option<&str>) -> Vec<&'a Object> {
    events.iter().filter(|event| event.get("type").and_then(Value::as_str) == event_type).collect()
}
