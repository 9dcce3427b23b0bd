//! Errors of reading a message.

use std::fmt;

use crate::{
    body_error::BodyError,
    direction::Direction,
    envelope::{NotWidgetMessage, RawMessage},
    error::ErrorResponse,
};

/// A widget message with a malformed body.
///
/// It owns the text of the message. `Display` shows the error of the body, such as `data.uri: missing field`.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidMessage(Box<(RawMessage<'static>, BodyError)>);

impl InvalidMessage {
    pub(crate) fn new(raw: RawMessage<'_>, error: BodyError) -> Self {
        Self(Box::new((raw.into_owned(), error)))
    }

    /// Returns the message as it was received.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'static> {
        &self.0.0
    }

    /// Returns the error of the body.
    #[must_use]
    pub fn error(&self) -> &BodyError {
        &self.0.1
    }

    /// Returns the JSON text of the error response, if the message needs one.
    ///
    /// `receives` is the direction of the requests that the caller answers: `FromWidget` for a client, `ToWidget` for a
    /// widget. Responses and requests of the other direction are not answered
    /// ([MSC2813](https://github.com/matrix-org/matrix-spec-proposals/pull/2813)).
    #[must_use]
    pub fn respond(&self, receives: Direction) -> Option<String> {
        self.respond_error(receives, &ErrorResponse::from(self.error()))
    }

    /// Returns the JSON text of this error response, if the message needs one. See [`respond`](Self::respond).
    #[must_use]
    pub fn respond_error(&self, receives: Direction, error: &ErrorResponse) -> Option<String> {
        let raw = self.raw();
        (raw.is_request() && raw.api() == receives).then(|| raw.echo(error))
    }
}

impl fmt::Display for InvalidMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().fmt(f)
    }
}

impl std::error::Error for InvalidMessage {}

/// An error of reading a text as a widget message.
#[derive(Clone, Debug, PartialEq)]
pub enum MessageError {
    /// The text is not a widget message. Ignore it.
    NotWidgetMessage(NotWidgetMessage),
    /// The message has a malformed body. If it is a request, answer it with an error:
    /// [`respond`](InvalidMessage::respond).
    Invalid(InvalidMessage),
}

impl MessageError {
    /// Returns the message as it was received, or `None` if the text is not a widget message.
    #[must_use]
    pub fn raw(&self) -> Option<&RawMessage<'static>> {
        match self {
            Self::NotWidgetMessage(_) => None,
            Self::Invalid(error) => Some(error.raw()),
        }
    }
}

impl From<NotWidgetMessage> for MessageError {
    fn from(error: NotWidgetMessage) -> Self {
        Self::NotWidgetMessage(error)
    }
}

impl From<InvalidMessage> for MessageError {
    fn from(error: InvalidMessage) -> Self {
        Self::Invalid(error)
    }
}

impl fmt::Display for MessageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWidgetMessage(error) => error.fmt(f),
            Self::Invalid(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MessageError {}
