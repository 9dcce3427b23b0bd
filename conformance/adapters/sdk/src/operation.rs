//! Driver operations, as requests to a homeserver.

use std::collections::BTreeMap;

use axum::{
    extract::Query,
    http::{Method, StatusCode},
};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::homeserver::{Request, Response};

/// Returns `true` if the client asks for news.
pub(crate) fn is_sync(request: &Request) -> bool {
    request.uri.path().ends_with("/sync")
}

/// Returns the driver operation that a request carries out, or `None` if the client makes the request for itself.
pub(crate) fn operation(request: &Request) -> Option<Value> {
    let path: Vec<_> =
        request.uri.path().split('/').map(|part| percent_decode_str(part).decode_utf8_lossy()).collect();
    let path: Vec<_> = path.iter().map(AsRef::as_ref).collect();
    let query = Query::<BTreeMap<String, String>>::try_from_uri(&request.uri).ok()?.0;
    let body = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    let sent = |room: &str, mut data: Value| {
        if let Some(delay) = query.get("org.matrix.msc4140.delay") {
            data["delay"] = delay.parse().unwrap_or(Value::Null);
        }
        json!({ "op": "sendEvent", "rooms": [room], "data": data })
    };
    Some(match (&request.method, &path[..]) {
        (&Method::PUT, [.., "rooms", room, "send", event_type, _]) => {
            sent(room, json!({ "type": event_type, "content": body }))
        }
        (&Method::PUT, [.., "rooms", room, "state", event_type, state_key]) => {
            sent(room, json!({ "type": event_type, "state_key": state_key, "content": body }))
        }
        (&Method::PUT, [.., "rooms", room, "redact", event, _]) => {
            sent(room, json!({ "type": "m.room.redaction", "content": { "redacts": event } }))
        }
        (&Method::GET, [.., "rooms", room, "messages"]) => {
            let filter: Value = query.get("filter").and_then(|filter| serde_json::from_str(filter).ok())?;
            let limit: Value = query.get("limit").and_then(|limit| limit.parse().ok())?;
            let data = json!({ "type": filter["types"][0], "limit": limit });
            json!({ "op": "readTimeline", "rooms": [room], "data": data })
        }
        (&Method::PUT, [.., "sendToDevice", event_type, _]) => {
            let data = json!({ "type": event_type, "encrypted": false, "messages": body["messages"] });
            json!({ "op": "sendToDevice", "data": data })
        }
        (&Method::POST, [.., "delayed_events", id]) => {
            json!({ "op": "updateDelayedEvent", "data": { "delay_id": id, "action": body["action"] } })
        }
        (&Method::POST, [.., "openid", "request_token"]) => json!({ "op": "openId", "asksUser": false }),
        (&Method::GET, [.., "media", "download", server, id]) => {
            json!({ "op": "downloadFile", "data": { "content_uri": format!("mxc://{server}/{id}") } })
        }
        _ => return None,
    })
}

/// Returns the homeserver's response to a driver operation, or `None` if a homeserver cannot respond like this.
pub(crate) fn response(op: &str, value: Result<&Value, &Value>) -> Option<Response> {
    let value = match value {
        Ok(value) => value,
        Err(_) if op == "openId" => return Some(blocked()),
        // Only the homeserver can cause an error.
        Err(error) => {
            let error = &error["matrix_api_error"];
            let status = u16::try_from(error["http_status"].as_u64()?).ok()?;
            return Some((StatusCode::from_u16(status).ok()?, error["response"].to_string()));
        }
    };
    let body = match op {
        "readTimeline" => json!({ "start": "start", "chunk": value["events"] }),
        "openId" if value["state"] != "allowed" => return Some(blocked()),
        // The response is the file itself.
        "downloadFile" => return None,
        _ => value.clone(),
    };
    Some((StatusCode::OK, body.to_string()))
}

fn blocked() -> Response {
    (StatusCode::FORBIDDEN, "{}".to_owned())
}
