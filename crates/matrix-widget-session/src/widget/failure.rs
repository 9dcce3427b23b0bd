//! The reasons why requests fail.

use std::fmt;

use matrix_widget_protocol::{ErrorResponse, NewRequestError, RawMessage, Response, action::Action};

/// The reason why a request to the client failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Failure {
    /// The client answered with an error.
    Refused(ErrorResponse),
    /// The response of the client is malformed, as described by this text.
    Malformed(String),
    /// The client did not answer before the deadline.
    TimedOut,
    /// The session ended before the client answered.
    Gone,
}

/// Reads the answer to a request of action `A`.
pub(super) fn read<A: Action>(result: Result<RawMessage<'_>, Failure>) -> Result<A::Response, Failure> {
    let response = Response::<A>::read(result?).map_err(|error| Failure::Malformed(error.to_string()))?;
    response.outcome.map_err(Failure::Refused)
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Malformed(error) => write!(f, "malformed response: {error}"),
            Self::TimedOut => f.write_str("the client did not answer in time"),
            Self::Gone => f.write_str("the session has ended"),
        }
    }
}

impl std::error::Error for Failure {}

/// The reason why a request was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// Too many requests wait to be sent.
    Full,
    /// The widget has already opened a modal widget.
    ModalOpen,
    /// The session has ended.
    Ended,
    /// The action is not a custom action.
    Invalid(NewRequestError),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("too many requests wait to be sent"),
            Self::ModalOpen => f.write_str("a modal widget is already open"),
            Self::Ended => f.write_str("the session has ended"),
            Self::Invalid(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RequestError {}

/// An error of answering a request that has been answered already, after its deadline or because the session has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late;

impl fmt::Display for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request no longer waits for an answer")
    }
}

impl std::error::Error for Late {}
