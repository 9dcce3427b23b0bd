//! `{"error": {"message": "…"}}`: the response to a failed request.

use matrix_widget_protocol::{
    ErrorResponse, Message, RawObject,
    error::{MatrixApiError, MatrixError},
};
use serde_json::json;

use crate::{
    fixtures::FIXTURES,
    support::{assert_lossless, decode, json, response},
};

fn error_of(body: &str) -> Option<ErrorResponse> {
    let text = response("fromWidget", "navigate", body);
    decode(&text).unwrap_or_else(|invalid| panic!("{invalid} in {body}")).error().cloned()
}

#[test]
fn error_reads_error_responses_of_every_action() {
    let custom = [("fromWidget", "com.example"), ("toWidget", "com.example")];
    let known = FIXTURES.iter().flat_map(|(info, fixture)| {
        fixture.names.iter().map(|name| (info.direction.as_str(), name.as_str()))
    });
    for (api, action) in known.chain(custom) {
        let text = response(api, action, r#"{"error":{"message":"It did not work"}}"#);
        let message = decode(&text).unwrap();
        assert!(matches!(message, Message::FromWidgetResponse(_) | Message::ToWidgetResponse(_)));
        assert_eq!(message.error().unwrap().message(), "It did not work", "{action}");
        assert_eq!(message.error(), Some(&ErrorResponse::new("It did not work")));
        assert_lossless(&text, &[]);
    }
}

#[test]
fn error_responses_may_have_other_members() {
    for (action, body) in [
        ("send_event", r#"{"room_id":"!r:example.org","event_id":"$e","error":{"message":"m"}}"#),
        ("read_events", r#"{"events":[],"error":{"message":"m"}}"#),
        ("read_events", r#"{"events":5,"error":{"message":""}}"#),
        ("com.example", r#"{"a":1,"error":{"message":"m"}}"#),
        ("com.example", r#"{"a":1,"\u0065rror":{"\u006dessage":"m"}}"#),
    ] {
        assert!(decode(&response("fromWidget", action, body)).unwrap().error().is_some(), "{body}");
    }
    let text = response("fromWidget", "com.example", r#"{"a":1,"error":{"message":"m"}}"#);
    assert_lossless(&text, &["response.a"]);
}

#[test]
fn error_responses_need_a_string_message() {
    for body in [
        "{}",
        r#"{"error":"text"}"#,
        r#"{"error":{}}"#,
        r#"{"error":{"message":5}}"#,
        r#"{"error":{"message":null}}"#,
        r#"{"error":{"message":{"message":"m"}}}"#,
        r#"{"error":null}"#,
        r#"{"error":[]}"#,
        r#"{"error":[{"message":"m"}]}"#,
        r#"{"error":true}"#,
        r#"{"error":7}"#,
        r#"{"Error":{"message":"m"}}"#,
        r#"{"message":"m"}"#,
        r#"{"response":{"error":{"message":"m"}}}"#,
    ] {
        assert_eq!(error_of(body), None, "{body}");
        for api in ["fromWidget", "toWidget"] {
            let text = response(api, "com.example", body);
            assert_eq!(decode(&text).unwrap().error(), None, "{body}");
            assert_lossless(&text, &[]);
        }
    }
}

#[test]
fn error_keeps_extra_members() {
    let error = error_of(r#"{"error":{"org.example.code" : 17.0,"message":"m","x":{"y":[null]}}}"#).unwrap();
    assert_eq!(error.error().as_str(), r#"{"org.example.code" : 17.0,"message":"m","x":{"y":[null]}}"#);
    assert_eq!(error.error().get::<f64>("org.example.code").unwrap(), Some(17.0));
    assert_eq!(error.matrix_api_error(), Ok(None));
    let written = serde_json::to_string(&error).unwrap();
    assert_eq!(written, r#"{"error":{"org.example.code" : 17.0,"message":"m","x":{"y":[null]}}}"#);
    assert_eq!(serde_json::from_str::<ErrorResponse>(&written).unwrap(), error);
}

#[test]
fn unknown_members_lists_members_outside_error_only() {
    let text =
        response("toWidget", "capabilities", r#"{"error":{"message":"m","x":1},"capabilities":[],"y":2}"#);
    assert_lossless(&text, &["response.capabilities", "response.y"]);
}

fn api_error(text: &str) -> Result<Option<MatrixApiError>, String> {
    let error = error_of(&format!(r#"{{"error":{{"message":"m","matrix_api_error":{text}}}}}"#)).unwrap();
    assert_eq!(error.message(), "m");
    assert!(error.error().as_str().contains(text), "the raw text is kept");
    error.matrix_api_error().map_err(|error| error.to_string())
}

#[test]
fn matrix_api_error_reads_all_members() {
    let text = r#"{"http_status":429,"http_headers":{"retry-after":"5","x":""},"url":"","response":{"errcode":"M_LIMIT_EXCEEDED","error":"Slow down","retry_after_ms":5000,"org.matrix.msc4140.max_delay":7}}"#;
    let error = api_error(text).unwrap().unwrap();
    assert_eq!(error.http_status, 429);
    assert_eq!(error.url.as_deref(), Some(""));
    assert_eq!(error.response.errcode().unwrap(), "M_LIMIT_EXCEEDED");
    assert_eq!(error.response.error().unwrap().as_deref(), Some("Slow down"));
    assert_eq!(error.response.raw().get::<u64>("retry_after_ms").unwrap(), Some(5000));
    assert_eq!(error.response.raw().get::<u64>("org.matrix.msc4140.max_delay").unwrap(), Some(7));
    assert_eq!(json(&serde_json::to_string(&error).unwrap()), json(text));
}

#[test]
fn matrix_api_error_accepts_missing_headers_and_url() {
    for text in [
        r#"{"http_status":400,"response":{"errcode":"M_UNKNOWN","error":"e"}}"#,
        r#"{"http_status":400,"http_headers":null,"url":null,"response":{"errcode":"M_UNKNOWN","error":"e"}}"#,
    ] {
        let error = api_error(text).unwrap().unwrap();
        assert_eq!((error.http_headers, error.url), (None, None));
    }
    let error =
        api_error(r#"{"http_status":400,"http_headers":{},"url":"","response":{}}"#).unwrap().unwrap();
    assert_eq!(error.http_headers.unwrap().len(), 0);
    assert_eq!(api_error("null"), Ok(None));
}

#[test]
fn header_is_case_insensitive() {
    for name in ["retry-after", "Retry-After", "RETRY-AFTER"] {
        let text = format!(r#"{{"http_status":429,"http_headers":{{"{name}":"5"}},"response":{{}}}}"#);
        let error = api_error(&text).unwrap().unwrap();
        for name in ["retry-after", "Retry-After", "rETRY-aFTER"] {
            assert_eq!(error.header(name), Some("5"));
        }
        assert_eq!(error.header("retry"), None);
    }
}

#[test]
fn matrix_api_error_rejects_malformed_members_that_error_keeps() {
    for (text, expected) in [
        ("5", "matrix_api_error: expected an object, found a number"),
        (r#""text""#, "matrix_api_error: expected an object, found a string"),
        ("[]", "matrix_api_error: expected an object, found an array"),
        ("{}", "matrix_api_error.http_status: missing field"),
        (r#"{"http_status":400}"#, "matrix_api_error.response: missing field"),
        (
            r#"{"http_status":"400","response":{}}"#,
            "matrix_api_error.http_status: expected an integer, found a string",
        ),
        (
            r#"{"http_status":400,"response":[]}"#,
            "matrix_api_error.response: expected an object, found an array",
        ),
        (
            r#"{"http_status":400,"http_headers":[],"response":{}}"#,
            "matrix_api_error.http_headers: expected an object, found an array",
        ),
        (
            r#"{"http_status":400,"http_headers":{"retry-after":5},"response":{}}"#,
            "matrix_api_error.http_headers.retry-after: expected a string, found a number",
        ),
        (
            r#"{"http_status":400,"url":5,"response":{}}"#,
            "matrix_api_error.url: expected a string, found a number",
        ),
    ] {
        assert_eq!(api_error(text), Err(expected.to_owned()), "{text}");
    }
    // The review of MSC2762 proposed the bare Matrix error.
    assert!(api_error(r#"{"errcode":"M_FORBIDDEN","error":"No"}"#).is_err());
}

#[test]
fn matrix_error_accessors_reject_malformed_members() {
    for (response, errcode, text) in [
        ("{}", "errcode: missing field", Ok(None)),
        (r#"{"errcode":5,"error":null}"#, "errcode: expected a string, found a number", Ok(None)),
        (
            r#"{"errcode":"A","errcode":"B","error":5}"#,
            "errcode: duplicate field",
            Err("error: expected a string, found a number".to_owned()),
        ),
    ] {
        let error = api_error(&format!(r#"{{"http_status":400,"response":{response}}}"#)).unwrap().unwrap();
        assert_eq!(error.response.errcode().unwrap_err().to_string(), errcode);
        assert_eq!(error.response.error().map_err(|error| error.to_string()), text);
    }
}

#[test]
fn error_responses_survive_serialization() {
    let written = serde_json::to_string(&ErrorResponse::new("m \"é\"\n")).unwrap();
    assert_eq!(json(&written), json!({"error": {"message": "m \"é\"\n"}}));

    let mut cause = MatrixApiError::new(403, MatrixError::new("M_FORBIDDEN", "No"));
    let error = ErrorResponse::with_matrix_api_error("m", &cause);
    assert_eq!(
        json(&serde_json::to_string(&error).unwrap()),
        json!({"error": {"message": "m", "matrix_api_error":
            {"http_status": 403, "response": {"errcode": "M_FORBIDDEN", "error": "No"}}}})
    );
    assert_eq!(error.matrix_api_error(), Ok(Some(cause.clone())));

    cause.url = Some(String::new());
    cause.http_headers = Some([("retry-after".to_owned(), "5".to_owned())].into());
    cause.response = RawObject::from_text(r#"{"errcode":"M_X","extra":1.0}"#).unwrap().into();
    let error = ErrorResponse::with_matrix_api_error("m", &cause);
    assert_eq!(error.matrix_api_error(), Ok(Some(cause)));
    assert!(serde_json::to_string(&error).unwrap().contains(r#""extra":1.0"#));
}

#[test]
fn error_response_deserializes_from_errors_only() {
    for text in ["{}", "null", "[]", r#"{"error":"text"}"#, r#"{"error":{"message":5}}"#] {
        assert!(serde_json::from_str::<ErrorResponse>(text).is_err(), "{text}");
    }
}
