//! `get_openid` and `openid_credentials`: credentials are required if the state is `allowed`, and ignored otherwise.

use std::time::Duration;

use js_int::Int;
use matrix_widget_protocol::{
    Secret,
    from_widget::{GetOpenIdResponse, OpenIdCredentials},
    to_widget::{OpenIdCredentialsRequest, OpenIdDecision},
};

use crate::support::{assert_lossless, request, response, with_member};

const CREDENTIALS: [(&str, &str); 4] = [
    ("access_token", r#""token""#),
    ("expires_in", "3600"),
    ("matrix_server_name", r#""example.org""#),
    ("token_type", r#""Bearer""#),
];

/// Returns a body with this state and all credentials.
fn body(state: &str) -> String {
    let head = format!(r#"{{"original_request_id":"r","state":"{state}"}}"#);
    CREDENTIALS.into_iter().fold(head, |body, (name, value)| with_member(&body, name, value))
}

fn credentials() -> OpenIdCredentials {
    OpenIdCredentials::new(Secret::from("token"), Duration::from_secs(3600), "example.org")
}

fn answer(body: &str) -> GetOpenIdResponse {
    typed!(FromWidgetResponse::GetOpenId, &response("fromWidget", "get_openid", body)).outcome.unwrap()
}

fn decision(body: &str) -> OpenIdCredentialsRequest {
    typed!(ToWidgetRequest::OpenIdCredentials, &request("toWidget", "openid_credentials", body)).data
}

#[test]
fn openid_allowed_requires_credentials() {
    let body = body("allowed");
    assert_eq!(answer(&body), GetOpenIdResponse::Allowed(credentials()));
    let expected = OpenIdCredentialsRequest::new("r", OpenIdDecision::Allowed(credentials()));
    assert_eq!(decision(&body), expected);
    let text = request("toWidget", "openid_credentials", &body);
    assert_lossless(&text, &[]);
    let GetOpenIdResponse::Allowed(found) = answer(&body) else {
        panic!("expected an allowed state, found {body}")
    };
    assert_eq!(
        (found.access_token.reveal(), found.checked_expires_in().unwrap()),
        ("token", Duration::from_secs(3600))
    );
    assert_eq!((found.matrix_server_name.as_str(), found.token_type.as_str()), ("example.org", "Bearer"));
}

#[test]
fn openid_other_states_need_no_credentials() {
    let blocked = r#"{"original_request_id":"r","state":"blocked"}"#;
    assert_eq!(decision(blocked), OpenIdCredentialsRequest::new("r", OpenIdDecision::Blocked));
    assert_eq!(answer(blocked), GetOpenIdResponse::Blocked);
    assert_eq!(answer(r#"{"state":"request"}"#), GetOpenIdResponse::Request);
    for (name, _) in CREDENTIALS {
        let null = with_member(blocked, name, "null");
        assert_eq!(decision(&null), OpenIdCredentialsRequest::new("r", OpenIdDecision::Blocked));
        assert_eq!(answer(&null), GetOpenIdResponse::Blocked);
    }
}

/// The typed value has no unused credentials. The text keeps them.
#[test]
fn openid_other_states_drop_credentials() {
    let body = body("blocked");
    assert_eq!(answer(&body), GetOpenIdResponse::Blocked);
    let text = request("toWidget", "openid_credentials", &body);
    let request = typed!(ToWidgetRequest::OpenIdCredentials, &text);
    assert_eq!(request.data.decision, OpenIdDecision::Blocked);
    assert!(!format!("{request:?}").contains("token"));
    assert_eq!(request.raw().text(), text);
}

#[test]
fn openid_accessors_reject_invalid_values() {
    let mut credentials = credentials();
    assert_eq!(credentials.checked_expires_in(), Ok(Duration::from_secs(3600)));
    assert_eq!(credentials.checked_server_name().unwrap(), "example.org");
    credentials.expires_in = Int::MIN;
    credentials.matrix_server_name = "two words".to_owned();
    assert_eq!(
        credentials.checked_expires_in().unwrap_err().to_string(),
        "expires_in: expected a non-negative duration, found a negative number"
    );
    let error = credentials.checked_server_name().unwrap_err().to_string();
    assert!(error.starts_with("matrix_server_name: invalid server name: "), "{error}");
}
