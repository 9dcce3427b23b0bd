//! Messages whose bodies have been read: requests, responses, and those that could not be.

use std::borrow::Cow;

use serde::de::MapAccess;

use crate::{
    action::{self, ActionInfo},
    direction::Direction,
    envelope::{RawMessage, read_header_carefully},
    error::ErrorResponse,
    from_widget::{FromWidgetRequest, FromWidgetResponse},
    invalid::{InvalidMessage, MessageError},
    one_pass::{Members, ReadData},
    to_widget::{ToWidgetRequest, ToWidgetResponse},
    typed::Typed,
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
    /// use matrix_widget_protocol::{Direction, Message, MessageError};
    ///
    /// fn answer(text: &str) -> Option<String> {
    ///     match Message::parse(text) {
    ///         Ok(message) => Some(format!("read: {}", message.raw().action())),
    ///         // What is no widget message is to be ignored.
    ///         Err(MessageError::NotWidgetMessage(_)) => None,
    ///         // A request with a bad body is owed an error.
    ///         Err(MessageError::Invalid(invalid)) => invalid.respond(Direction::FromWidget),
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
        Self::read(Cow::Borrowed(text))
    }

    /// Reads a message, and keeps the text without copying it.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn parse_owned(text: String) -> Result<Message<'static>, MessageError> {
        Message::read(Cow::Owned(text))
    }

    fn read(text: Cow<'a, str>) -> Result<Self, MessageError> {
        let mut reader = RequestReader { text: &text, request: None };
        let members = Members::read(&text, &mut reader);
        if let Some(members) = &members
            && members.are_of_request(&text)
            && let Some(mut request) = reader.request
        {
            let (data, response) = (members.data.clone(), members.response.clone());
            request.raw_mut().complete(text, data, response);
            return Ok(request);
        }
        let header = members.and_then(|members| members.header(&text));
        let header = header.map_or_else(|| read_header_carefully(&text), Ok)?;
        Ok(RawMessage::new(text, header).decode()?)
    }

    pub(crate) fn decode(raw: RawMessage<'a>) -> Result<Self, InvalidMessage> {
        match (raw.api(), raw.is_request()) {
            (Direction::FromWidget, true) => FromWidgetRequest::decode(raw).map(Self::FromWidgetRequest),
            (Direction::FromWidget, false) => FromWidgetResponse::decode(raw).map(Self::FromWidgetResponse),
            (Direction::ToWidget, true) => ToWidgetRequest::decode(raw).map(Self::ToWidgetRequest),
            (Direction::ToWidget, false) => ToWidgetResponse::decode(raw).map(Self::ToWidgetResponse),
        }
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

    /// Calls `found` with the path of each member that the types neither name nor keep: `visible`, `data.foo`.
    ///
    /// Invisible characters in a path are escaped, and long names are cut, as in an error. The `data` of a response, a copy
    /// of that of the request, is not searched.
    pub fn for_each_unknown_member(&self, mut found: impl FnMut(&str)) {
        self.raw().unknown_members(&mut found);
        self.typed().unknown_body_members(&mut found);
    }

    /// Returns the message as it was received, without the typed view.
    #[must_use]
    pub fn into_raw(self) -> RawMessage<'a> {
        match self {
            Self::FromWidgetRequest(request) => request.into_raw(),
            Self::FromWidgetResponse(response) => response.into_raw(),
            Self::ToWidgetRequest(request) => request.into_raw(),
            Self::ToWidgetResponse(response) => response.into_raw(),
        }
    }

    /// Returns the message with a text of its own, which is copied only if it is borrowed.
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

/// Reads `data` as that of a request, if the header came before it.
struct RequestReader<'t, 'a> {
    text: &'t str,
    /// The request, without its text.
    request: Option<Message<'a>>,
}

impl<'t> ReadData<'t> for RequestReader<'t, '_> {
    fn next_value<A: MapAccess<'t>>(&mut self, map: &mut A, members: &Members<'t>) -> Result<(), A::Error> {
        let (Some(header), Some(action)) = (members.header(self.text), members.action) else {
            return ().next_value(map, members);
        };
        let raw = RawMessage::new(Cow::Borrowed(""), header);
        match raw.api() {
            Direction::FromWidget => FromWidgetRequest::next_value(raw, action, map, |request| {
                self.request = Some(Message::FromWidgetRequest(request));
            }),
            Direction::ToWidget => ToWidgetRequest::next_value(raw, action, map, |request| {
                self.request = Some(Message::ToWidgetRequest(request));
            }),
        }
    }
}

impl<'a> RawMessage<'a> {
    /// Reads the body by what the header says: step two.
    ///
    /// # Errors
    ///
    /// When the body is not what the action promises. The error tells a request, which is owed an error response, from a
    /// response, which is not.
    pub fn decode(self) -> Result<Message<'a>, InvalidMessage> {
        Message::decode(self)
    }
}
