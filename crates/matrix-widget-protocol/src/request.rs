//! Requests of an action.

use std::fmt;

use crate::{
    action::types::Action,
    envelope::RawMessage,
    error::ErrorResponse,
    invalid::InvalidMessage,
    json, located,
    responder::Responder,
    typed::{Typed, same_header},
};

/// A request of action `A`.
pub struct Request<'a, A: Action> {
    pub(crate) raw: RawMessage<'a>,
    /// `data`: the data of the request.
    pub data: A::Request,
}

impl<'a, A: Action> Request<'a, A> {
    pub(crate) fn decode(raw: RawMessage<'a>) -> Result<Self, InvalidMessage> {
        match raw.check_repeated().and_then(|()| located::read("data", raw.data().unwrap_or("{}"))) {
            Ok(data) => Ok(Self { raw, data }),
            Err(error) => Err(InvalidMessage::new(raw, error)),
        }
    }

    #[inline]
    pub(crate) fn new(raw: RawMessage<'a>, data: A::Request) -> Self {
        Self { raw, data }
    }

    /// Returns the message as it was received.
    #[must_use]
    pub fn raw(&self) -> &RawMessage<'a> {
        &self.raw
    }

    /// Returns the JSON text of a successful answer: the request, byte for byte, with `response` added.
    #[must_use]
    pub fn respond(&self, response: &A::Response) -> String {
        self.raw.echo(response)
    }

    /// Returns the JSON text of an error response.
    #[must_use]
    pub fn respond_error(&self, error: &ErrorResponse) -> String {
        self.raw.echo(error)
    }

    /// Splits the request into its data and a responder, which answers it later or on another thread.
    ///
    /// ```
    /// use matrix_widget_protocol::{BodyError, Empty, Request, from_widget::Navigate};
    ///
    /// fn navigate(request: Request<'static, Navigate>) -> String {
    ///     let (data, responder) = request.into_parts();
    ///     let outcome = std::thread::spawn(move || data.target().map(|_link| Empty::new()));
    ///     responder.answer(outcome.join().expect("the thread does not panic"))
    /// }
    /// ```
    pub fn into_parts(self) -> (A::Request, Responder<'a, A>) {
        (self.data, Responder::new(self.raw))
    }

    /// Returns the responder, and drops the data.
    pub fn into_responder(self) -> Responder<'a, A> {
        Responder::new(self.raw)
    }

    /// Returns the message as it was received.
    #[must_use]
    pub fn into_raw(self) -> RawMessage<'a> {
        self.raw
    }

    /// Returns the request with a text of its own, which is copied only if it is borrowed.
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
        // A message without `data` stays without it.
        let is_absent = self.raw.data().is_none() && data == "{}";
        self.raw.with_bodies((!is_absent).then_some(data.as_str()), None)
    }

    fn unknown_body_members(&self, found: &mut dyn FnMut(&str)) {
        located::unknown_members::<A::Request>("data", self.raw.data().unwrap_or("{}"), found);
    }
}

/// Compares the header and the data. Both spellings of an action are equal.
impl<A: Action> PartialEq for Request<'_, A> {
    fn eq(&self, other: &Self) -> bool {
        same_header::<A>(&self.raw, &other.raw) && self.data == other.data
    }
}

impl<A: Action> Clone for Request<'_, A> {
    fn clone(&self) -> Self {
        Self { raw: self.raw.clone(), data: self.data.clone() }
    }
}

impl<A: Action> fmt::Debug for Request<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("raw", &self.raw).field("data", &self.data).finish()
    }
}
