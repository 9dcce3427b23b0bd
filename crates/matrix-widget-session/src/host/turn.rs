//! TURN servers for the widget.
//!
//! See [MSC3846](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).

use std::mem;

use matrix_widget_protocol::{
    ErrorResponse,
    from_widget::WatchTurnServers,
    to_widget::{UpdateTurnServers, UpdateTurnServersRequest},
};

use super::{event::Event, session::HostSession, ticket::TurnTicket};
use crate::{Late, Now, TicketId};

pub(super) const NO_LONGER_WATCHED: &str = "the widget no longer watches TURN servers";

/// The subscription of a widget to TURN servers.
#[derive(Debug, Default)]
pub(super) enum Turn {
    #[default]
    Idle,
    /// The application has not delivered servers yet.
    Starting {
        subscription: TicketId,
        /// The `watch_turn_servers` requests that wait for servers.
        watches: Vec<TicketId>,
        deadline: Now,
    },
    Watching {
        subscription: TicketId,
    },
}

impl Turn {
    pub(super) fn poll_timeout(&self) -> Option<Now> {
        match self {
            Self::Starting { deadline, .. } => Some(*deadline),
            Self::Idle | Self::Watching { .. } => None,
        }
    }

    fn subscription(&self) -> Option<TicketId> {
        match self {
            Self::Idle => None,
            Self::Starting { subscription, .. } | Self::Watching { subscription } => Some(*subscription),
        }
    }
}

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
