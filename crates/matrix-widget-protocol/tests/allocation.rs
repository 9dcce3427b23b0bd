//! The number and size of allocations while reading and answering messages.

use std::hint::black_box;

use allocation_counter::measure;
use matrix_widget_capability::{CapabilitySet, Dialect};
use matrix_widget_protocol::{
    ErrorResponse, Message, MessageError, RawMessage, RawObject,
    event::MatrixEvent,
    from_widget::{FromWidgetRequest, SendEventResponse, UploadFileResponse},
};
use ruma_common::{owned_event_id, owned_room_id, room_id};

const SEND_EVENT: &str = r#"{"api":"fromWidget","widgetId":"!room:example.org_@alice:example.org_1700000000000","requestId":"widgetapi-1700000000000-0","action":"send_event","data":{"type":"m.room.message","content":{"msgtype":"m.text","body":"Hello, everybody! Hello, everybody! Hello, everybody! Hello, everybody!"},"room_id":"!roomroomroomroom:example.org"}}"#;

const ANSWERED: &str = r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"visibility","data":{"visible":true},"response":{}}"#;

fn allocations(run: impl FnOnce()) -> u64 {
    measure(run).count_total
}

#[test]
fn raw_parse_does_not_allocate() {
    assert_eq!(allocations(|| drop(black_box(RawMessage::parse(ANSWERED)))), 0);
}

#[test]
fn raw_parse_of_nested_json_allocates_only_the_stack_of_serde_json() {
    let skipping = allocations(|| {
        black_box(serde_json::from_str::<serde::de::IgnoredAny>(SEND_EVENT)).unwrap();
    });
    assert_eq!(skipping, 1);
    assert_eq!(allocations(|| drop(black_box(RawMessage::parse(SEND_EVENT)))), 1);
}

#[test]
fn parse_of_send_event_allocates_once_per_member() {
    let counted = allocations(|| {
        black_box(Message::parse(SEND_EVENT)).unwrap();
    });
    // `type`, `content` and `room_id`.
    assert_eq!(counted, 3);
}

#[test]
fn respond_allocates_once() {
    let Ok(Message::FromWidgetRequest(FromWidgetRequest::SendEvent(request))) = Message::parse(SEND_EVENT)
    else {
        panic!("expected a `send_event` request");
    };
    let response = SendEventResponse::sent(owned_room_id!("!room:example.org"), owned_event_id!("$event"));
    assert_eq!(allocations(|| drop(black_box(request.respond(&response)))), 1);
}

#[test]
fn parse_of_events_allocates_once_per_event() {
    let of_events = |count: usize| {
        let event = r#"{"type":"t","state_key":"","content":{}}"#;
        let events = vec![event; count].join(",");
        let text = format!(
            r#"{{"api":"toWidget","widgetId":"w","requestId":"r","action":"update_state","data":{{"state":[{events}]}}}}"#
        );
        allocations(|| {
            black_box(Message::parse(&text)).unwrap();
        })
    };
    // The list itself reallocates a few times.
    let (few, many) = (of_events(1000), of_events(2000));
    assert!((1000..=1010).contains(&(many - few)), "{few}, {many}");
}

#[test]
fn may_be_received_does_not_allocate() {
    let granted = [
        "m.receive.event:m.room.message#m.text",
        "m.receive.event:m.reaction",
        "m.receive.state_event:m.room.topic#",
    ];
    let granted = CapabilitySet::from_strings(granted, Dialect::Msc2762);
    let viewed = Some(room_id!("!room:example.org"));
    for members in [
        r#""type":"m.room.message","sender":"@alice:example.org","content":{"msgtype":"m.text"}"#,
        r#""content":{"body":"Hello","msgtype":"m.text"},"type":"m.room.message","state_key":null"#,
        r#""type":"m.reaction""#,
        r#""type":"m.room.topic","state_key":"""#,
    ] {
        let event = RawObject::from_text(format!(r#"{{{members},"room_id":"!room:example.org"}}"#)).unwrap();
        let event = MatrixEvent::from(event);
        assert!(event.may_be_received(&granted, viewed), "{members}");
        let counted = allocations(|| {
            black_box(event.may_be_received(&granted, viewed));
        });
        assert_eq!(counted, 0, "{members}");
    }
}

#[test]
fn for_each_unknown_member_takes_constant_memory() {
    let head = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded""#;
    let numbered: Vec<_> = (0..100_000).map(|number| format!(r#""{number:x}":1"#)).collect();
    for members in [vec![r#""":1"#; 100_000].join(","), numbered.join(",")] {
        for text in [format!(r#"{head},"data":{{{members}}}}}"#), format!("{head},{members}}}")] {
            let message = Message::parse(&text).unwrap();
            let mut count = 0;
            let counted = measure(|| message.for_each_unknown_member(|_| count += 1));
            assert!(counted.bytes_max < 1000, "{}", counted.bytes_max);
            assert_eq!(count, 100_000);
        }
    }
}

/// Returns a request to upload a file of this many bytes.
fn upload(size: usize) -> String {
    let header =
        r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"org.matrix.msc4039.upload_file""#;
    format!(r#"{header},"data":{{"file":"{}"}}}}"#, "A".repeat(size))
}

#[test]
fn owned_request_and_answer_take_at_most_one_more_text() {
    for size in [64 << 10, 48 << 20] {
        let text = upload(size);
        let (expected, limit) = (text.trim_end_matches('}').len(), text.len() + text.len() / 10);
        let counted = measure(|| {
            let Ok(Message::FromWidgetRequest(FromWidgetRequest::UploadFile(request))) =
                Message::parse_owned(text)
            else {
                panic!("expected an `upload_file` request");
            };
            let (data, responder) = request.into_parts();
            // The driver takes ownership of the file.
            let file = data.file.into_string().unwrap();
            assert_eq!(file.len(), size);
            drop(file);
            let response = UploadFileResponse::new("mxc://example.org/file".into());
            let answer = responder.answer(Ok::<_, ErrorResponse>(response));
            let end = answer.get(expected..).unwrap();
            assert!(end.starts_with(r#"},"response":{"content_uri":"mxc:"#), "{end}");
        });
        assert!(counted.bytes_max <= u64::try_from(limit).unwrap(), "{counted:?}");
    }
}

#[test]
fn parse_owned_does_not_copy_the_text() {
    let text = upload(1 << 20);
    let limit = 1 << 10;
    let counted = measure(|| {
        let message = RawMessage::parse_owned(text).unwrap().into_owned();
        assert_eq!(message.request_id(), "r");
    });
    assert!(counted.bytes_max < limit, "{counted:?}");

    let malformed = upload(1 << 20).replace(r#""file""#, r#""files""#);
    let counted = measure(|| {
        let error = Message::parse_owned(malformed).unwrap_err();
        assert!(matches!(error, MessageError::Invalid(_)));
    });
    assert!(counted.bytes_max < 4 * limit, "{counted:?}");
}
