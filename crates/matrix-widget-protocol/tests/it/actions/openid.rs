//! `get_openid` and `openid_credentials`: the credentials are all there with `allowed`, and of no interest otherwise.

use js_int::int;
use matrix_widget_protocol::{
    openid::{GetOpenIdResponse, OpenIdCredentials, OpenIdCredentialsRequest, OpenIdDecision},
    secret::Secret,
};

use crate::support::{
    assert_lossless, assert_requests_refused, assert_responses_refused, request, response, with_member,
};

const CREDENTIALS: [(&str, &str, &str); 4] = [
    ("access_token", r#""token""#, "a string"),
    ("expires_in", "3600", "an integer"),
    ("matrix_server_name", r#""example.org""#, "a string"),
    ("token_type", r#""Bearer""#, "a string"),
];

/// A body of this state with the credentials, but for one.
fn body(state: &str, without: Option<&str>) -> String {
    let head = format!(r#"{{"original_request_id":"r","state":"{state}"}}"#);
    let kept = CREDENTIALS.iter().filter(|credential| Some(credential.0) != without);
    kept.fold(head, |body, (name, value, _)| with_member(&body, name, value))
}

fn credentials() -> OpenIdCredentials {
    OpenIdCredentials::new(Secret::from("token"), int!(3600), "example.org")
}

fn answer(body: &str) -> GetOpenIdResponse {
    typed!(FromWidgetResponse::GetOpenId, &response("fromWidget", "get_openid", body)).outcome.unwrap()
}

fn decision(body: &str) -> OpenIdCredentialsRequest {
    typed!(ToWidgetRequest::OpenIdCredentials, &request("toWidget", "openid_credentials", body)).data
}

#[test]
fn allowed_has_its_credentials() {
    let body = body("allowed", None);
    assert_eq!(answer(&body), GetOpenIdResponse::Allowed(credentials()));
    let expected = OpenIdCredentialsRequest::new("r", OpenIdDecision::Allowed(credentials()));
    assert_eq!(decision(&body), expected);
    let text = request("toWidget", "openid_credentials", &body);
    assert_lossless(&text, &[]);
    let GetOpenIdResponse::Allowed(found) = answer(&body) else { panic!("{body} is not allowed") };
    assert_eq!((found.access_token.reveal(), found.expires_in), ("token", int!(3600)));
    assert_eq!((found.matrix_server_name.as_str(), found.token_type.as_str()), ("example.org", "Bearer"));
}

#[test]
fn allowed_without_one_of_them_is_invalid() {
    for (name, _, kind) in CREDENTIALS {
        let body = body("allowed", Some(name));
        let nothing = format!("data.{name}: expected {kind}, found nothing");
        assert_requests_refused("toWidget", "openid_credentials", &[(&body, &nothing)]);
        let nothing = format!("response.{name}: expected {kind}, found nothing");
        assert_responses_refused("fromWidget", "get_openid", &[(&body, &nothing)]);
    }
}

#[test]
fn null_credentials_are_missing_ones() {
    for (name, _, kind) in CREDENTIALS {
        let body = with_member(&body("allowed", Some(name)), name, "null");
        let null = format!("data.{name}: expected {kind}, found null");
        assert_requests_refused("toWidget", "openid_credentials", &[(&body, &null)]);
        let null = format!("response.{name}: expected {kind}, found null");
        assert_responses_refused("fromWidget", "get_openid", &[(&body, &null)]);
    }
}

#[test]
fn blocked_needs_nothing_more() {
    let blocked = r#"{"original_request_id":"r","state":"blocked"}"#;
    assert_eq!(decision(blocked), OpenIdCredentialsRequest::new("r", OpenIdDecision::Blocked));
    assert_eq!(answer(blocked), GetOpenIdResponse::Blocked);
    assert_eq!(answer(r#"{"state":"request"}"#), GetOpenIdResponse::Request);
    for (name, ..) in CREDENTIALS {
        let null = with_member(blocked, name, "null");
        assert_eq!(decision(&null), OpenIdCredentialsRequest::new("r", OpenIdDecision::Blocked));
        assert_eq!(answer(&null), GetOpenIdResponse::Blocked);
    }
}

/// What is not used is not in the typed value, so that nobody uses it; the text has it.
#[test]
fn credentials_with_another_state_are_of_no_interest() {
    let body = body("blocked", None);
    assert_eq!(answer(&body), GetOpenIdResponse::Blocked);
    let text = request("toWidget", "openid_credentials", &body);
    let request = typed!(ToWidgetRequest::OpenIdCredentials, &text);
    assert_eq!(request.data.decision, OpenIdDecision::Blocked);
    assert!(!format!("{request:?}").contains("token"));
    assert_eq!(request.raw().text(), text);
}

/// The user has decided, so the client does not ask any more.
#[test]
fn request_is_no_decision() {
    let refused = [(
        r#"{"original_request_id":"r","state":"request"}"#,
        "data.state: expected `allowed` or `blocked`, found another string",
    )];
    assert_requests_refused("toWidget", "openid_credentials", &refused);
}
