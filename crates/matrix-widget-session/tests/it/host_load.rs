//! The loading and reloading of the widget's document.

use std::time::Duration;

use matrix_widget_protocol::{
    Empty, RawObject,
    from_widget::{ElementJoin, Navigate},
};
use matrix_widget_session::{
    Failure,
    host::{Event, HostConfig, OpenIdPolicy},
};

use crate::{
    asked,
    host_support::{
        ASK_MORE, CAPABILITIES, ERROR, Host, ROOM, TEXT, VERSIONS, config, notify, room, seconds, widget,
    },
};

const NAVIGATE: &str = "org.matrix.msc2931.navigate";
const LINK: &str = r#"{"uri":"https://matrix.to/#/!r:example.org"}"#;

fn waiting() -> Host {
    let mut config = HostConfig::in_room(widget(true), room(ROOM));
    config.checks_origin = true;
    Host::new(config)
}

/// Returns an established session that may send text messages and navigate.
fn established() -> Host {
    Host::established(config().claim::<Navigate>().claim::<ElementJoin>(), &["m.navigate"])
}

/// H-LOAD-1: versions and `content_loaded` are answered before any load, and so is an action that needs no capability.
#[test]
fn receive_answers_before_load() {
    let mut host = Host::new(HostConfig::in_room(widget(true), room(ROOM)).claim::<ElementJoin>());
    host.receive("1", "supported_api_versions", "{}");
    host.receive("2", "content_loaded", "{}");
    host.receive("3", "io.element.join", "{}");
    let ask = asked!(host, ElementJoin);
    host.session.answer(ask.ticket, Ok(Empty::new())).unwrap();
    let sent = host.sent();
    assert!(sent[0].starts_with(r#"1: {"supported_versions":["#), "{sent:?}");
    assert_eq!(sent[1..], ["2: {}", "3: {}"]);
}

/// H-LOAD-2, H-LOAD-3: with `waitForIframeLoad`, the load event begins the negotiation, and nothing is sent before it.
#[test]
fn load_event_begins_negotiation() {
    let mut host = waiting();
    host.wait(seconds(60));
    host.session.set_visible(false);
    assert_eq!(host.sent(), [""; 0]);
    host.frame_loaded();
    assert_eq!(host.sent(), [CAPABILITIES]);
}

/// H-LOAD-4: before the load event, `content_loaded` begins nothing.
#[test]
fn content_loaded_before_load_event_begins_nothing() {
    let mut host = waiting();
    host.receive("1", "content_loaded", "{}");
    host.receive("2", "content_loaded", "{}");
    assert_eq!(host.sent(), ["1: {}", "2: {}"]);
}

/// H-LOAD-5, H-LOAD-6: without `waitForIframeLoad`, `content_loaded` begins the negotiation, after its answer.
#[test]
fn content_loaded_begins_negotiation() {
    let mut host = Host::new(config());
    host.frame_loaded();
    assert_eq!(host.sent(), [""; 0]);
    host.receive("1", "content_loaded", "{}");
    assert_eq!(host.sent(), ["1: {}", CAPABILITIES]);
}

/// H-LOAD-7: the first load event changes nothing, before or after `content_loaded`.
#[test]
fn first_load_event_changes_nothing() {
    let mut host = Host::new(config());
    host.load(&[]);
    host.frame_loaded();
    assert_eq!(host.sent(), [""; 0]);
}

/// H-LOAD-8: the application learns once that `content_loaded` is missing.
#[test]
fn missing_content_loaded_is_told_once() {
    let mut host = Host::new(config());
    host.frame_loaded();
    host.wait(seconds(9));
    assert_eq!(host.event_names(), [""; 0]);
    host.wait(seconds(1));
    assert_eq!(host.event_names(), ["NoContentLoaded"]);
    host.wait(seconds(100));
    assert_eq!(host.event_names(), [""; 0]);
    host.receive("1", "content_loaded", "{}");
    assert_eq!(host.sent(), ["1: {}", CAPABILITIES]);
}

/// Limits without an end give deadlines without an end.
#[test]
fn limits_may_be_endless() {
    let mut config = config().claim::<Navigate>();
    config.openid = OpenIdPolicy::Allow(None);
    let limits = &mut config.limits;
    for limit in [&mut limits.answer, &mut limits.driver, &mut limits.file, &mut limits.decision] {
        *limit = Duration::MAX;
    }
    let mut host = Host::established(config, &["m.navigate"]);
    host.receive("1", NAVIGATE, LINK);
    let _ask = asked!(host, Navigate);
    host.receive("2", "get_openid", "{}");
    let _openid = host.events();
    host.frame_loaded();
    assert_eq!(host.session.poll_timeout(), Some(Duration::MAX));
}

/// H-LOAD-9, H-LOAD-10: each `content_loaded` is answered, and repeats the unanswered question. Either answer counts.
#[test]
fn content_loaded_repeats_the_question() {
    let mut host = Host::new(config());
    host.receive("1", "content_loaded", "{}");
    assert_eq!(host.sent(), ["1: {}", CAPABILITIES]);
    let first = host.requests["capabilities"].clone();
    host.receive("2", "content_loaded", "{}");
    assert_eq!(host.sent(), ["2: {}", CAPABILITIES]);
    host.requests.insert("capabilities".to_owned(), first);
    host.wish(&[]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[], &[])]);
}

/// H-LOAD-11: after a sign of reloading the host asks again, and holds gated requests, answers and pushes.
#[test]
fn sign_of_reloading_holds_everything() {
    let mut host = established();
    host.receive("before", NAVIGATE, LINK);
    let before = asked!(host, Navigate);
    host.frame_loaded();
    assert_eq!(host.sent(), [CAPABILITIES]);
    host.receive("since", NAVIGATE, LINK);
    host.receive("free", "io.element.join", "{}");
    let free = asked!(host, ElementJoin);
    host.session.answer(before.ticket, Ok(Empty::new())).unwrap();
    host.session.answer(free.ticket, Ok(Empty::new())).unwrap();
    host.session.set_visible(false);
    assert_eq!(host.sent(), ["free: {}"]);
}

/// H-LIM-6, H-LOAD-13: what is held does not stop the reading of the answer that releases it.
#[test]
fn wants_text_while_messages_are_held() {
    let mut config = config();
    config.limits.unsent = 1;
    let mut host = Host::established(config, &[]);
    host.frame_loaded();
    host.sent();
    let _ = host.session.request_custom("com.example.wave", RawObject::empty(), host.now).unwrap();
    assert!(host.session.wants_text());
    host.reply("capabilities", ERROR);
    assert!(!host.session.wants_text());
    assert_eq!(host.sent(), ["com.example.wave {}"]);
}

/// H-LOAD-13: an error to the question means the same document: all that was held goes on.
#[test]
fn error_resumes_the_document() {
    let mut host = established();
    host.receive("before", NAVIGATE, LINK);
    let before = asked!(host, Navigate);
    host.frame_loaded();
    host.session.answer(before.ticket, Ok(Empty::new())).unwrap();
    host.receive("since", NAVIGATE, LINK);
    host.session.set_visible(false);
    host.sent();
    host.reply("capabilities", ERROR);
    assert_eq!(host.sent(), ["before: {}", r#"visibility {"visible":false}"#]);
    let since = asked!(host, Navigate);
    host.session.answer(since.ticket, Ok(Empty::new())).unwrap();
    assert_eq!(host.sent(), ["since: {}"]);
}

/// H-LOAD-13: an error that is malformed means the same document too.
#[test]
fn malformed_error_resumes_the_document() {
    for error in [r#"{"error":{}}"#, r#"{"error":"x"}"#] {
        let mut host = established();
        host.frame_loaded();
        host.receive("since", NAVIGATE, LINK);
        host.sent();
        host.reply("capabilities", error);
        let _since = asked!(host, Navigate);
        assert_eq!(host.sent(), [""; 0]);
    }
}

/// H-LOAD-13, H-LOAD-14, H-LOAD-17: a list begins an epoch without grants. Requests since the sign get errors, earlier
/// requests get no answer.
#[test]
fn list_begins_an_epoch() {
    let mut host = established();
    host.receive("unsent", NAVIGATE, LINK);
    let unsent = asked!(host, Navigate);
    host.session.answer(unsent.ticket, Ok(Empty::new())).unwrap();
    host.receive("before", NAVIGATE, LINK);
    let before = asked!(host, Navigate);
    host.frame_loaded();
    assert_eq!(host.sent(), [CAPABILITIES]);
    host.receive("since", NAVIGATE, LINK);
    host.wish(&[]);
    assert_eq!(host.sent(), ["since: error".to_owned(), VERSIONS.to_owned(), notify(&[], &[])]);
    assert_eq!(host.event_names(), ["Cancelled", "Reloaded", "Granted"]);
    assert!(host.session.answer(before.ticket, Ok(Empty::new())).is_err());
    host.receive("after", NAVIGATE, LINK);
    assert_eq!(host.sent(), ["after: error"]);
}

/// H-LOAD-13: without an answer, the deadline begins an epoch without grants, and the questions go on.
#[test]
fn silence_begins_an_epoch() {
    let mut host = established();
    host.frame_loaded();
    host.receive("since", NAVIGATE, LINK);
    host.wait(seconds(9));
    assert_eq!(host.sent(), [CAPABILITIES]);
    host.receive("again", "content_loaded", "{}");
    assert_eq!(host.sent(), ["again: {}", CAPABILITIES]);
    host.wait(seconds(1));
    assert_eq!(host.sent(), ["since: error", CAPABILITIES]);
    assert_eq!(host.event_names(), ["Reloaded", "NoCapabilities"]);
    host.wish(&["m.navigate"]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&["m.navigate"], &["m.navigate"])],);
}

/// H-LOAD-13, H-LOAD-18: an error of an opaque or unchecked origin begins an epoch without grants.
#[test]
fn error_of_unchecked_origin_begins_an_epoch() {
    let mut config = config().claim::<Navigate>();
    config.checks_origin = false;
    let mut host = Host::established(config, &["m.navigate"]);
    host.frame_loaded();
    host.sent();
    host.reply("capabilities", ERROR);
    assert_eq!(host.event_names(), ["Reloaded", "NegotiationFailed"]);
    host.receive("1", NAVIGATE, LINK);
    assert_eq!(host.sent(), ["1: error"]);
    host.receive("2", ASK_MORE, r#"{"capabilities":["m.navigate"]}"#);
    host.decide(&["m.navigate"], &[]);
}

/// H-LOAD-15: requests to the earlier document end as Gone, and their answers are ignored.
#[test]
fn requests_to_the_earlier_document_are_gone() {
    let mut host = established();
    let sent = host.session.request_custom("com.example.wave", RawObject::empty(), host.now).unwrap();
    host.sent();
    host.frame_loaded();
    host.sent();
    host.wish(&[]);
    let events = host.events();
    let gone = |event: &Event| matches!(event, Event::Answered(answer) if answer.read(&sent) == Some(Err(Failure::Gone)));
    assert!(events.iter().any(gone));
    host.reply("com.example.wave", "{}");
    assert_eq!(host.event_names(), [""; 0]);
}

/// H-LOAD-16: an open prompt is withdrawn.
#[test]
fn reload_withdraws_the_prompt() {
    let mut host = established();
    host.receive("1", ASK_MORE, &format!(r#"{{"capabilities":["{TEXT}"]}}"#));
    let (ticket, asked) = host.prompt().unwrap();
    host.frame_loaded();
    host.sent();
    host.wish(&[]);
    assert_eq!(host.event_names(), ["Cancelled", "Reloaded", "Granted"]);
    host.sent();
    assert!(host.session.decide(ticket, &asked, host.now).is_err());
    assert_eq!(host.sent(), [""; 0]);
}

/// H-LOAD-18: what the user approved is granted again without a prompt, if it is requested again.
#[test]
fn approvals_are_remembered() {
    let mut host = established();
    host.frame_loaded();
    host.sent();
    host.wish(&["m.navigate", TEXT]);
    host.decide(&[TEXT], &[]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&["m.navigate", TEXT], &["m.navigate"])],);
}

/// H-LOAD-20: the end of a session forgets its approvals, because a session keeps its definition.
#[test]
fn sessions_share_no_approvals() {
    let mut host = established();
    host.session.end(host.now);
    let mut host = Host::new(config());
    host.receive("1", "content_loaded", "{}");
    host.sent();
    host.wish(&["m.navigate"]);
    host.decide(&["m.navigate"], &[]);
}
