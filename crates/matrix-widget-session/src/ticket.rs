//! Tickets, which stand for what the application has to answer.

use std::{
    collections::VecDeque,
    fmt,
    hash::{BuildHasher, RandomState},
    marker::PhantomData,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The identity of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketId(u64);

/// The right to answer once: a request of action `T`, or what else the application is asked.
///
/// It can be sent to another thread or task. If it is dropped, the session answers by itself, a request with an error.
#[must_use = "the session waits for the application"]
pub struct Ticket<T> {
    id: TicketId,
    /// `None` once the ticket has been used.
    dropped: Option<Dropped>,
    what: PhantomData<fn() -> T>,
}

/// The tickets that were dropped.
type Dropped = Arc<Mutex<VecDeque<TicketId>>>;

impl<T> Ticket<T> {
    /// Returns the identity of the ticket.
    #[must_use]
    pub fn id(&self) -> TicketId {
        self.id
    }
}

impl<T> Drop for Ticket<T> {
    fn drop(&mut self) {
        if let Some(dropped) = &self.dropped {
            lock(dropped).push_back(self.id);
        }
    }
}

impl<T> fmt::Debug for Ticket<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.id.fmt(f)
    }
}

/// Nothing panics while the lock is held.
fn lock(dropped: &Dropped) -> MutexGuard<'_, VecDeque<TicketId>> {
    dropped.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Issues the tickets of a session.
#[derive(Debug)]
pub(crate) struct Tickets {
    next: TicketId,
    dropped: Dropped,
}

impl Tickets {
    pub(crate) fn new() -> Self {
        // A random start makes tickets of other sessions unknown.
        let random = RandomState::new().hash_one(0_u8) >> 1;
        Self { next: TicketId(random), dropped: Dropped::default() }
    }

    /// Returns the identity of the next ticket: those of all earlier tickets are lower.
    pub(crate) fn next(&self) -> TicketId {
        self.next
    }

    /// Returns a new identity, for a request that the application does not know yet.
    pub(crate) fn reserve(&mut self) -> TicketId {
        let id = self.next;
        self.next = TicketId(id.0 + 1);
        id
    }

    pub(crate) fn issue<T>(&self, id: TicketId) -> Ticket<T> {
        Ticket { id, dropped: Some(self.dropped.clone()), what: PhantomData }
    }

    /// Uses a ticket up. A ticket of another session is late here, and dropped there.
    pub(crate) fn redeem<T>(&self, mut ticket: Ticket<T>) -> Result<TicketId, Late> {
        ticket.dropped.take_if(|dropped| Arc::ptr_eq(dropped, &self.dropped)).ok_or(Late)?;
        Ok(ticket.id)
    }

    /// Returns a ticket that was dropped.
    pub(crate) fn next_dropped(&self) -> Option<TicketId> {
        lock(&self.dropped).pop_front()
    }
}

/// An answer came too late: the request has already been answered, or its sender is gone. The answer was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late;

impl fmt::Display for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer came too late")
    }
}

impl std::error::Error for Late {}
