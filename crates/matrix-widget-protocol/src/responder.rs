//! Responders, which answer requests.

use std::{fmt, marker::PhantomData};

use crate::{
    action::types::Action, body_error::BodyError, envelope::RawMessage, error::ErrorResponse,
    invalid::InvalidMessage, located,
};

/// Answers a request of action `A` once.
///
/// It holds the text of the request, which the answer repeats. The responder of an owned request
/// ([`Message::parse_owned`](crate::Message::parse_owned)) is `'static`, and answers without copying the text.
#[must_use = "a request needs an answer"]
pub struct Responder<'a, A: Action> {
    raw: RawMessage<'a>,
    action: PhantomData<A>,
}

impl<'a, A: Action> Responder<'a, A> {
    pub(crate) fn new(raw: RawMessage<'a>) -> Self {
        Self { raw, action: PhantomData }
    }

    /// Creates the responder of a request that was kept as it was received.
    ///
    /// # Errors
    ///
    /// Returns an error if the message is not a request of action `A`.
    pub fn from_raw(raw: RawMessage<'a>) -> Result<Self, InvalidMessage> {
        let error = if let Err(error) = raw.check_direction(A::DIRECTION) {
            error
        } else if !A::is_named(raw.action()) {
            BodyError::unexpected("action", A::EXPECTED_NAME, "another string")
        } else if !raw.is_request() {
            BodyError::unexpected("response", "a request", "a response")
        } else {
            return Ok(Self::new(raw));
        };
        Err(InvalidMessage::new(raw, error))
    }

    /// Returns the request as it was received.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
        &self.raw
    }

    /// Reads `data`, the data of the request.
    ///
    /// # Errors
    ///
    /// Returns an error if the data is malformed.
    pub fn request_data(&self) -> Result<A::Request, BodyError> {
        located::read("data", self.raw.data().unwrap_or("{}"))
    }

    /// Returns the request as it was received, to answer it [later](Self::from_raw).
    #[must_use]
    pub fn into_raw(self) -> RawMessage<'a> {
        self.raw
    }

    /// Returns the JSON text of the answer: the request as it was received, byte for byte, with `response` added.
    #[must_use]
    pub fn answer<E: Into<ErrorResponse>>(self, outcome: Result<A::Response, E>) -> String {
        match outcome {
            Ok(response) => self.respond(&response),
            Err(error) => self.respond_error(&error.into()),
        }
    }

    /// Returns the JSON text of a successful answer.
    #[must_use]
    pub fn respond(self, response: &A::Response) -> String {
        self.raw.into_echo(response)
    }

    /// Returns the JSON text of an error response.
    #[must_use]
    pub fn respond_error(self, error: &ErrorResponse) -> String {
        self.raw.into_echo(error)
    }

    /// Returns the responder with a text of its own, which is copied only if it is borrowed.
    pub fn into_owned(self) -> Responder<'static, A> {
        Responder::new(self.raw.into_owned())
    }
}

impl RawMessage<'_> {
    /// Converts a request to the JSON text of an error response, without reading its data.
    ///
    /// ```
    /// use matrix_widget_protocol::{ErrorResponse, RawMessage};
    ///
    /// let text = r#"{"api":"fromWidget","widgetId":"w","requestId":"1","action":"navigate","data":5}"#;
    /// let answer = RawMessage::parse(text)?.reject(ErrorResponse::new("no"));
    /// assert_eq!(answer, Some(text.replace('}', r#","response":{"error":{"message":"no"}}}"#)));
    /// # Ok::<(), matrix_widget_protocol::NotWidgetMessage>(())
    /// ```
    ///
    /// Returns `None` if the message is a response.
    #[must_use]
    pub fn reject(self, error: impl Into<ErrorResponse>) -> Option<String> {
        self.is_request().then(|| self.into_echo(&error.into()))
    }
}

impl<A: Action> fmt::Debug for Responder<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Responder").field("raw", &self.raw).finish()
    }
}
