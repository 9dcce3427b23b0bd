//! Events for the application of a client.

use std::sync::Arc;

use matrix_widget_protocol::{
    ErrorResponse, RawMessage, Request, Rooms,
    action::{Action, FromWidget, KnownAction},
    from_widget::{self, FromWidgetRequest, ReadEvents},
    reexports::{matrix_widget_capability::CapabilitySet, ruma_common::OwnedRoomId},
    to_widget::ModalClosedRequest,
};

use super::{
    answer::Answerable,
    parts::{modal::OpenModal, state::StateRead},
    ticket::{ModalTicket, OpenIdTicket, PromptTicket, StateTicket, StickyTicket, TurnTicket},
    view::View,
};
use crate::{Answer, Ticket, TicketId, ticket::Tickets};

/// An event for the application of a client: [`HostSession::poll_event`](super::HostSession::poll_event).
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// The widget requests something that it may do.
    Asked(Asked),
    /// The widget requests the current state of rooms. Return current state events only, of the request's `type`, and of its
    /// `state_key` unless that is `true`.
    ///
    /// It is a `read_events` request with a `state_key` from a widget that does not receive `update_state`. Other
    /// `read_events` requests are [`Asked`](Self::Asked), and read the timeline.
    AskedForState(Ask<ReadEvents>),
    /// The user has to decide about capabilities: [`HostSession::decide`](super::HostSession::decide).
    Prompt {
        /// The right to decide.
        ticket: PromptTicket,
        /// The capabilities, including the registered capabilities of custom actions.
        capabilities: CapabilitySet,
    },
    /// The widget has these capabilities now.
    Granted(Arc<CapabilitySet>),
    /// The widget answered `capabilities` with an error or a malformed list. It has no capabilities, but may request some later.
    NegotiationFailed,
    /// The widget has not answered `capabilities` in time. The session asks again.
    NoCapabilities,
    /// The frame has loaded, but the widget has not sent `content_loaded` in time. The session waits.
    NoContentLoaded,
    /// A new document was loaded, which has no capabilities yet.
    Reloaded,
    /// A request of the application has been answered, or has failed.
    Answered(Answer),
    /// The widget requests OpenID credentials: [`HostSession::decide_openid`](super::HostSession::decide_openid).
    OpenId {
        /// The right to decide.
        ticket: OpenIdTicket,
        /// `true` if the user has to be asked. `false` if the credentials are only to be fetched: the policy allows them, or
        /// the user has allowed them before.
        asks_user: bool,
    },
    /// The application reads room state for the widget: [`HostSession::state_read`](super::HostSession::state_read).
    ReadState {
        /// The right to deliver the state.
        ticket: StateTicket,
        /// The state.
        read: StateRead,
    },
    /// The widget does not get this state: two reads have failed, or the state was not delivered in time.
    StateFailed(StateRead),
    /// The widget gets the events of a room that are sticky now:
    /// [`HostSession::sticky_events_read`](super::HostSession::sticky_events_read).
    ReadStickyEvents {
        /// The right to deliver the events.
        ticket: StickyTicket,
        /// The room.
        room: OwnedRoomId,
    },
    /// The widget watches TURN servers: [`HostSession::turn_servers`](super::HostSession::turn_servers) now, and whenever they
    /// change.
    WatchTurnServers {
        /// The right to deliver servers.
        ticket: TurnTicket,
    },
    /// The widget gets no more TURN servers, because the subscription of the client has ended.
    TurnServersEnded,
    /// The client shows a modal widget, in a session of its own: [`HostSession::modal_shown`](super::HostSession::modal_shown).
    OpenModal {
        /// The right to show and close the modal widget.
        ticket: ModalTicket,
        /// The modal widget.
        modal: Box<OpenModal>,
    },
    /// The client closes this modal widget, and passes the data to the session of the widget that has opened it:
    /// [`HostSession::modal_closed`](super::HostSession::modal_closed).
    CloseModal(ModalClosedRequest),
    /// The client enables or disables a button of this modal widget.
    ButtonEnabled {
        /// The ID of the button.
        button: String,
        /// `true` if the button is enabled.
        enabled: bool,
    },
    /// The answer to a ticket, or the decision about a prompt, is no longer needed. Close the prompt or the modal widget, or
    /// cancel the work.
    Cancelled(TicketId),
    /// A message of this many bytes was ignored because it is too large.
    TooLarge(usize),
}

/// A request of the widget that it may make, and the right to answer it.
#[derive(Debug)]
pub struct Ask<A: Action> {
    /// The data of the request.
    pub data: A::Request,
    /// The rooms of the request, which the widget has access to: those that it names, in this order, the rooms that the session
    /// knows for `*`, or else the viewed room. Empty if no room is viewed. No capability covers the room of `GetLivekitToken`,
    /// `DelegateDelayedLeave` and `ElementViewRoom`: the application checks it.
    ///
    /// A room of `*` that cannot be read is left out of the answer. Another room that cannot be read fails the request.
    pub rooms: Vec<OwnedRoomId>,
    /// The right to answer: [`HostSession::answer`](super::HostSession::answer), or for `read_events`
    /// [`HostSession::answer_read`](super::HostSession::answer_read).
    pub ticket: Ticket<A>,
}

/// Returns the rooms of a request of a widget with this view.
pub(super) fn rooms(request: &FromWidgetRequest<'_>, view: View<'_>) -> Vec<OwnedRoomId> {
    match request.rooms() {
        Rooms::Viewed => view.viewed.map(ToOwned::to_owned).into_iter().collect(),
        Rooms::Named(rooms) => rooms.to_vec(),
        Rooms::Any => view.reach().open(),
    }
}

/// Handles requests of any action alike, for example as JSON: [`Asked::visit`].
pub trait AskedVisitor {
    /// The result of a visit.
    type Output;

    /// Visits a request with the name of its action.
    fn visit<A: Answerable>(self, action: &str, ask: Ask<A>) -> Self::Output;

    /// Visits a `read_events` request, which is answered by room.
    fn visit_read_events(self, ask: Ask<ReadEvents>) -> Self::Output;
}

/// Splits a request into what the application gets and what the session keeps.
pub(super) fn ask<A: FromWidget>(
    request: Request<'static, A>,
    rooms: Vec<OwnedRoomId>,
    id: TicketId,
    tickets: &Tickets,
) -> (Ask<A>, RawMessage<'static>) {
    let (data, responder) = request.into_parts();
    (Ask { data, rooms, ticket: tickets.issue(id) }, responder.into_raw())
}

macro_rules! visit {
    (ReadEvents, $visitor:ident, $ask:ident) => {
        $visitor.visit_read_events($ask)
    };
    ($Action:ident, $visitor:ident, $ask:ident) => {
        $visitor.visit(from_widget::$Action::INFO.name, $ask)
    };
}

/// Declares [`Asked`] with the actions that the session does not answer itself.
macro_rules! asked {
    ([$($Action:ident)*]) => {
        /// A request of the widget that it may make, by action.
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum Asked {
            $(
                #[doc = concat!("[`", stringify!($Action), "`](from_widget::", stringify!($Action), ")")]
                $Action(Ask<from_widget::$Action>),
            )*
            /// A custom action that the client has claimed.
            Custom {
                /// The name of the action.
                action: String,
                /// The request.
                ask: Ask<from_widget::Custom>,
            },
        }

        impl Asked {
            /// Passes the request to a visitor.
            pub fn visit<V: AskedVisitor>(self, visitor: V) -> V::Output {
                match self {
                    $(Self::$Action(ask) => visit!($Action, visitor, ask),)*
                    Self::Custom { action, ask } => visitor.visit(&action, ask),
                }
            }

            /// Returns the error answer to an action that the application does not answer.
            pub(super) fn new(
                request: FromWidgetRequest<'static>,
                rooms: Vec<OwnedRoomId>,
                id: TicketId,
                tickets: &Tickets,
            ) -> Result<(Self, RawMessage<'static>), String> {
                match request {
                    $(FromWidgetRequest::$Action(request) => {
                        let (ask, raw) = ask(request, rooms, id, tickets);
                        Ok((Self::$Action(ask), raw))
                    })*
                    FromWidgetRequest::Custom(request) => {
                        let action = request.raw().action().to_owned();
                        let (ask, raw) = ask(request, rooms, id, tickets);
                        Ok((Self::Custom { action, ask }, raw))
                    }
                    other => Err(other.reject(ErrorResponse::new("the client does not support this action"))),
                }
            }
        }
    };
    ([$($done:ident)*] SupportedApiVersions, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] ContentLoaded, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] GetOpenId, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] OpenModal, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] CloseModal, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] SetModalButtonEnabled, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] RequestCapabilities, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] WatchTurnServers, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] UnwatchTurnServers, $($rest:tt)*) => { asked! { [$($done)*] $($rest)* } };
    ([$($done:ident)*] $Action:ident, $($rest:tt)*) => { asked! { [$($done)* $Action] $($rest)* } };
}

macro_rules! all {
    ($($Action:ident),*) => { asked! { [] $($Action,)* } };
}

matrix_widget_protocol::from_widget_actions!(all);
