//! Room state and sticky events for the widget.

use matrix_widget_protocol::{ApiVersion, RawObject, event::MatrixEvent};
use matrix_widget_session::{
    Late,
    host::{Event, HostConfig, Push, RoomEvent, StateTicket, StickyTicket},
};

use crate::host_support::{
    ASK_MORE, CAPABILITIES, Host, OTHER, ROOM, VERSIONS, account_widget, config, notify, room, seconds,
};

const TOPIC: &str = "org.matrix.msc2762.receive.state_event:m.room.topic#";
const MEMBERS: &str = "org.matrix.msc2762.receive.state_event:m.room.member";
const STICKY: &str = "org.matrix.msc4407.receive.sticky_event";
const REACTIONS: &str = "org.matrix.msc2762.receive.event:m.reaction";
const UPDATE_STATE: &str = "org.matrix.msc2762_update_state";
const OTHER_TIMELINE: &str = "org.matrix.msc2762.timeline:!other:example.org";

/// The configuration of a client that sends `update_state`.
fn with_state() -> HostConfig {
    config().with_version(ApiVersion::Msc2762UpdateState)
}

/// Returns a session in which these capabilities were requested and approved. The widget lists `update_state`.
fn negotiated(config: HostConfig, capabilities: &[&str]) -> Host {
    let mut host = Host::new(config);
    negotiate(&mut host, capabilities);
    host.versions(&[UPDATE_STATE]);
    host
}

/// As [`negotiated`], before the widget has told its versions.
fn negotiate(host: &mut Host, capabilities: &[&str]) {
    host.receive("load", "content_loaded", "{}");
    assert_eq!(host.sent(), ["load: {}", CAPABILITIES]);
    host.wish(capabilities);
    host.decide(capabilities, capabilities);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(capabilities, capabilities)]);
}

/// Requests and approves more capabilities.
fn ask_more(host: &mut Host, capabilities: &[&str]) {
    let list = serde_json::to_string(capabilities).unwrap();
    host.receive("more", ASK_MORE, &format!(r#"{{"capabilities":{list}}}"#));
    host.decide(capabilities, capabilities);
}

/// A room, a type and a state key.
type What = (String, String, Option<String>);

/// Returns the reads that the application is asked for.
fn reads(host: &mut Host) -> Vec<(StateTicket, What)> {
    let read = |event| match event {
        Event::ReadState { ticket, read } => {
            Some((ticket, (read.room.to_string(), read.event_type, read.state_key)))
        }
        _ => None,
    };
    host.events().into_iter().filter_map(read).collect()
}

/// Returns the only read.
fn read(host: &mut Host, room: &str, event_type: &str, state_key: Option<&str>) -> StateTicket {
    let mut reads = reads(host);
    let (ticket, what) = reads.pop().expect("there is a read");
    assert_eq!(what, (room.to_owned(), event_type.to_owned(), state_key.map(str::to_owned)));
    assert!(reads.is_empty());
    ticket
}

fn answer(host: &mut Host, ticket: StateTicket, events: &[MatrixEvent]) -> Result<(), Late> {
    host.session.state_read(ticket, Some(events.to_vec()), host.now)
}

fn event(text: &str) -> MatrixEvent {
    RawObject::from_text(text).unwrap().into()
}

fn topic(topic: &str) -> MatrixEvent {
    event(&format!(
        r#"{{"type":"m.room.topic","state_key":"","event_id":"$t","content":{{"topic":"{topic}"}}}}"#
    ))
}

fn member(user: &str) -> MatrixEvent {
    event(&format!(r#"{{"type":"m.room.member","state_key":"{user}","event_id":"$m","content":{{}}}}"#))
}

fn push(host: &mut Host, room_id: &str, changed: MatrixEvent) -> Push {
    host.session.push_state(&[RoomEvent::new(changed, &room(room_id)).unwrap()], host.now)
}

/// Returns `update_state` as [`Host::sent`] shows it.
fn update(entries: &[(&str, MatrixEvent)]) -> String {
    let value = |(room_id, entry): &(&str, MatrixEvent)| -> serde_json::Value {
        serde_json::from_str(entry.clone().with_room_id(&room(room_id)).raw().as_str()).unwrap()
    };
    let state: Vec<_> = entries.iter().map(value).collect();
    format!("update_state {}", serde_json::json!({ "state": state }))
}

/// H-PUSH-4, H-PUSH-5: one message with the current state after the notification.
#[test]
fn first_round_sends_current_state() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    assert_eq!(host.sent(), [""; 0]);
    answer(&mut host, ticket, &[topic("a")]).unwrap();
    assert_eq!(host.sent(), [update(&[(ROOM, topic("a"))])]);
}

/// H-PUSH-4: an empty message if there is no such state.
#[test]
fn first_round_sends_empty_state() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    answer(&mut host, ticket, &[]).unwrap();
    assert_eq!(host.sent(), [update(&[])]);
}

/// H-PUSH-4: an empty message if a first round asked for state and got none.
#[test]
fn refused_first_round_sends_empty_state() {
    let mut host = Host::new(with_state());
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&[TOPIC]);
    host.decide(&[TOPIC], &[]);
    host.sent();
    host.versions(&[UPDATE_STATE]);
    assert_eq!(host.sent(), [update(&[])]);
}

/// H-PUSH-4: nothing if the round is not about state.
#[test]
fn round_without_state_sends_nothing() {
    let mut host = negotiated(with_state(), &["m.sticker"]);
    assert_eq!(host.sent(), [""; 0]);
    assert!(reads(&mut host).is_empty());
}

/// H-PUSH-6: all rooms in one message, each entry once.
#[test]
fn state_of_all_rooms_is_in_one_message() {
    let any = "org.matrix.msc2762.timeline:*";
    let mut host = Host::new(with_state());
    host.session.room_joined(&room(OTHER), host.now);
    host.session.room_joined(&room(ROOM), host.now);
    negotiate(&mut host, &[TOPIC, MEMBERS, any]);
    host.versions(&[UPDATE_STATE]);
    let reads = reads(&mut host);
    let rooms: Vec<_> = reads.iter().map(|(_, (room, kind, _))| (room.as_str(), kind.as_str())).collect();
    let types = ["m.room.member", "m.room.topic"];
    assert_eq!(rooms, [(OTHER, types[0]), (OTHER, types[1]), (ROOM, types[0]), (ROOM, types[1])]);
    for (ticket, (_, event_type, _)) in reads {
        assert_eq!(host.sent(), [""; 0]);
        let entry = if event_type == "m.room.topic" { topic("a") } else { member("@a:example.org") };
        answer(&mut host, ticket, &[entry.clone(), entry]).unwrap();
    }
    let all = [OTHER, ROOM].map(|room| [(room, member("@a:example.org")), (room, topic("a"))]).concat();
    assert_eq!(host.sent(), [update(&all)]);
}

/// H-PUSH-5, H-PUSH-7: a renegotiation sends what is new, after its notification.
#[test]
fn renegotiation_sends_new_state() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    answer(&mut host, ticket, &[topic("a")]).unwrap();
    host.sent();
    ask_more(&mut host, &[MEMBERS]);
    let ticket = read(&mut host, ROOM, "m.room.member", None);
    answer(&mut host, ticket, &[member("@a:example.org")]).unwrap();
    let both = [TOPIC, MEMBERS];
    let expected = [notify(&both, &both), update(&[(ROOM, member("@a:example.org"))])];
    assert_eq!(host.sent()[1..], expected);
}

/// H-PUSH-8: a change during the read replaces what is read. Later changes are sent apart (H-PUSH-2).
#[test]
fn change_during_the_read_replaces_the_value() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    assert_eq!(push(&mut host, ROOM, topic("new")), Push::Queued);
    assert_eq!(host.sent(), [""; 0]);
    answer(&mut host, ticket, &[topic("old")]).unwrap();
    assert_eq!(host.sent(), [update(&[(ROOM, topic("new"))])]);
    assert_eq!(push(&mut host, ROOM, topic("newer")), Push::Queued);
    assert_eq!(host.sent(), [update(&[(ROOM, topic("newer"))])]);
    assert_eq!(push(&mut host, OTHER, topic("other")), Push::NotAllowed);
}

/// H-PUSH-9: a failed read is tried once more, then reported, and the message goes out.
#[test]
fn failed_read_is_tried_again_and_reported() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    host.session.state_read(ticket, None, host.now).unwrap();
    // A ticket that is dropped is a failure, too.
    drop(read(&mut host, ROOM, "m.room.topic", Some("")));
    assert_eq!(host.event_names(), ["StateFailed"]);
    assert_eq!(host.sent(), [update(&[])]);
}

/// H-PUSH-9: a read that is not done at the deadline contributes nothing, and its result is late.
#[test]
fn slow_read_does_not_delay_the_message() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    host.wait(seconds(59));
    assert_eq!(host.sent(), [""; 0]);
    host.wait(seconds(1));
    assert_eq!(host.sent(), [update(&[])]);
    assert_eq!(host.event_names(), ["Cancelled", "StateFailed"]);
    assert_eq!(answer(&mut host, ticket, &[topic("a")]), Err(Late));
    assert_eq!(host.sent(), [""; 0]);
}

/// Returns the session of an account widget, whose user views no room.
fn account(capabilities: &[&str]) -> Host {
    let mut config = HostConfig::in_account(account_widget()).with_version(ApiVersion::Msc2762UpdateState);
    config.checks_origin = true;
    negotiated(config, capabilities)
}

/// H-PUSH-4, H-PUSH-10: no room is readable at first; then the viewed room sends its entries, if there are any.
#[test]
fn viewed_room_sends_its_entries() {
    let mut host = account(&[TOPIC]);
    assert_eq!(host.sent(), [update(&[])]);
    host.session.viewed_room(Some(room(ROOM)), host.now);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    answer(&mut host, ticket, &[topic("a")]).unwrap();
    assert_eq!(host.sent(), [update(&[(ROOM, topic("a"))])]);
    host.session.viewed_room(Some(room(OTHER)), host.now);
    let ticket = read(&mut host, OTHER, "m.room.topic", Some(""));
    answer(&mut host, ticket, &[]).unwrap();
    assert_eq!(host.sent(), [""; 0]);
}

/// H-PUSH-10: a room that is joined under `timeline:*`.
#[test]
fn joined_room_sends_its_entries() {
    let mut host = account(&[TOPIC, "org.matrix.msc2762.timeline:*"]);
    host.sent();
    host.session.room_joined(&room(OTHER), host.now);
    let ticket = read(&mut host, OTHER, "m.room.topic", Some(""));
    answer(&mut host, ticket, &[topic("a")]).unwrap();
    assert_eq!(host.sent(), [update(&[(OTHER, topic("a"))])]);
    host.session.room_joined(&room(OTHER), host.now);
    assert!(reads(&mut host).is_empty());
}

/// H-PUSH-7, H-PUSH-10: a room that becomes known repeats nothing of the viewed room, or of a room that a capability names.
#[test]
fn known_room_repeats_no_state() {
    const NAMED: &str = "!named:example.org";
    let named = format!("org.matrix.msc2762.timeline:{NAMED}");
    let mut host = account(&[TOPIC, "org.matrix.msc2762.timeline:*", &named]);
    let _named = read(&mut host, NAMED, "m.room.topic", Some(""));
    host.session.viewed_room(Some(room(ROOM)), host.now);
    let _viewed = read(&mut host, ROOM, "m.room.topic", Some(""));
    for known in [ROOM, NAMED] {
        host.session.room_joined(&room(known), host.now);
        assert!(reads(&mut host).is_empty());
    }
    host.session.room_joined(&room(OTHER), host.now);
    let _joined = read(&mut host, OTHER, "m.room.topic", Some(""));
    host.session.viewed_room(Some(room(OTHER)), host.now);
    assert!(reads(&mut host).is_empty());
}

/// H-PUSH-4, H-PUSH-7: a timeline widens the state, and only the entries of its room are read.
#[test]
fn new_timeline_reads_its_room() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    answer(&mut host, ticket, &[topic("a")]).unwrap();
    host.sent();
    ask_more(&mut host, &[OTHER_TIMELINE]);
    host.sent();
    let ticket = read(&mut host, OTHER, "m.room.topic", Some(""));
    answer(&mut host, ticket, &[topic("b")]).unwrap();
    assert_eq!(host.sent(), [update(&[(OTHER, topic("b"))])]);
}

/// H-PUSH-4: a round that does not widen the receivable state sends nothing.
#[test]
fn round_that_widens_nothing_sends_nothing() {
    let mut host = negotiated(with_state(), &[MEMBERS]);
    let ticket = read(&mut host, ROOM, "m.room.member", None);
    answer(&mut host, ticket, &[]).unwrap();
    host.sent();
    for more in ["org.matrix.msc2762.receive.state_event:m.room.member#@a:example.org", "m.sticker"] {
        host.receive("more", ASK_MORE, &format!(r#"{{"capabilities":["{more}"]}}"#));
        if let Some((ticket, asked)) = host.prompt() {
            host.session.decide(ticket, &asked, host.now).unwrap();
        }
        assert!(host.sent().iter().all(|message| !message.starts_with("update_state")));
        assert!(reads(&mut host).is_empty());
    }
}

/// H-PUSH-2, H-PUSH-8: a change of an entry that was receivable before does not wait for the reads of the next message.
#[test]
fn change_of_earlier_state_does_not_wait() {
    let one = "org.matrix.msc2762.receive.state_event:m.room.member#@a:example.org";
    let mut host = negotiated(with_state(), &[one]);
    let ticket = read(&mut host, ROOM, "m.room.member", Some("@a:example.org"));
    answer(&mut host, ticket, &[]).unwrap();
    ask_more(&mut host, &[MEMBERS]);
    host.sent();
    assert_eq!(push(&mut host, ROOM, member("@a:example.org")), Push::Queued);
    assert_eq!(host.sent(), [update(&[(ROOM, member("@a:example.org"))])]);
    assert_eq!(push(&mut host, ROOM, member("@b:example.org")), Push::Queued);
    assert_eq!(host.sent(), [""; 0]);
}

/// H-PUSH-2, H-PUSH-15: only changes that the widget may receive are sent.
#[test]
fn changes_are_checked() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    answer(&mut host, ticket, &[]).unwrap();
    host.sent();
    let keyed = topic("a").raw().as_str().replace(r#""state_key":"""#, r#""state_key":"x""#);
    let message = r#"{"type":"m.room.topic","event_id":"$e","content":{}}"#;
    for change in [member("@a:example.org"), event(&keyed), event(message)] {
        assert_eq!(push(&mut host, ROOM, change), Push::NotAllowed);
    }
    assert_eq!(host.sent(), [""; 0]);
}

/// H-PERM-5: what is no longer receivable when the message is sent is left out.
#[test]
fn state_of_a_room_that_is_no_longer_viewed_is_dropped() {
    let mut host = account(&[MEMBERS]);
    host.sent();
    host.session.viewed_room(Some(room(ROOM)), host.now);
    let ticket = read(&mut host, ROOM, "m.room.member", None);
    host.session.viewed_room(Some(room(OTHER)), host.now);
    answer(&mut host, ticket, &[member("@a:example.org")]).unwrap();
    assert_eq!(host.sent(), [""; 0]);
}

/// H-READ-15, H-PUSH-16: an entry is judged by the room that was read, and has this room.
#[test]
fn state_has_the_room_that_was_read() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    let foreign = topic("a").with_room_id(&room(OTHER));
    answer(&mut host, ticket, &[member("@a:example.org"), foreign]).unwrap();
    assert_eq!(host.sent(), [update(&[(ROOM, topic("a"))])]);
}

/// Two rounds send their messages in order.
#[test]
fn messages_keep_the_order_of_rounds() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let first = read(&mut host, ROOM, "m.room.topic", Some(""));
    ask_more(&mut host, &[MEMBERS]);
    host.sent();
    let second = read(&mut host, ROOM, "m.room.member", None);
    answer(&mut host, second, &[member("@a:example.org")]).unwrap();
    assert_eq!(host.sent(), [""; 0]);
    answer(&mut host, first, &[topic("a")]).unwrap();
    assert_eq!(host.sent(), [update(&[(ROOM, topic("a"))]), update(&[(ROOM, member("@a:example.org"))])]);
}

/// H-PUSH-9: the application reads some state at a time. What has not been read at the deadline is reported.
#[test]
fn reads_are_asked_a_few_at_a_time() {
    let types: Vec<_> = (0..20)
        .map(|number| format!("org.matrix.msc2762.receive.state_event:com.example.t{number}"))
        .collect();
    let mut host = negotiated(with_state(), &types.iter().map(String::as_str).collect::<Vec<_>>());
    let mut open = reads(&mut host);
    assert_eq!(open.len(), 16);
    for left in [3, 2, 1, 0] {
        let (ticket, _) = open.pop().unwrap();
        assert_eq!(answer(&mut host, ticket, &[]), Ok(()));
        let next = reads(&mut host);
        assert_eq!(next.len(), 1, "{left}");
        open.extend(next);
    }
    let (ticket, _) = open.pop().unwrap();
    assert_eq!(answer(&mut host, ticket, &[]), Ok(()));
    assert!(reads(&mut host).is_empty());

    let mut host = negotiated(with_state(), &types.iter().map(String::as_str).collect::<Vec<_>>());
    let _open = reads(&mut host);
    host.wait(seconds(60));
    assert_eq!(host.event_names().iter().filter(|name| *name == "StateFailed").count(), 20);
    assert_eq!(host.sent(), [update(&[])]);
}

/// H-VER-7, H-VER-12: state waits for the versions, and nothing else does.
#[test]
fn state_waits_for_versions() {
    let mut host = Host::new(with_state());
    negotiate(&mut host, &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    answer(&mut host, ticket, &[topic("a")]).unwrap();
    assert_eq!(host.sent(), [""; 0]);
    host.versions(&[UPDATE_STATE]);
    assert_eq!(host.sent(), [update(&[(ROOM, topic("a"))])]);
}

/// H-VER-7: a widget that does not list `update_state` gets none, and the reads are cancelled.
#[test]
fn widget_without_the_version_gets_no_state() {
    let mut host = Host::new(with_state());
    negotiate(&mut host, &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    host.versions(&["0.0.1"]);
    assert_eq!(host.event_names(), ["Cancelled"]);
    assert_eq!(answer(&mut host, ticket, &[topic("a")]), Err(Late));
    assert_eq!(push(&mut host, ROOM, topic("b")), Push::NotAllowed);
    assert_eq!(host.sent(), [""; 0]);
}

/// H-VER-2: a client that does not list `update_state` reads and sends no state.
#[test]
fn client_without_the_version_sends_no_state() {
    let mut host = negotiated(config(), &[TOPIC]);
    assert!(reads(&mut host).is_empty());
    assert_eq!(host.sent(), [""; 0]);
}

/// H-NEG-4: changes from before the notification are not sent.
#[test]
fn changes_before_the_first_decision_are_not_sent() {
    let mut host = Host::new(with_state());
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&[TOPIC]);
    assert_eq!(push(&mut host, ROOM, topic("a")), Push::NotReady);
}

/// H-LOAD-16: the reads of an earlier document are cancelled.
#[test]
fn reload_cancels_reads() {
    let mut host = negotiated(with_state(), &[TOPIC]);
    let ticket = read(&mut host, ROOM, "m.room.topic", Some(""));
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&[]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[], &[])]);
    assert_eq!(answer(&mut host, ticket, &[topic("a")]), Err(Late));
    assert_eq!(host.sent(), [""; 0]);
}

fn sticky(id: &str) -> MatrixEvent {
    event(&format!(
        r#"{{"type":"m.reaction","event_id":"{id}","content":{{}},"msc4354_sticky":{{"duration_ms":60000}}}}"#
    ))
}

/// Returns `send_event` as [`Host::sent`] shows it.
fn sent_event(event: &MatrixEvent) -> String {
    let event = event.clone().with_room_id(&room(ROOM));
    let value: serde_json::Value = serde_json::from_str(event.raw().as_str()).unwrap();
    format!("send_event {value}")
}

fn sticky_read(host: &mut Host) -> StickyTicket {
    let mut events = host.events();
    match events.pop() {
        Some(Event::ReadStickyEvents { ticket, room }) if room == ROOM => ticket,
        other => panic!("expected a read, found {other:?}"),
    }
}

/// H-PUSH-11: sticky events that become receivable are sent, each once even if it also comes live.
#[test]
fn sticky_events_are_sent_once() {
    let mut host = negotiated(config(), &[REACTIONS, STICKY]);
    let ticket = sticky_read(&mut host);
    let live = |id| RoomEvent::new(sticky(id), &room(ROOM)).unwrap();
    assert_eq!(host.session.push_event(&live("$1"), host.now), Push::Queued);
    let events = vec![sticky("$1"), sticky("$2")];
    host.session.sticky_events_read(ticket, events, host.now).unwrap();
    assert_eq!(host.session.push_event(&live("$2"), host.now), Push::Duplicate);
    assert_eq!(host.sent(), [sent_event(&sticky("$1")), sent_event(&sticky("$2"))]);
}

/// H-PUSH-17: a sticky event that is decrypted later is pushed then, and each form once.
#[test]
fn sticky_events_are_pushed_when_decrypted() {
    let encrypted = "org.matrix.msc2762.receive.event:m.room.encrypted";
    let mut host = negotiated(config(), &[REACTIONS, encrypted, STICKY]);
    host.sent();
    let text = sticky("$1").raw().as_str().replace("m.reaction", "m.room.encrypted");
    let text = MatrixEvent::from(RawObject::from_text(text).unwrap());
    for event in [text, sticky("$1")] {
        let event = RoomEvent::new(event, &room(ROOM)).unwrap();
        assert_eq!(host.session.push_event(&event, host.now), Push::Queued);
        assert_eq!(host.session.push_event(&event, host.now), Push::Duplicate);
        assert_eq!(host.sent(), [sent_event(event.event())]);
    }
}

/// H-PUSH-11: a type becomes receivable while sticky events are.
#[test]
fn new_type_sends_sticky_events() {
    let mut host = negotiated(config(), &[STICKY]);
    assert!(!host.event_names().contains(&"ReadStickyEvents".to_owned()));
    ask_more(&mut host, &[REACTIONS]);
    let ticket = sticky_read(&mut host);
    host.session.sticky_events_read(ticket, vec![sticky("$1")], host.now).unwrap();
    let both = [STICKY, REACTIONS];
    assert_eq!(host.sent()[1..], [notify(&both, &both), sent_event(&sticky("$1"))]);
}

/// H-PUSH-11: a room becomes accessible while sticky events are receivable.
#[test]
fn viewed_room_sends_sticky_events() {
    let mut host = account(&[REACTIONS, STICKY]);
    host.events();
    host.session.viewed_room(Some(room(ROOM)), host.now);
    let ticket = sticky_read(&mut host);
    host.session.sticky_events_read(ticket, vec![sticky("$1")], host.now).unwrap();
    assert_eq!(host.sent(), [sent_event(&sticky("$1"))]);
    host.session.viewed_room(None, host.now);
    assert_eq!(host.event_names(), [""; 0]);
}
