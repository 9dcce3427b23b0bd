//! Requests to the other side, and their answers.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use matrix_widget_protocol::{
    ErrorResponse, RawMessage, Response,
    action::{Action, ActionInfo, KnownAction},
    from_widget::ReadRelations,
};

use crate::Now;

/// A request of action `A` to the other side, whose [`Answer`] comes as an event.
#[must_use = "the answer is read with it"]
pub struct Sent<A: Action> {
    id: String,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Sent<A> {
    pub(crate) fn new(id: String) -> Self {
        Self { id, action: PhantomData }
    }

    /// Returns the ID of the request, which is also the ID of its answer.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl<A: Action> fmt::Debug for Sent<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The outcome of a request: its answer, or the reason why it has failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub(crate) id: String,
    pub(crate) result: Result<RawMessage<'static>, Failure>,
}

impl Answer {
    /// Returns the ID of the request.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Reads the answer to this request. Returns `None` if it is the answer to another request.
    #[must_use]
    pub fn read<A: Action>(&self, sent: &Sent<A>) -> Option<Result<A::Response, Failure>> {
        (self.id == sent.id).then(|| read::<A>(self.result.clone()))
    }
}

/// Reads the answer to a request of action `A`.
pub(crate) fn read<A: Action>(result: Result<RawMessage<'_>, Failure>) -> Result<A::Response, Failure> {
    let response = Response::<A>::read(result?).map_err(|error| Failure::Malformed(error.to_string()))?;
    response.outcome.map_err(Failure::Refused)
}

/// Returns `true` if an action of a widget needs a capability, or access to a room.
pub(crate) fn is_gated(info: &ActionInfo) -> bool {
    !info.capabilities.is_empty() || info.variant == ReadRelations::INFO.variant
}

/// The reason why a request has failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Failure {
    /// The answer is an error.
    Refused(ErrorResponse),
    /// The answer is malformed, as described by this text.
    Malformed(String),
    /// There was no answer before the deadline.
    TimedOut,
    /// The document that got the request, or the session, has ended before the answer.
    Gone,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Malformed(error) => write!(f, "malformed response: {error}"),
            Self::TimedOut => f.write_str("there was no answer in time"),
            Self::Gone => f.write_str("the session or the document has ended"),
        }
    }
}

impl std::error::Error for Failure {}

/// The requests that wait for an answer: `N` is the name of an action, `P` what the session does with the answer.
#[derive(Debug)]
pub(crate) struct InFlight<N, P>(BTreeMap<String, Waiting<N, P>>);

#[derive(Debug)]
struct Waiting<N, P> {
    action: N,
    purpose: P,
    deadline: Now,
}

impl<N, P> Default for InFlight<N, P> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<N: PartialEq + for<'a> From<&'a str>, P> InFlight<N, P> {
    pub(crate) fn add(&mut self, id: String, action: N, purpose: P, deadline: Now) {
        self.0.insert(id, Waiting { action, purpose, deadline });
    }

    pub(crate) fn purposes(&self) -> impl ExactSizeIterator<Item = &P> {
        self.0.values().map(|request| &request.purpose)
    }

    /// Takes the request that the message answers. The first answer with the ID and the action of a request counts.
    pub(crate) fn answered(&mut self, answer: &RawMessage<'_>) -> Option<(String, P)> {
        let request = self.0.get(answer.request_id())?;
        if request.action != N::from(answer.action()) {
            return None;
        }
        self.take(answer.request_id())
    }

    /// Takes a request whose deadline has passed.
    pub(crate) fn expired(&mut self, now: Now) -> Option<(String, P)> {
        let id = self.0.iter().find(|(_, request)| request.deadline <= now)?.0.clone();
        self.take(&id)
    }

    /// Takes all requests.
    pub(crate) fn take_all(&mut self) -> Vec<(String, P)> {
        let requests = std::mem::take(&mut self.0).into_iter();
        requests.map(|(id, request)| (id, request.purpose)).collect()
    }

    pub(crate) fn deadline(&self) -> Option<Now> {
        self.0.values().map(|request| request.deadline).min()
    }

    fn take(&mut self, id: &str) -> Option<(String, P)> {
        let (id, request) = self.0.remove_entry(id)?;
        Some((id, request.purpose))
    }
}
