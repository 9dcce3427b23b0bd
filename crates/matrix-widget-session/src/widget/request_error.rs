//! The reasons why a request is not sent.

use std::fmt;

use matrix_widget_protocol::NewRequestError;

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
