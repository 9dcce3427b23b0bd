//! What the kit does by itself because of a report.

use serde_json::{Value, json};

use super::{Play, set};
use crate::scenario::Role;

/// Returns `true` if a scenario may leave out this request when the kit answers it.
pub(super) fn may_be_left_out(request: &Value) -> bool {
    let action = request.get("action").and_then(Value::as_str);
    matches!(action, Some("supported_api_versions" | "capabilities" | "content_loaded"))
}

impl Play<'_> {
    /// Returns what the kit does by itself because of a report.
    pub(super) fn answer_to(&mut self, kind: &str, value: &Value) -> Option<Value> {
        let text = |name| value.get(name).and_then(Value::as_str).unwrap_or_default();
        let is_manual = |name: &str| self.given.manual.iter().any(|manual| manual == name);
        match kind {
            "post" => {
                if let Some(response) = value.get("response") {
                    if text("requestId") == "capabilities" {
                        self.asked = response.get("capabilities").cloned().unwrap_or_default();
                    }
                    return None;
                }
                let response = match (text("action"), self.role) {
                    (action, _) if is_manual(action) => return None,
                    ("supported_api_versions", _) => json!({ "supported_versions": self.given.versions }),
                    ("capabilities", Role::Host) => json!({ "capabilities": self.given.ask }),
                    (_, Role::Host) | ("content_loaded", _) => json!({}),
                    _ => return None,
                };
                let mut message = value.clone();
                set(&mut message, "response", response);
                Some(json!({ "do": "message", "text": message.to_string() }))
            }
            "prompt" if !is_manual("prompt") => {
                let approve = self.given.approve.clone().map(Value::from);
                let approve = approve.or_else(|| value.get("capabilities").cloned());
                Some(json!({ "do": "decide", "id": value.get("id"), "approve": approve }))
            }
            "driver" if !is_manual(text("op")) => {
                let events = match text("op") {
                    "readState" => self.state(value),
                    "readStickyEvents" => Vec::new(),
                    _ => return None,
                };
                Some(json!({ "do": "return", "id": value.get("id"), "value": { "events": events } }))
            }
            _ => None,
        }
    }

    /// Returns the state that a read asks for.
    fn state(&self, read: &Value) -> Vec<&Value> {
        let data = read.get("data");
        let member = |name: &str| data.and_then(|data| data.get(name));
        let is_asked = |event: &&Value| {
            let rooms = read.get("rooms").and_then(Value::as_array);
            let is_in =
                rooms.is_none_or(|rooms| event.get("room_id").is_some_and(|room| rooms.contains(room)));
            let key = member("state_key");
            is_in
                && event.get("type") == member("type")
                && (key == Some(&Value::Bool(true)) || event.get("state_key") == key)
        };
        self.given.state.iter().filter(is_asked).collect()
    }
}
