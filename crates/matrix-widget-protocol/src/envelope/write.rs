//! Writing messages.

use crate::{direction::Direction, json};

/// Returns the JSON text of a request, or the name of the header member that is empty.
pub(crate) fn request(
    api: Direction,
    widget_id: &str,
    request_id: &str,
    action: &str,
    data: &str,
) -> Result<String, &'static str> {
    match (widget_id, request_id) {
        ("", _) => Err("widgetId"),
        (_, "") => Err("requestId"),
        _ => Ok(message(api, [widget_id, request_id, action], Some(data), None)),
    }
}

/// Returns the JSON text of a message. `header` is `widgetId`, `requestId` and `action`.
pub(super) fn message(
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
