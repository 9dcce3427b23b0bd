//! Writing of answers to a request.

use std::hint::black_box;

use matrix_widget_protocol::{
    Message, RawMessage,
    from_widget::{FromWidgetRequest, SendEventResponse},
};
use ruma_common::{owned_event_id, owned_room_id};
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::{case::Case, texts};

pub fn cases() -> Vec<Case> {
    let lengths = [("400 B request", 400), ("20 KB request", 20_000)];
    lengths.into_iter().flat_map(|(row, length)| of_request(row, length)).collect()
}

fn of_request(row: &'static str, length: usize) -> [Case; 4] {
    let response = || {
        SendEventResponse::sent(
            owned_room_id!("!roomroomroomroom:example.org"),
            owned_event_id!("$eventeventeventeventeventeventeventeventev"),
        )
    };
    [
        Case::new("reply", row, "IgnoredAny", move || {
            let text = texts::send_event(length);
            Box::new(move || serde_json::from_str::<IgnoredAny>(black_box(&text)).is_ok())
        }),
        Case::new("reply", row, "respond", move || {
            let text = texts::send_event(length);
            let raw = RawMessage::parse(&text).expect("expected a valid header").into_owned();
            let Ok(Message::FromWidgetRequest(FromWidgetRequest::SendEvent(request))) = raw.decode() else {
                unreachable!("expected a valid request")
            };
            let response = response();
            Box::new(move || !black_box(request.respond(black_box(&response))).is_empty())
        }),
        Case::new("reply", row, "Value", move || {
            let message: Value = serde_json::from_str(&texts::send_event(length)).expect("expected JSON");
            let response = response();
            Box::new(move || {
                let mut answer = black_box(&message).clone();
                let response = serde_json::to_value(black_box(&response)).unwrap_or_default();
                answer.as_object_mut().is_some_and(|answer| {
                    answer.insert("response".to_owned(), response);
                    true
                }) && !black_box(answer.to_string()).is_empty()
            })
        }),
        Case::new("reply", row, "Value, parsed", move || {
            let text = texts::send_event(length);
            let response = response();
            Box::new(move || {
                let Ok(mut answer) = serde_json::from_str::<Value>(black_box(&text)) else { return false };
                let response = serde_json::to_value(black_box(&response)).unwrap_or_default();
                answer.as_object_mut().is_some_and(|answer| {
                    answer.insert("response".to_owned(), response);
                    true
                }) && !black_box(answer.to_string()).is_empty()
            })
        }),
    ]
}
