//! TURN servers.

use matrix_widget_session::{
    Failure,
    widget::{Event, TurnConsumer},
};
use serde_json::{Value, json};

use super::support::Page;

fn servers(username: &str) -> Value {
    json!({ "uris": ["turn:turn.example.org"], "username": username, "password": "secret" })
}

fn page() -> Page {
    Page::ready(&["m.turn_servers"])
}

impl Page {
    fn watch(&mut self) -> TurnConsumer {
        self.session.watch_turn_servers(self.now).unwrap()
    }

    fn unwatch(&mut self, consumer: TurnConsumer) {
        self.session.unwatch_turn_servers(consumer, self.now);
    }

    fn username(&self) -> Option<&str> {
        self.session.turn_servers().map(|servers| servers.username.as_str())
    }
}

/// W-TURN-1: the latest update is kept for each consumer, also one before the answer.
#[test]
fn latest_servers_are_kept_for_each_consumer() {
    let mut page = page();
    let _first = page.watch();
    let watch = page.sent_one("watch_turn_servers");
    assert_eq!(page.ask("update_turn_servers", servers("early")), json!({}));
    page.answer(&watch, &json!({}));
    assert_eq!(page.username(), Some("early"));
    let _second = page.watch();
    assert_eq!(page.username(), Some("early"));
    page.ask("update_turn_servers", servers("later"));
    assert_eq!(page.username(), Some("later"));
    // Only the latest is worth an event.
    let events = page.events();
    assert!(matches!(events.as_slice(), [Event::TurnServers(servers)] if servers.username == "later"));
}

/// W-TURN-2: all consumers share one watch, which ends when the last one leaves.
#[test]
fn consumers_share_one_watch() {
    let mut page = page();
    let [first, second] = [page.watch(), page.watch()];
    let watch = page.sent_one("watch_turn_servers");
    page.answer(&watch, &json!({}));
    page.unwatch(first);
    page.assert_nothing_sent();
    page.unwatch(second);
    assert_eq!(page.sent_actions(), ["unwatch_turn_servers"]);
    let _third = page.watch();
    assert_eq!(page.sent_actions(), ["watch_turn_servers"]);
}

/// W-TURN-2: a consumer that is dropped has left.
#[test]
fn dropped_consumer_leaves() {
    let mut page = page();
    let [first, second] = [page.watch(), page.watch()];
    let watch = page.sent_one("watch_turn_servers");
    page.answer(&watch, &json!({}));
    drop(first);
    page.assert_nothing_sent();
    drop(second);
    assert_eq!(page.sent_actions(), ["unwatch_turn_servers"]);
    assert_eq!(page.username(), None);
}

/// W-TURN-2: the last consumer need not wait for the answer, and a watch that was not sent is not sent.
#[test]
fn last_consumer_leaves_before_the_answer() {
    let mut page = page();
    let consumer = page.watch();
    let watch = page.sent_one("watch_turn_servers");
    page.unwatch(consumer);
    assert_eq!(page.sent_actions(), ["unwatch_turn_servers"]);
    // The refusal of the earlier watch does not concern the next consumer.
    let _next = page.watch();
    page.answer(&watch, &json!({ "error": { "message": "cancelled" } }));
    page.assert_no_events();

    let mut page = Page::plain();
    let consumer = page.watch();
    page.unwatch(consumer);
    page.answer_versions(&[]);
    page.ask("capabilities", json!({}));
    page.assert_nothing_sent();
}

/// W-TURN-3: a refused watch fails its consumers, and the next consumer tries again.
#[test]
fn refused_watch_fails_its_consumers() {
    let mut page = page();
    let stale = page.watch();
    let watch = page.sent_one("watch_turn_servers");
    page.ask("update_turn_servers", servers("early"));
    page.events();
    page.answer(&watch, &json!({ "error": { "message": "no servers" } }));
    let events = page.events();
    assert!(matches!(events.as_slice(), [Event::TurnFailed(error)] if error.to_string() == "no servers"));
    assert_eq!(page.username(), None);
    let _next = page.watch();
    assert_eq!(page.sent_actions(), ["watch_turn_servers"]);
    page.unwatch(stale);
    page.assert_nothing_sent();
}

/// W-TURN-3: an update without consumers is answered and not kept.
#[test]
fn update_without_consumers_is_acknowledged() {
    let mut page = page();
    assert_eq!(page.ask("update_turn_servers", servers("a")), json!({}));
    page.assert_no_events();
    assert_eq!(page.username(), None);
}

/// W-TURN-3: after an unanswered watch, the client may be watching, and would not repeat the servers.
#[test]
fn unanswered_watch_is_withdrawn() {
    let mut page = page();
    let _consumer = page.watch();
    page.sent_one("watch_turn_servers");
    page.wait(10);
    assert!(matches!(page.events().as_slice(), [Event::TurnFailed(Failure::TimedOut)]));
    assert_eq!(page.sent_actions(), ["unwatch_turn_servers"]);
}
