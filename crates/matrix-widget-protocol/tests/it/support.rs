//! Shared helpers: the texts of messages, and assertions.

mod members;

use std::{
    collections::BTreeSet,
    fmt::Debug,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash},
};

use matrix_widget_protocol::{
    InvalidMessage, Message, RawMessage, RawObject, from_widget::FromWidgetRequest,
    to_widget::ToWidgetRequest,
};
use serde_json::Value;

pub use members::members_of;

use crate::laws::message::assert_read_alike;

/// `typed!(FromWidgetRequest::Navigate, text)` decodes a text, which must be a message of this variant.
macro_rules! typed {
    ($Enum:ident::$Variant:ident, $text:expr) => {
        match $crate::support::decode($text) {
            Ok(matrix_widget_protocol::Message::$Enum(message_enum!($Enum::$Variant(message)))) => message,
            other => panic!("expected {}::{}, found {other:?}", stringify!($Enum), stringify!($Variant)),
        }
    };
}

/// Expands to the pattern of a variant.
macro_rules! message_enum {
    (FromWidgetRequest::$Variant:ident($message:ident)) => {
        matrix_widget_protocol::from_widget::FromWidgetRequest::$Variant($message)
    };
    (FromWidgetResponse::$Variant:ident($message:ident)) => {
        matrix_widget_protocol::from_widget::FromWidgetResponse::$Variant($message)
    };
    (ToWidgetRequest::$Variant:ident($message:ident)) => {
        matrix_widget_protocol::to_widget::ToWidgetRequest::$Variant($message)
    };
    (ToWidgetResponse::$Variant:ident($message:ident)) => {
        matrix_widget_protocol::to_widget::ToWidgetResponse::$Variant($message)
    };
}

/// The classification of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    FromWidgetRequest,
    FromWidgetResponse,
    ToWidgetRequest,
    ToWidgetResponse,
    InvalidRequest,
    InvalidResponse,
    Foreign,
}

pub fn verdict(text: &str) -> Verdict {
    assert_read_alike(text);
    match RawMessage::parse(text).map(RawMessage::decode) {
        Err(_) => Verdict::Foreign,
        Ok(Err(invalid)) if invalid.raw().is_request() => Verdict::InvalidRequest,
        Ok(Err(_)) => Verdict::InvalidResponse,
        Ok(Ok(Message::FromWidgetRequest(_))) => Verdict::FromWidgetRequest,
        Ok(Ok(Message::FromWidgetResponse(_))) => Verdict::FromWidgetResponse,
        Ok(Ok(Message::ToWidgetRequest(_))) => Verdict::ToWidgetRequest,
        Ok(Ok(Message::ToWidgetResponse(_))) => Verdict::ToWidgetResponse,
    }
}

/// Asserts the verdict of each text.
pub fn assert_verdicts(rows: &[(&str, Verdict)]) {
    for (text, expected) in rows {
        assert_eq!(verdict(text), *expected, "{text}");
    }
}

/// Decodes a text with a valid header.
pub fn decode(text: &str) -> Result<Message<'_>, InvalidMessage> {
    assert_read_alike(text);
    RawMessage::parse(text).expect("a widget message").decode()
}

/// Returns our answer to a request, with the outcome of a response.
///
/// `Request::respond` needs a static action. To support every action, this function writes the body under a custom
/// action, and then restores the name.
pub fn answer_by(request: &Message<'_>, response: &Message<'_>) -> String {
    match (request, response.error()) {
        (Message::FromWidgetRequest(request), Some(error)) => request.respond_error(error),
        (Message::ToWidgetRequest(request), Some(error)) => request.respond_error(error),
        (request, _) => {
            let [known, custom] = [request.raw().action(), "com.example.any"]
                .map(|name| format!(r#""action":{}"#, Value::from(name)));
            let text = request.raw().text().replacen(&known, &custom, 1);
            let body = response.to_json();
            let body = RawMessage::parse(&body).unwrap().response().unwrap().parse::<Value>().unwrap();
            let body = RawObject::new(&body).unwrap();
            let answer = match decode(&text) {
                Ok(Message::FromWidgetRequest(FromWidgetRequest::Custom(request))) => request.respond(&body),
                Ok(Message::ToWidgetRequest(ToWidgetRequest::Custom(request))) => request.respond(&body),
                other => panic!("expected a custom request, found {other:?}"),
            };
            answer.replacen(&custom, &known, 1)
        }
    }
}

/// Returns the text of a request with this `data`.
pub fn request(api: &str, action: &str, data: &str) -> String {
    format!(r#"{{"api":"{api}","widgetId":"w","requestId":"r","action":"{action}","data":{data}}}"#)
}

/// Returns the text of a response with empty `data`.
pub fn response(api: &str, action: &str, response: &str) -> String {
    format!(
        r#"{{"api":"{api}","widgetId":"w","requestId":"r","action":"{action}","data":{{}},"response":{response}}}"#
    )
}

/// Returns the error of a request with this invalid `data`.
pub fn request_error(api: &str, action: &str, data: &str) -> String {
    match decode(&request(api, action, data)) {
        Err(invalid) if invalid.raw().is_request() => invalid.error().to_string(),
        other => panic!("expected an invalid request of {action}, found {other:?} in {data}"),
    }
}

/// Returns the error of this invalid `response`.
pub fn response_error(api: &str, action: &str, body: &str) -> String {
    match decode(&response(api, action, body)) {
        Err(invalid) if !invalid.raw().is_request() => invalid.error().to_string(),
        other => panic!("expected an invalid response to {action}, found {other:?} in {body}"),
    }
}

/// Asserts the errors of requests. Each row has `data` and the expected error.
pub fn assert_invalid_requests(api: &str, action: &str, rows: &[(&str, &str)]) {
    for (data, error) in rows {
        assert_eq!(request_error(api, action, data), *error, "{data}");
    }
}

/// Asserts the errors of responses. Each row has a `response` and the expected error.
pub fn assert_invalid_responses(api: &str, action: &str, rows: &[(&str, &str)]) {
    for (body, error) in rows {
        assert_eq!(response_error(api, action, body), *error, "{body}");
    }
}

/// Returns the paths of all unknown members.
pub fn unknown_members(message: &Message<'_>) -> Vec<String> {
    let mut paths = Vec::new();
    message.for_each_unknown_member(|path| paths.push(path.to_owned()));
    paths
}

/// Returns what a message is: `request`, `response`, `error` (an error response) or `invalid`.
pub fn class(text: &str) -> &'static str {
    match decode(text) {
        Err(_) => "invalid",
        Ok(message) if message.raw().is_request() => "request",
        Ok(message) if message.error().is_some() => "error",
        Ok(_) => "response",
    }
}

/// Asserts that a message decodes, and that writing it loses nothing except the members `unknown`.
pub fn assert_lossless(text: &str, unknown: &[&str]) {
    let message = decode(text).unwrap_or_else(|invalid| panic!("{invalid} in {text}"));
    assert!(message.is_lossless(), "{} over {text}", message.to_json());
    assert_eq!(unknown_members(&message), unknown, "{text}");
    let again = message.to_json();
    assert_eq!(decode(&again).as_ref(), Ok(&message), "{again} differs from {text}");
}

/// Asserts that messages with either name of the action are equal.
pub fn assert_same_under_both_names(text: &str, one: &str, other: &str) {
    let renamed = text.replace(&format!(r#""action":"{one}""#), &format!(r#""action":"{other}""#));
    assert_ne!(renamed, text);
    let (message, other_message) = (decode(text).unwrap(), decode(&renamed).unwrap());
    assert_eq!(message, other_message);
    assert_eq!(message.info().unwrap(), other_message.info().unwrap());
    assert_eq!((message.raw().action(), other_message.raw().action()), (one, other));
}

/// Appends a member to the text of an object.
pub fn with_member(object: &str, name: &str, value: &str) -> String {
    let head = object.strip_suffix('}').expect("an object");
    format!(r#"{head},"{name}":{value}}}"#)
}

/// Asserts that there are no faults, and prints a line for each fault.
#[track_caller]
pub fn assert_none(what: &str, faults: impl IntoIterator<Item = String>) {
    let faults: Vec<_> = faults.into_iter().collect();
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// Returns JSON pointers to all values in a value, including the value itself.
pub fn pointers(value: &Value) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    let below = inner.into_iter().flat_map(|(name, value)| {
        let name = name.replace('~', "~0").replace('/', "~1");
        pointers(value).into_iter().map(move |pointer| format!("/{name}{pointer}"))
    });
    std::iter::once(String::new()).chain(below).collect()
}

/// Returns the hash of a value, which is the same in every run.
pub fn hash(value: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

/// Asserts that two lists have the same items, and prints the differences.
#[track_caller]
pub fn assert_same<T: Ord + Debug>(
    found: impl IntoIterator<Item = T>,
    expected: impl IntoIterator<Item = T>,
) {
    let [found, expected] = [found.into_iter().collect(), expected.into_iter().collect::<BTreeSet<_>>()];
    let [more, missing]: [Vec<_>; 2] =
        [found.difference(&expected).collect(), expected.difference(&found).collect()];
    assert!(more.is_empty() && missing.is_empty(), "unexpected: {more:#?}, missing: {missing:#?}");
}
