//! OpenID credentials.

use matrix_widget_protocol::to_widget::OpenIdDecision;
use matrix_widget_session::{Failure, widget::Event};
use serde_json::{Value, json};

use super::support::{Page, is_error};

fn allowed() -> Value {
    json!({
        "state": "allowed",
        "access_token": "secret",
        "expires_in": 3600,
        "matrix_server_name": "example.org",
        "token_type": "Bearer",
    })
}

fn delivery(id: &Value, decision: &Value) -> Value {
    let mut data = decision.clone();
    data["original_request_id"] = id.clone();
    data
}

impl Page {
    fn ask_openid(&mut self) -> Value {
        self.session.get_openid(self.now).unwrap();
        self.sent_one("get_openid")
    }

    /// Takes the only event, the result of `get_openid`.
    fn openid(&mut self) -> Result<OpenIdDecision, Failure> {
        match self.events().as_slice() {
            [Event::OpenId(outcome)] => outcome.clone(),
            events => panic!("{events:?}"),
        }
    }
}

/// W-OID-1: `allowed` and `blocked` in the answer settle the request.
#[test]
fn answer_with_a_decision_settles() {
    let mut page = Page::plain();
    let request = page.ask_openid();
    page.answer(&request, &allowed());
    let Ok(OpenIdDecision::Allowed(credentials)) = page.openid() else { panic!("not allowed") };
    assert_eq!((credentials.access_token.reveal(), credentials.token_type.as_str()), ("secret", "Bearer"));

    let request = page.ask_openid();
    page.answer(&request, &json!({ "state": "blocked" }));
    assert_eq!(page.openid(), Ok(OpenIdDecision::Blocked));
}

/// W-OID-1: `request` waits without deadline. W-OID-2: `openid_credentials` with the same ID settles.
#[test]
fn request_state_waits_for_credentials() {
    let mut page = Page::plain();
    let request = page.ask_openid();
    page.answer(&request, &json!({ "state": "request" }));
    page.wait(1_000_000);
    page.assert_no_events();
    assert_eq!(page.ask("openid_credentials", delivery(&request["requestId"], &allowed())), json!({}));
    assert!(matches!(page.openid(), Ok(OpenIdDecision::Allowed(_))));
}

/// W-OID-2: credentials that come before the answer settle the request, and the answer changes nothing.
#[test]
fn credentials_may_precede_the_answer() {
    let mut page = Page::plain();
    let request = page.ask_openid();
    let blocked = json!({ "state": "blocked" });
    assert_eq!(page.ask("openid_credentials", delivery(&request["requestId"], &blocked)), json!({}));
    assert_eq!(page.openid(), Ok(OpenIdDecision::Blocked));
    page.answer(&request, &json!({ "state": "request" }));
    page.answer(&request, &allowed());
    page.wait(100);
    page.assert_no_events();
}

/// W-OID-3: credentials with another ID, unsolicited or repeated are errors and change nothing.
#[test]
fn unexpected_credentials_are_refused() {
    let mut page = Page::plain();
    assert!(is_error(&page.ask("openid_credentials", delivery(&json!("other"), &allowed()))));
    let request = page.ask_openid();
    assert!(is_error(&page.ask("openid_credentials", delivery(&json!("other"), &allowed()))));
    page.assert_no_events();
    assert_eq!(page.ask("openid_credentials", delivery(&request["requestId"], &allowed())), json!({}));
    page.openid().unwrap();
    assert!(is_error(&page.ask("openid_credentials", delivery(&request["requestId"], &allowed()))));
    page.assert_no_events();
}

/// W-OID-4: an unknown state and incomplete credentials are errors, and the request fails.
#[test]
fn malformed_credentials_fail_the_request() {
    let mut incomplete = allowed();
    incomplete.as_object_mut().unwrap().remove("access_token");
    for malformed in [incomplete, json!({ "state": "perhaps" })] {
        let mut page = Page::plain();
        let request = page.ask_openid();
        page.answer(&request, &malformed);
        assert!(matches!(page.openid(), Err(Failure::Malformed(_))));

        let request = page.ask_openid();
        page.answer(&request, &json!({ "state": "request" }));
        assert!(is_error(&page.ask("openid_credentials", delivery(&json!("other"), &malformed))));
        page.assert_no_events();
        assert!(is_error(&page.ask("openid_credentials", delivery(&request["requestId"], &malformed))));
        assert!(matches!(page.openid(), Err(Failure::Malformed(_))));
    }
}

/// W-OID-5: callers at the same time share one request. A later caller sends another.
#[test]
fn callers_share_one_request() {
    let mut page = Page::plain();
    let request = page.ask_openid();
    for _ in 0..3 {
        page.session.get_openid(page.now).unwrap();
    }
    page.answer(&request, &json!({ "state": "request" }));
    page.session.get_openid(page.now).unwrap();
    assert_eq!(page.sent_actions(), ["supported_api_versions"]);
    page.ask("openid_credentials", delivery(&request["requestId"], &allowed()));
    page.openid().unwrap();
    assert_ne!(page.ask_openid()["requestId"], request["requestId"]);
}

/// W-REQ-1: `get_openid` fails if it is not answered in 10 seconds.
#[test]
fn unanswered_get_openid_times_out() {
    let mut page = Page::plain();
    page.ask_openid();
    page.wait(10);
    assert_eq!(page.openid(), Err(Failure::TimedOut));
}

/// W-END-1: a request that waits for credentials fails at the end.
#[test]
fn acknowledged_get_openid_fails_at_the_end() {
    let mut page = Page::plain();
    let request = page.ask_openid();
    page.answer(&request, &json!({ "state": "request" }));
    page.session.end();
    assert_eq!(page.openid(), Err(Failure::Gone));
}
