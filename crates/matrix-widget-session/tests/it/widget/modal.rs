//! Modal widgets.

use matrix_widget_protocol::{
    RawObject,
    from_widget::{Navigate, NavigateRequest, OpenModalRequest},
};
use matrix_widget_session::{
    Failure,
    widget::{Event, RequestError},
};
use serde_json::{Value, json};

use super::support::{Page, is_error, settings};

fn opener() -> Page {
    Page::ready(&["m.modals"])
}

fn modal() -> Page {
    let mut settings = settings(&["m.navigate"]);
    settings.is_modal = true;
    let mut page = Page::new(settings);
    page.answer_versions(&["org.matrix.msc2871"]);
    page.ask("capabilities", json!({}));
    page
}

impl Page {
    fn open(&mut self) -> Result<(), RequestError> {
        self.session.open_modal(OpenModalRequest::new("m.custom", "https://example.org"), self.now)
    }

    fn opened(&mut self) -> Value {
        self.open().unwrap();
        self.sent_one("open_modal")
    }
}

/// W-MOD-1: the modal widget is open until `close_modal`, without deadline.
#[test]
fn modal_is_open_until_close_modal() {
    for (data, is_exited) in [
        (json!({ "m.exited": true }), true),
        (json!({ "org.matrix.msc2790.exited": true }), true),
        (json!({ "answer": 42 }), false),
    ] {
        let mut page = opener();
        let request = page.opened();
        page.answer(&request, &json!({}));
        assert!(matches!(page.events().as_slice(), [Event::ModalOpened(Ok(()))]));
        page.wait(1_000_000);
        assert_eq!(page.open(), Err(RequestError::ModalOpen));
        assert_eq!(page.ask("close_modal", data.clone()), json!({}));
        let events = page.events();
        let [Event::ModalClosed(result)] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!((result.is_exited(), result.raw().as_str()), (is_exited, data.to_string().as_str()));
        page.opened();
    }
}

/// W-MOD-1: a refused or unanswered `open_modal` leaves the place free.
#[test]
fn failed_open_modal_leaves_the_place_free() {
    let mut page = opener();
    let request = page.opened();
    page.answer(&request, &json!({ "error": { "message": "no" } }));
    assert!(matches!(page.events().as_slice(), [Event::ModalOpened(Err(Failure::Refused(_)))]));
    page.opened();
    page.wait(10);
    assert!(matches!(page.events().as_slice(), [Event::ModalOpened(Err(Failure::TimedOut))]));
    page.opened();
}

/// W-MOD-1: `close_modal` may come before the answer, and is an error if no modal widget is open.
#[test]
fn close_modal_needs_an_opened_modal() {
    let mut page = opener();
    assert!(is_error(&page.ask("close_modal", json!({}))));
    let request = page.opened();
    assert_eq!(page.ask("close_modal", json!({})), json!({}));
    page.answer(&request, &json!({}));
    assert_eq!(page.event_names(), ["ModalClosed"]);
    assert!(is_error(&page.ask("close_modal", json!({}))));

    // A modal widget that has not been requested yet cannot be closed.
    let mut page = Page::new(settings(&["m.modals"]));
    page.open().unwrap();
    assert!(is_error(&page.ask("close_modal", json!({}))));
    assert_eq!(page.open(), Err(RequestError::ModalOpen));
}

/// W-MOD-2: a modal widget is ready at `widget_config`.
#[test]
fn modal_widget_is_ready_at_widget_config() {
    let mut page = modal();
    page.notify(&json!([]), &json!(["m.navigate"]));
    assert!(!page.session.is_ready());
    assert_eq!(
        page.ask("widget_config", json!({ "type": "m.custom", "url": "u", "data": { "n": 1 } })),
        json!({})
    );
    assert!(page.session.is_ready());
    let events = page.events();
    let [Event::Approved, Event::ModalConfig(config), Event::Ready] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!(config.data.as_ref().map(RawObject::as_str), Some(r#"{"n":1}"#));

    // After a failed negotiation the client sends `widget_config` without a notification.
    let mut page = modal();
    page.ask("widget_config", json!({ "type": "m.custom", "url": "u" }));
    assert!(page.session.is_ready());
}

/// W-MOD-2: without `widget_config`, it is ready 10 seconds after it would be otherwise.
#[test]
fn modal_widget_is_ready_without_widget_config() {
    let mut page = modal();
    page.wait(100);
    page.notify(&json!([]), &json!(["m.navigate"]));
    let _sent = page.session.request::<Navigate>(NavigateRequest::new("u"), page.now);
    page.wait(9);
    page.assert_nothing_sent();
    page.wait(1);
    assert_eq!(page.sent_actions(), ["org.matrix.msc2931.navigate"]);
}

/// W-MOD-3: a missing answer to its own `close_modal` is a success, and an error is a failure.
#[test]
fn unanswered_close_modal_succeeds() {
    let mut page = modal();
    let result = || RawObject::from_text(r#"{"answer":42}"#).unwrap();
    page.session.close_modal(result(), page.now).unwrap();
    assert_eq!(page.sent_one("close_modal")["data"], json!({ "answer": 42 }));
    page.wait(10);
    assert!(matches!(page.events().as_slice(), [Event::Closing(Ok(()))]));

    page.session.close_modal(result(), page.now).unwrap();
    page.session.end();
    assert!(matches!(page.events().as_slice(), [Event::Closing(Ok(()))]));

    let mut page = modal();
    page.session.close_modal(result(), page.now).unwrap();
    let request = page.sent_one("close_modal");
    page.answer(&request, &json!({ "error": { "message": "not a modal widget" } }));
    assert!(matches!(page.events().as_slice(), [Event::Closing(Err(Failure::Refused(_)))]));
}
