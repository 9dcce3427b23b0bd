//! The heap that the coverage of a request takes, beside the heap that reading it takes.

use std::hint::black_box;

use allocation_counter::measure;
use matrix_widget_protocol::{
    ErrorResponse, Message,
    from_widget::FromWidgetRequest,
    reexports::matrix_widget_capability::{CapabilitySet, Dialect},
};

/// Reads a text as a request.
fn request(text: &str) -> FromWidgetRequest<'_> {
    let request = match Message::parse(text) {
        Ok(Message::FromWidgetRequest(request)) => Some(request),
        _ => None,
    };
    request.expect("a request of a widget")
}

/// Requests of about this many bytes that are costly to judge, each with capabilities that reach the costly part.
fn costly(bytes: usize) -> Vec<(&'static str, String, Vec<String>)> {
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

/// Asserts for requests of this size that neither coverage nor error text nor list of rooms takes four times the heap that
/// reading takes.
fn assert_heap(bytes: usize) {
    for (name, text, granted) in costly(bytes) {
        let reading = measure(|| drop(black_box(Message::parse(&text)))).bytes_max;
        let request = request(&text);
        let viewed = "!v:b.c".try_into().ok();
        for granted in [granted, Vec::new()] {
            let granted = CapabilitySet::from_strings(granted, Dialect::RoomScoped);
            let judging = measure(|| {
                if let Err(missing) = black_box(request.coverage(&granted, viewed)).into_result() {
                    drop(black_box(ErrorResponse::from(missing)));
                }
            });
            println!("{bytes:9} {name}: reading {reading}, coverage {}", judging.bytes_max);
            assert!(judging.bytes_max <= 4 * reading, "{name}, {bytes} bytes: {reading}, {judging:?}");
        }
        let rooms = measure(|| drop(black_box(request.other_rooms(viewed))));
        println!("{bytes:9} {name}: rooms {}", rooms.bytes_max);
        assert!(rooms.bytes_max <= 4 * reading, "{name}, {bytes} bytes: {reading}, {rooms:?}");
    }
}

#[test]
fn coverage_takes_at_most_four_times_the_heap_of_reading() {
    for kilobytes in [16, 64, 128, 256] {
        assert_heap(kilobytes << 10);
    }
}

#[test]
#[ignore = "takes a gigabyte"]
fn coverage_of_64_mib_takes_at_most_four_times_the_heap_of_reading() {
    for megabytes in [16, 64] {
        assert_heap(megabytes << 20);
    }
}
