//! Permission checks, and what reads return.

use matrix_widget_protocol::{
    ErrorResponse, RawObject, Secret, WithExtra,
    event::{MatrixEvent, RoomAccountData},
    from_widget::{
        AccountData, ReadAccountData, ReadAccountDataResponse, ReadEvents, ReadRelations,
        ReadRelationsResponse, ReadRoomAccountData, ReadRoomAccountDataResponse, SendEvent,
        SendEventResponse, SendSticker, SendToDevice,
    },
    reexports::ruma_common::{OwnedRoomId, owned_event_id},
};
use matrix_widget_session::host::{Ask, Event, HostConfig};

use crate::{
    asked,
    host_support::{
        ASK_MORE, ERROR, Host, OTHER, ROOM, TEXT, account_widget, config, notify, room, seconds, set,
    },
};

const SEND_TEXT: &str = r#"{"type":"m.room.message","content":{"msgtype":"m.text"}}"#;
const RECEIVE_TEXT: &str = "org.matrix.msc2762.receive.event:m.room.message#m.text";
const RECEIVE_TOPIC: &str = "org.matrix.msc2762.receive.state_event:m.room.topic";
const TIMELINE: &str = "org.matrix.msc2762.timeline:!other:example.org";
const ANY_TIMELINE: &str = "org.matrix.msc2762.timeline:*";
const READ: &str = "org.matrix.msc2876.read_events";
const READ_TEXT: &str = r#"{"type":"m.room.message","msgtype":"m.text"}"#;
const UPDATE_STATE: &str = "org.matrix.msc2762_update_state";
const SYNC: matrix_widget_protocol::ApiVersion = matrix_widget_protocol::ApiVersion::Msc2762UpdateState;

fn account() -> HostConfig {
    let mut config = HostConfig::in_account(account_widget()).claim::<SendEvent>().claim::<ReadEvents>();
    config.checks_origin = true;
    config
}

fn delayer() -> HostConfig {
    config().claim::<SendEvent>().claim_delayed_events().claim_sticky_events()
}

fn reader(capabilities: &[&str]) -> Host {
    let mut host = Host::established(
        config()
            .claim::<ReadEvents>()
            .claim::<ReadRelations>()
            .claim::<ReadAccountData>()
            .claim::<ReadRoomAccountData>()
            .with_version(SYNC),
        capabilities,
    );
    host.versions(&[UPDATE_STATE]);
    host.sent();
    host.events();
    host
}

/// Returns a text message without a room.
fn text(id: &str) -> MatrixEvent {
    event(&format!(
        r#"{{"type":"m.room.message","event_id":"${id}","sender":"@a:example.org","content":{{"msgtype":"m.text"}}}}"#
    ))
}

fn event(text: &str) -> MatrixEvent {
    MatrixEvent::from(RawObject::from_text(text).unwrap())
}

fn named(rooms: &[&str]) -> Vec<OwnedRoomId> {
    rooms.iter().map(|id| room(id)).collect()
}

/// H-PERM-1: a later grant does not widen a request, and a refused request does not reach the application.
#[test]
fn later_grants_do_not_count() {
    let mut host = Host::established(config().claim::<SendEvent>(), &[]);
    host.receive("1", ASK_MORE, &format!(r#"{{"capabilities":["{TEXT}"]}}"#));
    host.sent();
    let (ticket, _) = host.prompt().unwrap();
    host.receive("2", "send_event", SEND_TEXT);
    assert_eq!(host.sent(), ["2: error"]);
    host.session.decide(ticket, &set(&[TEXT]), host.now).unwrap();
    assert!(matches!(&host.events()[..], [Event::Granted(_)]));
    host.sent();
    host.receive("3", "send_event", SEND_TEXT);
    assert_eq!(asked!(host, SendEvent).rooms, named(&[ROOM]));
}

/// H-PERM-1, H-READ-1: the result of a read is filtered by the grants at its receipt.
#[test]
fn reads_keep_the_grants_of_their_receipt() {
    let mut host = reader(&[RECEIVE_TEXT]);
    host.receive("1", "org.matrix.msc3869.read_relations", r#"{"event_id":"$e"}"#);
    let ask = asked!(host, ReadRelations);
    let image = "org.matrix.msc2762.receive.event:m.room.message#m.image";
    host.receive("2", ASK_MORE, &format!(r#"{{"capabilities":["{image}"]}}"#));
    host.decide(&[image], &[image]);
    host.sent();
    let seen = event(r#"{"type":"m.room.message","event_id":"$i","content":{"msgtype":"m.image"}}"#);
    host.session.answer(ask.ticket, Ok(ReadRelationsResponse::new(vec![seen]))).unwrap();
    assert_eq!(host.sent(), [r#"1: {"chunk":[]}"#]);
}

/// H-PERM-2, H-PERM-3: an account widget acts in the room that was viewed at the receipt.
#[test]
fn account_widget_acts_in_the_viewed_room() {
    let mut host = Host::established(account(), &[TEXT]);
    host.session.viewed_room(Some(room(ROOM)), host.now);
    host.receive("1", "send_event", SEND_TEXT);
    host.session.viewed_room(Some(room(OTHER)), host.now);
    assert_eq!(asked!(host, SendEvent).rooms, named(&[ROOM]));
    host.receive("2", "send_event", SEND_TEXT);
    assert_eq!(asked!(host, SendEvent).rooms, named(&[OTHER]));
}

/// H-PERM-3: a room widget acts in its room.
#[test]
fn room_widget_acts_in_its_room() {
    let mut host = Host::established(config().claim::<SendEvent>(), &[TEXT]);
    host.session.viewed_room(Some(room(OTHER)), host.now);
    host.receive("1", "send_event", SEND_TEXT);
    assert_eq!(asked!(host, SendEvent).rooms, named(&[ROOM]));
}

/// H-PERM-4: without a room, what needs a room is an error.
#[test]
fn requests_without_a_room_fail() {
    let config = account().claim::<SendSticker>().claim::<ReadRoomAccountData>();
    let account_data = "com.beeper.capabilities.receive.room_account_data:m.tag";
    let mut host = Host::established(config, &[TEXT, RECEIVE_TEXT, "m.sticker", account_data]);
    host.receive("1", "send_event", SEND_TEXT);
    host.receive("2", READ, READ_TEXT);
    host.receive("3", "m.sticker", r#"{"name":"cat","content":{"url":"mxc://example.org/cat"}}"#);
    host.receive("4", "com.beeper.read_room_account_data", r#"{"type":"m.tag"}"#);
    assert_eq!(host.sent(), ["1: error", "2: error", "3: error", "4: error"]);
}

/// H-PERM-9: a delayed and a sticky event need their capabilities; an accepted request has both.
#[test]
fn delayed_and_sticky_events_need_capabilities() {
    let delayed = r#"{"type":"m.room.message","content":{"msgtype":"m.text"},"delay":5}"#;
    let sticky = r#"{"type":"m.room.message","content":{"msgtype":"m.text"},"sticky_duration_ms":0}"#;
    let mut host = Host::established(delayer(), &[TEXT]);
    host.receive("1", "send_event", delayed);
    host.receive("2", "send_event", sticky);
    assert_eq!(host.sent(), ["1: error", "2: error"]);
    let capabilities =
        [TEXT, "org.matrix.msc4157.send.delayed_event", "org.matrix.msc4407.send.sticky_event"];
    let mut host = Host::established(delayer(), &capabilities);
    host.receive("1", "send_event", delayed);
    assert!(asked!(host, SendEvent).data.is_delayed());
    host.receive("2", "send_event", sticky);
    let _ask = asked!(host, SendEvent);
}

/// H-PERM-9: a client that does not claim delayed and sticky events never sends them as plain events.
#[test]
fn unclaimed_delayed_and_sticky_events_are_refused() {
    let capabilities =
        [TEXT, "org.matrix.msc4157.send.delayed_event", "org.matrix.msc4407.send.sticky_event"];
    let mut config = config().claim::<SendEvent>();
    config.approved = set(&capabilities[1..]);
    let mut host = Host::new(config);
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&capabilities);
    host.decide(&[TEXT], &capabilities);
    assert!(host.sent().contains(&notify(&capabilities, &[TEXT])));
    host.events();
    for member in [r#""delay":5"#, r#""sticky_duration_ms":5"#] {
        let data = SEND_TEXT.replacen('{', &format!("{{{member},"), 1);
        host.receive("1", "send_event", &data);
        assert_eq!(host.sent(), ["1: error"]);
        assert!(host.events().is_empty());
    }
}

/// H-PERM-11: a widget cannot send keys, even if a policy grants it.
#[test]
fn key_traffic_cannot_be_sent() {
    let capability = "org.matrix.msc3819.send.to_device:m.key.verification.start";
    let mut config = config().claim::<SendToDevice>();
    config.approved = set(&[capability]);
    let mut host = Host::established(config, &[capability]);
    host.receive("1", "send_to_device", r#"{"type":"m.key.verification.start","messages":{}}"#);
    assert_eq!(host.sent(), ["1: error"]);
}

/// H-ACT-13: to-device messages are encrypted unless the widget says otherwise.
#[test]
fn to_device_messages_are_encrypted_by_default() {
    let mut host = Host::established(
        config().claim::<SendToDevice>(),
        &["org.matrix.msc3819.send.to_device:com.example.poke"],
    );
    for (encrypted, expected) in
        [("", true), (r#","encrypted":true"#, true), (r#","encrypted":false"#, false)]
    {
        host.receive(
            "1",
            "send_to_device",
            &format!(r#"{{"type":"com.example.poke","messages":{{}}{encrypted}}}"#),
        );
        assert_eq!(asked!(host, SendToDevice).data.encrypted, Some(expected));
    }
}

/// H-READ-1, H-READ-13: a result holds only what was requested, is granted, and comes from the rooms.
#[test]
fn read_events_is_filtered() {
    let mut host = reader(&[RECEIVE_TEXT, TIMELINE]);
    host.receive(
        "1",
        READ,
        &format!(r#"{{"type":"m.room.message","msgtype":"m.text","room_ids":["{ROOM}","{OTHER}"]}}"#),
    );
    let ask = asked!(host, ReadEvents);
    assert_eq!(ask.rooms, named(&[ROOM, OTHER]));
    let events = vec![
        (room(OTHER), vec![text("a")]),
        (room("!third:example.org"), vec![text("b"), text("c").with_room_id(&room(ROOM))]),
        (
            room(ROOM),
            vec![
                event(r#"{"type":"m.room.message","event_id":"$d","content":{"msgtype":"m.image"}}"#),
                event(r#"{"type":"m.room.topic","state_key":"","event_id":"$e","content":{}}"#),
            ],
        ),
    ];
    host.session.answer_read(ask.ticket, Ok(events)).unwrap();
    let kept = text("a").with_room_id(&room(OTHER)).raw().as_str().to_owned();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(host.sent(), [format!(r#"1: {{"events":[{kept}]}}"#)]);
    host.receive("2", READ, READ_TEXT);
    let ask = asked!(host, ReadEvents);
    host.session.answer_read(ask.ticket, Ok(Vec::new())).unwrap();
    assert_eq!(host.sent(), [r#"2: {"events":[]}"#]);
}

/// H-READ-1: account data of other types and of inaccessible rooms is dropped.
#[test]
fn account_data_is_filtered() {
    let capabilities = [
        "com.beeper.capabilities.receive.room_account_data:m.tag",
        "org.matrix.msc3751.read.account_data:m.direct",
        TIMELINE,
    ];
    let mut host = reader(&capabilities);
    host.receive("1", "com.beeper.read_room_account_data", r#"{"type":"m.tag","room_ids":"*"}"#);
    let ask = asked!(host, ReadRoomAccountData);
    assert_eq!(ask.rooms, named(&[OTHER, ROOM]));
    let data = |kind: &str, id: &str| WithExtra::from(RoomAccountData::new(kind, id, RawObject::empty()));
    let events = vec![data("m.tag", "!third:example.org"), data("m.tag", OTHER), data("m.secret", ROOM)];
    host.session.answer(ask.ticket, Ok(ReadRoomAccountDataResponse::new(events))).unwrap();
    assert_eq!(
        host.sent(),
        [format!(r#"1: {{"events":[{{"content":{{}},"room_id":"{OTHER}","type":"m.tag"}}]}}"#)]
    );

    host.receive("2", "org.matrix.msc3751.read_account_data", r#"{"type":"m.direct"}"#);
    let ask = asked!(host, ReadAccountData);
    let data = |kind: &str| WithExtra::from(AccountData::new(kind, RawObject::empty()));
    let events = vec![data("m.push_rules"), data("m.direct")];
    host.session.answer(ask.ticket, Ok(ReadAccountDataResponse::new(events))).unwrap();
    assert_eq!(host.sent(), [r#"2: {"events":[{"content":{},"type":"m.direct"}]}"#]);
}

/// H-READ-4: at most `limit` events, counted after filtering.
#[test]
fn limit_counts_after_filtering() {
    let mut host = reader(&[RECEIVE_TEXT]);
    for (limit, count) in [("2", 2), ("9007199254740991", 3)] {
        host.receive(
            "1",
            READ,
            &format!(r#"{{"type":"m.room.message","msgtype":"m.text","limit":{limit}}}"#),
        );
        let ask = asked!(host, ReadEvents);
        let image = event(r#"{"type":"m.room.message","event_id":"$i","content":{"msgtype":"m.image"}}"#);
        let events = vec![image, text("a"), text("b"), text("c")];
        host.session.answer_read(ask.ticket, Ok(vec![(room(ROOM), events)])).unwrap();
        let sent = host.sent().remove(0);
        assert_eq!(sent.matches("event_id").count(), count, "{sent}");
    }
    host.receive("2", "org.matrix.msc3869.read_relations", r#"{"event_id":"$e","limit":1}"#);
    let ask = asked!(host, ReadRelations);
    host.session.answer(ask.ticket, Ok(ReadRelationsResponse::new(vec![text("a"), text("b")]))).unwrap();
    assert_eq!(host.sent().remove(0).matches("event_id").count(), 1);
}

/// H-READ-8, H-READ-9: all named rooms must be accessible; the viewed room may be named; `*` means the known rooms, and `[]`
/// none.
#[test]
fn rooms_of_reads_must_be_accessible() {
    let account_data = "com.beeper.capabilities.receive.room_account_data:m.tag";
    let mut host = reader(&[RECEIVE_TEXT, account_data]);
    let read = |rooms: &str| format!(r#"{{"type":"m.room.message","msgtype":"m.text","room_ids":{rooms}}}"#);
    host.receive("1", READ, &read(&format!(r#"["{ROOM}","{OTHER}"]"#)));
    host.receive(
        "2",
        "com.beeper.read_room_account_data",
        &format!(r#"{{"type":"m.tag","room_ids":["{OTHER}"]}}"#),
    );
    assert_eq!(host.sent(), ["1: error", "2: error"]);
    for (rooms, expected) in [
        (format!(r#"["{ROOM}"]"#), named(&[ROOM])),
        ("[]".to_owned(), named(&[])),
        (r#""*""#.to_owned(), named(&[ROOM])),
    ] {
        host.receive("3", READ, &read(&rooms));
        assert_eq!(asked!(host, ReadEvents).rooms, expected);
    }
    let mut host = reader(&[RECEIVE_TEXT, ANY_TIMELINE]);
    host.session.room_joined(&room(OTHER), host.now);
    host.receive("4", READ, &read(r#""*""#));
    let ask = asked!(host, ReadEvents);
    assert_eq!(ask.rooms, named(&[OTHER, ROOM]));
    let events = vec![(room(OTHER), vec![text("a")]), (room(ROOM), vec![text("b")])];
    host.session.answer_read(ask.ticket, Ok(events)).unwrap();
    assert_eq!(host.sent().remove(0).matches("event_id").count(), 2);
}

/// H-READ-10: a read of state is of the current state, unless both sides list `update_state`.
#[test]
fn state_is_read_from_the_current_state() {
    let read = r#"{"type":"m.room.topic","state_key":true}"#;
    for (ours, theirs, is_timeline) in [(true, true, true), (true, false, false), (false, true, false)] {
        let mut config = config().claim::<ReadEvents>();
        if ours {
            config = config.with_version(SYNC);
        }
        let mut host = Host::established(config, &[RECEIVE_TOPIC]);
        host.versions(if theirs { &[UPDATE_STATE] } else { &[] });
        let _state = host.events();
        host.receive("1", READ, read);
        let events = host.events();
        assert_eq!(matches!(&events[..], [Event::Asked(_)]), is_timeline);
        assert_eq!(matches!(&events[..], [Event::AskedForState(_)]), !is_timeline);
    }
}

/// H-READ-11, H-VER-12: a read of state waits for the versions, at most until their deadline, and nothing else waits.
#[test]
fn reads_of_state_wait_for_the_versions() {
    for failure in [ERROR, ""] {
        let mut host = Host::established(config().claim::<ReadEvents>(), &[RECEIVE_TOPIC, RECEIVE_TEXT]);
        host.receive("1", READ, r#"{"type":"m.room.topic","state_key":""}"#);
        host.receive("2", READ, READ_TEXT);
        let _timeline = asked!(host, ReadEvents);
        if failure.is_empty() {
            host.wait(seconds(10));
        } else {
            host.reply("supported_api_versions", failure);
        }
        assert!(host.events().iter().any(|event| matches!(event, Event::AskedForState(_))));
    }
}

/// H-READ-12: the error of a room is the answer.
#[test]
fn failed_reads_are_errors() {
    let mut host = reader(&[RECEIVE_TEXT]);
    host.receive("1", READ, READ_TEXT);
    let ask = asked!(host, ReadEvents);
    host.session.answer_read(ask.ticket, Err(ErrorResponse::new("no such room"))).unwrap();
    assert_eq!(host.sent(), ["1: error"]);
}

/// H-READ-14: the order of the result is kept.
#[test]
fn results_keep_their_order() {
    let mut host = reader(&[RECEIVE_TEXT]);
    host.receive("1", READ, READ_TEXT);
    let ask = asked!(host, ReadEvents);
    let events = vec![text("new"), text("old")];
    host.session.answer_read(ask.ticket, Ok(vec![(room(ROOM), events)])).unwrap();
    let sent = host.sent().remove(0);
    assert!(sent.find("$new") < sent.find("$old"), "{sent}");
}

/// H-READ-15: an event carries the room that it was read from, not its own `room_id`.
#[test]
fn events_carry_the_room_they_were_read_from() {
    let mut host = reader(&[RECEIVE_TEXT]);
    host.receive("1", READ, READ_TEXT);
    let ask = asked!(host, ReadEvents);
    let events = vec![text("a").with_room_id(&room(OTHER)), text("b")];
    host.session.answer_read(ask.ticket, Ok(vec![(room(ROOM), events)])).unwrap();
    let sent = host.sent().remove(0);
    assert_eq!((sent.matches(ROOM).count(), sent.matches(OTHER).count()), (2, 0), "{sent}");
}

/// H-READ-1, H-READ-15: in a read of several rooms, an event cannot pass as one of another room.
#[test]
fn events_of_several_rooms_are_judged_by_their_rooms() {
    let mut host = reader(&[RECEIVE_TEXT]);
    host.receive("1", READ, READ_TEXT);
    let ask = asked!(host, ReadEvents);
    let events =
        vec![(room(OTHER), vec![text("a").with_room_id(&room(ROOM))]), (room(ROOM), vec![text("b")])];
    host.session.answer_read(ask.ticket, Ok(events)).unwrap();
    let sent = host.sent().remove(0);
    assert!(sent.contains("$b") && !sent.contains("$a"), "{sent}");

    let mut host = reader(&[RECEIVE_TEXT, TIMELINE]);
    host.receive("2", READ, r#"{"type":"m.room.message","msgtype":"m.text","room_ids":"*"}"#);
    let ask = asked!(host, ReadEvents);
    assert_eq!(ask.rooms, named(&[OTHER, ROOM]));
    host.session
        .answer_read(ask.ticket, Ok(vec![(room(OTHER), vec![text("a").with_room_id(&room(ROOM))])]))
        .unwrap();
    let sent = host.sent().remove(0);
    assert_eq!((sent.matches(ROOM).count(), sent.matches(OTHER).count()), (0, 1), "{sent}");
}

fn send(host: &mut Host, delay: &str) -> Ask<SendEvent> {
    host.receive(
        "1",
        "send_event",
        &format!(r#"{{"type":"m.room.message","content":{{"msgtype":"m.text"}}{delay}}}"#),
    );
    asked!(host, SendEvent)
}

/// H-ACT-3: the answer to `send_event` has the `delay_id` of a delayed event, or else the `event_id`.
#[test]
fn send_event_answers_one_id() {
    let capabilities = [TEXT, "org.matrix.msc4157.send.delayed_event"];
    let mut host = Host::established(delayer(), &capabilities);
    let both = || {
        let mut response = SendEventResponse::sent(room(ROOM), owned_event_id!("$e"));
        response.delay_id = Some(Secret::from("delay"));
        response
    };
    for (delay, response, expected) in [
        ("", both(), format!(r#"1: {{"event_id":"$e","room_id":"{ROOM}"}}"#)),
        (r#","delay":5"#, both(), format!(r#"1: {{"delay_id":"delay","room_id":"{ROOM}"}}"#)),
        ("", SendEventResponse::delayed(room(ROOM), Secret::from("delay")), "1: error".to_owned()),
        (r#","delay":5"#, SendEventResponse::sent(room(ROOM), owned_event_id!("$e")), "1: error".to_owned()),
    ] {
        let ask = send(&mut host, delay);
        host.session.answer(ask.ticket, Ok(response)).unwrap();
        assert_eq!(host.sent(), [expected]);
    }
}
