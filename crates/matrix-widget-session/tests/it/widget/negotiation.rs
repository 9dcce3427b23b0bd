//! The first negotiation.

use serde_json::json;

use super::support::{Page, is_error, settings};

const NAVIGATE: &str = "org.matrix.msc2931.navigate";

/// W-NEG-1: `capabilities` is answered at once, while the versions are unknown.
#[test]
fn capabilities_do_not_wait_for_versions() {
    let mut page = Page::new(settings(&[NAVIGATE]));
    assert_eq!(page.session.client_versions(), None);
    assert_eq!(page.ask("capabilities", json!({})), json!({ "capabilities": [NAVIGATE] }));
}

/// W-NEG-2: the list has each string once, with its unstable name.
#[test]
fn capabilities_are_listed_once_with_unstable_names() {
    let list = [
        "m.navigate",
        NAVIGATE,
        "m.send.event:m.room.message#m.text",
        "com.example.fly",
        "org.matrix.msc2762.send.event:m.room.message#m.text",
        "com.example.fly",
        "m.sticker",
    ];
    let expected = json!([
        NAVIGATE,
        "org.matrix.msc2762.send.event:m.room.message#m.text",
        "com.example.fly",
        "m.sticker"
    ]);
    let mut page = Page::new(settings(&list));
    assert_eq!(page.ask("capabilities", json!({})), json!({ "capabilities": expected }));
}

/// W-NEG-3: further `capabilities` in the document are errors.
#[test]
fn second_capabilities_request_is_refused() {
    let mut page = Page::new(settings(&[NAVIGATE]));
    page.ask("capabilities", json!({}));
    for _ in 0..2 {
        assert!(is_error(&page.ask("capabilities", json!({}))));
    }
    page.notify(&json!([NAVIGATE]), &json!([]));
    assert!(is_error(&page.ask("capabilities", json!({}))));
}

/// W-NEG-4: with a client that lists MSC2871, the session is ready at the first notification, even if all is refused.
#[test]
fn session_is_ready_at_the_first_notification_without_deadline() {
    let mut page = Page::new(settings(&[NAVIGATE]));
    page.answer_versions(&["org.matrix.msc2871"]);
    page.ask("capabilities", json!({}));
    page.wait(100_000);
    assert!(!page.session.is_ready());
    page.notify(&json!([NAVIGATE]), &json!([]));
    assert!(page.session.is_ready());
    assert_eq!(page.event_names(), ["Approved", "Ready"]);
    assert!(!page.session.is_approved(NAVIGATE));
}

/// W-NEG-5: with a client that does not list MSC2871, the session is ready when `capabilities` is answered.
#[test]
fn session_is_ready_after_capabilities_without_msc2871() {
    let mut page = Page::new(settings(&[NAVIGATE]));
    page.answer_versions(&["0.1.0"]);
    assert!(!page.session.is_ready());
    page.ask("capabilities", json!({}));
    assert_eq!(page.event_names(), ["Ready"]);
    assert_eq!(page.session.approved(), None);

    // The versions may come later.
    let mut page = Page::new(settings(&[NAVIGATE]));
    page.ask("capabilities", json!({}));
    assert!(!page.session.is_ready());
    page.answer_versions(&["0.1.0"]);
    assert!(page.session.is_ready());
}

/// W-NEG-6: a notification is adopted and makes ready, before the versions and without MSC2871.
#[test]
fn unexpected_notification_is_adopted() {
    let mut page = Page::new(settings(&[NAVIGATE]));
    page.ask("capabilities", json!({}));
    page.notify(&json!([NAVIGATE]), &json!([NAVIGATE]));
    assert!(page.session.is_ready() && page.session.is_approved(NAVIGATE));

    let mut page = Page::new(settings(&[NAVIGATE]));
    page.answer_versions(&[]);
    page.ask("capabilities", json!({}));
    page.notify(&json!([NAVIGATE]), &json!([NAVIGATE]));
    assert!(page.session.is_approved(NAVIGATE));
    assert_eq!(page.event_names().iter().filter(|name| *name == "Ready").count(), 1);
}

/// W-NEG-7: every notification is answered with `{}`, whenever it comes.
#[test]
fn every_notification_is_acknowledged() {
    let mut page = Page::plain();
    // `notify` asserts the answer.
    page.notify(&json!([]), &json!([]));
    page.ask("capabilities", json!({}));
    page.notify(&json!([]), &json!([]));
    page.notify(&json!(["m.sticker"]), &json!(["m.sticker"]));
}

/// W-NEG-8: `approved` adds to what is approved, also strings that were never requested.
#[test]
fn approvals_add_up() {
    let mut page = Page::ready(&[NAVIGATE]);
    page.notify(&json!([]), &json!(["m.sticker"]));
    page.notify(&json!([NAVIGATE, "m.always_on_screen"]), &json!([]));
    assert!(page.session.is_approved(NAVIGATE) && page.session.is_approved("m.sticker"));
    assert!(!page.session.is_approved("m.always_on_screen"));
    assert!(page.session.approved().unwrap().strings().eq([NAVIGATE, "m.sticker"]));
}

/// W-NEG-9: approval is judged by meaning. Unknown capabilities are compared as strings.
#[test]
fn is_approved_compares_meanings() {
    let mut page = Page::plain();
    page.notify(&json!([]), &json!(["m.navigate", "m.send.event:m.room.message", "com.example.fly"]));
    for approved in [NAVIGATE, "org.matrix.msc2762.send.event:m.room.message#m.text", "com.example.fly"] {
        assert!(page.session.is_approved(approved), "{approved}");
    }
    for refused in ["m.send.event:m.reaction", "com.example.flyer"] {
        assert!(!page.session.is_approved(refused), "{refused}");
    }
}
