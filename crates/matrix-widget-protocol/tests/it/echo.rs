//! The answer to a request: the request as it came, byte for byte, with `response` added.

use matrix_widget_protocol::{
    Empty, ErrorResponse, ForeignError, InvalidMessage, Message, NewRequest, RawMessage, RawObject, Request,
    Response, from_widget, to_widget, version::ApiVersion,
};

use crate::support::{Verdict, decode, json, verdict};

const ERROR: &str = r#"{"error":{"message":"no"}}"#;

/// A request text in which everything that JSON allows is odd, with `response` in its place.
fn odd(api: &str, action: &str, data: &str, response: &str) -> String {
    format!(
        "\r\n {{ \"x\" :[1.0, 1E+2,-0 , {{\"y\" :null}}],\t\"dat\\u0061\": {data} ,\"requestid\": \"\\u0072\",\n\
         \"api\":\"{api}\"  , \"widgetId\":\"\\ud83d\\udc4b/\\/\", \"visible\":true, \"action\":\"{action}\"{response} }}"
    )
}

/// Asserts that the echo is the request plus `response`, and means that.
fn assert_echo(request: &str, echo: &str, response: &str) {
    let head = request.trim_end().strip_suffix('}').unwrap();
    assert_eq!(echo, format!(r#"{head},"response":{response}}}"#));
    let mut expected = json(request);
    expected["response"] = json(response);
    assert_eq!(json(echo), expected);
    let (request, answer) = (RawMessage::parse(request).unwrap(), RawMessage::parse(echo).unwrap());
    assert_eq!(answer.data(), request.data());
    assert_eq!(answer.request_id(), request.request_id());
    assert!(answer.decode().is_ok());
}

/// Asserts the answer to a request with this data in odd spelling.
pub fn assert_echoes(
    api: &str,
    action: &str,
    data: &str,
    response: &serde_json::Value,
    answer: impl Fn(&Message<'_>) -> String,
) {
    let text = odd(api, action, data, "");
    let echo = answer(&decode(&text).unwrap());
    let head = text.trim_end().strip_suffix('}').unwrap();
    let tail = echo.strip_prefix(head).unwrap_or_else(|| panic!("{echo} does not begin as {text}"));
    let tail = tail.strip_prefix(r#","response":"#).and_then(|tail| tail.strip_suffix('}')).unwrap();
    assert_eq!(json(tail), *response, "{echo}");
    assert_echo(&text, &echo, tail);
}

/// Asserts both answers to one request.
macro_rules! assert_answers {
    ($Enum:ident::$Variant:ident, $action:literal, $data:expr, $response:expr, $text:expr) => {{
        let api = if stringify!($Enum).starts_with("From") { "fromWidget" } else { "toWidget" };
        for tail in ["", " ", "\n\r\t "] {
            let text = odd(api, $action, $data, "") + tail;
            let request = typed!($Enum::$Variant, &text);
            assert_echo(&text, &request.respond(&$response), $text);
            assert_echo(&text, &request.respond_error(&ErrorResponse::new("no")), ERROR);
        }
    }};
}

fn response<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_request_from_the_widget_is_answered_by_its_own_text() {
    assert_answers!(
        FromWidgetRequest::SupportedApiVersions,
        "supported_api_versions",
        r#"{ "a" :1.50}"#,
        response(r#"{"supported_versions":["0.0.1","x"]}"#),
        r#"{"supported_versions":["0.0.1","x"]}"#
    );
    assert_answers!(FromWidgetRequest::ContentLoaded, "content_loaded", "null", Empty::new(), "{}");
    assert_answers!(
        FromWidgetRequest::SendEvent,
        "send_event",
        r#"{"type":"t","content":{"a":1,"a":2},"delay": 5.0e3,"state_key":null}"#,
        response(r#"{"room_id":"!r:example.org","event_id":null,"delay_id":"d"}"#),
        r#"{"room_id":"!r:example.org","delay_id":"d"}"#
    );
    assert_answers!(
        FromWidgetRequest::ReadEvents,
        "org.matrix.msc2876.read_events",
        r#"{"type":"t" , "limit":25.0}"#,
        response(r#"{"events":[{"b":1.0 , "a":2}]}"#),
        r#"{"events":[{"b":1.0 , "a":2}]}"#
    );
    assert_answers!(
        FromWidgetRequest::ReadEvents,
        "read_events",
        r#"{"type":"t"}"#,
        response(r#"{"events":[]}"#),
        r#"{"events":[]}"#
    );
    assert_answers!(
        FromWidgetRequest::Navigate,
        "navigate",
        r#"{"uri":"\u0075","z":0.10}"#,
        Empty::new(),
        "{}"
    );
    assert_answers!(
        FromWidgetRequest::Navigate,
        "org.matrix.msc2931\\u002enavigate",
        r#"{"uri":"u"}"#,
        Empty::new(),
        "{}"
    );
    assert_answers!(
        FromWidgetRequest::RequestCapabilities,
        "request_capabilities",
        r#"{"capabilities":["a" ,"a",""]}"#,
        Empty::new(),
        "{}"
    );
    assert_answers!(
        FromWidgetRequest::Custom,
        "com.example",
        r#"{"a" : 1.0e-99}"#,
        RawObject::from_text(r#"{"b" : 1.0}"#).unwrap(),
        r#"{"b" : 1.0}"#
    );
}

#[test]
fn every_request_to_the_widget_is_answered_by_its_own_text() {
    assert_answers!(
        ToWidgetRequest::SupportedApiVersions,
        "supported_api_versions",
        "{}",
        to_widget_versions(),
        r#"{"supported_versions":["org.matrix.msc2762"]}"#
    );
    assert_answers!(
        ToWidgetRequest::Capabilities,
        "capabilities",
        "{ }",
        response(r#"{"capabilities":["m.sticker","m.sticker",""]}"#),
        r#"{"capabilities":["m.sticker","m.sticker",""]}"#
    );
    assert_answers!(
        ToWidgetRequest::NotifyCapabilities,
        "notify_capabilities",
        r#"{"requested":["a"],"approved":[ ]}"#,
        Empty::new(),
        "{}"
    );
    assert_answers!(
        ToWidgetRequest::SendEvent,
        "send_event",
        r#"{"type":"t","content":{ "a":1.0 },"type":"u"}"#,
        Empty::new(),
        "{}"
    );
    assert_answers!(ToWidgetRequest::Custom, "navigate", "null", RawObject::empty(), "{}");
}

fn to_widget_versions() -> matrix_widget_protocol::version::SupportedApiVersionsResponse {
    matrix_widget_protocol::version::SupportedApiVersionsResponse::new(vec![ApiVersion::Msc2762])
}

#[test]
fn a_null_response_is_replaced_in_place() {
    let members =
        [r#""api":"fromWidget""#, r#""widgetId":"w""#, r#""requestId":"r""#, r#""action":"navigate""#];
    let data = r#""data":{"uri":"u","response":null}"#;
    for (null, name) in [
        (r#""response":null"#, r#""response":"#),
        (r#""response" : null"#, r#""response" : "#),
        (r#""\u0072esponse":null"#, r#""\u0072esponse":"#),
        (r#""respons\u0065": null"#, r#""respons\u0065": "#),
    ] {
        for position in 0..=5 {
            let mut parts = [&members[..], &[data]].concat();
            parts.insert(position, null);
            for (open, close) in [("{", "}"), (" { ", " } \n")] {
                let text = format!("{open}{}{close}", parts.join(","));
                let request = typed!(FromWidgetRequest::Navigate, &text);
                parts[position] = "HERE";
                let expected = format!("{open}{}{close}", parts.join(",")).trim_end().to_owned();
                parts[position] = null;
                assert_eq!(request.respond(&Empty::new()), expected.replace("HERE", &format!("{name}{{}}")));
                assert_eq!(
                    request.respond_error(&ErrorResponse::new("no")),
                    expected.replace("HERE", &format!("{name}{ERROR}"))
                );
                assert_eq!(verdict(&request.respond(&Empty::new())), Verdict::FromWidgetResponse);
            }
        }
    }
}

#[test]
fn members_of_that_name_deeper_down_stay() {
    let text = r#"{"x":{"response":null},"api":"fromWidget","widgetId":"w","requestId":"r","action":"com.example","data":{"response":null,"a":[{"response":null}]}}"#;
    let echo = typed!(FromWidgetRequest::Custom, text).respond(&RawObject::empty());
    assert_echo(text, &echo, "{}");
}

#[test]
fn an_error_answer_is_a_response_that_is_an_error() {
    let text = odd("toWidget", "capabilities", "{}", "");
    let echo =
        typed!(ToWidgetRequest::Capabilities, &text).respond_error(&ErrorResponse::new("\"no\"\n\u{0}"));
    let message = decode(&echo).unwrap();
    assert_eq!(message.error().unwrap().message(), "\"no\"\n\u{0}");
    let response = typed!(ToWidgetResponse::Capabilities, &echo);
    assert_eq!(response.outcome.unwrap_err(), ErrorResponse::new("\"no\"\n\u{0}"));
    assert!(response_data_is_empty(&echo));
}

fn response_data_is_empty(echo: &str) -> bool {
    typed!(ToWidgetResponse::Capabilities, echo).request_data() == Ok(Empty::new())
}

#[test]
fn an_invalid_request_is_answered_with_what_is_wrong() {
    for (api, action, data, error) in [
        ("fromWidget", "navigate", r#"{ "uri" : 5.0 }"#, "data.uri: expected a string, found a number"),
        ("fromWidget", "navigate", "null", "data.uri: expected a string, found nothing"),
        ("fromWidget", "com.example", "[1.0]", "data: expected an object, found an array"),
        ("toWidget", "capabilities", "7", "data: expected an object, found a number"),
        (
            "toWidget",
            "notify_capabilities",
            r#"{"requested":[],"approved":[null]}"#,
            "data.approved[0]: expected a string, found null",
        ),
    ] {
        let text = odd(api, action, data, "") + " \n";
        let Err(InvalidMessage::FromWidgetRequest(invalid) | InvalidMessage::ToWidgetRequest(invalid)) =
            decode(&text)
        else {
            panic!("{text} is no bad request")
        };
        assert_eq!(invalid.error().to_string(), error);
        let body = format!(r#"{{"error":{{"message":"{error}"}}}}"#);
        assert_echo(&text, &invalid.respond(), &body);
        assert_echo(&text, &invalid.respond_error(&ErrorResponse::new("no")), ERROR);
        assert_eq!(decode(&invalid.respond()).unwrap().error().unwrap().message(), error);
    }
}

#[test]
fn an_invalid_request_with_a_null_response_is_answered_in_place() {
    let text = r#"{"response":null,"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":[]}"#;
    let Err(InvalidMessage::FromWidgetRequest(invalid) | InvalidMessage::ToWidgetRequest(invalid)) =
        decode(text)
    else {
        panic!("{text} is no bad request")
    };
    assert_eq!(
        invalid.respond_error(&ErrorResponse::new("no")),
        text.replace(r#""response":null"#, r#""response":{"error":{"message":"no"}}"#)
    );
}

#[test]
fn what_is_owned_survives_its_text() {
    let text = odd("fromWidget", "navigate", r#"{"uri":"u"}"#, "");
    let copy = text.clone();
    let raw = RawMessage::parse(&text).unwrap().into_owned();
    let message = decode(&text).unwrap().into_owned();
    let request = typed!(FromWidgetRequest::Navigate, &text).into_owned();
    let bad = odd("fromWidget", "navigate", "[]", "");
    let Err(InvalidMessage::FromWidgetRequest(invalid) | InvalidMessage::ToWidgetRequest(invalid)) =
        decode(&bad)
    else {
        panic!("{bad} is no bad request")
    };
    let answer = request.respond(&Empty::new());
    let response = typed!(FromWidgetResponse::Navigate, &answer).into_owned();
    drop((text, bad, answer));
    assert_eq!(raw.text(), copy);
    assert_eq!((raw.widget_id(), raw.request_id(), raw.action()), ("👋//", "r", "navigate"));
    assert_eq!(raw.data(), Some(r#"{"uri":"u"}"#));
    assert_eq!(raw.decode().unwrap(), message);
    assert_eq!(message.raw().text(), copy);
    assert_echo(&copy, &request.respond(&Empty::new()), "{}");
    assert_eq!(invalid.raw().action(), "navigate");
    assert_eq!(response.request_data().unwrap().uri, "u");
}

#[test]
fn everything_is_send_and_sync() {
    fn is_send_and_sync<T: Send + Sync + 'static>() {}
    is_send_and_sync::<RawMessage<'static>>();
    is_send_and_sync::<Message<'static>>();
    is_send_and_sync::<from_widget::FromWidgetRequest<'static>>();
    is_send_and_sync::<from_widget::FromWidgetResponse<'static>>();
    is_send_and_sync::<to_widget::ToWidgetRequest<'static>>();
    is_send_and_sync::<to_widget::ToWidgetResponse<'static>>();
    is_send_and_sync::<Request<'static, from_widget::Navigate>>();
    is_send_and_sync::<Response<'static, to_widget::SendEvent>>();
    is_send_and_sync::<Request<'static, from_widget::Custom>>();
    is_send_and_sync::<NewRequest<from_widget::ReadEvents>>();
    is_send_and_sync::<InvalidMessage>();
    is_send_and_sync::<ErrorResponse>();
    is_send_and_sync::<ForeignError>();
    is_send_and_sync::<matrix_widget_protocol::BodyError>();
    is_send_and_sync::<matrix_widget_protocol::NewRequestError>();
}
