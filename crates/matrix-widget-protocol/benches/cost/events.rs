//! Permission checks of events.

use std::hint::black_box;

use matrix_widget_capability::{CapabilitySet, Dialect, EventQuery};
use matrix_widget_protocol::{RawObject, event::MatrixEvent};
use ruma_common::owned_room_id;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::{case::Case, texts};

pub fn cases() -> Vec<Case> {
    let texts: [texts::Named; 2] =
        [("text message", texts::message_event), ("state of a call", || texts::state_event(7))];
    texts.into_iter().flat_map(|(row, text)| of_event(row, text)).collect()
}

fn of_event(row: &'static str, text: fn() -> String) -> [Case; 3] {
    let granted = || {
        let strings = ["m.receive.event:m.room.message#m.text", "m.receive.state_event:m.room.topic"];
        CapabilitySet::from_strings(strings, Dialect::Msc2762)
    };
    [
        Case::new("event", row, "IgnoredAny", move || {
            let text = text();
            Box::new(move || serde_json::from_str::<IgnoredAny>(black_box(&text)).is_ok())
        }),
        Case::new("event", row, "may_be_received", move || {
            let event = RawObject::from_text(text()).map(MatrixEvent::from).expect("expected an object");
            let (granted, viewed) = (granted(), owned_room_id!("!roomroomroomroom:example.org"));
            Box::new(move || {
                black_box(event.may_be_received(black_box(&granted), Some(&viewed)));
                true
            })
        }),
        Case::new("event", row, "Value", move || {
            let (text, granted) = (text(), granted());
            Box::new(move || {
                let Ok(event) = serde_json::from_str::<Value>(black_box(&text)) else { return false };
                let string = |name| event.get(name).and_then(Value::as_str);
                let (Some(event_type), Some(room)) = (string("type"), string("room_id")) else {
                    return false;
                };
                let msgtype = || event.pointer("/content/msgtype").and_then(Value::as_str);
                let query = string("state_key").map_or_else(
                    || EventQuery::message_like(event_type, msgtype(), room),
                    |key| EventQuery::state(event_type, key, room),
                );
                black_box(granted.may_receive(&query, Some("!roomroomroomroom:example.org")));
                true
            })
        }),
    ]
}
