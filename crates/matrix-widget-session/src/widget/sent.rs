//! Requests that the application sends, and their answers.

use std::{any::Any, fmt, marker::PhantomData};

use matrix_widget_protocol::{
    RawMessage, RawObject,
    action::{Action, FromWidget, KnownAction},
    from_widget::{self, SendEventRequest, SendEventResponse, SendToDeviceRequest},
};

use super::failure::{self, Failure};

/// An action that a widget requests with [`WidgetSession::request`](super::WidgetSession::request).
///
/// These are all known actions, except those for which the session has methods of their own, such as `get_openid`.
pub trait PlainAction: KnownAction + FromWidget {}

macro_rules! plain {
    ($($Action:ident),*) => { $(plain_action! { $Action })* };
}

macro_rules! plain_action {
    (SupportedApiVersions) => {};
    (ContentLoaded) => {};
    (GetOpenId) => {};
    (RequestCapabilities) => {};
    (WatchTurnServers) => {};
    (UnwatchTurnServers) => {};
    (OpenModal) => {};
    (CloseModal) => {};
    ($Action:ident) => {
        impl PlainAction for from_widget::$Action {}
    };
}

matrix_widget_protocol::from_widget_actions!(plain);

/// Adds the members that deployed clients require. Returns `true` if the request sends a delayed event.
pub(super) fn prepare(data: &mut dyn Any) -> bool {
    if let Some(messages) = data.downcast_mut::<SendToDeviceRequest>() {
        messages.encrypted.get_or_insert(true);
    }
    let Some(event) = data.downcast_mut::<SendEventRequest>() else { return false };
    event.content.get_or_insert_with(|| RawObject::empty().into());
    event.is_delayed()
}

/// A request of action `A` to the client, whose [`Answer`] comes as an event.
#[must_use = "the answer is read with it"]
pub struct Sent<A: Action> {
    id: String,
    /// `true` if the request sends a delayed event.
    is_delayed: bool,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Sent<A> {
    pub(super) fn new(id: String, is_delayed: bool) -> Self {
        Self { id, is_delayed, action: PhantomData }
    }

    /// Returns the ID of the request, which is also the ID of its answer.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Checks that the response to `send_event` has the ID that belongs to the event.
    fn check(&self, response: &A::Response) -> Result<(), Failure> {
        let response: &dyn Any = response;
        let Some(response) = response.downcast_ref::<SendEventResponse>() else { return Ok(()) };
        let missing = match (self.is_delayed, &response.delay_id, &response.event_id) {
            (true, None, _) => "response.delay_id: missing field",
            (false, _, None) => "response.event_id: missing field",
            _ => return Ok(()),
        };
        Err(Failure::Malformed(missing.to_owned()))
    }
}

impl<A: Action> fmt::Debug for Sent<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The answer to a request, or why the request got no answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub(super) id: String,
    pub(super) result: Result<RawMessage<'static>, Failure>,
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
        (self.id == sent.id).then(|| {
            let response = failure::read::<A>(self.result.clone())?;
            sent.check(&response)?;
            Ok(response)
        })
    }
}
