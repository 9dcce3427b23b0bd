//! Answers to requests of the client.

use matrix_widget_protocol::{
    Empty, ErrorResponse, RawObject,
    event::MatrixEvent,
    to_widget::{ElementDeviceMuteResponse, ThemeChange},
};
use matrix_widget_session::widget::{Ask, Asked, Event};
use matrix_widget_session::{Late, Ticket};
use serde_json::{Value, json};

use super::support::{Page, is_error, request};

impl Page {
    /// Takes the only event, a request for the application.
    fn asked(&mut self) -> Asked {
        let mut events = self.events();
        match (events.pop(), events.as_slice()) {
            (Some(Event::Asked(asked)), []) => asked,
            others => panic!("{others:?}"),
        }
    }

    fn ask_theme(&mut self) -> Ask<ThemeChange> {
        assert_eq!(self.ask_for_answer("theme_change", json!({ "name": "dark" })), None);
        let Asked::ThemeChange(ask) = self.asked() else { panic!("another action") };
        ask
    }
}

/// W-ERR-1: the answer is the text of the request with the response of the application added.
#[test]
fn application_answers_with_the_text_of_the_request() {
    let mut page = Page::plain();
    page.answers();
    let head = r#"{"more":1.0,"requestId":"r","api":"toWidget","widgetId":"w","action":"io.element.device_mute","data":{}"#;
    page.session.receive(format!("{head} }}\n"), page.now);
    let Asked::ElementDeviceMute(ask) = page.asked() else { panic!("another action") };
    let mut response = ElementDeviceMuteResponse::new();
    response.audio_enabled = Some(true);
    page.session.answer(ask.ticket, Ok(response)).unwrap();
    assert_eq!(
        page.session.poll_transmit(),
        Some(format!(r#"{head} ,"response":{{"audio_enabled":true}}}}"#)),
    );
}

/// W-ERR-1: custom actions go to the application with their name. Unclaimed requests are errors.
#[test]
fn dropped_tickets_are_answered_with_errors() {
    let mut page = Page::plain();
    assert_eq!(page.ask_for_answer("com.example.wave", json!({ "n": 1 })), None);
    let Asked::Custom(action, ask) = page.asked() else { panic!("another action") };
    assert_eq!((action.as_str(), ask.data.as_str()), ("com.example.wave", r#"{"n":1}"#));
    page.assert_no_answers();
    std::thread::spawn(move || drop(ask)).join().unwrap();
    let answers = page.answers();
    assert!(answers.len() == 1 && is_error(&answers[0]["response"]), "{answers:?}");
    page.wait(60);
    page.assert_no_answers();
}

/// W-ERR-1: malformed requests are errors. Requests of the other direction and responses are ignored.
#[test]
fn malformed_requests_are_refused() {
    let mut page = Page::plain();
    for (action, data) in [
        ("visibility", json!({})),
        ("notify_capabilities", json!({ "requested": [], "approved": [5] })),
        ("send_event", json!([])),
        ("update_turn_servers", json!({ "uris": [] })),
        ("com.example.wave", json!("text")),
    ] {
        assert!(is_error(&page.ask(action, data)), "{action}");
    }
    let mut other = request("1", "visibility", &json!({ "visible": false }));
    other["response"] = json!({});
    page.receive(&other);
    other["api"] = json!("fromWidget");
    other["response"] = Value::Null;
    page.receive(&other);
    page.assert_no_answers();
    page.assert_no_events();
}

/// W-ERR-1: equal requests are answered on their own, and a ticket answers once.
#[test]
fn equal_requests_get_an_answer_each() {
    let mut page = Page::plain();
    let text = request("same", "theme_change", &json!({}));
    for message in [&text, &text] {
        page.receive(message);
    }
    let events = page.events();
    assert_eq!(events.len(), 2);
    for event in events {
        let Event::Asked(Asked::ThemeChange(ask)) = event else { panic!("{event:?}") };
        page.session.answer(ask.ticket, Ok(Empty::new())).unwrap();
    }
    assert_eq!(page.answers().len(), 2);
    page.wait(60);
    page.assert_no_answers();
}

/// W-ERR-2: `visibility` is always answered, and the widget is visible until told otherwise.
#[test]
fn visibility_is_always_answered() {
    let mut page = Page::plain();
    assert!(page.session.is_visible());
    for visible in [false, true, false] {
        assert_eq!(page.ask("visibility", json!({ "visible": visible })), json!({}));
        assert_eq!(page.session.is_visible(), visible);
    }
    assert!(matches!(page.events().as_slice(), [Event::Visibility(false)]));
}

/// W-ERR-3: a failure of the application is an error, and so is its silence after 9 seconds.
#[test]
fn silent_application_is_answered_for() {
    let mut page = Page::plain();
    let ask = page.ask_theme();
    page.session.answer(ask.ticket, Err(ErrorResponse::new("no themes"))).unwrap();
    assert_eq!(page.answers()[0]["response"], json!({ "error": { "message": "no themes" } }));

    let ask = page.ask_theme();
    page.wait(8);
    page.assert_no_answers();
    page.wait(1);
    let answers = page.answers();
    assert!(answers.len() == 1 && is_error(&answers[0]["response"]), "{answers:?}");
    assert_eq!(page.session.answer(ask.ticket, Ok(Empty::new())), Err(Late));
    page.assert_no_answers();
}

/// W-ERR-3: a ticket of another session answers nothing.
#[test]
fn tickets_belong_to_their_session() {
    let (mut page, mut other) = (Page::plain(), Page::plain());
    let ask = page.ask_theme();
    let _kept = other.ask_theme();
    assert_eq!(other.session.answer(ask.ticket, Ok(Empty::new())), Err(Late));
    other.assert_no_answers();
    assert!(is_error(&page.answers()[0]["response"]));
}

/// W-END-1: after the end, tickets are late and nothing is answered.
#[test]
fn tickets_are_late_after_the_end() {
    let mut page = Page::plain();
    let [answered, dropped] = [page.ask_theme(), page.ask_theme()];
    page.session.end();
    assert_eq!(page.session.answer(answered.ticket, Ok(Empty::new())), Err(Late));
    drop(dropped);
    page.wait(60);
    assert_eq!(page.session.poll_transmit(), None);
}

#[test]
fn tickets_are_send() {
    fn assert_send<T: Send>() {}
    assert_send::<Ticket<ThemeChange>>();
    assert_send::<Event>();
    assert_send::<matrix_widget_session::widget::WidgetSession>();
}

/// W-END-2: beyond the limits, requests are answered with errors, and none stays unanswered.
#[test]
fn requests_beyond_the_limits_are_refused() {
    for action in ["com.example.wave", "send_event", "widget_config"] {
        let mut page = Page::plain();
        let data = json!({ "type": "t", "url": "u", "content": {} });
        let answers: Vec<_> = (0..600).map(|_| page.ask_for_answer(action, data.clone())).collect();
        let kept = answers.iter().take_while(|answer| !answer.as_ref().is_some_and(is_error)).count();
        assert!((256..600).contains(&kept), "{action}: {kept}");
        assert!(answers[kept..].iter().all(|answer| answer.as_ref().is_some_and(is_error)), "{action}");
        // Essential requests are still answered.
        assert_eq!(page.ask("visibility", json!({ "visible": false })), json!({}));
        assert!(!is_error(&page.ask("supported_api_versions", json!({}))));
        assert!(!is_error(&page.ask("capabilities", json!({}))));
        // After the application has caught up, there is place again.
        assert!(page.events().len() > kept);
        page.answers();
        assert_ne!(page.ask_for_answer(action, data).map(|answer| is_error(&answer)), Some(true));
    }
}

/// W-END-2: at most 256 requests wait for the application.
#[test]
fn requests_that_wait_for_the_application_are_bounded() {
    let mut page = Page::plain();
    let mut held = Vec::new();
    while page.ask_for_answer("com.example.wave", json!({})).is_none() {
        held.push(page.asked());
    }
    assert_eq!(held.len(), 256);
    held.pop();
    page.answers();
    assert_eq!(page.ask_for_answer("com.example.wave", json!({})), None);
}

/// W-END-2: the caller stops receiving while it does not send.
#[test]
fn session_wants_no_text_while_answers_are_not_sent() {
    let mut page = Page::plain();
    assert!(page.session.wants_text());
    for _ in 0..1000 {
        page.receive(&request("1", "visibility", &json!({ "visible": true })));
    }
    assert!(!page.session.wants_text());
    assert_eq!(page.answers().len(), 1000);
    assert!(page.session.wants_text());
}

/// W-LOG-1: debug output shows neither data nor responses.
#[test]
fn debug_output_has_no_bodies() {
    let mut page = Page::ready(&["m.turn_servers"]);
    let _consumer = page.session.watch_turn_servers(page.now);
    page.ask("send_event", json!({ "type": "t", "content": { "body": "s3cret" } }));
    page.ask("send_to_device", json!({ "type": "t", "content": { "body": "s3cret" } }));
    page.ask("update_turn_servers", json!({ "uris": [], "username": "u", "password": "s3cret" }));
    page.ask_for_answer("com.example.wave", json!({ "body": "s3cret" }));
    let sent = page.session.request_custom("com.example.wave", RawObject::empty(), page.now).unwrap();
    let request = page.sent_one("com.example.wave");
    page.answer(&request, &json!({ "body": "s3cret" }));
    let shown = format!("{:?} {sent:?}", page.session);
    let events = page.events();
    assert_eq!(events.len(), 5);
    assert!(!format!("{shown} {events:?}").contains("s3cret"), "{events:?}");
}

/// W-SUB-1: an event is acknowledged as soon as it is queued.
#[test]
fn pushes_are_acknowledged_at_once() {
    let mut page = Page::ready(&["m.receive.event:t"]);
    let event = json!({ "type": "t", "room_id": "!other:example.org", "content": {} });
    assert_eq!(page.ask("send_event", event.clone()), json!({}));
    // W-SUB-7: events of all rooms are handed over.
    let events = page.events();
    let [Event::RoomEvent(delivered)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(*delivered, MatrixEvent::from(RawObject::new(&event).unwrap()));
    assert_eq!(delivered.room_id().unwrap(), "!other:example.org");
}

/// W-SUB-7: absent `encrypted` counts as false. W-SUB-2: a malformed one is an error.
#[test]
fn absent_encrypted_counts_as_false() {
    let mut page = Page::ready(&["m.receive.to_device:t"]);
    for (encrypted, expected) in [(json!(true), true), (json!(false), false), (Value::Null, false)] {
        let data = json!({ "type": "t", "sender": "@a:example.org", "content": {}, "encrypted": encrypted });
        assert_eq!(page.ask("send_to_device", data), json!({}));
        assert!(
            matches!(page.events().as_slice(), [Event::ToDevice { is_encrypted, .. }] if *is_encrypted == expected)
        );
    }
    for malformed in [json!({ "type": "t", "encrypted": 5 }), json!({ "content": {} })] {
        assert!(is_error(&page.ask("send_to_device", malformed)));
    }
    page.assert_no_events();
}

/// W-SUB-2: events without a string `type` are errors.
#[test]
fn events_without_type_are_refused() {
    let mut page = Page::ready(&[]);
    for (action, data) in [
        ("send_event", json!({ "content": {} })),
        ("send_event", json!({ "type": 5 })),
        ("update_state", json!({ "state": [{ "state_key": "" }] })),
        ("update_state", json!({ "state": ["text"] })),
        ("update_state", json!({ "state": {} })),
    ] {
        assert!(is_error(&page.ask(action, data)), "{action}");
    }
    page.assert_no_events();
}
