//! The texts of messages.

use std::fmt::Write as _;

/// A name, and a function that returns the text.
pub type Named = (&'static str, fn() -> String);

/// Returns a request of exactly this many bytes to send a text message.
pub fn send_event(length: usize) -> String {
    message(length, "send_event", |padding| {
        format!(
            r#"{{"type":"m.room.message","content":{{"msgtype":"m.text","body":"{padding}","m.mentions":{{"user_ids":["@bob:example.org"]}}}},"room_id":"!roomroomroomroom:example.org"}}"#
        )
    })
}

/// Returns a request of an unknown action.
pub fn unknown_action(length: usize) -> String {
    message(length, "com.example.paint", |padding| {
        format!(r#"{{"shape":{{"kind":"polygon","points":[1,2,3,4.5]}},"colour":"red","name":"{padding}"}}"#)
    })
}

fn message(length: usize, action: &str, data: impl Fn(&str) -> String) -> String {
    let text = |padding: usize| {
        let data = data(&"Hello, everybody! ".chars().cycle().take(padding).collect::<String>());
        format!(
            r#"{{"api":"fromWidget","widgetId":"!room:example.org_@alice:example.org_1700000000000","requestId":"widgetapi-1700000000000-0","action":"{action}","data":{data}}}"#
        )
    };
    text(length.saturating_sub(text(0).len()))
}

/// Returns a request to send an event whose content is nested objects.
pub fn deep(levels: usize) -> String {
    let content = format!("{}1{}", r#"{"a":"#.repeat(levels), "}".repeat(levels));
    format!(
        r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"send_event","data":{{"type":"m.room.message","content":{content}}}}}"#
    )
}

/// Returns the answer to [`send_event`].
pub fn response() -> String {
    let request = send_event(400);
    let members = request.strip_suffix('}').unwrap_or_default();
    format!(
        r#"{members},"response":{{"room_id":"!roomroomroomroom:example.org","event_id":"$eventeventeventeventeventeventeventeventev"}}}}"#
    )
}

/// Returns a request of about this many bytes with the state of a room.
pub fn update_state(length: usize) -> String {
    let mut text = String::from(
        r#"{"api":"toWidget","widgetId":"!room:example.org_@alice:example.org_1700000000000","requestId":"widgetapi-1700000000000-0","action":"update_state","data":{"state":["#,
    );
    let mut comma = "";
    for index in 0.. {
        if text.len() >= length {
            break;
        }
        let _ = write!(text, "{comma}{}", state_event(index));
        comma = ",";
    }
    text + "]}}"
}

/// Returns a typical state event: the membership of a call.
pub fn state_event(index: usize) -> String {
    format!(
        r#"{{"type":"org.matrix.msc3401.call.member","sender":"@user{index}:example.org","event_id":"$event{index}eventeventeventeventeventeventevent","room_id":"!roomroomroomroom:example.org","state_key":"_@user{index}:example.org_DEVICE_m.call","origin_server_ts":1700000000000,"content":{{"application":"m.call","call_id":"","scope":"m.room","device_id":"DEVICE","expires":14400000,"focus_active":{{"type":"livekit","focus_selection":"oldest_membership"}},"foci_preferred":[{{"type":"livekit","livekit_service_url":"https://livekit.example.org/jwt","livekit_alias":"!roomroomroomroom:example.org"}}]}},"unsigned":{{"age":1234,"replaces_state":"$eventeventevent"}}}}"#
    )
}

/// Returns a typical text message.
pub fn message_event() -> String {
    r#"{"type":"m.room.message","sender":"@alice:example.org","event_id":"$eventeventeventeventeventeventeventeventev","room_id":"!roomroomroomroom:example.org","origin_server_ts":1700000000000,"content":{"msgtype":"m.text","body":"Hello, everybody! Does anyone of you know when the next meeting will be?","m.mentions":{}},"unsigned":{"age":1234}}"#.to_owned()
}

/// Returns a request to read the events of a type from many rooms.
pub fn read_events(event_type: &str, rooms: usize) -> String {
    let rooms = (0..rooms).map(|room| format!(r#""!{room:x}""#)).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"read_events","data":{{"type":"{event_type}","room_ids":[{rooms}]}}}}"#
    )
}
