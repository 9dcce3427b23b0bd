//! The common operations of requests and responses.

use crate::{action::types::Action, direction::Direction, envelope::RawMessage, error::ErrorResponse, json};

/// The operations of a message of any action.
pub(crate) trait Typed<'a> {
    fn raw(&self) -> &RawMessage<'a>;
    fn error(&self) -> Option<&ErrorResponse>;
    fn to_json(&self) -> String;
    fn unknown_body_members(&self, found: &mut dyn FnMut(&str));
}

/// Returns the JSON text of a message with the header of `raw`.
pub(crate) fn typed_json(raw: &RawMessage<'_>, data: Option<&str>, response: Option<&str>) -> String {
    message_json(raw.api(), [raw.widget_id(), raw.request_id(), raw.action()], data, response)
}

/// Returns the JSON text of a message. `header` is `widgetId`, `requestId` and `action`.
pub(crate) fn message_json(
    api: Direction,
    header: [&str; 3],
    data: Option<&str>,
    response: Option<&str>,
) -> String {
    let [widget_id, request_id, action] = header.map(|string| json::text(&string));
    let mut out =
        format!(r#"{{"api":"{api}","widgetId":{widget_id},"requestId":{request_id},"action":{action}"#);
    for (name, value) in [("data", data), ("response", response)] {
        if let Some(value) = value {
            out += &format!(r#","{name}":{value}"#);
        }
    }
    out + "}"
}

/// Returns `true` if two messages of action `A` have equal headers.
pub(crate) fn same_header<A: Action>(one: &RawMessage<'_>, other: &RawMessage<'_>) -> bool {
    one.api() == other.api()
        && one.widget_id() == other.widget_id()
        && one.request_id() == other.request_id()
        && A::is_same(one.action(), other.action())
}
