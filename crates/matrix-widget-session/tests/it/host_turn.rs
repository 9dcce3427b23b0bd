//! TURN servers for the widget.

use matrix_widget_protocol::{
    ErrorResponse, Secret, from_widget::WatchTurnServers, to_widget::UpdateTurnServersRequest,
};
use matrix_widget_session::{
    Late,
    host::{Event, TurnTicket},
};

use crate::host_support::{CAPABILITIES, Host, VERSIONS, config, notify, seconds};

const TURN: &str = "town.robin.msc3846.turn_servers";

fn host() -> Host {
    Host::established(config().claim::<WatchTurnServers>(), &[TURN])
}

fn servers(uri: &str) -> UpdateTurnServersRequest {
    UpdateTurnServersRequest::new(vec![uri.to_owned()], "user", Secret::from("secret"))
}

fn update(uri: &str) -> String {
    format!(r#"update_turn_servers {{"password":"secret","uris":["{uri}"],"username":"user"}}"#)
}

/// Receives `watch_turn_servers`, and returns the ticket if the application is asked for servers.
fn watch(host: &mut Host, id: &str) -> Option<TurnTicket> {
    host.receive(id, "watch_turn_servers", "{}");
    match host.events().pop() {
        Some(Event::WatchTurnServers { ticket }) => Some(ticket),
        None => None,
        other => panic!("expected a subscription, found {other:?}"),
    }
}

fn deliver(host: &mut Host, ticket: &TurnTicket, uri: &str) -> Result<(), Late> {
    host.session.turn_servers(ticket, servers(uri), host.now)
}

/// Returns a session whose widget watches TURN servers, and has been sent the first.
fn watching() -> (Host, TurnTicket) {
    let mut host = host();
    let ticket = watch(&mut host, "1").expect("a subscription");
    deliver(&mut host, &ticket, "turn:a").unwrap();
    assert_eq!(host.sent(), ["1: {}".to_owned(), update("turn:a")]);
    (host, ticket)
}

/// H-TURN-1: the watch is answered when there are servers, before they are sent.
#[test]
fn watch_is_answered_before_the_first_servers() {
    let mut host = host();
    let ticket = watch(&mut host, "1").expect("a subscription");
    host.wait(seconds(8));
    assert_eq!(host.sent(), [""; 0]);
    deliver(&mut host, &ticket, "turn:a").unwrap();
    deliver(&mut host, &ticket, "turn:b").unwrap();
    assert_eq!(host.sent(), ["1: {}".to_owned(), update("turn:a"), update("turn:b")]);
}

/// H-TURN-1: an undecided watch fails after 9 seconds, and the driver is cancelled.
#[test]
fn undecided_watch_fails() {
    let mut host = host();
    let ticket = watch(&mut host, "1").expect("a subscription");
    host.wait(seconds(9));
    assert_eq!(host.sent(), ["1: error"]);
    assert!(matches!(host.events()[..], [Event::Cancelled(id)] if id == ticket.id()));
    assert_eq!(deliver(&mut host, &ticket, "turn:a"), Err(Late));
    assert_eq!(host.sent(), [""; 0]);
}

/// H-TURN-2: without servers, the watch fails.
#[test]
fn watch_without_servers_fails() {
    let mut host = host();
    let ticket = watch(&mut host, "1").expect("a subscription");
    let error = ErrorResponse::new("no TURN servers");
    host.session.turn_servers_ended(ticket, &error, host.now).unwrap();
    assert_eq!(host.sent(), ["1: error"]);
    drop(watch(&mut host, "2").expect("a new subscription"));
    assert_eq!(host.sent(), ["2: error"]);
}

/// H-TURN-3: a further watch is answered, and nothing is sent for it.
#[test]
fn watch_while_watching_is_answered() {
    let (mut host, _ticket) = watching();
    assert!(watch(&mut host, "2").is_none());
    assert_eq!(host.sent(), ["2: {}"]);
}

/// H-TURN-4: a second watch shares the outcome of the first.
#[test]
fn second_watch_shares_the_outcome() {
    let mut host = host();
    let ticket = watch(&mut host, "1").expect("a subscription");
    assert!(watch(&mut host, "2").is_none());
    deliver(&mut host, &ticket, "turn:a").unwrap();
    assert_eq!(host.sent(), ["1: {}".to_owned(), "2: {}".to_owned(), update("turn:a")]);
}

/// H-TURN-5: an unwatch is answered at once, watching or not, and nothing follows.
#[test]
fn unwatch_ends_the_subscription() {
    let (mut host, ticket) = watching();
    host.receive("2", "unwatch_turn_servers", "{}");
    assert_eq!(host.sent(), ["2: {}"]);
    assert!(matches!(host.events()[..], [Event::Cancelled(id)] if id == ticket.id()));
    assert_eq!(deliver(&mut host, &ticket, "turn:b"), Err(Late));
    host.receive("3", "unwatch_turn_servers", "{}");
    assert_eq!(host.sent(), ["3: {}"]);
}

/// H-TURN-5, H-LIM-1: an unwatch is answered when there are too many unanswered requests.
#[test]
fn unwatch_is_answered_under_load() {
    let mut config = config().claim::<WatchTurnServers>();
    config.limits.owed_requests = 1;
    let mut host = Host::established(config, &[TURN]);
    let _ticket = watch(&mut host, "1").expect("a subscription");
    host.receive("2", "unwatch_turn_servers", "{}");
    let mut sent = host.sent();
    sent.sort();
    assert_eq!(sent, ["1: error", "2: {}"]);
}

/// H-TURN-6: an unwatch fails an undecided watch.
#[test]
fn unwatch_fails_an_undecided_watch() {
    let mut host = host();
    let ticket = watch(&mut host, "1").expect("a subscription");
    host.receive("2", "unwatch_turn_servers", "{}");
    let mut sent = host.sent();
    sent.sort();
    assert_eq!(sent, ["1: error", "2: {}"]);
    assert_eq!(deliver(&mut host, &ticket, "turn:a"), Err(Late));
}

/// H-TURN-7: when the source ends, nothing is sent, and a later watch starts anew.
#[test]
fn end_of_the_source_ends_the_subscription() {
    let (mut host, ticket) = watching();
    drop(ticket);
    assert_eq!(host.event_names(), ["TurnServersEnded"]);
    assert_eq!(host.sent(), [""; 0]);
    assert!(watch(&mut host, "2").is_some());
}

/// H-LOAD-16: a new epoch ends the subscription, and servers of the earlier one are not sent.
#[test]
fn reload_ends_the_subscription() {
    let (mut host, ticket) = watching();
    host.receive("load", "content_loaded", "{}");
    assert_eq!(host.sent(), ["load: {}", CAPABILITIES]);
    deliver(&mut host, &ticket, "turn:b").unwrap();
    host.wish(&[]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[], &[])]);
    assert!(host.events().iter().any(|event| matches!(event, Event::Cancelled(id) if *id == ticket.id())));
    assert_eq!(deliver(&mut host, &ticket, "turn:c"), Err(Late));
}

/// H-LOAD-14: a watch that is undecided at a reload gets no answer.
#[test]
fn reload_leaves_an_undecided_watch_unanswered() {
    let mut host = host();
    let _ticket = watch(&mut host, "1").expect("a subscription");
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&[]);
    host.wait(seconds(60));
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[], &[])]);
}

/// H-NEG-2, H-ERR-2: the capability is needed, and the client has to support the action.
#[test]
fn watch_needs_the_capability() {
    for config in [config().claim::<WatchTurnServers>(), config()] {
        let mut host = Host::established(config, &[]);
        assert!(watch(&mut host, "1").is_none());
        host.receive("2", "unwatch_turn_servers", "{}");
        assert_eq!(host.sent(), ["1: error", "2: error"]);
    }
}
