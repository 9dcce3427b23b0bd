//! Widget messages with a bad body.

use std::fmt;

use crate::{
    body_error::BodyError,
    direction::Direction,
    envelope::{NotWidgetMessage, RawMessage},
    error::ErrorResponse,
};

/// A widget message whose body is not what its action promises.
///
/// It is independent of the text that it was read from, so that `?` can pass it on.
#[derive(Clone, Debug, PartialEq)]
pub enum InvalidMessage {
    /// A request of a widget, which its client owes an error response
    /// ([MSC2813](https://github.com/matrix-org/matrix-spec-proposals/pull/2813)).
    FromWidgetRequest(InvalidRequest),
    /// A request of a client, which its widget owes an error response. A client that meets one is silent.
    ToWidgetRequest(InvalidRequest),
    /// A response, which nobody answers.
    Response(InvalidResponse),
}

/// A request with a bad body: all that is needed to answer it.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidRequest(Undecodable);

/// A response with a bad body.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidResponse(Undecodable);

/// A message and what is wrong with it; boxed, as an error had better be small.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Undecodable(Box<(RawMessage<'static>, BodyError)>);

impl Undecodable {
    pub(crate) fn new(raw: RawMessage<'_>, error: BodyError) -> Self {
        Self(Box::new((raw.into_owned(), error)))
    }

    fn raw(&self) -> &RawMessage<'static> {
        &self.0.0
    }

    fn error(&self) -> &BodyError {
        &self.0.1
    }
}

impl InvalidMessage {
    pub(crate) fn new(undecodable: Undecodable) -> Self {
        match (undecodable.raw().api(), undecodable.raw().is_request()) {
            (Direction::FromWidget, true) => Self::FromWidgetRequest(InvalidRequest(undecodable)),
            (Direction::ToWidget, true) => Self::ToWidgetRequest(InvalidRequest(undecodable)),
            (_, false) => Self::Response(InvalidResponse(undecodable)),
        }
    }

    fn inner(&self) -> &Undecodable {
        match self {
            Self::FromWidgetRequest(InvalidRequest(inner))
            | Self::ToWidgetRequest(InvalidRequest(inner))
            | Self::Response(InvalidResponse(inner)) => inner,
        }
    }

    /// The message as it came.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'static> {
        self.inner().raw()
    }

    /// What is wrong with the body.
    #[must_use]
    pub fn error(&self) -> &BodyError {
        self.inner().error()
    }
}

impl InvalidRequest {
    /// The message as it came.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'static> {
        self.0.raw()
    }

    /// What is wrong with the body.
    #[must_use]
    pub fn error(&self) -> &BodyError {
        self.0.error()
    }

    /// The JSON text of the error response that says what is wrong with the body.
    #[must_use]
    pub fn respond(&self) -> String {
        self.respond_error(&ErrorResponse::from(self.error()))
    }

    /// The JSON text of an error response.
    #[must_use]
    pub fn respond_error(&self, error: &ErrorResponse) -> String {
        self.raw().echo(error)
    }
}

impl InvalidResponse {
    /// The message as it came.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'static> {
        self.0.raw()
    }

    /// What is wrong with the body.
    #[must_use]
    pub fn error(&self) -> &BodyError {
        self.0.error()
    }
}

impl fmt::Display for InvalidMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().fmt(f)
    }
}

impl std::error::Error for InvalidMessage {}

/// Why a text could not be read as a widget message.
#[derive(Clone, Debug, PartialEq)]
pub enum MessageError {
    /// It is none, and to be met with silence.
    NotWidgetMessage(NotWidgetMessage),
    /// It is one with a bad body. If it is a request, it is owed an error response.
    Invalid(InvalidMessage),
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
