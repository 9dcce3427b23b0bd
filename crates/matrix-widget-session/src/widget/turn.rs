//! TURN servers.
//!
//! See [MSC3846](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).

use std::collections::BTreeSet;

use matrix_widget_protocol::{
    Empty,
    from_widget::{UnwatchTurnServers, WatchTurnServers},
    to_widget::UpdateTurnServersRequest,
};

use super::outbox::{Outbox, Purpose};
use crate::{Failure, Ticket, TicketId, ticket::Tickets};

/// What a [`TurnConsumer`] stands for.
#[derive(Debug)]
pub enum TurnServers {}

/// A consumer of TURN servers, until it is dropped or passed to
/// [`unwatch_turn_servers`](super::WidgetSession::unwatch_turn_servers).
pub type TurnConsumer = Ticket<TurnServers>;

/// The one watch of all consumers.
#[derive(Default)]
pub(super) struct Turn {
    watch: Option<Watch>,
}

struct Watch {
    id: String,
    consumers: BTreeSet<TicketId>,
    latest: Option<UpdateTurnServersRequest>,
}

impl Turn {
    pub(super) fn watch(&mut self, outbox: &mut Outbox, tickets: &mut Tickets) -> TurnConsumer {
        let watch = self.watch.get_or_insert_with(|| {
            let id = outbox.push::<WatchTurnServers>(Empty::new(), Purpose::WatchTurn);
            Watch { id, consumers: BTreeSet::new(), latest: None }
        });
        let consumer = tickets.reserve();
        watch.consumers.insert(consumer);
        tickets.issue(consumer)
    }

    /// Takes a ticket that was dropped: if it was the last consumer, the watch ends.
    pub(super) fn dropped(&mut self, ticket: TicketId, outbox: &mut Outbox) {
        let Some(watch) = &mut self.watch else { return };
        if !watch.consumers.remove(&ticket) || !watch.consumers.is_empty() {
            return;
        }
        if !outbox.cancel(&watch.id) {
            outbox.push::<UnwatchTurnServers>(Empty::new(), Purpose::Notice);
        }
        self.watch = None;
    }

    /// Takes the answer to `watch_turn_servers`. Returns the failure if there is one for the current consumers.
    pub(super) fn answered(
        &mut self,
        id: &str,
        outcome: Result<Empty, Failure>,
        outbox: &mut Outbox,
    ) -> Option<Failure> {
        let failure = outcome.err()?;
        self.watch.take_if(|watch| watch.id == id)?;
        if failure == Failure::TimedOut {
            // The client may be watching. It would not repeat the servers for the next consumer.
            outbox.push::<UnwatchTurnServers>(Empty::new(), Purpose::Notice);
        }
        Some(failure)
    }

    /// Keeps the servers. Returns `false` if there are no consumers.
    pub(super) fn update(&mut self, servers: UpdateTurnServersRequest) -> bool {
        if let Some(watch) = &mut self.watch {
            watch.latest = Some(servers);
        }
        self.watch.is_some()
    }

    pub(super) fn latest(&self) -> Option<&UpdateTurnServersRequest> {
        self.watch.as_ref()?.latest.as_ref()
    }

    /// Removes all consumers because the session ends. Returns `true` if there are any.
    pub(super) fn end(&mut self) -> bool {
        self.watch.take().is_some()
    }
}
