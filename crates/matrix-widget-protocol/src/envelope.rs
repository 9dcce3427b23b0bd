//! The envelope of a message: its header, and the texts of `data` and `response`.
//!
//! Only this module knows the members of the header and how an answer repeats the request. `docs/envelope.md` says how another
//! envelope could be added.

mod header;
mod lossless;
mod one_pass;
mod write;

use std::{borrow::Cow, fmt, ops::Range};

use serde::{
    Serialize,
    de::{Deserializer, IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use self::header::{Header, HeaderString, range};
pub(crate) use self::{
    lossless::changes_nothing,
    one_pass::{Members, ReadData},
    write::request,
};
pub use crate::direction::Direction;
use crate::{
    body_error::BodyError,
    json::{self, Name},
    shown::Shown,
};

/// A widget message of which only the header has been read.
///
/// It keeps the whole text, so that an [answer](crate#answering) repeats it byte for byte. [`decode`](Self::decode)
/// reads the body.
///
/// The header is valid: `api` is a known direction, the identifiers and `action` are non-empty strings, and there are
/// no duplicates. `data` and `response` have not been checked.
#[derive(Clone)]
pub struct RawMessage<'a> {
    text: Cow<'a, str>,
    header: Header,
}

impl<'a> RawMessage<'a> {
    /// Reads the header of a message.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a widget message. Ignore such texts: a client's window receives the messages
    /// of many programs.
    pub fn parse(text: &'a str) -> Result<Self, NotWidgetMessage> {
        Self::read(Cow::Borrowed(text))
    }

    /// Reads the header of a message, and keeps the text without copying it.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`parse`](Self::parse).
    pub fn parse_owned(text: String) -> Result<RawMessage<'static>, NotWidgetMessage> {
        RawMessage::read(Cow::Owned(text))
    }

    fn read(text: Cow<'a, str>) -> Result<Self, NotWidgetMessage> {
        let header = one_pass::header(&text).map_or_else(|| read_header_carefully(&text), Ok)?;
        Ok(Self::new(text, header))
    }

    #[inline]
    pub(crate) fn new(text: Cow<'a, str>, header: Header) -> Self {
        Self { text, header }
    }

    /// Adds the text and the places that are known only after the whole text has been read.
    pub(crate) fn complete(
        &mut self,
        text: Cow<'a, str>,
        data: Option<Range<usize>>,
        response: Option<Range<usize>>,
    ) {
        self.text = text;
        self.header.data = data;
        self.header.response = response;
    }

    /// Reads the header of a message from bytes.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`parse`](Self::parse), and an error if the bytes are not UTF-8.
    pub fn parse_slice(bytes: &'a [u8]) -> Result<Self, NotWidgetMessage> {
        std::str::from_utf8(bytes).map_err(|_| NotWidgetMessage(Reason::NotUtf8)).and_then(Self::parse)
    }

    /// Returns the text of the message.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns `api`: the direction of the request.
    #[must_use]
    pub fn api(&self) -> Direction {
        self.header.api
    }

    /// Returns `widgetId`: the ID of the widget.
    #[must_use]
    pub fn widget_id(&self) -> &str {
        self.header.widget_id.in_text(&self.text)
    }

    /// Returns `requestId`, or `requestid`, the spelling of some proposals, if `requestId` is absent.
    ///
    /// It is unique among the pending requests of its direction.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.header.request_id.in_text(&self.text)
    }

    /// Returns `action`, the name of the action as it was received.
    #[must_use]
    pub fn action(&self) -> &str {
        self.header.action.in_text(&self.text)
    }

    /// Returns the JSON text of `data`, or `None` if it is absent or null.
    #[must_use]
    pub fn data(&self) -> Option<&str> {
        self.part(self.header.data.as_ref())
    }

    /// Returns the JSON text of `response`, or `None` if it is absent or null.
    #[must_use]
    pub fn response(&self) -> Option<&str> {
        self.part(self.header.response.as_ref())
    }

    /// Returns `true` for a request: `response` is absent, or null and not a duplicate.
    #[must_use]
    pub fn is_request(&self) -> bool {
        self.response().is_none() && self.header.repeated != Some("response")
    }

    /// Returns `true` if the message is for the widget: a request of the client, or a response to a request of the widget.
    ///
    /// Where the widget and the client share a window, such as a web view of a native client, each also hears its own messages. A
    /// widget ignores messages for which this is `false`. See [`is_for_client`](Self::is_for_client).
    #[must_use]
    pub fn is_for_widget(&self) -> bool {
        (self.api() == Direction::ToWidget) == self.is_request()
    }

    /// Returns `true` if the message is for the client: a request of the widget, or a response to a request of the client.
    ///
    /// ```
    /// use matrix_widget_protocol::RawMessage;
    ///
    /// let request = RawMessage::parse(
    ///     r#"{"api":"fromWidget","widgetId":"w","requestId":"1","action":"content_loaded","data":{}}"#,
    /// )?;
    /// assert!(request.is_for_client() && !request.is_for_widget());
    /// # Ok::<(), matrix_widget_protocol::NotWidgetMessage>(())
    /// ```
    #[must_use]
    pub fn is_for_client(&self) -> bool {
        !self.is_for_widget()
    }

    /// Returns the message with a text of its own, which is copied only if it is borrowed.
    #[must_use]
    pub fn into_owned(self) -> RawMessage<'static> {
        RawMessage { text: Cow::Owned(self.text.into_owned()), header: self.header }
    }

    /// Returns a part of the text, unless it is null.
    fn part(&self, range: Option<&Range<usize>>) -> Option<&str> {
        self.text.get(range?.clone()).filter(|part| *part != "null")
    }

    /// Returns the JSON text of a message with this header and other bodies.
    pub(crate) fn with_bodies(&self, data: Option<&str>, response: Option<&str>) -> String {
        write::message(self.api(), [self.widget_id(), self.request_id(), self.action()], data, response)
    }

    /// Rejects a message of the other direction.
    pub(crate) fn check_direction(&self, direction: Direction) -> Result<(), BodyError> {
        if self.api() == direction {
            return Ok(());
        }
        Err(BodyError::unexpected("api", format!("`{direction}`"), "another string"))
    }

    /// Rejects a duplicate `data` or `response`.
    pub(crate) fn check_repeated(&self) -> Result<(), BodyError> {
        match self.header.repeated {
            Some(name) => Err(BodyError::repeated("", name)),
            None => Ok(()),
        }
    }

    /// Returns the text of the request with `response` added. The message must be a request.
    pub(crate) fn echo(&self, response: &impl Serialize) -> String {
        let text = self.text.trim_ascii_end();
        let (place, name) = self.place_of_response();
        let mut answer = json::text_after(name, response, text.len() + SMALL_RESPONSE);
        answer.insert_str(0, text.get(..place.start).unwrap_or_default());
        answer.push_str(text.get(place.end..).unwrap_or_default());
        answer
    }

    /// Adds the response to the text of the request, in place if the text is owned.
    pub(crate) fn into_echo(self, response: &impl Serialize) -> String {
        let (place, name) = self.place_of_response();
        let response = json::text_after(name, response, SMALL_RESPONSE);
        let mut answer = self.text.into_owned();
        answer.truncate(answer.trim_ascii_end().len());
        answer.reserve_exact(response.len());
        answer.replace_range(place, &response);
        answer
    }

    /// Returns the place for the response in the text of a request, and the text to insert before it.
    fn place_of_response(&self) -> (Range<usize>, &'static str) {
        if let Some(null) = &self.header.response {
            return (null.clone(), "");
        }
        let end = self.text.trim_ascii_end().len() - 1;
        (end..end, r#","response":"#)
    }

    /// Calls `found` with the name of each member that the protocol does not know.
    pub(crate) fn unknown_members(&self, found: &mut dyn FnMut(&str)) {
        let [request_id, _] = json::values(&self.text, "requestId");
        json::for_each_member(&self.text, |name, _| {
            let name = json::name(name).map(|name| name.text).unwrap_or_default();
            match TopLevelName::of(&name) {
                Some(TopLevelName::RequestidOld) if request_id.is_some() => found(&name),
                Some(_) => {}
                None => found(&Shown(&name).to_string()),
            }
        });
    }
}

/// The number of bytes reserved for the response in an answer.
const SMALL_RESPONSE: usize = 256;

pub(crate) fn read_header_carefully(text: &str) -> Result<Header, NotWidgetMessage> {
    // Checks the JSON first: names are read as bytes, in which `serde_json` accepts control characters.
    let json: &RawValue = serde_json::from_str(text).map_err(|error| NotWidgetMessage::not_json(&error))?;
    let members = serde_json::Deserializer::from_str(json.get())
        .deserialize_map(TopLevel::default())
        .map_err(|_| NotWidgetMessage(Reason::NotAnObject { found: json::kind(json.get()) }))?;

    let api = header_string("api", members.api)?;
    let api = Direction::from_name(api.in_text(text)).ok_or(NotWidgetMessage(Reason::UnknownApi))?;
    let request_id = match (members.request_id.value, members.requestid) {
        (None, old) if old.value.is_some() => header_string("requestid", old)?,
        _ => header_string("requestId", members.request_id)?,
    };
    Ok(Header {
        api,
        request_id,
        widget_id: header_string("widgetId", members.widget_id)?,
        action: header_string("action", members.action)?,
        data: members.data.value.map(|value| range(text, value)),
        response: members.response.value.map(|value| range(text, value)),
        repeated: match (members.data.repeated, members.response.repeated) {
            (_, true) => Some("response"),
            (true, false) => Some("data"),
            (false, false) => None,
        },
    })
}

fn header_string(name: &'static str, slot: Slot<'_>) -> Result<HeaderString, NotWidgetMessage> {
    let fault = |fault| Err(NotWidgetMessage(Reason::Header { name, fault }));
    if slot.repeated {
        return fault(Fault::Repeated);
    }
    let Some(text) = slot.value else {
        return fault(Fault::Missing);
    };
    match serde_json::from_str::<String>(text) {
        Ok(string) if string.is_empty() => fault(Fault::Empty),
        Ok(string) => Ok(HeaderString::Copied(string.into())),
        Err(_) => fault(Fault::Mistyped(json::kind(text))),
    }
}

/// Compares the texts, which determine everything else.
impl PartialEq for RawMessage<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for RawMessage<'_> {}

/// Omits the text, which can contain secrets.
impl fmt::Debug for RawMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let redacted = |part: Option<&str>| part.map(|_| format_args!("[redacted]").to_string());
        f.debug_struct("RawMessage")
            .field("api", &self.header.api)
            .field("widget_id", &self.widget_id())
            .field("request_id", &self.request_id())
            .field("action", &self.action())
            .field("data", &redacted(self.data()))
            .field("response", &redacted(self.response()))
            .finish()
    }
}

#[derive(Clone, Copy, Default)]
struct Slot<'a> {
    value: Option<&'a str>,
    repeated: bool,
}

/// The members of a message that the protocol knows.
#[derive(Default)]
struct TopLevel<'a> {
    api: Slot<'a>,
    widget_id: Slot<'a>,
    request_id: Slot<'a>,
    requestid: Slot<'a>,
    action: Slot<'a>,
    data: Slot<'a>,
    response: Slot<'a>,
}

#[derive(Clone, Copy)]
enum TopLevelName {
    Api,
    WidgetId,
    RequestId,
    RequestidOld,
    Action,
    Data,
    Response,
}

impl TopLevelName {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "api" => Self::Api,
            "widgetId" => Self::WidgetId,
            "requestId" => Self::RequestId,
            "requestid" => Self::RequestidOld,
            "action" => Self::Action,
            "data" => Self::Data,
            "response" => Self::Response,
            _ => return None,
        })
    }
}

impl<'de> Visitor<'de> for TopLevel<'de> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(name) = map.next_key::<Name<'_>>()? {
            let slot = match TopLevelName::of(&name.text) {
                Some(TopLevelName::Api) => &mut self.api,
                Some(TopLevelName::WidgetId) => &mut self.widget_id,
                Some(TopLevelName::RequestId) => &mut self.request_id,
                Some(TopLevelName::RequestidOld) => &mut self.requestid,
                Some(TopLevelName::Action) => &mut self.action,
                Some(TopLevelName::Data) => &mut self.data,
                Some(TopLevelName::Response) => &mut self.response,
                None => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            let value = map.next_value::<&RawValue>()?.get();
            slot.repeated = slot.value.replace(value).is_some();
        }
        Ok(self)
    }
}

/// An error of reading a text that is not a widget message, such as the message of another program.
///
/// The messages of integration managers (`{action, room_id, …}` without `api`), which some clients also handle, are not widget
/// messages, even if their action has the name of one, such as `send_event`.
///
/// Ignore the text; the error is for logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotWidgetMessage(Reason);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    NotUtf8,
    NotJson { line: usize, column: usize },
    NotAnObject { found: &'static str },
    UnknownApi,
    Header { name: &'static str, fault: Fault },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    Missing,
    Mistyped(&'static str),
    Empty,
    Repeated,
}

impl NotWidgetMessage {
    fn not_json(error: &serde_json::Error) -> Self {
        Self(Reason::NotJson { line: error.line(), column: error.column() })
    }
}

impl fmt::Display for NotWidgetMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Reason::NotUtf8 => f.write_str("invalid UTF-8"),
            Reason::NotJson { line, column } => write!(f, "invalid JSON at line {line}, column {column}"),
            Reason::NotAnObject { found } => write!(f, "expected an object, found {found}"),
            Reason::UnknownApi => {
                f.write_str("api: expected `fromWidget` or `toWidget`, found another string")
            }
            Reason::Header { name, ref fault } => {
                write!(f, "{name}: ")?;
                match fault {
                    Fault::Missing => f.write_str("missing field"),
                    Fault::Mistyped("a string") => f.write_str("lone surrogate in a string"),
                    Fault::Mistyped(found) => write!(f, "expected a string, found {found}"),
                    Fault::Empty => f.write_str("expected a non-empty string"),
                    Fault::Repeated => f.write_str("duplicate field"),
                }
            }
        }
    }
}

impl std::error::Error for NotWidgetMessage {}
