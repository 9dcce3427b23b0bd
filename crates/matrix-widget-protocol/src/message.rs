//! Messages whose bodies have been read: requests, responses, and those that could not be.

use std::fmt;

use crate::{
    action::{self, Action, ActionInfo},
    body_error::BodyError,
    envelope::{Direction, RawMessage},
    error::ErrorResponse,
    from_widget::{FromWidgetRequest, FromWidgetResponse},
    invalid::{InvalidMessage, MessageError, Undecodable},
    json, located, one_pass,
    to_widget::{ToWidgetRequest, ToWidgetResponse},
};

/// Any widget message, by direction and kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Message<'a> {
    /// The widget asks. A client answers it.
    FromWidgetRequest(FromWidgetRequest<'a>),
    /// The client has answered.
    FromWidgetResponse(FromWidgetResponse<'a>),
    /// The client asks. A widget answers it.
    ToWidgetRequest(ToWidgetRequest<'a>),
    /// The widget has answered.
    ToWidgetResponse(ToWidgetResponse<'a>),
}

impl<'a> Message<'a> {
    /// Reads a message, header and body.
    ///
    /// The same as [`RawMessage::parse`] and [`RawMessage::decode`] one after the other. But a request whose header comes
    /// before its `data`, as it nearly always does, and that has no line breaks is read in one pass, which takes half the
    /// time. A response, whose `data` is of no use, is read quicker in the two steps.
    ///
    /// ```
    /// use matrix_widget_protocol::{InvalidMessage, Message, MessageError};
    ///
    /// fn answer(text: &str) -> Option<String> {
    ///     match Message::parse(text) {
    ///         Ok(message) => Some(format!("read: {}", message.raw().action())),
    ///         // What is no widget message is to be ignored.
    ///         Err(MessageError::Foreign(_)) => None,
    ///         // A request with a bad body is owed an error.
    ///         Err(MessageError::Invalid(InvalidMessage::FromWidgetRequest(invalid))) => Some(invalid.respond()),
    ///         Err(MessageError::Invalid(_)) => None,
    ///     }
    /// }
    /// assert_eq!(answer("hello"), None);
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is no widget message at all, and when its body is not what its action promises. The error tells them
    /// apart.
    pub fn parse(text: &'a str) -> Result<Self, MessageError> {
        let mut request = None;
        let header = one_pass::request(text, &mut request);
        if let Some(request) = request {
            return Ok(request);
        }
        Ok(header.map_or_else(|| RawMessage::parse_carefully(text), Ok)?.decode()?)
    }

    pub(crate) fn decode(raw: RawMessage<'a>) -> Result<Self, InvalidMessage> {
        match (raw.api(), raw.is_request()) {
            (Direction::FromWidget, true) => FromWidgetRequest::decode(raw).map(Self::FromWidgetRequest),
            (Direction::FromWidget, false) => FromWidgetResponse::decode(raw).map(Self::FromWidgetResponse),
            (Direction::ToWidget, true) => ToWidgetRequest::decode(raw).map(Self::ToWidgetRequest),
            (Direction::ToWidget, false) => ToWidgetResponse::decode(raw).map(Self::ToWidgetResponse),
        }
        .map_err(InvalidMessage::new)
    }

    fn typed(&self) -> &dyn Typed<'a> {
        match self {
            Self::FromWidgetRequest(request) => request.typed(),
            Self::FromWidgetResponse(response) => response.typed(),
            Self::ToWidgetRequest(request) => request.typed(),
            Self::ToWidgetResponse(response) => response.typed(),
        }
    }

    pub(crate) fn raw_mut(&mut self) -> &mut RawMessage<'a> {
        match self {
            Self::FromWidgetRequest(request) => request.raw_mut(),
            Self::FromWidgetResponse(response) => response.raw_mut(),
            Self::ToWidgetRequest(request) => request.raw_mut(),
            Self::ToWidgetResponse(response) => response.raw_mut(),
        }
    }

    /// The message as it came.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
        self.typed().raw()
    }

    /// The row of the registry for the action; `None` if the action is custom.
    #[must_use]
    pub fn info(&self) -> Option<&'static ActionInfo> {
        let raw = self.raw();
        action::find(raw.api(), raw.action())
    }

    /// The error, if this is a response that holds one.
    #[must_use]
    pub fn error(&self) -> Option<&ErrorResponse> {
        self.typed().error()
    }

    /// The JSON text of the typed view: header, and `data` or `response` as this crate writes them.
    ///
    /// What the types do not name is not in it. To answer a request or to pass a message on, use its own
    /// [text](RawMessage::text), which lacks nothing.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.typed().to_json()
    }

    /// Paths of the members that the types neither name nor keep as free-form: `visible`, `data.foo`.
    ///
    /// The `data` of a response is a copy of the request's and is not looked at.
    #[must_use]
    pub fn unknown_members(&self) -> Vec<String> {
        let mut unknown = self.raw().unknown_members();
        unknown.extend(self.typed().unknown_body_members());
        unknown
    }

    /// The same message, independent of the text that it was read from.
    #[must_use]
    pub fn into_owned(self) -> Message<'static> {
        match self {
            Self::FromWidgetRequest(request) => Message::FromWidgetRequest(request.into_owned()),
            Self::FromWidgetResponse(response) => Message::FromWidgetResponse(response.into_owned()),
            Self::ToWidgetRequest(request) => Message::ToWidgetRequest(request.into_owned()),
            Self::ToWidgetResponse(response) => Message::ToWidgetResponse(response.into_owned()),
        }
    }
}

/// What all messages can do, whatever their action.
pub(crate) trait Typed<'a> {
    fn raw(&self) -> &RawMessage<'a>;
    fn error(&self) -> Option<&ErrorResponse>;
    fn to_json(&self) -> String;
    fn unknown_body_members(&self) -> Vec<String>;
}

/// A request of action `A`: its [`data`](Self::data), and all that is needed to answer it.
pub struct Request<'a, A: Action> {
    pub(crate) raw: RawMessage<'a>,
    /// `data`
    pub data: A::Request,
}

impl<'a, A: Action> Request<'a, A> {
    pub(crate) fn decode(raw: RawMessage<'a>) -> Result<Self, Undecodable> {
        match raw.check_repeated().and_then(|()| located::read("data", raw.data().unwrap_or("{}"))) {
            Ok(data) => Ok(Self { raw, data }),
            Err(error) => Err(Undecodable::new(raw, error)),
        }
    }

    #[inline]
    pub(crate) fn new(raw: RawMessage<'a>, data: A::Request) -> Self {
        Self { raw, data }
    }

    /// The message as it came.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
        &self.raw
    }

    /// The JSON text of the answer: the request as it came, byte for byte, with `response` added.
    #[must_use]
    pub fn respond(&self, response: &A::Response) -> String {
        self.raw.echo(response)
    }

    /// The JSON text of the answer that the request failed.
    #[must_use]
    pub fn respond_error(&self, error: &ErrorResponse) -> String {
        self.raw.echo(error)
    }

    /// The same request, independent of the text that it was read from.
    #[must_use]
    pub fn into_owned(self) -> Request<'static, A> {
        Request { raw: self.raw.into_owned(), data: self.data }
    }
}

impl<'a, A: Action> Typed<'a> for Request<'a, A> {
    fn raw(&self) -> &RawMessage<'a> {
        &self.raw
    }

    fn error(&self) -> Option<&ErrorResponse> {
        None
    }

    fn to_json(&self) -> String {
        let data = json::text(&self.data);
        // Where the message has no data, the data that its absence stands for is no part of it either.
        let is_absent = self.raw.data().is_none() && data == "{}";
        typed_json(&self.raw, (!is_absent).then_some(data.as_str()), None)
    }

    fn unknown_body_members(&self) -> Vec<String> {
        self.raw.data().map(|data| located::unknown_members::<A::Request>("data", data)).unwrap_or_default()
    }
}

/// A response to a request of action `A`.
///
/// Its `data` is a copy of the request's and has not been judged.
pub struct Response<'a, A: Action> {
    pub(crate) raw: RawMessage<'a>,
    /// `response`: what was asked for, or what went wrong.
    pub outcome: Result<A::Response, ErrorResponse>,
}

impl<'a, A: Action> Response<'a, A> {
    pub(crate) fn decode(raw: RawMessage<'a>) -> Result<Self, Undecodable> {
        let outcome = raw.check_repeated().and_then(|()| {
            let text = raw.response().unwrap_or("null");
            match ErrorResponse::find(text).map_err(|error| error.under("response"))? {
                Some(error) => Ok(Err(error)),
                None => located::read("response", text).map(Ok),
            }
        });
        match outcome {
            Ok(outcome) => Ok(Self { raw, outcome }),
            Err(error) => Err(Undecodable::new(raw, error)),
        }
    }

    /// The message as it came.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
        &self.raw
    }

    /// The `data` of the request, of which a response holds a copy.
    ///
    /// # Errors
    ///
    /// When it is malformed: an error response to a malformed request repeats what was malformed.
    pub fn request_data(&self) -> Result<A::Request, BodyError> {
        located::read("data", self.raw.data().unwrap_or("{}"))
    }

    /// The same response, independent of the text that it was read from.
    #[must_use]
    pub fn into_owned(self) -> Response<'static, A> {
        Response { raw: self.raw.into_owned(), outcome: self.outcome }
    }
}

impl<'a, A: Action> Typed<'a> for Response<'a, A> {
    fn raw(&self) -> &RawMessage<'a> {
        &self.raw
    }

    fn error(&self) -> Option<&ErrorResponse> {
        self.outcome.as_ref().err()
    }

    fn to_json(&self) -> String {
        let response = match &self.outcome {
            Ok(response) => json::text(response),
            Err(error) => json::text(error),
        };
        typed_json(&self.raw, self.raw.data(), Some(&response))
    }

    fn unknown_body_members(&self) -> Vec<String> {
        let Some(text) = self.raw.response() else {
            return Vec::new();
        };
        match self.outcome {
            Ok(_) => located::unknown_members::<A::Response>("response", text),
            Err(_) => json::members(text)
                .unwrap_or_default()
                .into_iter()
                .filter(|(name, _)| name != "error")
                .map(|(name, _)| format!("response.{name}"))
                .collect(),
        }
    }
}

/// A message with the header of `raw`.
fn typed_json(raw: &RawMessage<'_>, data: Option<&str>, response: Option<&str>) -> String {
    message_json(raw.api(), [raw.widget_id(), raw.request_id(), raw.action()], data, response)
}

/// A message by its parts, of which the second are `widgetId`, `requestId` and `action`.
pub(crate) fn message_json(
    api: Direction,
    header: [&str; 3],
    data: Option<&str>,
    response: Option<&str>,
) -> String {
    let [widget_id, request_id, action] = header.map(|string| json::text(&string));
    let mut out =
        format!(r#"{{"api":"{api}","widgetId":{widget_id},"requestId":{request_id},"action":{action}"#);
    for (name, value) in [("data", data), ("response", response)] {
        if let Some(value) = value {
            out += &format!(r#","{name}":{value}"#);
        }
    }
    out + "}"
}

/// Whether two messages, both of action `A`, have the same header.
fn same_header<A: Action>(one: &RawMessage<'_>, other: &RawMessage<'_>) -> bool {
    one.api() == other.api()
        && one.widget_id() == other.widget_id()
        && one.request_id() == other.request_id()
        && A::is_same(one.action(), other.action())
}

/// By the typed view: the header, whatever the spelling of the action, and the data.
impl<A: Action> PartialEq for Request<'_, A> {
    fn eq(&self, other: &Self) -> bool {
        same_header::<A>(&self.raw, &other.raw) && self.data == other.data
    }
}

/// By the typed view: the header, whatever the spelling of the action, and the outcome.
impl<A: Action> PartialEq for Response<'_, A> {
    fn eq(&self, other: &Self) -> bool {
        same_header::<A>(&self.raw, &other.raw) && self.outcome == other.outcome
    }
}

impl<A: Action> Clone for Request<'_, A> {
    fn clone(&self) -> Self {
        Self { raw: self.raw.clone(), data: self.data.clone() }
    }
}

impl<A: Action> Clone for Response<'_, A> {
    fn clone(&self) -> Self {
        Self { raw: self.raw.clone(), outcome: self.outcome.clone() }
    }
}

impl<A: Action> fmt::Debug for Request<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("raw", &self.raw).field("data", &self.data).finish()
    }
}

impl<A: Action> fmt::Debug for Response<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("raw", &self.raw).field("outcome", &self.outcome).finish()
    }
}
