//! Room state.

use matrix_widget_protocol::ApiVersion;
use matrix_widget_session::widget::Event;
use serde_json::{Value, json};

use super::support::{Page, settings};

const UPDATE_STATE: &str = "org.matrix.msc2762_update_state";
const READ: &str = "org.matrix.msc2876.read_events";
const NAME: &str = "org.matrix.msc2762.receive.state_event:m.room.name#";
const MEMBER: &str = "org.matrix.msc2762.receive.state_event:m.room.member";

/// Returns the event of an entry.
fn entry(event_type: &str, state_key: &str, id: &str) -> Value {
    json!({
        "type": event_type,
        "state_key": state_key,
        "event_id": id,
        "room_id": "!r:example.org",
        "sender": "@a:example.org",
        "content": {},
    })
}

/// Returns the page of a widget that handles `update_state`, with the approved capabilities. The client also handles
/// it.
fn page(capabilities: &[&str]) -> Page {
    let mut settings = settings(capabilities);
    settings.versions.push(ApiVersion::Msc2762UpdateState);
    let mut page = Page::ready_with(settings, &["org.matrix.msc2871", UPDATE_STATE]);
    page.events();
    page
}

impl Page {
    fn update(&mut self, state: &[Value]) {
        assert_eq!(self.ask("update_state", json!({ "state": state })), json!({}));
    }

    /// Takes the only event, and returns the IDs of the changes.
    fn changes(&mut self) -> (Vec<String>, bool) {
        let mut events = self.events();
        match (events.pop(), events.as_slice()) {
            (Some(Event::State { changes, is_complete }), []) => {
                let ids = changes.iter().map(|event| event.event_id().unwrap().to_string());
                (ids.collect(), is_complete)
            }
            others => panic!("{others:?}"),
        }
    }
}

fn changed(ids: &[&str], is_complete: bool) -> (Vec<String>, bool) {
    (ids.iter().copied().map(str::to_owned).collect(), is_complete)
}

/// W-SUB-3: with a client that lists `update_state`, a state event by `send_event` is no state.
#[test]
fn state_comes_by_update_state_if_the_client_lists_it() {
    let mut page = page(&[NAME]);
    page.update(&[]);
    page.events();
    page.ask("send_event", entry("m.room.name", "", "$1"));
    assert_eq!(page.event_names(), ["RoomEvent"]);
    page.update(&[entry("m.room.name", "", "$1")]);
    assert_eq!(page.changes(), changed(&["$1"], false));
}

/// W-SUB-3: with other clients, and if the widget does not list it, a state event by `send_event` is state, too.
#[test]
fn state_comes_by_send_event_from_other_clients() {
    for versions in [&["org.matrix.msc2871"][..], &["org.matrix.msc2871", UPDATE_STATE]] {
        let mut page = Page::ready_with(settings(&[NAME]), versions);
        page.events();
        page.ask("send_event", entry("m.room.name", "", "$1"));
        assert_eq!(page.event_names(), ["RoomEvent", "State"]);
        page.ask("send_event", json!({ "type": "m.room.message", "content": {} }));
        assert_eq!(page.event_names(), ["RoomEvent"]);
    }
}

/// W-SUB-4: a repeated entry is no change. A change back is one.
#[test]
fn repeated_entries_are_no_changes() {
    let mut page = page(&[MEMBER]);
    page.update(&[entry("m.room.member", "@a:b.c", "$a1"), entry("m.room.member", "@b:b.c", "$b1")]);
    assert_eq!(page.changes(), changed(&["$a1", "$b1"], true));
    page.update(&[entry("m.room.member", "@a:b.c", "$a1"), entry("m.room.member", "@b:b.c", "$b2")]);
    assert_eq!(page.changes(), changed(&["$b2"], false));
    page.update(&[entry("m.room.member", "@b:b.c", "$b2")]);
    page.assert_no_events();
    page.update(&[entry("m.room.member", "@b:b.c", "$b1")]);
    assert_eq!(page.changes(), changed(&["$b1"], false));
    // The same type and key in another room is another entry.
    let mut other = entry("m.room.member", "@b:b.c", "$b1");
    other["room_id"] = json!("!other:example.org");
    page.update(&[other]);
    assert_eq!(page.changes(), changed(&["$b1"], false));
}

/// W-SUB-5: the first `update_state` after an approval completes the state, also if it is empty.
#[test]
fn first_update_state_after_an_approval_completes_the_state() {
    let mut page = page(&[NAME]);
    page.update(&[]);
    assert_eq!(page.changes(), changed(&[], true));
    page.update(&[]);
    page.assert_no_events();

    // Further state, and a timeline for the state, widen what the widget receives.
    for widening in [MEMBER, "m.timeline:!r:example.org"] {
        page.notify(&json!([]), &json!([widening]));
        page.events();
        page.update(&[entry("m.room.name", "", widening)]);
        assert!(matches!(page.events().as_slice(), [Event::State { is_complete: true, .. }]), "{widening}");
    }
    page.notify(&json!([]), &json!(["m.sticker", NAME]));
    page.events();
    page.update(&[]);
    page.assert_no_events();

    // The client also sends it if it has approved no state in the first round.
    let mut page = self::page(&["m.sticker"]);
    page.update(&[]);
    assert_eq!(page.changes(), changed(&[], true));
}

/// W-SUB-6: state is read from a client without `update_state`, with the state key that is approved.
#[test]
fn state_is_read_from_clients_without_update_state() {
    let mut page = Page::ready(&[NAME, MEMBER, "org.matrix.msc2762.receive.event:t"]);
    let reads = page.sent(READ);
    let data: Vec<_> = reads.iter().map(|read| read["data"].clone()).collect();
    assert_eq!(
        data,
        [
            json!({ "type": "m.room.name", "state_key": "" }),
            json!({ "type": "m.room.member", "state_key": true })
        ],
    );
    page.answer(&reads[0], &json!({ "events": [entry("m.room.name", "", "$1")] }));
    assert_eq!(page.changes(), changed(&["$1"], false));
    page.answer(&reads[1], &json!({ "error": { "message": "no" } }));
    assert_eq!(page.changes(), changed(&[], true));
}

/// W-SUB-6: state is read from the rooms of timeline capabilities, too.
#[test]
fn state_is_read_from_all_rooms() {
    let rooms = |capabilities: &[&str]| -> Vec<Value> {
        Page::ready(capabilities).sent(READ).iter().map(|read| read["data"]["room_ids"].clone()).collect()
    };
    assert_eq!(rooms(&[NAME]), [Value::Null]);
    assert_eq!(
        rooms(&[NAME, "m.timeline:!b:c.d", "m.timeline:!a:b.c"]),
        [Value::Null, json!(["!a:b.c", "!b:c.d"])],
    );
    assert_eq!(rooms(&[NAME, "m.timeline:!a:b.c", "m.timeline:*"]), [json!("*")]);
}

/// W-SUB-6: a few reads are in flight at a time, and the state is complete after the last.
#[test]
fn reads_are_sent_a_few_at_a_time() {
    let capabilities: Vec<_> = (0..50).map(|n| format!("{MEMBER}#@{n}:example.org")).collect();
    let mut page = Page::ready(&capabilities.iter().map(String::as_str).collect::<Vec<_>>());
    let mut completed = Vec::new();
    for _ in 0..50 {
        let mut reads = page.sent(READ);
        assert!((1..=4).contains(&reads.len()));
        for read in reads.drain(..) {
            let key = read["data"]["state_key"].as_str().unwrap();
            page.answer(&read, &json!({ "events": [entry("m.room.member", key, &format!("${key}"))] }));
        }
        for event in page.events() {
            let Event::State { changes, is_complete } = event else { panic!("{event:?}") };
            assert_eq!(changes.len(), 1);
            completed.push(is_complete);
        }
        if completed.len() == 50 {
            break;
        }
    }
    assert_eq!(completed.iter().position(|is_complete| *is_complete), Some(49));
}

/// W-SUB-6: state is read from a client without `update_state` by a widget that handles it.
#[test]
fn state_is_read_if_only_the_widget_lists_update_state() {
    let mut settings = settings(&[NAME]);
    settings.versions.push(ApiVersion::Msc2762UpdateState);
    let mut page = Page::ready_with(settings, &["org.matrix.msc2871"]);
    page.sent_one(READ);
    page.events();
    page.session.end();
    page.assert_no_events();
}

/// W-SUB-6: a modal widget that is ready before the decision reads nothing.
#[test]
fn state_is_read_after_the_decision() {
    let mut settings = settings(&[NAME]);
    settings.is_modal = true;
    let mut page = Page::new(settings);
    page.answer_versions(&["org.matrix.msc2871"]);
    page.ask("widget_config", json!({ "type": "m.custom", "url": "u" }));
    assert!(page.session.is_ready());
    page.assert_nothing_sent();
    page.notify(&json!([NAME]), &json!([NAME]));
    page.sent_one(READ);
}

/// W-SUB-6: reads that time out together do not complete the state while others wait.
#[test]
fn state_is_complete_after_the_last_read() {
    let capabilities: Vec<_> = (0..6).map(|n| format!("{MEMBER}#@{n}:example.org")).collect();
    let mut page = Page::ready(&capabilities.iter().map(String::as_str).collect::<Vec<_>>());
    page.wait(10);
    page.assert_no_events();
    page.wait(10);
    assert_eq!(page.changes(), changed(&[], true));
}

/// W-SUB-6: `update_state` from a client that does not list it changes state, and does not complete it.
#[test]
fn unexpected_update_state_does_not_complete_the_state() {
    let mut page = Page::ready(&[NAME]);
    let read = page.sent_one(READ);
    page.update(&[entry("m.room.name", "", "$1")]);
    assert_eq!(page.changes(), changed(&["$1"], false));
    page.answer(&read, &json!({ "events": [] }));
    assert_eq!(page.changes(), changed(&[], true));
}

/// W-SUB-6: a change that arrives during a read is newer than what was read.
#[test]
fn pushed_state_is_newer_than_read_state() {
    let mut page = Page::ready(&[NAME]);
    let read = page.sent_one(READ);
    page.ask("send_event", entry("m.room.name", "", "$new"));
    page.events();
    page.answer(&read, &json!({ "events": [entry("m.room.name", "", "$old")] }));
    assert_eq!(page.changes(), changed(&[], true));

    // A later read is newer.
    page.notify(&json!([]), &json!(["m.timeline:*"]));
    page.events();
    let read = page.sent_one(READ);
    page.answer(&read, &json!({ "events": [entry("m.room.name", "", "$newer")] }));
    assert_eq!(page.changes(), changed(&["$newer"], true));
}

/// W-SUB-6: a read that returns other events than state contributes no state.
#[test]
fn events_without_state_key_are_not_taken_as_state() {
    let mut page = Page::ready(&[NAME]);
    let read = page.sent_one(READ);
    let message =
        json!({ "type": "m.room.name", "event_id": "$1", "room_id": "!r:example.org", "content": {} });
    page.answer(&read, &json!({ "events": [message] }));
    assert_eq!(page.changes(), changed(&[], true));
}

/// W-SUB-6: a state event that arrives before the versions are known is part of what is read later.
#[test]
fn state_is_read_after_the_versions_are_known() {
    let mut page = Page::new(settings(&[NAME]));
    page.ask("capabilities", json!({}));
    page.notify(&json!([NAME]), &json!([NAME]));
    page.ask("send_event", entry("m.room.name", "", "$1"));
    assert_eq!(page.event_names(), ["Approved", "Ready", "RoomEvent"]);
    assert!(page.sent(READ).is_empty());
    page.answer_versions(&["0.1.0"]);
    page.sent_one(READ);
}

/// W-SUB-6: without notification, what was requested is read.
#[test]
fn requested_state_is_read_if_approvals_are_unknown() {
    let mut page = Page::new(settings(&[NAME]));
    page.answer_versions(&["0.1.0"]);
    page.ask("capabilities", json!({}));
    page.sent_one(READ);
}

/// W-SUB-6: a client that lists `update_state` and is silent for 10 seconds is reported, and the session keeps waiting.
#[test]
fn missing_update_state_is_reported_once() {
    let mut page = page(&[NAME]);
    page.wait(9);
    page.assert_no_events();
    page.wait(1);
    assert_eq!(page.event_names(), ["StateMissing"]);
    page.wait(1000);
    assert!(page.sent(READ).is_empty());
    page.update(&[entry("m.room.name", "", "$1")]);
    assert_eq!(page.changes(), changed(&["$1"], true));

    let mut page = self::page(&[NAME]);
    page.session.end();
    assert_eq!(page.session.poll_timeout(), None);
    let mut page = self::page(&[NAME]);
    page.update(&[]);
    page.events();
    page.wait(1000);
    page.assert_no_events();
    let mut page = self::page(&["m.sticker"]);
    page.wait(1000);
    page.assert_no_events();
}
