//! Requests for more capabilities.

use matrix_widget_protocol::{RawObject, reexports::matrix_widget_capability::CapabilityList};
use matrix_widget_session::widget::Event;
use serde_json::{Value, json};

use super::support::{Page, settings};

const ACTION: &str = "org.matrix.msc2974.request_capabilities";
const STICKER: &str = "m.sticker";
const SCREEN: &str = "m.always_on_screen";
const NAVIGATE: &str = "org.matrix.msc2931.navigate";

fn list(strings: &[&str]) -> CapabilityList {
    strings.iter().copied().collect()
}

impl Page {
    fn wish(&mut self, strings: &[&str]) -> bool {
        self.session.request_capabilities(&list(strings), self.now).unwrap()
    }

    /// Takes the only request for capabilities that the widget has sent, and checks its strings.
    fn sent_wish(&mut self, strings: &[&str]) -> Value {
        let request = self.sent_one(ACTION);
        assert_eq!(request["data"], json!({ "capabilities": strings }));
        request
    }

    /// Asserts that one request has been decided.
    fn assert_decided(&mut self, strings: &[&str]) {
        let events = self.events();
        let decided = events.iter().filter_map(|event| match event {
            Event::Decided { capabilities, outcome } => Some((capabilities, outcome)),
            _ => None,
        });
        assert_eq!(decided.collect::<Vec<_>>(), [(&list(strings), &Ok(()))]);
    }

    fn assert_undecided(&mut self) {
        assert!(!self.event_names().contains(&"Decided".to_owned()));
    }
}

/// W-REN-1: `request_capabilities` waits until the session is ready.
#[test]
fn request_waits_until_ready() {
    let mut page = Page::new(settings(&[]));
    page.answer_versions(&["org.matrix.msc2871"]);
    assert!(page.wish(&[STICKER]));
    page.ask("capabilities", json!({}));
    page.assert_nothing_sent();
    page.notify(&json!([]), &json!([]));
    page.sent_wish(&[STICKER]);
}

/// W-REN-2: only strings that are neither approved nor requested before are sent, unless the application asks again.
#[test]
fn only_new_capabilities_are_requested() {
    let mut page = Page::new(settings(&[SCREEN, "m.send.event:m.room.message"]));
    page.answer_versions(&["org.matrix.msc2871"]);
    page.ask("capabilities", json!({}));
    page.notify(&json!([SCREEN]), &json!(["org.matrix.msc2762.send.event:m.room.message"]));
    assert!(!page.wish(&[SCREEN, "m.send.event:m.room.message#m.text"]));
    assert!(page.wish(&["m.navigate", SCREEN, STICKER, NAVIGATE, "m.send.event:m.room.message"]));
    page.sent_wish(&[NAVIGATE, STICKER]);
    page.notify(&json!([NAVIGATE, STICKER]), &json!([]));
    assert!(!page.wish(&[STICKER]));
    page.assert_nothing_sent();
    assert!(page.session.request_capabilities_again(&list(&[STICKER]), page.now).unwrap());
    page.sent_wish(&[STICKER]);
}

/// W-REN-3: one request at a time. Wishes that come meanwhile go into the next one.
#[test]
fn requests_are_sent_one_at_a_time() {
    let mut page = Page::ready(&[]);
    page.wish(&[STICKER]);
    page.sent_wish(&[STICKER]);
    assert!(page.wish(&[SCREEN]) && page.wish(&[NAVIGATE, STICKER]));
    // What is undecided is not requested twice.
    assert!(page.wish(&[STICKER]) && page.wish(&[NAVIGATE]));
    assert!(page.session.request_capabilities_again(&list(&[STICKER, SCREEN]), page.now).unwrap());
    page.assert_nothing_sent();
    page.notify(&json!([STICKER]), &json!([]));
    page.sent_wish(&[SCREEN, NAVIGATE]);
}

/// W-REN-3: a wish that is approved before its request is sent is not sent.
#[test]
fn wishes_approved_meanwhile_are_not_sent() {
    let mut page = Page::ready(&[]);
    page.wish(&[STICKER]);
    page.wish(&[SCREEN]);
    page.sent_wish(&[STICKER]);
    page.notify(&json!([STICKER]), &json!([SCREEN]));
    assert_eq!(page.event_names(), ["Approved", "Decided", "Decided"]);
    page.assert_nothing_sent();
}

/// W-REN-4: the first notification that names each string settles the request, with totals and with differences.
#[test]
fn notification_with_each_string_settles_the_request() {
    let totals = (json!([NAVIGATE, STICKER, SCREEN]), json!([NAVIGATE, STICKER]));
    let differences = (json!([SCREEN]), json!([STICKER]));
    let stable_names = (json!(["m.always_on_screen"]), json!(["m.sticker"]));
    for (requested, approved) in [totals, differences, stable_names] {
        let mut page = Page::ready(&[NAVIGATE]);
        page.wish(&[STICKER, SCREEN]);
        let request = page.sent_wish(&[STICKER, SCREEN]);
        page.answer(&request, &json!({}));
        // The empty second notification of another round, and one for a part.
        page.notify(&json!([]), &json!([]));
        page.notify(&json!([STICKER]), &json!([STICKER]));
        page.assert_undecided();
        page.notify(&requested, &approved);
        page.assert_decided(&[STICKER, SCREEN]);
    }
}

/// W-REN-4: a string that is covered by an approved one, or requested with another name, is decided.
#[test]
fn strings_are_decided_by_meaning() {
    let mut page = Page::ready(&[]);
    let text = "org.matrix.msc2762.send.event:m.room.message#m.text";
    page.wish(&["m.navigate", text, "com.example.fly"]);
    page.sent_wish(&[NAVIGATE, text, "com.example.fly"]);
    page.notify(&json!(["m.send.event:m.room.message", "com.example.fly"]), &json!([]));
    page.assert_undecided();
    page.notify(&json!(["m.navigate", "com.example.fly"]), &json!(["m.send.event:m.room.message"]));
    page.assert_decided(&[NAVIGATE, text, "com.example.fly"]);
}

/// W-REN-4: a notification that comes before the request is sent does not settle it.
#[test]
fn notification_before_the_request_does_not_settle_it() {
    let mut page = Page::ready(&[]);
    page.notify(&json!([SCREEN]), &json!([]));
    for _ in 0..12 {
        let _sent = page.session.request_custom("com.example.wave", RawObject::empty(), page.now);
    }
    page.wish(&[SCREEN]);
    page.notify(&json!([SCREEN]), &json!([]));
    page.assert_undecided();
    let others = page.sent("com.example.wave");
    assert!(page.sent(ACTION).is_empty());
    page.answer(&others[0], &json!({}));
    page.sent_wish(&[SCREEN]);
    page.notify(&json!([SCREEN]), &json!([]));
    assert_eq!(page.event_names(), ["Answered", "Approved", "Decided"]);
}

/// W-REN-5: the decision has no deadline after the acknowledgement.
#[test]
fn decision_has_no_deadline() {
    let mut page = Page::ready(&[]);
    page.wish(&[STICKER]);
    let request = page.sent_wish(&[STICKER]);
    page.answer(&request, &json!({}));
    page.wait(1_000_000);
    page.assert_undecided();
    page.notify(&json!([STICKER]), &json!([STICKER]));
    page.assert_decided(&[STICKER]);
}

/// W-REN-5: the acknowledgement has a deadline of 10 seconds, and a notification makes up for it.
#[test]
fn acknowledgement_has_a_deadline() {
    let mut page = Page::ready(&[]);
    page.wish(&[STICKER]);
    page.wait(10);
    let events = page.events();
    assert!(matches!(events.as_slice(), [Event::Decided { outcome: Err(_), .. }]), "{events:?}");

    let mut page = Page::ready(&[]);
    page.wish(&[STICKER]);
    page.sent_wish(&[STICKER]);
    page.notify(&json!([STICKER]), &json!([STICKER]));
    page.assert_decided(&[STICKER]);
    page.wait(10);
    page.assert_undecided();
}

/// W-REN-6: a late error does not concern the next request.
#[test]
fn late_error_does_not_fail_the_next_request() {
    let mut page = Page::ready(&[]);
    page.wish(&[STICKER]);
    let first = page.sent_wish(&[STICKER]);
    page.notify(&json!([STICKER]), &json!([]));
    page.wish(&[SCREEN]);
    page.sent_wish(&[SCREEN]);
    page.events();
    page.answer(&first, &json!({ "error": { "message": "too often" } }));
    page.assert_undecided();
}

/// W-REN-6: an error fails the request, and nothing is repeated.
#[test]
fn refused_request_fails_and_is_not_repeated() {
    let mut page = Page::ready(&[]);
    page.wish(&[STICKER]);
    let request = page.sent_wish(&[STICKER]);
    page.wish(&[SCREEN]);
    page.answer(&request, &json!({ "error": { "message": "too often" } }));
    let events = page.events();
    let [Event::Decided { capabilities, outcome: Err(error) }] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!((capabilities, error.to_string()), (&list(&[STICKER]), "too often".to_owned()));
    page.sent_wish(&[SCREEN]);
    page.notify(&json!([STICKER, SCREEN]), &json!([]));
    page.wait(1000);
    assert!(!page.wish(&[STICKER, SCREEN]));
    page.assert_nothing_sent();
}
