//! Answers are byte-for-byte copies of the request with `response` added.

use matrix_widget_protocol::{
    BodyError, Direction, Empty, ErrorResponse, InvalidMessage, Message, NewRequest, NewRequestError,
    NotWidgetMessage, RawMessage, RawObject, Request, Response, from_widget, to_widget,
};

use crate::support::{Verdict, decode, json, verdict};

const ERROR: &str = r#"{"error":{"message":"no"}}"#;

/// Returns a request with unusual white space, escapes, numbers and order.
fn unusual(api: &str, action: &str, data: &str) -> String {
    format!(
        "\r\n {{ \"x\" :[1.0, 1E+2,-0 , {{\"y\" :null}}],\t\"dat\\u0061\": {data} ,\"requestid\": \"\\u0072\",\n\
         \"api\":\"{api}\"  , \"widgetId\":\"\\ud83d\\udc4b/\\/\", \"visible\":true, \"action\":\"{action}\" }}"
    )
}

/// Asserts that the echo is the request with `response` added, as text and as JSON.
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

/// Asserts the answer to an unusual request with this data.
pub fn assert_echoes(
    api: &str,
    action: &str,
    data: &str,
    response: &serde_json::Value,
    answer: impl Fn(&Message<'_>) -> String,
) {
    let text = unusual(api, action, data);
    let echo = answer(&decode(&text).unwrap());
    let head = text.trim_end().strip_suffix('}').unwrap();
    let tail = echo.strip_prefix(head).unwrap_or_else(|| panic!("{echo} does not start with {text}"));
    let tail = tail.strip_prefix(r#","response":"#).and_then(|tail| tail.strip_suffix('}')).unwrap();
    assert_eq!(json(tail), *response, "{echo}");
    assert_echo(&text, &echo, tail);
}

/// Asserts the response and the error response to a request, with and without white space after it.
macro_rules! assert_answers {
    ($Enum:ident::$Variant:ident, $text:expr, $response:expr, $written:expr) => {
        for tail in ["", " ", "\n\r\t "] {
            let text = $text + tail;
            let request = typed!($Enum::$Variant, &text);
            assert_echo(&text, &request.respond(&$response), $written);
            assert_echo(&text, &request.respond_error(&ErrorResponse::new("no")), ERROR);
            let responders =
                [request.clone().into_responder(), request.clone().into_owned().into_responder()];
            for responder in responders {
                assert_eq!(responder.raw(), request.raw());
                assert_eq!(responder.answer(Ok::<_, ErrorResponse>($response)), request.respond(&$response));
            }
            let (data, responder) = request.clone().into_owned().into_parts();
            assert_eq!(data, request.data);
            assert_echo(&text, &responder.answer(Err(ErrorResponse::new("no"))), ERROR);
        }
    };
}

/// `fixtures::messages::respond_keeps_the_text_of_every_request` tests every action.
#[test]
fn respond_keeps_the_text_of_the_request() {
    assert_answers!(
        FromWidgetRequest::Navigate,
        unusual("fromWidget", "org.matrix.msc2931\\u002enavigate", r#"{"uri":"\u0075","z":0.10}"#),
        Empty::new(),
        "{}"
    );
    assert_answers!(
        ToWidgetRequest::SendEvent,
        unusual("toWidget", "send_event", r#"{"type":"t","content":{ "a":1.0 },"type":"u"}"#),
        Empty::new(),
        "{}"
    );
    assert_answers!(
        FromWidgetRequest::Custom,
        unusual("fromWidget", "com.example", r#"{"a" : 1.0e-99}"#),
        RawObject::from_text(r#"{"b" : 1.0}"#).unwrap(),
        r#"{"b" : 1.0}"#
    );
    assert_answers!(
        ToWidgetRequest::Custom,
        unusual("toWidget", "navigate", "null"),
        RawObject::empty(),
        "{}"
    );
}

#[test]
fn respond_replaces_a_null_response_in_place() {
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
fn respond_keeps_nested_members_called_response() {
    let text = r#"{"x":{"response":null},"api":"fromWidget","widgetId":"w","requestId":"r","action":"com.example","data":{"response":null,"a":[{"response":null}]}}"#;
    let echo = typed!(FromWidgetRequest::Custom, text).respond(&RawObject::empty());
    assert_echo(text, &echo, "{}");
}

#[test]
fn respond_error_writes_an_error_response() {
    let text = unusual("toWidget", "capabilities", "{}");
    let error = ErrorResponse::new("\"no\"\n\u{0}");
    let echo = typed!(ToWidgetRequest::Capabilities, &text).respond_error(&error);
    assert_eq!(decode(&echo).unwrap().error(), Some(&error));
    let response = typed!(ToWidgetResponse::Capabilities, &echo);
    assert_eq!(response.request_data(), Ok(Empty::new()));
    assert_eq!(response.outcome.unwrap_err(), error);
}

fn invalid_request(text: &str) -> InvalidMessage {
    match decode(text) {
        Err(invalid) if invalid.raw().is_request() => invalid,
        other => panic!("expected an invalid request, found {other:?}"),
    }
}

#[test]
fn raw_is_none_for_foreign_text() {
    assert_eq!(Message::parse("{}").unwrap_err().raw(), None);
}

#[test]
fn invalid_message_respond_writes_its_error() {
    for (api, action, data, error) in [
        ("fromWidget", "navigate", r#"{ "uri" : 5.0 }"#, "data.uri: expected a string, found a number"),
        ("fromWidget", "com.example", "[1.0]", "data: expected an object, found an array"),
        ("toWidget", "capabilities", "7", "data: expected an object, found a number"),
    ] {
        let text = unusual(api, action, data) + " \n";
        let invalid = invalid_request(&text);
        assert_eq!(invalid.error().to_string(), error);
        assert_eq!(Message::parse(&text).unwrap_err().raw(), Some(invalid.raw()));
        let api = invalid.raw().api();
        assert_echo(
            &text,
            &invalid.respond(api).unwrap(),
            &format!(r#"{{"error":{{"message":"{error}"}}}}"#),
        );
        assert_echo(&text, &invalid.respond_error(api, &ErrorResponse::new("no")).unwrap(), ERROR);
        let other = Direction::ALL.into_iter().find(|other| *other != api).unwrap();
        assert_eq!(invalid.respond(other), None, "only the receiver answers");
    }
    let null = r#"{"response":null,"api":"fromWidget","widgetId":"w","requestId":"r","action":"navigate","data":[]}"#;
    let answer =
        invalid_request(null).respond_error(Direction::FromWidget, &ErrorResponse::new("no")).unwrap();
    assert_eq!(answer, null.replace(r#""response":null"#, &format!(r#""response":{ERROR}"#)));
}

#[test]
fn into_owned_outlives_the_text() {
    let text = unusual("fromWidget", "navigate", r#"{"uri":"u"}"#);
    let copy = text.clone();
    let raw = RawMessage::parse(&text).unwrap().into_owned();
    let message = decode(&text).unwrap().into_owned();
    let request = typed!(FromWidgetRequest::Navigate, &text).into_owned();
    let bad = unusual("fromWidget", "navigate", "[]");
    let invalid = invalid_request(&bad);
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
fn messages_and_errors_are_send_and_sync() {
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
    is_send_and_sync::<NotWidgetMessage>();
    is_send_and_sync::<BodyError>();
    is_send_and_sync::<NewRequestError>();
}
