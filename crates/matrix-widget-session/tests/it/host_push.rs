//! Events and messages that are pushed to the widget.

use matrix_widget_protocol::{RawObject, event::MatrixEvent, reexports::ruma_common::user_id};
use matrix_widget_session::host::{HostConfig, Push, RoomEvent};

use crate::host_support::{CAPABILITIES, ERROR, Host, OTHER, ROOM, account_widget, config, room};

const RECEIVE_TEXT: &str = "org.matrix.msc2762.receive.event:m.room.message#m.text";
const RECEIVE_TOPIC: &str = "org.matrix.msc2762.receive.state_event:m.room.topic";
const POKE: &str = "org.matrix.msc3819.receive.to_device:com.example.poke";

fn event_in(room_id: &str, text: &str) -> RoomEvent {
    RoomEvent::new(MatrixEvent::from(RawObject::from_text(text).unwrap()), &room(room_id)).unwrap()
}

fn text_in(room_id: &str) -> RoomEvent {
    event_in(room_id, r#"{"type":"m.room.message","event_id":"$e","content":{"msgtype":"m.text"}}"#)
}

fn topic() -> RoomEvent {
    event_in(ROOM, r#"{"type":"m.room.topic","state_key":"","event_id":"$t","content":{}}"#)
}

/// Returns a session whose widget has no versions.
fn established(capabilities: &[&str]) -> Host {
    let mut host = Host::established(config(), capabilities);
    host.versions(&[]);
    host.events();
    host
}

fn poke(host: &mut Host, event_type: &str) -> Push {
    let content = RawObject::from_text(r#"{"poke":1}"#).unwrap();
    host.session.push_to_device(event_type, user_id!("@bob:example.org"), &content, false, host.now)
}

/// H-PUSH-1, H-PUSH-3, H-PUSH-16: a timeline event, also a state event, is sent to a widget that may receive it, with the room
/// that the client knows.
#[test]
fn push_event_sends_what_may_be_received() {
    let mut host = established(&[RECEIVE_TEXT, RECEIVE_TOPIC]);
    let text = format!(
        r#"{{"type":"m.room.message","room_id":"{OTHER}","event_id":"$e","content":{{"msgtype":"m.text"}}}}"#
    );
    assert_eq!(host.session.push_event(&event_in(ROOM, &text), host.now), Push::Queued);
    assert_eq!(host.session.push_event(&topic(), host.now), Push::Queued);
    let image = r#"{"type":"m.room.message","event_id":"$e","content":{"msgtype":"m.image"}}"#;
    assert_eq!(host.session.push_event(&event_in(ROOM, image), host.now), Push::NotAllowed);
    assert_eq!(
        host.sent(),
        [
            format!(
                r#"send_event {{"content":{{"msgtype":"m.text"}},"event_id":"$e","room_id":"{ROOM}","type":"m.room.message"}}"#
            ),
            format!(
                r#"send_event {{"content":{{}},"event_id":"$t","room_id":"{ROOM}","state_key":"","type":"m.room.topic"}}"#
            ),
        ]
    );
}

/// H-NEG-4: nothing is pushed before `notify_capabilities`, and nothing is replayed.
#[test]
fn nothing_is_pushed_before_the_notification() {
    let mut host = Host::new(config());
    let push = |host: &mut Host| host.session.push_event(&text_in(ROOM), host.now);
    assert_eq!(push(&mut host), Push::NotReady);
    host.receive("1", "content_loaded", "{}");
    host.sent();
    host.wish(&[RECEIVE_TEXT]);
    assert_eq!(push(&mut host), Push::NotReady);
    assert_eq!(poke(&mut host, "com.example.poke"), Push::NotReady);
    host.sent();
    host.decide(&[RECEIVE_TEXT], &[RECEIVE_TEXT]);
    let sent = host.sent();
    assert!(matches!(&sent[..], [only] if only.starts_with("notify_capabilities")), "{sent:?}");
}

/// H-PERM-5, H-PUSH-15: the viewed room at the time of the push counts, and other rooms need a timeline capability.
#[test]
fn push_event_needs_access_to_the_room() {
    let mut host = Host::established(HostConfig::in_account(account_widget()), &[RECEIVE_TEXT]);
    host.versions(&[]);
    assert_eq!(host.session.push_event(&text_in(ROOM), host.now), Push::NotAllowed);
    host.session.viewed_room(Some(room(ROOM)), host.now);
    assert_eq!(host.session.push_event(&text_in(ROOM), host.now), Push::Queued);
    assert_eq!(host.session.push_event(&text_in(OTHER), host.now), Push::NotAllowed);
    host.session.viewed_room(None, host.now);
    assert_eq!(host.sent().len(), 1);
    let mut host = established(&[RECEIVE_TEXT, "org.matrix.msc2762.timeline:!other:example.org"]);
    assert_eq!(host.session.push_event(&text_in(OTHER), host.now), Push::Queued);
}

/// H-PUSH-12: a to-device message has four members, and `encrypted` from the client.
#[test]
fn push_to_device_sends_four_members() {
    let mut host = established(&[POKE]);
    assert_eq!(poke(&mut host, "com.example.poke"), Push::Queued);
    assert_eq!(poke(&mut host, "com.example.poke.other"), Push::NotAllowed);
    assert_eq!(
        host.sent(),
        [
            r#"send_to_device {"content":{"poke":1},"encrypted":false,"sender":"@bob:example.org","type":"com.example.poke"}"#
        ]
    );
}

/// H-PUSH-13: keys and verification requests are not pushed.
#[test]
fn push_to_device_sends_no_keys() {
    let key = "org.matrix.msc3819.receive.to_device:m.room_key";
    let mut config = config();
    config.approved = crate::host_support::set(&[key]);
    let mut host = Host::established(config, &[key]);
    assert_eq!(poke(&mut host, "m.room_key"), Push::NotAllowed);
}

/// H-PUSH-14, H-PUSH-18: a local echo, which has no event ID, and an ambiguous event are no events to push.
#[test]
fn room_event_rejects_local_echoes_and_ambiguous_events() {
    for text in [
        r#"{"type":"m.room.message","content":{"msgtype":"m.text"}}"#,
        r#"{"type":"m.room.message","event_id":"~!room:example.org:m1","content":{"msgtype":"m.text"}}"#,
        r#"{"type":"m.room.message","type":"m.other","event_id":"$e","content":{"msgtype":"m.text"}}"#,
        r#"{"type":"m.room.message","event_id":"$e","content":{"msgtype":"m.text","msgtype":"m.image"}}"#,
    ] {
        let event = MatrixEvent::from(RawObject::from_text(text).unwrap());
        assert!(RoomEvent::new(event, &room(ROOM)).is_err(), "{text}");
    }
}

/// H-PUSH-17: an undecryptable event needs the capability for `m.room.encrypted`.
#[test]
fn undecryptable_events_need_their_own_capability() {
    let encrypted = event_in(ROOM, r#"{"type":"m.room.encrypted","event_id":"$e","content":{}}"#);
    let mut host = established(&[RECEIVE_TEXT]);
    assert_eq!(host.session.push_event(&encrypted, host.now), Push::NotAllowed);
    let mut host = established(&["org.matrix.msc2762.receive.event:m.room.encrypted"]);
    assert_eq!(host.session.push_event(&encrypted, host.now), Push::Queued);
}

/// H-PUSH-19, H-PUSH-20: pushes keep their order, wait for no answer, and are sent once, with or without an answer.
#[test]
fn pushes_wait_for_nothing() {
    let mut host = established(&[RECEIVE_TEXT, RECEIVE_TOPIC, POKE]);
    assert_eq!(host.session.push_event(&text_in(ROOM), host.now), Push::Queued);
    assert_eq!(poke(&mut host, "com.example.poke"), Push::Queued);
    assert_eq!(host.session.push_event(&topic(), host.now), Push::Queued);
    let actions: Vec<_> = host.sent().iter().map(|text| text.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(actions, ["send_event", "send_to_device", "send_event"]);
    host.reply("send_event", ERROR);
    host.reply("send_to_device", "[5]");
    host.reply("notify_capabilities", ERROR);
    host.wait(std::time::Duration::from_secs(1000));
    assert_eq!(host.sent(), [""; 0]);
    assert_eq!(host.event_names(), [""; 0]);
}

/// H-LOAD-11, H-LOAD-16: pushes are held after a sign of reloading, and dropped for a new document.
#[test]
fn pushes_are_held_during_a_reload() {
    for is_reload in [false, true] {
        let mut host = established(&[RECEIVE_TEXT]);
        assert_eq!(host.session.push_event(&text_in(ROOM), host.now), Push::Queued);
        host.receive("1", "content_loaded", "{}");
        assert_eq!(host.session.push_event(&text_in(ROOM), host.now), Push::Queued);
        assert_eq!(host.sent(), ["1: {}", CAPABILITIES]);
        if is_reload {
            host.wish(&[]);
        } else {
            host.reply("capabilities", ERROR);
        }
        let pushes = host.sent().iter().filter(|text| text.starts_with("send_event")).count();
        assert_eq!(pushes, if is_reload { 0 } else { 2 });
    }
}

/// H-LIM-3: at the limit of unsent messages, timeline and to-device pushes are refused, and everything else is queued.
#[test]
fn pushes_are_limited() {
    let (mut messages, mut bytes) = (config(), config());
    messages.limits.unsent = 2;
    // The first two messages have more.
    bytes.limits.unsent_bytes = 300;
    for config in [messages, bytes] {
        check_pushes(config);
    }
}

fn check_pushes(config: HostConfig) {
    let mut host = Host::established(config, &[RECEIVE_TEXT, POKE]);
    assert_eq!(host.session.push_event(&text_in(ROOM), host.now), Push::Queued);
    assert_eq!(poke(&mut host, "com.example.poke"), Push::Queued);
    assert_eq!(host.session.push_event(&text_in(ROOM), host.now), Push::Full);
    assert_eq!(poke(&mut host, "com.example.poke"), Push::Full);
    host.session.set_visible(false);
    host.receive("1", "supported_api_versions", "{}");
    assert_eq!(host.sent().len(), 4);
    assert_eq!(host.session.push_event(&text_in(ROOM), host.now), Push::Queued);
}
