//! TURN servers for the widget.
//!
//! See [MSC3846](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).

use std::{mem, time::Duration};

use matrix_widget_protocol::{ErrorResponse, to_widget::UpdateTurnServersRequest};

use crate::{Now, TicketId, ticket::Tickets};

/// An action of the session for TURN, in order. `K` stands for an owed `watch_turn_servers` request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TurnEffect<K> {
    /// Asks the application for servers, now and when they change.
    Start(TicketId),
    /// Tells the application to cancel the subscription.
    Stop(TicketId),
    /// Tells the application that the widget no longer watches, because the subscription has ended.
    Ended,
    /// Answers the request: `{}`, or the error.
    Answer(K, Result<(), ErrorResponse>),
    /// Sends `update_turn_servers`.
    Push(UpdateTurnServersRequest),
}

/// The subscription of a widget to TURN servers.
///
/// The session answers `unwatch_turn_servers` by itself, and then calls [`unwatch`](Self::unwatch).
#[derive(Debug)]
pub(super) struct Turn<K> {
    deadline: Duration,
    state: State<K>,
}

#[derive(Debug)]
enum State<K> {
    Idle,
    /// The application has not delivered servers yet.
    Starting {
        subscription: TicketId,
        watches: Vec<K>,
        deadline: Now,
    },
    Watching {
        subscription: TicketId,
    },
}

impl<K> Turn<K> {
    pub(super) fn new(deadline: Duration) -> Self {
        Self { deadline, state: State::Idle }
    }

    /// Takes a `watch_turn_servers` request, whose capability has been checked.
    pub(super) fn watch(&mut self, request: K, tickets: &mut Tickets, now: Now) -> Option<TurnEffect<K>> {
        match &mut self.state {
            State::Watching { .. } => Some(TurnEffect::Answer(request, Ok(()))),
            State::Starting { watches, .. } => {
                watches.push(request);
                None
            }
            State::Idle => {
                let subscription = tickets.reserve();
                let deadline = now.saturating_add(self.deadline);
                self.state = State::Starting { subscription, watches: vec![request], deadline };
                Some(TurnEffect::Start(subscription))
            }
        }
    }

    /// Takes servers of the application. Returns `None` if the subscription is not active.
    pub(super) fn servers(
        &mut self,
        subscription: TicketId,
        servers: UpdateTurnServersRequest,
    ) -> Option<Vec<TurnEffect<K>>> {
        if self.active() != Some(subscription) {
            return None;
        }
        let mut effects = answers(mem::replace(&mut self.state, State::Watching { subscription }), &Ok(()));
        effects.push(TurnEffect::Push(servers));
        Some(effects)
    }

    /// Takes the failure or the end of the application's subscription. Returns `None` if it is not active.
    pub(super) fn end(
        &mut self,
        subscription: TicketId,
        error: &ErrorResponse,
    ) -> Option<Vec<TurnEffect<K>>> {
        if self.active() != Some(subscription) {
            return None;
        }
        let mut effects = answers(mem::replace(&mut self.state, State::Idle), &Err(error.clone()));
        if effects.is_empty() {
            effects.push(TurnEffect::Ended);
        }
        Some(effects)
    }

    /// Takes an `unwatch_turn_servers` request, a new epoch, or the end of the session.
    pub(super) fn unwatch(&mut self) -> Vec<TurnEffect<K>> {
        self.stop("the widget no longer watches TURN servers")
    }

    /// Gives up waiting for the first servers at the [deadline](Self::poll_timeout).
    pub(super) fn handle_timeout(&mut self, now: Now) -> Vec<TurnEffect<K>> {
        match self.poll_timeout() {
            Some(deadline) if deadline <= now => self.stop("the client has no TURN servers yet"),
            _ => Vec::new(),
        }
    }

    pub(super) fn poll_timeout(&self) -> Option<Now> {
        match &self.state {
            State::Starting { deadline, .. } => Some(*deadline),
            State::Idle | State::Watching { .. } => None,
        }
    }

    fn stop(&mut self, reason: &str) -> Vec<TurnEffect<K>> {
        let Some(subscription) = self.active() else { return Vec::new() };
        let state = mem::replace(&mut self.state, State::Idle);
        let mut effects = answers(state, &Err(ErrorResponse::new(reason)));
        effects.push(TurnEffect::Stop(subscription));
        effects
    }

    fn active(&self) -> Option<TicketId> {
        match &self.state {
            State::Idle => None,
            State::Starting { subscription, .. } | State::Watching { subscription } => Some(*subscription),
        }
    }
}

/// Returns the answers to the requests that wait for the first servers.
fn answers<K>(state: State<K>, outcome: &Result<(), ErrorResponse>) -> Vec<TurnEffect<K>> {
    let watches = match state {
        State::Starting { watches, .. } => watches,
        State::Idle | State::Watching { .. } => Vec::new(),
    };
    watches.into_iter().map(|request| TurnEffect::Answer(request, outcome.clone())).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use matrix_widget_protocol::{ErrorResponse, Secret, to_widget::UpdateTurnServersRequest};

    use super::TurnEffect::{self, *};
    use crate::{Now, TicketId, ticket::Tickets};

    const NOW: Duration = Duration::from_secs(1000);
    const DEADLINE: Duration = Duration::from_secs(1009);

    type Effect = TurnEffect<&'static str>;

    /// The machine, with tickets 1, 2 and so on.
    struct Turn {
        machine: super::Turn<&'static str>,
        tickets: Tickets,
    }

    impl Turn {
        fn watch(&mut self, request: &'static str, now: Now) -> Option<Effect> {
            self.machine.watch(request, &mut self.tickets, now)
        }

        fn servers(&mut self, ticket: u64, servers: UpdateTurnServersRequest) -> Option<Vec<Effect>> {
            self.machine.servers(ticket.into(), servers)
        }

        fn end(&mut self, ticket: u64, error: &ErrorResponse) -> Option<Vec<Effect>> {
            self.machine.end(ticket.into(), error)
        }
    }

    fn turn() -> Turn {
        Turn { machine: super::Turn::new(Duration::from_secs(9)), tickets: Tickets::counting() }
    }

    fn id(ticket: u64) -> TicketId {
        ticket.into()
    }

    fn servers(uri: &str) -> UpdateTurnServersRequest {
        UpdateTurnServersRequest::new(vec![uri.to_owned()], "user", Secret::from("password"))
    }

    fn none() -> ErrorResponse {
        ErrorResponse::new("no TURN servers")
    }

    /// Returns a machine that watches with the subscription 1.
    fn watching() -> Turn {
        let mut turn = turn();
        assert_eq!(turn.watch("1", NOW), Some(Start(id(1))));
        assert!(turn.servers(1, servers("turn:a")).is_some());
        turn
    }

    /// H-TURN-1: the answer precedes the first servers.
    #[test]
    fn watch_is_answered_before_the_first_servers() {
        let mut turn = turn();
        assert_eq!(turn.watch("1", NOW), Some(Start(id(1))));
        assert_eq!(
            turn.servers(1, servers("turn:a")),
            Some(vec![Answer("1", Ok(())), Push(servers("turn:a"))])
        );
        assert_eq!(turn.servers(1, servers("turn:b")), Some(vec![Push(servers("turn:b"))]));
        assert_eq!(turn.machine.poll_timeout(), None);
    }

    /// H-TURN-1: without servers after nine seconds, the watch gets an error and the driver is cancelled.
    #[test]
    fn watch_fails_at_the_deadline() {
        let mut turn = turn();
        let _ = turn.watch("1", NOW);
        assert_eq!(turn.machine.poll_timeout(), Some(DEADLINE));
        assert_eq!(turn.machine.handle_timeout(DEADLINE - Duration::from_millis(1)), []);
        assert!(
            matches!(turn.machine.handle_timeout(DEADLINE)[..], [Answer("1", Err(_)), Stop(end)] if end == id(1))
        );
        assert_eq!(turn.servers(1, servers("turn:a")), None);
    }

    /// H-TURN-2: a failure is an error, and the next watch starts anew.
    #[test]
    fn watch_fails_without_servers() {
        let mut turn = turn();
        let _ = turn.watch("1", NOW);
        assert_eq!(turn.end(1, &none()), Some(vec![Answer("1", Err(none()))]));
        assert_eq!(turn.watch("2", NOW), Some(Start(id(2))));
    }

    /// H-TURN-3
    #[test]
    fn watch_while_watching_pushes_nothing() {
        assert_eq!(watching().watch("2", NOW), Some(Answer("2", Ok(()))));
    }

    /// H-TURN-4
    #[test]
    fn second_watch_shares_the_outcome() {
        let mut turn = turn();
        let _ = turn.watch("1", NOW);
        assert_eq!(turn.watch("2", NOW), None);
        assert_eq!(turn.end(1, &none()), Some(vec![Answer("1", Err(none())), Answer("2", Err(none()))]));
    }

    /// H-TURN-5: nothing is pushed after an unwatch.
    #[test]
    fn unwatch_stops_the_subscription() {
        let mut turn = watching();
        assert_eq!(turn.machine.unwatch(), [Stop(id(1))]);
        assert_eq!(turn.servers(1, servers("turn:b")), None);
        assert_eq!(turn.machine.unwatch(), []);
        assert_eq!(turn.watch("2", NOW), Some(Start(id(2))));
        assert_eq!(turn.servers(1, servers("turn:b")), None);
    }

    /// H-TURN-6
    #[test]
    fn unwatch_fails_an_undecided_watch() {
        let mut turn = turn();
        let _ = turn.watch("1", NOW);
        assert!(matches!(turn.machine.unwatch()[..], [Answer("1", Err(_)), Stop(end)] if end == id(1)));
        assert_eq!(turn.servers(1, servers("turn:a")), None);
    }

    /// H-TURN-7: a later end is told to the application, and a later watch starts anew.
    #[test]
    fn end_of_the_source_ends_watching() {
        let mut turn = watching();
        assert_eq!(turn.end(1, &none()), Some(vec![Ended]));
        assert_eq!(turn.end(1, &none()), None);
        assert_eq!(turn.watch("2", NOW), Some(Start(id(2))));
    }
}
