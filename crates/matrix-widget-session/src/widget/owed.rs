//! Requests of the client that the application answers.

use std::{
    any::Any,
    collections::BTreeMap,
    fmt,
    marker::PhantomData,
    sync::mpsc::{self, Receiver, Sender},
};

use matrix_widget_protocol::{
    ErrorResponse, Request, Responder,
    action::{Action, ToWidget},
    defaults::{DECISION_DEADLINE, MAX_PENDING_REQUESTS},
    to_widget::{self, ToWidgetRequest},
};

use super::failure::Late;
use crate::{Now, ids::RequestIds};

/// The right to answer a request of action `A` once.
///
/// If it is dropped, the session answers with an error at the next
/// [`poll_transmit`](super::WidgetSession::poll_transmit).
#[must_use = "dropping a ticket answers the request with an error"]
pub struct Ticket<A: Action> {
    id: String,
    dropped: Sender<String>,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Drop for Ticket<A> {
    fn drop(&mut self) {
        // Fails if the session is gone.
        drop(self.dropped.send(std::mem::take(&mut self.id)));
    }
}

impl<A: Action> fmt::Debug for Ticket<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A request of the client that the application answers with [`WidgetSession::answer`](super::WidgetSession::answer).
pub struct Ask<A: Action> {
    /// `data`: the data of the request.
    pub data: A::Request,
    /// The right to answer.
    pub ticket: Ticket<A>,
}

impl<A: Action> fmt::Debug for Ask<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask").field("data", &self.data).field("ticket", &self.ticket).finish()
    }
}

/// Declares [`Asked`] with the actions that the session does not handle itself.
macro_rules! asked {
    ([$($Action:ident)*]) => {
        /// A request of the client that the application answers, by action.
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum Asked {
            $(
                #[doc = concat!("[`", stringify!($Action), "`](to_widget::", stringify!($Action), ")")]
                $Action(Ask<to_widget::$Action>),
            )*
            /// A custom action with this name.
            Custom(String, Ask<to_widget::Custom>),
        }

        impl Owed {
            /// Keeps a request for the application. Returns the answer if there is no place, or if the session handles
            /// the action itself.
            pub(super) fn ask(&mut self, request: ToWidgetRequest<'static>, now: Now) -> Result<Asked, String> {
                if self.requests.len() >= MAX_PENDING_REQUESTS {
                    return Err(request.reject(ErrorResponse::new("too many pending requests")));
                }
                Ok(match request {
                    $(ToWidgetRequest::$Action(request) => Asked::$Action(self.keep(request, now)),)*
                    ToWidgetRequest::Custom(request) => {
                        Asked::Custom(request.raw().action().to_owned(), self.keep(request, now))
                    }
                    other => return Err(other.reject(unanswered())),
                })
            }
        }
    };
    ([$($done:ident)*] SupportedApiVersions, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] Capabilities, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] NotifyCapabilities, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] Visibility, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] OpenIdCredentials, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] WidgetConfig, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] CloseModal, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] SendEvent, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] UpdateState, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] SendToDevice, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] UpdateTurnServers, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] $Action:ident, $($rest:tt)*) => { asked! { [$($done)* $Action] $($rest)* } };
}

macro_rules! all {
    ($($Action:ident),*) => { asked! { [] $($Action,)* } };
}

matrix_widget_protocol::to_widget_actions!(all);

/// A request that waits for the application.
struct Pending {
    /// A `Responder` of the action.
    responder: Box<dyn Any + Send>,
    deadline: Now,
    reject: fn(Box<dyn Any + Send>) -> Option<String>,
}

pub(super) struct Owed {
    ids: RequestIds,
    requests: BTreeMap<String, Pending>,
    sender: Sender<String>,
    dropped: Receiver<String>,
}

impl Owed {
    pub(super) fn new() -> Self {
        let (sender, dropped) = mpsc::channel();
        Self { ids: RequestIds::new(), requests: BTreeMap::new(), sender, dropped }
    }

    fn keep<A: ToWidget>(&mut self, request: Request<'static, A>, now: Now) -> Ask<A> {
        let (data, responder) = request.into_parts();
        let id = self.ids.next();
        let deadline = now.saturating_add(DECISION_DEADLINE);
        self.requests
            .insert(id.clone(), Pending { responder: Box::new(responder), deadline, reject: reject::<A> });
        Ask { data, ticket: Ticket { id, dropped: self.sender.clone(), action: PhantomData } }
    }

    /// Returns the text of the answer.
    pub(super) fn answer<A: ToWidget>(
        &mut self,
        ticket: &Ticket<A>,
        outcome: Result<A::Response, ErrorResponse>,
    ) -> Result<String, Late> {
        let pending = self.requests.remove(&ticket.id).ok_or(Late)?;
        let responder = pending.responder.downcast::<Responder<'static, A>>().map_err(|_| Late)?;
        Ok(responder.answer(outcome))
    }

    /// Returns the answer to a request whose ticket was dropped.
    pub(super) fn next_dropped(&mut self) -> Option<String> {
        let mut dropped = self.dropped.try_iter();
        let pending = dropped.find_map(|id| self.requests.remove(&id))?;
        (pending.reject)(pending.responder)
    }

    /// Returns the answer to a request whose deadline has passed.
    pub(super) fn next_expired(&mut self, now: Now) -> Option<String> {
        let (id, _) = self.requests.iter().find(|(_, pending)| pending.deadline <= now)?;
        let pending = self.requests.remove(&id.clone())?;
        (pending.reject)(pending.responder)
    }

    pub(super) fn end(&mut self) {
        self.requests.clear();
    }

    pub(super) fn deadline(&self) -> Option<Now> {
        self.requests.values().map(|pending| pending.deadline).min()
    }
}

fn reject<A: ToWidget>(responder: Box<dyn Any + Send>) -> Option<String> {
    let responder = responder.downcast::<Responder<'static, A>>().ok()?;
    Some(responder.respond_error(&unanswered()))
}

fn unanswered() -> ErrorResponse {
    ErrorResponse::new("the widget did not handle the request")
}
