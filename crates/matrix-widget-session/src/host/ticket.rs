//! Tickets, which stand for what the application has to answer.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    marker::PhantomData,
    sync::mpsc::{Receiver, Sender, channel},
};

use matrix_widget_protocol::{action::FromWidget, from_widget};

/// The identity of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketId(u64);

/// An action whose requests [`HostSession::answer`](super::HostSession::answer) answers: each action except `read_events`,
/// whose answers are given [by room](super::HostSession::answer_read).
pub trait Answerable: FromWidget {}

impl Answerable for from_widget::Custom {}

macro_rules! answerable {
    (ReadEvents) => {};
    ($Action:ident) => {
        impl Answerable for from_widget::$Action {}
    };
    ($($Action:ident),*) => {
        $(answerable!($Action);)*
    };
}

matrix_widget_protocol::from_widget_actions!(answerable);

/// The right to answer a request of action `A` once.
///
/// If it is dropped, the session answers the request with an error.
#[must_use = "the widget waits for an answer"]
pub struct Ticket<A> {
    stub: Stub,
    action: PhantomData<fn() -> A>,
}

impl<A: FromWidget> Ticket<A> {
    pub(super) fn new(stub: Stub) -> Self {
        Self { stub, action: PhantomData }
    }

    /// Returns the identity of the ticket, which [`Event::Cancelled`](super::Event::Cancelled) names.
    #[must_use]
    pub fn id(&self) -> TicketId {
        self.stub.id
    }

    /// Uses the ticket up, after [`Tickets::next_dropped`]. Its session knows of no such ticket then; a ticket of another session
    /// is answered there.
    pub(super) fn redeem(self) -> TicketId {
        self.id()
    }
}

impl<A> fmt::Debug for Ticket<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.stub.id.fmt(f)
    }
}

macro_rules! tickets {
    ($($(#[doc = $doc:literal])+ $Ticket:ident;)+) => {
        $(
            $(#[doc = $doc])+
            #[must_use = "the session waits for the application"]
            #[derive(Debug)]
            pub struct $Ticket(Stub);

            impl $Ticket {
                pub(super) fn new(stub: Stub) -> Self {
                    Self(stub)
                }

                /// Returns the identity of the ticket, which [`Event::Cancelled`](super::Event::Cancelled) names.
                #[must_use]
                pub fn id(&self) -> TicketId {
                    self.0.id
                }

                /// Uses the ticket up. See [`Ticket::redeem`].
                pub(super) fn redeem(self) -> TicketId {
                    self.id()
                }

            }
        )+
    };
}

tickets! {
    /// The right to decide about capabilities once.
    ///
    /// If it is dropped, all of them are refused.
    PromptTicket;

    /// The right to decide about OpenID credentials once.
    ///
    /// If it is dropped, the widget gets none.
    OpenIdTicket;

    /// The right to deliver the current state of a room once.
    ///
    /// If it is dropped, the read has failed.
    StateTicket;

    /// The right to deliver the sticky events of a room once.
    ///
    /// If it is dropped, the widget gets none.
    StickyTicket;

    /// The right to deliver TURN servers any number of times.
    ///
    /// If it is dropped, the subscription ends.
    TurnTicket;

    /// The right to show and close a modal widget.
    ///
    /// If it is dropped, the modal widget was not shown, or was closed without a result.
    ModalTicket;
}

/// A ticket without its type.
#[derive(Debug)]
pub(super) struct Stub {
    id: TicketId,
    dropped: Sender<TicketId>,
}

impl Drop for Stub {
    fn drop(&mut self) {
        // A session that has gone needs no answer, nor does a ticket that has been used.
        let _ = self.dropped.send(self.id);
    }
}

/// Issues the tickets of a session.
#[derive(Debug)]
pub(super) struct Tickets {
    next: TicketId,
    sender: Sender<TicketId>,
    dropped: Receiver<TicketId>,
}

impl Tickets {
    pub(super) fn new() -> Self {
        let (sender, dropped) = channel();
        // A random start makes tickets of other sessions unknown.
        let random = RandomState::new().hash_one(0_u8) >> 1;
        Self { next: TicketId(random), sender, dropped }
    }

    /// Returns the identity of the next ticket: those of all earlier tickets are lower.
    pub(super) fn next(&self) -> TicketId {
        self.next
    }

    /// Returns a new identity, for a request that the application does not know yet.
    pub(super) fn reserve(&mut self) -> TicketId {
        let id = self.next;
        self.next = TicketId(id.0 + 1);
        id
    }

    pub(super) fn issue(&self, id: TicketId) -> Stub {
        Stub { id, dropped: self.sender.clone() }
    }

    /// Returns a ticket that was dropped, after its answer or without one.
    pub(super) fn next_dropped(&self) -> Option<TicketId> {
        self.dropped.try_recv().ok()
    }
}

#[cfg(test)]
impl Tickets {
    /// Issues the tickets 1, 2 and so on.
    pub(super) fn counting() -> Self {
        Self { next: TicketId(1), ..Self::new() }
    }
}

#[cfg(test)]
impl From<u64> for TicketId {
    fn from(number: u64) -> Self {
        Self(number)
    }
}
