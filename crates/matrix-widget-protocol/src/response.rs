//! Responses to requests of an action.

use std::fmt;

use serde::Deserialize;

use crate::{
    action::types::Action,
    body_error::BodyError,
    envelope::RawMessage,
    error::ErrorResponse,
    invalid::InvalidMessage,
    json, located,
    raw::RawJson,
    typed::{Typed, same_header},
};

/// A response to a request of action `A`.
///
/// Its `data` is a copy of the request's and has not been checked.
pub struct Response<'a, A: Action> {
    pub(crate) raw: RawMessage<'a>,
    /// `response`: the result, or the error.
    pub outcome: Result<A::Response, ErrorResponse>,
}

impl<'a, A: Action> Response<'a, A> {
    /// Reads a message as a response to a request of action `A`.
    ///
    /// ```
    /// use matrix_widget_protocol::{RawMessage, Response, from_widget, to_widget};
    ///
    /// let text = r#"{"api":"toWidget","widgetId":"w","requestId":"r","action":"visibility","data":{},"response":{}}"#;
    /// let response = Response::<to_widget::Visibility>::read(RawMessage::parse(text)?)?;
    /// assert!(response.outcome.is_ok());
    ///
    /// let other = Response::<from_widget::Navigate>::read(response.into_raw()).unwrap_err();
    /// assert_eq!(other.to_string(), "api: expected `fromWidget`, found another string");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the message has another direction or action, is a request, or has a malformed `response`. A
    /// response to any custom action is read as one to `Custom`.
    pub fn read(raw: RawMessage<'a>) -> Result<Self, InvalidMessage> {
        let error = if let Err(error) = raw.check_direction(A::DIRECTION) {
            error
        } else if !A::is_named(raw.action()) {
            BodyError::unexpected("action", A::EXPECTED_NAME, "another string")
        } else if raw.is_request() {
            BodyError::missing("response")
        } else {
            return Self::decode(raw);
        };
        Err(InvalidMessage::new(raw, error))
    }

    pub(crate) fn decode(raw: RawMessage<'a>) -> Result<Self, InvalidMessage> {
        let outcome = raw.check_repeated().and_then(|()| {
            let text = raw.response().unwrap_or("null");
            match ErrorResponse::find(text).map_err(|error| error.under("response"))? {
                Some(error) => Ok(Err(error)),
                None => located::read("response", text).map(Ok),
            }
        });
        match outcome {
            Ok(outcome) => Ok(Self { raw, outcome }),
            Err(error) => Err(InvalidMessage::new(raw, error)),
        }
    }

    /// Returns the message as it was received.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
        &self.raw
    }

    /// Reads `data`, the copy of the request's data.
    ///
    /// # Errors
    ///
    /// Returns an error if the data is malformed, as in the error response to a malformed request.
    pub fn request_data(&self) -> Result<A::Request, BodyError> {
        located::read("data", self.raw.data().unwrap_or("{}"))
    }

    /// Returns the message as it was received.
    #[must_use]
    pub fn into_raw(self) -> RawMessage<'a> {
        self.raw
    }

    /// Returns the response with a text of its own, which is copied only if it is borrowed.
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
        self.raw.with_bodies(self.raw.data(), Some(&response))
    }

    fn unknown_body_members(&self, found: &mut dyn FnMut(&str)) {
        let text = self.raw.response().unwrap_or("{}");
        match self.outcome {
            Ok(_) => located::unknown_members::<A::Response>("response", text, found),
            Err(_) => located::unknown_members::<ErrorBody>("response", text, found),
        }
    }
}

/// The body of an error response, with everything in `error`.
#[derive(Deserialize)]
struct ErrorBody {
    #[serde(rename = "error")]
    _error: RawJson,
}

/// Compares the header and the outcome. Both spellings of an action are equal.
impl<A: Action> PartialEq for Response<'_, A> {
    fn eq(&self, other: &Self) -> bool {
        same_header::<A>(&self.raw, &other.raw) && self.outcome == other.outcome
    }
}

impl<A: Action> Clone for Response<'_, A> {
    fn clone(&self) -> Self {
        Self { raw: self.raw.clone(), outcome: self.outcome.clone() }
    }
}

impl<A: Action> fmt::Debug for Response<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("raw", &self.raw).field("outcome", &self.outcome).finish()
    }
}
