//! What the tests share: messages by their parts, and what becomes of them.

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

/// `typed!(FromWidgetRequest::Navigate, text)`: the text decoded, which must be of this variant.
macro_rules! typed {
    ($Enum:ident::$Variant:ident, $text:expr) => {
        match $crate::support::decode($text) {
            Ok(matrix_widget_protocol::Message::$Enum(message_enum!($Enum::$Variant(message)))) => message,
            other => panic!("expected {}::{}, found {other:?}", stringify!($Enum), stringify!($Variant)),
        }
    };
}

/// The pattern of a variant, by the module that its enum lives in.
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

/// What kind of message a text is.
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

/// Decodes a text that has a sound header.
pub fn decode(text: &str) -> Result<Message<'_>, InvalidMessage> {
    assert_read_alike(text);
    RawMessage::parse(text).expect("a widget message").decode()
}

/// Our answer to a request, by the outcome of a response to it, whatever their action.
///
/// `Request::respond` is one function for all actions that can only be called by naming one. So a success is written under
/// a name that no action has, with the body that the typed response has.
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
                other => panic!("{other:?} is no request without a known name"),
            };
            answer.replacen(&custom, &known, 1)
        }
    }
}

/// The text of a request with this `data`.
pub fn request(api: &str, action: &str, data: &str) -> String {
    format!(r#"{{"api":"{api}","widgetId":"w","requestId":"r","action":"{action}","data":{data}}}"#)
}

/// The text of a response with empty `data`.
pub fn response(api: &str, action: &str, response: &str) -> String {
    format!(
        r#"{{"api":"{api}","widgetId":"w","requestId":"r","action":"{action}","data":{{}},"response":{response}}}"#
    )
}

/// What is wrong with a request of this `data`, which must be invalid.
pub fn refused_request(api: &str, action: &str, data: &str) -> String {
    match decode(&request(api, action, data)) {
        Err(invalid) if invalid.raw().is_request() => invalid.error().to_string(),
        other => panic!("expected an invalid request of {action}, found {other:?} in {data}"),
    }
}

/// What is wrong with this `response`, which must be invalid.
pub fn refused_response(api: &str, action: &str, body: &str) -> String {
    match decode(&response(api, action, body)) {
        Err(invalid) if !invalid.raw().is_request() => invalid.error().to_string(),
        other => panic!("expected an invalid response to {action}, found {other:?} in {body}"),
    }
}

/// Asserts what is wrong with requests of these `data`.
pub fn assert_requests_refused(api: &str, action: &str, rows: &[(&str, &str)]) {
    for (data, error) in rows {
        assert_eq!(refused_request(api, action, data), *error, "{data}");
    }
}

/// Asserts what is wrong with these `response`s.
pub fn assert_responses_refused(api: &str, action: &str, rows: &[(&str, &str)]) {
    for (body, error) in rows {
        assert_eq!(refused_response(api, action, body), *error, "{body}");
    }
}

/// The paths of all unknown members.
pub fn unknown_members(message: &Message<'_>) -> Vec<String> {
    let mut paths = Vec::new();
    message.for_each_unknown_member(|path| paths.push(path.to_owned()));
    paths
}

/// Asserts that a message decodes, that the typed view repeats all of it but `unknown`, and nothing else.
pub fn assert_lossless(text: &str, unknown: &[&str]) {
    let message = decode(text).unwrap_or_else(|invalid| panic!("{invalid} in {text}"));
    assert!(crate::overlay::changes_nothing(text, &message.to_json()), "{} over {text}", message.to_json());
    assert_eq!(unknown_members(&message), unknown, "{text}");
    let again = message.to_json();
    assert_eq!(decode(&again).as_ref(), Ok(&message), "{again} is not what {text} was");
}

/// Asserts that the message means the same under both names of its action.
pub fn assert_same_under_both_names(text: &str, one: &str, other: &str) {
    let renamed = text.replace(&format!(r#""action":"{one}""#), &format!(r#""action":"{other}""#));
    assert_ne!(renamed, text);
    let (message, other_message) = (decode(text).unwrap(), decode(&renamed).unwrap());
    assert_eq!(message, other_message);
    assert_eq!(message.info().unwrap(), other_message.info().unwrap());
    assert_eq!((message.raw().action(), other_message.raw().action()), (one, other));
}

/// An object's text with another member at its end.
pub fn with_member(object: &str, name: &str, value: &str) -> String {
    let head = object.strip_suffix('}').expect("an object");
    format!(r#"{head},"{name}":{value}}}"#)
}

/// Asserts that nothing is wrong, and prints a line for each thing that is.
#[track_caller]
pub fn assert_none(what: &str, wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<_> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// JSON pointers to all values in a value, itself included.
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

/// The hash of a value, the same in every run.
pub fn hash(value: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

/// Asserts that two lists have the same items, and prints those that only one of them has.
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
