//! OpenID credentials for the widget.

use matrix_widget_protocol::{
    Secret,
    from_widget::OpenIdCredentials,
    to_widget::OpenIdDecision::{self, Allowed, Blocked},
};
use matrix_widget_session::{
    Late,
    host::{Event, HostConfig, OpenIdPolicy, OpenIdTicket},
};

use crate::host_support::{CAPABILITIES, Host, ROOM, VERSIONS, config, notify, room, seconds, widget};

const REQUEST: &str = r#"{"state":"request"}"#;
const BLOCKED: &str = r#"{"state":"blocked"}"#;

fn credentials(token: &str) -> OpenIdCredentials {
    OpenIdCredentials::new(Secret::from(token), seconds(3600), "example.org")
}

fn with_policy(policy: OpenIdPolicy) -> Host {
    let mut config = config();
    config.openid = policy;
    Host::new(config)
}

/// Receives `get_openid`, and returns the messages to the widget.
fn get(host: &mut Host, id: &str) -> Vec<String> {
    host.receive(id, "get_openid", "{}");
    host.sent()
}

/// Returns the only event: the question, and whether the user is asked.
fn question(host: &mut Host) -> (OpenIdTicket, bool) {
    let mut events = host.events();
    match (events.pop(), events.len()) {
        (Some(Event::OpenId { ticket, asks_user }), 0) => (ticket, asks_user),
        other => panic!("expected a question, found {other:?}"),
    }
}

fn decide(host: &mut Host, ticket: OpenIdTicket, decision: OpenIdDecision) -> Result<(), Late> {
    host.session.decide_openid(ticket, decision, host.now)
}

/// Returns `openid_credentials` with the token `secret`.
fn allowed(id: &str) -> String {
    format!(
        r#"openid_credentials {{"access_token":"secret","expires_in":3600,"matrix_server_name":"example.org","original_request_id":"{id}","state":"allowed","token_type":"Bearer"}}"#
    )
}

fn blocked(id: &str) -> String {
    format!(r#"openid_credentials {{"original_request_id":"{id}","state":"blocked"}}"#)
}

/// H-OID-1, H-OID-4, H-LOAD-3: before the load event, `request` is answered, and `openid_credentials` follows.
#[test]
fn get_openid_is_served_before_load() {
    let mut host = Host::new(HostConfig::in_room(widget(true), room(ROOM)));
    assert_eq!(get(&mut host, "1"), [format!("1: {REQUEST}")]);
    let (ticket, asks_user) = question(&mut host);
    assert!(asks_user);
    assert_eq!(decide(&mut host, ticket, Allowed(credentials("secret"))), Ok(()));
    assert_eq!(host.sent(), [allowed("1")]);
}

/// H-OID-1: no capability is needed, and an open prompt or a reload does not delay the answer.
#[test]
fn get_openid_is_served_in_every_phase() {
    let mut host = with_policy(OpenIdPolicy::Block);
    host.receive("load", "content_loaded", "{}");
    host.sent();
    assert_eq!(get(&mut host, "1"), [format!("1: {BLOCKED}")]);
    host.wish(&["m.sticker"]);
    host.sent();
    assert_eq!(get(&mut host, "2"), [format!("2: {BLOCKED}")]);
    host.decide(&["m.sticker"], &[]);
    host.receive("load", "content_loaded", "{}");
    host.sent();
    assert_eq!(get(&mut host, "3"), [format!("3: {BLOCKED}")]);
}

/// H-OID-2: credentials at hand are in the answer.
#[test]
fn get_openid_answers_with_credentials_at_hand() {
    let mut host = with_policy(OpenIdPolicy::Allow(Some(credentials("secret"))));
    let members = r#""access_token":"secret","expires_in":3600,"matrix_server_name":"example.org""#;
    assert_eq!(get(&mut host, "1"), [format!(r#"1: {{{members},"state":"allowed","token_type":"Bearer"}}"#)]);
    assert!(host.events().is_empty());
}

/// H-OID-2: credentials that are not at hand follow, without a prompt.
#[test]
fn get_openid_fetches_credentials() {
    let mut host = with_policy(OpenIdPolicy::Allow(None));
    assert_eq!(get(&mut host, "1"), [format!("1: {REQUEST}")]);
    let (ticket, asks_user) = question(&mut host);
    assert!(!asks_user);
    decide(&mut host, ticket, Allowed(credentials("secret"))).unwrap();
    assert_eq!(host.sent(), [allowed("1")]);
}

/// H-OID-3, H-OID-7
#[test]
fn get_openid_is_blocked_by_policy() {
    let mut host = with_policy(OpenIdPolicy::Block);
    assert_eq!(get(&mut host, "1"), [format!("1: {BLOCKED}")]);
    assert!(host.events().is_empty());
}

/// H-OID-5, H-OID-7: requests share the decision, each with its own message.
#[test]
fn requests_share_one_decision() {
    let mut host = with_policy(OpenIdPolicy::Ask);
    get(&mut host, "1");
    let (ticket, _) = question(&mut host);
    assert_eq!(get(&mut host, "2"), [format!("2: {REQUEST}")]);
    assert!(host.events().is_empty());
    decide(&mut host, ticket, Blocked).unwrap();
    assert_eq!(host.sent(), [blocked("1"), blocked("2")]);
}

/// H-OID-6: incomplete credentials are an error in the answer, and `blocked` later.
#[test]
fn incomplete_credentials_are_a_failure() {
    let mut host = with_policy(OpenIdPolicy::Allow(Some(credentials(""))));
    assert_eq!(get(&mut host, "1"), ["1: error"]);

    let mut host = with_policy(OpenIdPolicy::Ask);
    get(&mut host, "1");
    let (ticket, _) = question(&mut host);
    decide(&mut host, ticket, Allowed(credentials(""))).unwrap();
    assert_eq!(host.sent(), [blocked("1")]);
}

/// H-OID-6: a dropped ticket is `blocked`.
#[test]
fn dropped_ticket_is_blocked() {
    let mut host = with_policy(OpenIdPolicy::Ask);
    get(&mut host, "1");
    drop(question(&mut host));
    assert_eq!(host.sent(), [blocked("1")]);
}

/// H-OID-8, H-OID-10: the user has any time, and the message is sent once.
#[test]
fn decision_has_no_deadline() {
    let mut host = with_policy(OpenIdPolicy::Ask);
    get(&mut host, "1");
    let (ticket, _) = question(&mut host);
    host.wait(seconds(24 * 3600));
    assert_eq!(host.sent(), [""; 0]);
    decide(&mut host, ticket, Allowed(credentials("secret"))).unwrap();
    assert_eq!(host.sent(), [allowed("1")]);
    host.wait(seconds(24 * 3600));
    assert_eq!(host.sent(), [""; 0]);
}

/// H-OID-9: three refusals in a minute use up the prompts.
#[test]
fn refusals_use_up_the_prompts() {
    let mut host = with_policy(OpenIdPolicy::Ask);
    for id in ["1", "2", "3"] {
        get(&mut host, id);
        let (ticket, _) = question(&mut host);
        decide(&mut host, ticket, Blocked).unwrap();
        assert_eq!(host.sent(), [blocked(id)]);
    }
    assert_eq!(get(&mut host, "4"), [format!("4: {BLOCKED}")]);
    assert!(host.events().is_empty());
    host.wait(seconds(60));
    assert_eq!(get(&mut host, "5"), [format!("5: {REQUEST}")]);
}

/// H-OID-9: an approval uses up no prompts, and holds for the session.
#[test]
fn approval_holds_for_the_session() {
    let mut host = with_policy(OpenIdPolicy::Ask);
    for (id, expected) in [("1", true), ("2", false), ("3", false), ("4", false), ("5", false)] {
        get(&mut host, id);
        let (ticket, asks_user) = question(&mut host);
        assert_eq!(asks_user, expected);
        decide(&mut host, ticket, Allowed(credentials("secret"))).unwrap();
        assert_eq!(host.sent(), [allowed(id)]);
    }
}

/// Reloads an established widget, which has asked for credentials before the sign of reloading.
fn reload_with_open_question(checks_origin: bool) -> (Host, OpenIdTicket) {
    let mut config = config();
    config.checks_origin = checks_origin;
    let mut host = Host::established(config, &[]);
    get(&mut host, "1");
    let (ticket, _) = question(&mut host);
    host.receive("load", "content_loaded", "{}");
    assert_eq!(host.sent(), ["load: {}", CAPABILITIES]);
    (host, ticket)
}

/// H-LOAD-16: OpenID goes on in a new epoch, and is not held during the reload.
#[test]
fn reload_continues_openid() {
    let (mut host, ticket) = reload_with_open_question(true);
    decide(&mut host, ticket, Allowed(credentials("secret"))).unwrap();
    assert_eq!(host.sent(), [allowed("1")]);

    let (mut host, ticket) = reload_with_open_question(true);
    host.wish(&[]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[], &[])]);
    decide(&mut host, ticket, Allowed(credentials("secret"))).unwrap();
    assert_eq!(host.sent(), [allowed("1")]);
}

/// H-LOAD-16, H-LOAD-18: with an unchecked origin, the new document gets nothing of the earlier question.
#[test]
fn reload_withdraws_openid_of_unchecked_origins() {
    let (mut host, ticket) = reload_with_open_question(false);
    host.wish(&[]);
    assert!(host.events().iter().any(|event| matches!(event, Event::Cancelled(id) if *id == ticket.id())));
    host.sent();
    assert_eq!(decide(&mut host, ticket, Allowed(credentials("secret"))), Err(Late));
    assert_eq!(host.sent(), [""; 0]);
}

/// H-OID-4: with an unchecked origin, what was requested since the sign of reloading is refused and not lost.
#[test]
fn reload_refuses_openid_of_new_documents_of_unchecked_origins() {
    let (mut host, _ticket) = reload_with_open_question(false);
    assert_eq!(get(&mut host, "2"), [format!("2: {REQUEST}")]);
    host.wish(&[]);
    assert_eq!(host.sent(), [blocked("2"), VERSIONS.to_owned(), notify(&[], &[])]);

    let (mut host, ticket) = reload_with_open_question(false);
    assert_eq!(get(&mut host, "2"), [format!("2: {REQUEST}")]);
    decide(&mut host, ticket, Allowed(credentials("secret"))).unwrap();
    assert_eq!(host.sent(), [blocked("2")]);
    host.wish(&[]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[], &[])]);
}

/// H-ERR-7, H-OID-6: credentials that are fetched without a prompt have the deadline of the application.
#[test]
fn fetching_credentials_has_a_deadline() {
    let mut host = with_policy(OpenIdPolicy::Allow(None));
    get(&mut host, "1");
    let (ticket, _) = question(&mut host);
    host.wait(seconds(59));
    assert_eq!(host.sent(), [""; 0]);
    host.wait(seconds(1));
    assert_eq!(host.sent(), [blocked("1")]);
    assert!(matches!(&host.events()[..], [Event::Cancelled(id)] if *id == ticket.id()));
    assert_eq!(decide(&mut host, ticket, Allowed(credentials("secret"))), Err(Late));
    get(&mut host, "2");
    let (ticket, _) = question(&mut host);
    decide(&mut host, ticket, Allowed(credentials("secret"))).unwrap();
    assert_eq!(host.sent(), [allowed("2")]);
}

/// H-LIM-1: outstanding `openid_credentials` count as owed.
#[test]
fn outstanding_follow_ups_are_owed() {
    let mut config = config();
    config.limits.owed_requests = 2;
    let mut host = Host::new(config);
    assert_eq!(get(&mut host, "1"), [format!("1: {REQUEST}")]);
    assert_eq!(get(&mut host, "2"), [format!("2: {REQUEST}")]);
    assert_eq!(get(&mut host, "3"), ["3: error"]);
}

/// H-END-3: at the end the question is withdrawn.
#[test]
fn end_withdraws_the_question() {
    let mut host = with_policy(OpenIdPolicy::Ask);
    get(&mut host, "1");
    let (ticket, _) = question(&mut host);
    host.session.end(host.now);
    assert_eq!(decide(&mut host, ticket, Blocked), Err(Late));
    assert_eq!(host.sent(), [""; 0]);
}
