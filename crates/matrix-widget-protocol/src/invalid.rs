//! Widget messages with a bad body.

use std::fmt;

use crate::{body_error::BodyError, envelope::RawMessage, error::ErrorResponse};

/// A widget message whose body is not what its action promises.
#[derive(Clone, Debug, PartialEq)]
pub enum InvalidMessage<'a> {
    /// A request, which is owed an error response
    /// ([MSC2813](https://github.com/matrix-org/matrix-spec-proposals/pull/2813)).
    Request(InvalidRequest<'a>),
    /// A response, which nobody answers.
    Response(InvalidResponse<'a>),
}

/// A request with a bad body: all that is needed to answer it.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidRequest<'a>(Undecodable<'a>);

/// A response with a bad body.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidResponse<'a>(Undecodable<'a>);

/// A message and what is wrong with it, boxed since errors are to be small.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Undecodable<'a>(Box<(RawMessage<'a>, BodyError)>);

impl<'a> Undecodable<'a> {
    pub(crate) fn new(raw: RawMessage<'a>, error: BodyError) -> Self {
        Self(Box::new((raw, error)))
    }

    fn raw(&self) -> &RawMessage<'a> {
        &self.0.0
    }

    fn error(&self) -> &BodyError {
        &self.0.1
    }

    fn into_owned(self) -> Undecodable<'static> {
        let (raw, error) = *self.0;
        Undecodable::new(raw.into_owned(), error)
    }
}

impl<'a> InvalidMessage<'a> {
    pub(crate) fn new(undecodable: Undecodable<'a>) -> Self {
        if undecodable.raw().is_request() {
            Self::Request(InvalidRequest(undecodable))
        } else {
            Self::Response(InvalidResponse(undecodable))
        }
    }

    fn inner(&self) -> &Undecodable<'a> {
        match self {
            Self::Request(InvalidRequest(inner)) | Self::Response(InvalidResponse(inner)) => inner,
        }
    }

    /// The message as it came.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
        self.inner().raw()
    }

    /// What is wrong with the body.
    #[must_use]
    pub fn error(&self) -> &BodyError {
        self.inner().error()
    }

    /// The same message, independent of the text that it was read from.
    #[must_use]
    pub fn into_owned(self) -> InvalidMessage<'static> {
        match self {
            Self::Request(request) => InvalidMessage::Request(request.into_owned()),
            Self::Response(response) => InvalidMessage::Response(response.into_owned()),
        }
    }
}

impl<'a> InvalidRequest<'a> {
    /// The message as it came.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
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
        self.raw().echo_error(error)
    }

    /// The same request, independent of the text that it was read from.
    #[must_use]
    pub fn into_owned(self) -> InvalidRequest<'static> {
        InvalidRequest(self.0.into_owned())
    }
}

impl<'a> InvalidResponse<'a> {
    /// The message as it came.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
        self.0.raw()
    }

    /// What is wrong with the body.
    #[must_use]
    pub fn error(&self) -> &BodyError {
        self.0.error()
    }

    /// The same response, independent of the text that it was read from.
    #[must_use]
    pub fn into_owned(self) -> InvalidResponse<'static> {
        InvalidResponse(self.0.into_owned())
    }
}

impl fmt::Display for InvalidMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().fmt(f)
    }
}

impl std::error::Error for InvalidMessage<'_> {}
