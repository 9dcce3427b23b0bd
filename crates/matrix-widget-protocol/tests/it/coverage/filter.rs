//! Filtering responses and pushes by what a widget may see.

use matrix_widget_protocol::{
    RawObject, WithExtra,
    event::{MatrixEvent, RoomAccountData},
    from_widget::{
        ReadEventsRequest, ReadEventsResponse, ReadRelationsRequest, ReadRelationsResponse,
        ReadRoomAccountDataRequest, ReadRoomAccountDataResponse, RoomSelector,
    },
    to_widget::UpdateStateRequest,
};
use ruma_common::OwnedEventId;

use super::{OTHER, VIEWED, room, set};

fn event_id() -> OwnedEventId {
    "$e".try_into().unwrap()
}

pub fn event(text: &str) -> MatrixEvent {
    MatrixEvent::from(RawObject::from_text(text).unwrap())
}

/// H-READ-2: events that were not requested are removed.
#[test]
fn retain_allowed_keeps_events_that_the_widget_may_see() {
    let events = || {
        ["m.reaction", "org.example.read", "org.example.other"].map(|event_type| {
            event(&format!(r#"{{"type":"{event_type}","room_id":"{VIEWED}","content":{{}}}}"#))
        })
    };
    let elsewhere = event(&format!(r#"{{"type":"m.reaction","room_id":"{OTHER}","content":{{}}}}"#));
    let all = [events().to_vec(), vec![elsewhere.clone()]].concat();
    let granted = set(&["m.receive.event:m.reaction", "m.read.event:org.example.read"]);
    let [reaction, read, _] = events();

    let request = ReadEventsRequest::new("org.example.read");
    let mut response = ReadEventsResponse::new(all.clone());
    response.retain_allowed(&request, &granted, Some(room(VIEWED)));
    assert_eq!(response.events, [read], "events of other types are removed");
    let mut request = ReadRelationsRequest::new(event_id());
    request.room_id = Some(room(OTHER).to_owned());
    let mut response = ReadRelationsResponse::new(all.clone());
    response.retain_allowed(&request, &granted, Some(room(OTHER)));
    assert_eq!(response.chunk, [elsewhere]);
    let mut request = UpdateStateRequest::new(all);
    request.retain_allowed(&granted, Some(room(VIEWED)));
    assert_eq!(request.state, [reaction]);
}

/// H-READ-3, H-PUSH-18: ambiguous events are never shown.
#[test]
fn may_be_received_rejects_ambiguous_events() {
    let granted = set(&["m.receive.event:m.room.message:*", "m.receive.state_event:m.room.message:*"]);
    let [message, viewed] = [r#""type":"m.room.message""#, r#""room_id":"!viewed:example.org""#];
    for (members, is_allowed) in [
        ([message, viewed, r#""content":{"msgtype":"m.text"}"#].join(","), true),
        ([message, viewed, r#""content":{}"#].join(","), true),
        ([message, viewed, r#""content":{},"state_key":null"#].join(","), true),
        ([message, viewed, r#""content":{},"state_key":"""#].join(","), true),
        ([message, r#""content":{}"#].join(","), false),
        ([viewed, r#""content":{}"#].join(","), false),
        ([r#""type":5"#, viewed, r#""content":{}"#].join(","), false),
        ([message, r#""room_id":"viewed","content":{}"#].join(","), false),
        ([message, message, viewed, r#""content":{}"#].join(","), false),
        ([message, viewed, r#""content":{},"state_key":5"#].join(","), false),
        ([message, viewed, r#""content":{},"content":{}"#].join(","), false),
        ([message, viewed, r#""content":{"msgtype":"a","msgtype":"b"}"#].join(","), false),
    ] {
        let event = event(&format!("{{{members}}}"));
        assert_eq!(event.may_be_received(&granted, Some(room(VIEWED))), is_allowed, "{members}");
        assert_eq!(event.may_be_read(&granted, Some(room(VIEWED))), is_allowed, "{members}");
    }
}

#[test]
fn may_be_received_ignores_read_capabilities() {
    let event = event(r#"{"type":"m.reaction","room_id":"!viewed:example.org","content":{}}"#);
    let read = set(&["m.read.event:m.reaction"]);
    assert!(event.may_be_read(&read, Some(room(VIEWED))));
    assert!(!event.may_be_received(&read, Some(room(VIEWED))));
    assert!(!event.may_be_read(&read, None), "there is no viewed room");
}

#[test]
fn allowed_keeps_what_retain_allowed_keeps() {
    let of = |event_type: &str| {
        event(&format!(r#"{{"type":"{event_type}","room_id":"{VIEWED}","content":{{}}}}"#))
    };
    let events = vec![of("m.reaction"), of("org.example.other")];
    let granted = set(&["m.receive.event:m.reaction"]);
    let request = ReadEventsRequest::new("m.reaction");
    let response = ReadEventsResponse::allowed(events.clone(), &request, &granted, Some(room(VIEWED)));
    assert_eq!(response.events, [of("m.reaction")]);
    let request = ReadRelationsRequest::new(event_id());
    let response = ReadRelationsResponse::allowed(events.clone(), &request, &granted, Some(room(VIEWED)));
    assert_eq!(response.chunk, [of("m.reaction")]);
    let response = ReadRelationsResponse::allowed(events, &request, &set::<&str>(&[]), Some(room(VIEWED)));
    assert_eq!(response.chunk, [], "nothing is granted");
}

/// Account data of another type or room than requested must not reach the widget.
#[test]
fn retain_requested_removes_account_data_of_other_types_and_rooms() {
    let data = [("m.tag", VIEWED), ("m.tag", OTHER), ("m.fully_read", VIEWED)]
        .map(|(of, room)| WithExtra::new(RoomAccountData::new(of, room, RawObject::empty())));
    let mut request = ReadRoomAccountDataRequest::new("m.tag");
    let retained = |request: &ReadRoomAccountDataRequest, viewed| {
        let mut response = ReadRoomAccountDataResponse::new(data.to_vec());
        response.retain_requested(request, viewed);
        response.events
    };
    assert_eq!(retained(&request, Some(room(VIEWED))), data[..1]);
    assert_eq!(retained(&request, None), []);
    request.room_ids = Some(RoomSelector::Rooms(vec![room(OTHER).to_owned()]));
    assert_eq!(retained(&request, Some(room(VIEWED))), data[1..2]);
    request.room_ids = Some(RoomSelector::Any);
    assert_eq!(retained(&request, None), data[..2]);
}
