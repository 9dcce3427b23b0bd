//! The heap usage of `coverage`, compared with the heap usage of parsing the request.

use std::hint::black_box;

use allocation_counter::measure;
use matrix_widget_protocol::{
    ErrorResponse, Message,
    from_widget::FromWidgetRequest,
    reexports::matrix_widget_capability::{CapabilitySet, Dialect},
};

/// Parses a text as a request of a widget.
fn request(text: &str) -> FromWidgetRequest<'_> {
    let request = match Message::parse(text) {
        Ok(Message::FromWidgetRequest(request)) => Some(request),
        _ => None,
    };
    request.expect("expected a request of a widget")
}

/// Returns requests of about this many bytes whose check is expensive, with capabilities that reach the expensive part.
fn expensive(bytes: usize) -> Vec<(&'static str, String, Vec<String>)> {
    let text = |action: &str, data: &str| {
        format!(r#"{{"api":"fromWidget","widgetId":"w","requestId":"r","action":"{action}","data":{data}}}"#)
    };
    let long = "t".repeat(bytes / 2);
    let rooms = |room: &str, bytes: usize| vec![room; bytes / (room.len() + 1)].join(",");
    let each = (0..bytes / 12).map(|number| format!(r#""!{number:08x}""#)).collect::<Vec<_>>().join(",");
    let timeline = "m.timeline:*".to_owned();
    let receive = |key: &str| vec![format!("m.receive.event:{key}"), timeline.clone()];
    let state = |key: &str| vec![format!("m.receive.state_event:m.room.member#{key}"), timeline.clone()];
    vec![
        (
            "read_events: long type, many rooms",
            text(
                "read_events",
                &format!(r#"{{"type":"{long}","room_ids":[{}]}}"#, rooms(r#""!a""#, bytes / 2)),
            ),
            receive(&long),
        ),
        (
            "read_events: long state key, many rooms",
            text(
                "read_events",
                &format!(
                    r#"{{"type":"m.room.member","state_key":"{long}","room_ids":[{}]}}"#,
                    rooms(r#""!a""#, bytes / 2)
                ),
            ),
            state(&long),
        ),
        (
            "read_events: short rooms, all different",
            text("read_events", &format!(r#"{{"type":"t","room_ids":[{each}]}}"#)),
            receive("t"),
        ),
        (
            "read_events: one room many times",
            text("read_events", &format!(r#"{{"type":"t","room_ids":[{}]}}"#, rooms(r#""!a:b.c""#, bytes))),
            receive("t"),
        ),
        (
            "send_event: long type, long state key",
            text(
                "send_event",
                &format!(r#"{{"type":"{long}","content":{{}},"state_key":"{long}","room_id":"!a"}}"#),
            ),
            vec![format!("m.send.state_event:{long}"), timeline.clone()],
        ),
        (
            "send_event: long msgtype",
            text(
                "send_event",
                &format!(r#"{{"type":"m.room.message","content":{{"msgtype":"{long}{long}"}}}}"#),
            ),
            vec!["m.send.event:m.room.message".to_owned()],
        ),
        (
            "send_to_device: long type",
            text("send_to_device", &format!(r#"{{"type":"{long}{long}","messages":{{}}}}"#)),
            vec![format!("m.send.to_device:{long}{long}")],
        ),
    ]
}

/// Asserts for requests of this size that the coverage, the error text and the list of rooms each take at most four
/// times the heap of parsing.
fn assert_heap(bytes: usize) {
    for (name, text, granted) in expensive(bytes) {
        let parsing = measure(|| drop(black_box(Message::parse(&text)))).bytes_max;
        let request = request(&text);
        let viewed = "!v:b.c".try_into().ok();
        for granted in [granted, Vec::new()] {
            let granted = CapabilitySet::from_strings(granted, Dialect::RoomScoped);
            let checking = measure(|| {
                if let Err(missing) = black_box(request.coverage(&granted, viewed)).into_result() {
                    drop(black_box(ErrorResponse::from(missing)));
                }
            });
            println!("{bytes:9} {name}: parsing {parsing}, coverage {}", checking.bytes_max);
            assert!(checking.bytes_max <= 4 * parsing, "{name}, {bytes} bytes: {parsing}, {checking:?}");
        }
        let rooms = measure(|| drop(black_box(request.other_rooms(viewed))));
        println!("{bytes:9} {name}: rooms {}", rooms.bytes_max);
        assert!(rooms.bytes_max <= 4 * parsing, "{name}, {bytes} bytes: {parsing}, {rooms:?}");
    }
}

#[test]
fn coverage_takes_at_most_four_times_the_heap_of_parse() {
    for kilobytes in [16, 64, 128, 256] {
        assert_heap(kilobytes << 10);
    }
}

#[test]
#[ignore = "needs a gigabyte of memory"]
fn coverage_of_64_mib_takes_at_most_four_times_the_heap_of_parse() {
    for megabytes in [16, 64] {
        assert_heap(megabytes << 20);
    }
}
