//! Requests of the client that the application answers.

use std::{collections::BTreeMap, fmt};

use matrix_widget_protocol::{
    ErrorResponse, RawMessage, Request, Responder,
    action::{Action, ToWidget},
    defaults::{DECISION_DEADLINE, MAX_PENDING_REQUESTS},
    to_widget::{self, ToWidgetRequest},
};

use crate::{Late, Now, Ticket, TicketId, ticket::Tickets};

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
            pub(super) fn ask(
                &mut self,
                request: ToWidgetRequest<'static>,
                tickets: &mut Tickets,
                now: Now,
            ) -> Result<Asked, String> {
                if self.0.len() >= MAX_PENDING_REQUESTS {
                    return Err(request.reject(ErrorResponse::new("too many pending requests")));
                }
                Ok(match request {
                    $(ToWidgetRequest::$Action(request) => Asked::$Action(self.keep(request, tickets, now)),)*
                    ToWidgetRequest::Custom(request) => {
                        Asked::Custom(request.raw().action().to_owned(), self.keep(request, tickets, now))
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
    raw: RawMessage<'static>,
    deadline: Now,
}

#[derive(Default)]
pub(super) struct Owed(BTreeMap<TicketId, Pending>);

impl Owed {
    fn keep<A: ToWidget>(&mut self, request: Request<'static, A>, tickets: &mut Tickets, now: Now) -> Ask<A> {
        let (data, responder) = request.into_parts();
        let id = tickets.reserve();
        let deadline = now.saturating_add(DECISION_DEADLINE);
        self.0.insert(id, Pending { raw: responder.into_raw(), deadline });
        Ask { data, ticket: tickets.issue(id) }
    }

    /// Returns the text of the answer.
    pub(super) fn answer<A: ToWidget>(
        &mut self,
        ticket: TicketId,
        outcome: Result<A::Response, ErrorResponse>,
    ) -> Result<String, Late> {
        let pending = self.0.remove(&ticket).ok_or(Late)?;
        let responder = Responder::<A>::from_raw(pending.raw).map_err(|_| Late)?;
        Ok(responder.answer(outcome))
    }

    /// Returns the answer to a request that the application has not answered.
    pub(super) fn give_up(&mut self, ticket: TicketId) -> Option<String> {
        self.0.remove(&ticket)?.raw.reject(unanswered())
    }

    /// Returns the answer to a request whose deadline has passed.
    pub(super) fn next_expired(&mut self, now: Now) -> Option<String> {
        let id = *self.0.iter().find(|(_, pending)| pending.deadline <= now)?.0;
        self.give_up(id)
    }

    pub(super) fn end(&mut self) {
        self.0.clear();
    }

    pub(super) fn deadline(&self) -> Option<Now> {
        self.0.values().map(|pending| pending.deadline).min()
    }
}

fn unanswered() -> ErrorResponse {
    ErrorResponse::new("the widget did not handle the request")
}
