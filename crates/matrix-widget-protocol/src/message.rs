//! Messages whose bodies have been read.

use std::borrow::Cow;

use serde::de::MapAccess;

use crate::{
    action::{self, ActionInfo},
    direction::Direction,
    envelope::{Members, RawMessage, ReadData, changes_nothing, read_header_carefully},
    error::ErrorResponse,
    from_widget::{FromWidgetRequest, FromWidgetResponse},
    invalid::{InvalidMessage, MessageError},
    to_widget::{ToWidgetRequest, ToWidgetResponse},
    typed::Typed,
};

/// A widget message, by direction and kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Message<'a> {
    /// A request of the widget, which the client answers.
    FromWidgetRequest(FromWidgetRequest<'a>),
    /// A response of the client.
    FromWidgetResponse(FromWidgetResponse<'a>),
    /// A request of the client, which the widget answers.
    ToWidgetRequest(ToWidgetRequest<'a>),
    /// A response of the widget.
    ToWidgetResponse(ToWidgetResponse<'a>),
}

impl<'a> Message<'a> {
    /// Reads the header and the body of a message.
    ///
    /// The result is the same as that of [`RawMessage::parse`] followed by [`RawMessage::decode`]. A request in the
    /// usual form, without line breaks and with its header before `data`, is read in a single pass, which takes half
    /// the time. For a response, whose `data` is not needed, the two steps are faster.
    ///
    /// ```
    /// use matrix_widget_protocol::{Direction, Message, MessageError};
    ///
    /// fn answer(text: &str) -> Option<String> {
    ///     match Message::parse(text) {
    ///         Ok(message) => Some(format!("read: {}", message.raw().action())),
    ///         // Ignore texts that are not widget messages.
    ///         Err(MessageError::NotWidgetMessage(_)) => None,
    ///         // Answer a malformed request with an error.
    ///         Err(MessageError::Invalid(invalid)) => invalid.respond(Direction::FromWidget),
    ///     }
    /// }
    /// assert_eq!(answer("hello"), None);
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`MessageError::NotWidgetMessage`] if the text is not a widget message, and [`MessageError::Invalid`] if
    /// the body is not valid for the action.
    pub fn parse(text: &'a str) -> Result<Self, MessageError> {
        Self::read(Cow::Borrowed(text))
    }

    /// Reads a message, and keeps the text without copying it.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`parse`](Self::parse).
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

    /// Returns the message as it was received.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
        self.typed().raw()
    }

    /// Returns the action's row in the registry, or `None` for a custom action.
    #[must_use]
    pub fn info(&self) -> Option<&'static ActionInfo> {
        let raw = self.raw();
        action::find(raw.api(), raw.action())
    }

    /// Returns the error of an error response, or `None` for other messages.
    #[must_use]
    pub fn error(&self) -> Option<&ErrorResponse> {
        self.typed().error()
    }

    /// Returns `true` if [`to_json`](Self::to_json), merged into the text of the message, would change nothing: apart from unknown
    /// members, which only the text has, nothing is lost. Null members count as missing.
    ///
    /// ```
    /// use matrix_widget_protocol::Message;
    ///
    /// let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"r","action":"content_loaded","data":{"x":1}}"#;
    /// assert!(Message::parse(text)?.is_lossless());
    /// # Ok::<(), matrix_widget_protocol::MessageError>(())
    /// ```
    #[must_use]
    pub fn is_lossless(&self) -> bool {
        changes_nothing(self.raw().text(), &self.to_json())
    }

    /// Returns the JSON text of the typed view: the header, and `data` or `response` as this crate writes them.
    ///
    /// It lacks unknown members. To forward a message, use its [text](RawMessage::text).
    #[must_use]
    pub fn to_json(&self) -> String {
        self.typed().to_json()
    }

    /// Calls `found` with the path of each member that the types neither declare nor preserve: `visible`, `data.foo`.
    ///
    /// As in errors, invisible characters are escaped and long names are truncated. The `data` of a response is not
    /// searched, because it is a copy of the request's.
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

/// Reads `data` as the data of a request, if the header precedes it.
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
    /// Reads the body.
    ///
    /// # Errors
    ///
    /// Returns an error if the body is not valid for the action. If it is a request, answer it with
    /// [`InvalidMessage::respond`].
    pub fn decode(self) -> Result<Message<'a>, InvalidMessage> {
        Message::decode(self)
    }
}
