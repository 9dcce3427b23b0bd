//! Loading, and the identity of messages.

use matrix_widget_protocol::from_widget::{Navigate, NavigateRequest};
use matrix_widget_session::widget::{Event, Settings};
use serde_json::json;

use super::support::{Page, request, settings, with_response};

/// W-LOAD-1: the session answers before it has sent `content_loaded`.
#[test]
fn session_answers_before_content_loaded() {
    let mut page = Page::new(settings(&["m.sticker"]));
    assert_eq!(page.ask("capabilities", json!({})), json!({ "capabilities": ["m.sticker"] }));
    assert_eq!(page.sent_actions(), ["supported_api_versions"]);
}

/// W-LOAD-2: the versions are requested first, and `content_loaded` does not wait for them.
#[test]
fn content_loaded_follows_the_unanswered_versions_request() {
    let mut page = Page::plain();
    page.session.content_loaded(page.now);
    assert_eq!(page.sent_actions(), ["supported_api_versions", "content_loaded"]);
}

/// W-LOAD-3: `content_loaded` is sent once, also after `capabilities`.
#[test]
fn content_loaded_is_sent_once_even_after_capabilities() {
    let mut page = Page::plain();
    page.ask("capabilities", json!({}));
    for _ in 0..2 {
        page.session.content_loaded(page.now);
    }
    assert_eq!(page.sent("content_loaded").len(), 1);
}

/// W-LOAD-4: an error, and no answer, to `content_loaded` have no effect.
#[test]
fn failed_content_loaded_has_no_effect() {
    for answer in [Some(json!({ "error": { "message": "unexpected" } })), None] {
        let mut page = Page::ready(&["m.sticker"]);
        page.session.content_loaded(page.now);
        let loaded = page.sent_one("content_loaded");
        if let Some(answer) = answer {
            page.answer(&loaded, &answer);
        }
        page.wait(60);
        page.assert_no_events();
        page.assert_nothing_sent();
    }
}

/// W-LOAD-5: requests that need a capability wait until the session is ready, and others do not.
#[test]
fn gated_requests_wait_until_ready() {
    let mut page = Page::new(settings(&["org.matrix.msc2931.navigate"]));
    page.answer_versions(&["org.matrix.msc2871"]);
    let _sent = page.session.request::<Navigate>(NavigateRequest::new("u"), page.now);
    page.session.get_openid(page.now).unwrap();
    page.ask("capabilities", json!({}));
    assert_eq!(page.sent_actions(), ["get_openid"]);
    page.notify(&json!(["org.matrix.msc2931.navigate"]), &json!([]));
    assert_eq!(page.sent_actions(), ["org.matrix.msc2931.navigate"]);
}

/// W-LOAD-6: the application is told once that the client does not negotiate, and the session keeps waiting.
#[test]
fn missing_capabilities_request_is_reported_once() {
    let mut page = Page::plain();
    page.wait(5);
    page.session.content_loaded(page.now);
    page.wait(9);
    page.assert_no_events();
    page.wait(1);
    assert_eq!(page.event_names(), ["NotNegotiated"]);
    page.wait(100);
    assert_eq!(page.ask("capabilities", json!({})), json!({ "capabilities": [] }));
    assert_eq!(page.event_names(), ["Ready"]);

    let mut page = Page::plain();
    page.session.content_loaded(page.now);
    page.ask("capabilities", json!({}));
    page.wait(100);
    assert_eq!(page.event_names(), ["Ready"]);
}

/// W-ID-3: messages for other widgets are ignored.
#[test]
fn messages_for_other_widgets_are_ignored() {
    let mut page = Page::plain();
    let mut other = request("1", "visibility", &json!({ "visible": false }));
    other["widgetId"] = json!("other");
    page.receive(&other);
    let mut answer = page.sent_one("supported_api_versions");
    answer["widgetId"] = json!("other");
    page.answer(&answer, &json!({ "supported_versions": [] }));
    page.assert_no_answers();
    page.assert_no_events();
    assert_eq!(page.session.client_versions(), None);
}

/// W-ID-3: a session without an ID adopts that of the first valid request, and sends nothing before.
#[test]
fn session_without_id_adopts_the_id_of_the_first_request() {
    let mut page = Page::new(Settings::default());
    page.session.content_loaded(page.now);
    page.assert_nothing_sent();
    // A malformed request is answered, but its ID is not adopted.
    let mut malformed = request("1", "visibility", &json!({ "visible": 5 }));
    malformed["widgetId"] = json!("malformed");
    page.receive(&malformed);
    assert_eq!(page.answers().len(), 1);
    assert_eq!(page.session.widget_id(), None);
    // An answer to nothing is no request.
    let mut answer = with_response(&request("1", "visibility", &json!({})), &json!({}));
    answer["widgetId"] = json!("answer");
    page.receive(&answer);
    assert_eq!(page.session.widget_id(), None);

    page.ask("visibility", json!({ "visible": true }));
    assert_eq!(page.session.widget_id(), Some("w"));
    assert_eq!(page.sent_actions(), ["supported_api_versions", "content_loaded"]);

    // An empty ID counts as absent.
    let mut page = Page::new(Settings { widget_id: Some(String::new()), ..Settings::default() });
    page.ask("visibility", json!({ "visible": true }));
    assert_eq!(page.session.widget_id(), Some("w"));
}

/// W-ID-4: request IDs differ within and between documents, also if the documents send the same.
#[test]
fn request_ids_never_repeat() {
    let mut ids = std::collections::BTreeSet::new();
    for _ in 0..2 {
        let mut page = Page::ready(&["m.navigate"]);
        for _ in 0..5 {
            let _sent = page.session.request::<Navigate>(NavigateRequest::new("u"), page.now).unwrap();
        }
        let sent = page.sent("org.matrix.msc2931.navigate");
        ids.extend(sent.iter().map(|request| request["requestId"].to_string()));
    }
    assert_eq!(ids.len(), 10);
}

/// W-ID-5: an answer matches by `api`, `requestId` and `action`, and the first one counts.
#[test]
fn only_the_first_matching_answer_counts() {
    let mut page = Page::ready(&["m.navigate"]);
    let sent = page.session.request::<Navigate>(NavigateRequest::new("u"), page.now).unwrap();
    let request = page.sent_one("org.matrix.msc2931.navigate");
    for (member, value) in [("api", "toWidget"), ("requestId", "other"), ("action", "m.sticker")] {
        let mut other = request.clone();
        other[member] = json!(value);
        page.answer(&other, &json!({}));
        page.assert_no_events();
    }
    // A widget that shares a window with the client hears its own requests.
    page.receive(&request);
    page.assert_no_events();
    page.answer(&request, &json!({ "error": { "message": "no" } }));
    page.answer(&request, &json!({}));
    let events = page.events();
    let [Event::Answered(answer)] = events.as_slice() else { panic!("{events:?}") };
    assert!(matches!(answer.read(&sent), Some(Err(error)) if error.to_string() == "no"));
}

/// W-ID-5: an answer after the deadline is ignored.
#[test]
fn late_answers_are_ignored() {
    let mut page = Page::ready(&["m.navigate"]);
    let _sent = page.session.request::<Navigate>(NavigateRequest::new("u"), page.now).unwrap();
    let request = page.sent_one("org.matrix.msc2931.navigate");
    page.now += std::time::Duration::from_secs(10);
    page.answer(&request, &json!({}));
    let events = page.events();
    assert!(matches!(events.as_slice(), [Event::Answered(answer)] if answer.id() == request["requestId"]));
    assert!(format!("{events:?}").contains("TimedOut"), "{events:?}");
}
