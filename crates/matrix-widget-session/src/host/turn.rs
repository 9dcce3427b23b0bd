//! TURN servers for the widget.
//!
//! See [MSC3846](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).

use std::mem;

use matrix_widget_protocol::{
    ErrorResponse,
    from_widget::WatchTurnServers,
    to_widget::{UpdateTurnServers, UpdateTurnServersRequest},
};

use super::{event::Event, parts::turn::Turn, session::HostSession, ticket::TurnTicket};
use crate::{Late, Now, TicketId};

impl HostSession {
    /// Delivers [TURN servers](super::Event::WatchTurnServers).
    ///
    /// # Errors
    ///
    /// Returns an error if the widget no longer watches.
    pub fn turn_servers(
        &mut self,
        ticket: &TurnTicket,
        servers: UpdateTurnServersRequest,
        now: Now,
    ) -> Result<(), Late> {
        self.begin(now);
        let subscription = self.turn.subscription().filter(|open| *open == ticket.id()).ok_or(Late)?;
        self.set_turn(Turn::Watching { subscription }, &Ok(()));
        self.push::<UpdateTurnServers>(servers);
        Ok(())
    }

    /// Ends a [subscription to TURN servers](super::Event::WatchTurnServers), because the client has no servers,
    /// or no more of them.
    ///
    /// # Errors
    ///
    /// Returns an error if the widget no longer watches.
    pub fn turn_servers_ended(
        &mut self,
        ticket: TurnTicket,
        error: &ErrorResponse,
        now: Now,
    ) -> Result<(), Late> {
        self.begin(now);
        let ticket = self.tickets.redeem(ticket)?;
        self.end_turn(ticket, error).ok_or(Late)
    }

    /// Takes the end of the application's subscription. Returns `None` if it is not open.
    pub(super) fn end_turn(&mut self, ticket: TicketId, error: &ErrorResponse) -> Option<()> {
        self.turn.subscription().filter(|open| *open == ticket)?;
        if matches!(self.turn, Turn::Watching { .. }) {
            self.events.push_back(Event::TurnServersEnded);
        }
        self.set_turn(Turn::Idle, &Err(error.clone()));
        Some(())
    }

    /// Takes a `watch_turn_servers` request that the widget may make.
    pub(super) fn watch_turn(&mut self, request: TicketId) {
        match &mut self.turn {
            Turn::Watching { .. } => self.answer_part::<WatchTurnServers>(request, Ok(())),
            Turn::Starting { watches, .. } => watches.push(request),
            Turn::Idle => {
                let subscription = self.tickets.reserve();
                let deadline = self.now.saturating_add(self.config.limits.decision);
                self.turn = Turn::Starting { subscription, watches: vec![request], deadline };
                let ticket = self.tickets.issue(subscription);
                self.events.push_back(Event::WatchTurnServers { ticket });
            }
        }
    }

    /// Takes an `unwatch_turn_servers` request, a new epoch, or the end of the session.
    pub(super) fn unwatch_turn(&mut self) {
        self.cancel_turn("the widget no longer watches TURN servers");
    }

    /// Cancels the application's subscription: the widget no longer watches, or has waited too long.
    pub(super) fn cancel_turn(&mut self, reason: &str) {
        let Some(subscription) = self.turn.subscription() else { return };
        self.set_turn(Turn::Idle, &Err(ErrorResponse::new(reason)));
        self.events.push_back(Event::Cancelled(subscription));
    }

    /// Changes the subscription, and answers the requests that wait for servers.
    fn set_turn(&mut self, turn: Turn, outcome: &Result<(), ErrorResponse>) {
        if let Turn::Starting { watches, .. } = mem::replace(&mut self.turn, turn) {
            for request in watches {
                self.answer_part::<WatchTurnServers>(request, outcome.clone());
            }
        }
    }
}
