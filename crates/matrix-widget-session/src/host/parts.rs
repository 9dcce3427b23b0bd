//! What a session asks the application for: OpenID credentials, room state, sticky events, TURN servers, and modal widgets.

use std::sync::Arc;

use matrix_widget_protocol::{
    Empty, ErrorResponse, NewRequest,
    action::FromWidget,
    event::MatrixEvent,
    from_widget::{self, GetOpenIdResponse, OpenModalRequest, SetModalButtonEnabledRequest},
    reexports::{
        matrix_widget_capability::{CapabilitySet, Flag},
        ruma_common::RoomId,
    },
    to_widget::{self, ModalClosedRequest, OpenIdDecision, UpdateStateRequest, UpdateTurnServersRequest},
};

use super::{
    answer::{self, Narrow},
    event::Event,
    flows::view,
    modal::{Buttons, Click, ModalEffect, Opening},
    openid::{FollowUp, Question},
    permission::Rights,
    push::RoomEvent,
    session::HostSession,
    state::StateEffect,
    sticky,
    ticket::{ModalTicket, OpenIdTicket, StateTicket, StickyTicket, TurnTicket},
    turn::TurnEffect,
};
use crate::{Late, Now, TicketId};

impl HostSession {
    /// Decides about [OpenID credentials](super::Event::OpenId). Credentials with an empty member count as `Blocked`.
    ///
    /// # Errors
    ///
    /// Returns an error if the question was withdrawn.
    pub fn decide_openid(
        &mut self,
        ticket: OpenIdTicket,
        decision: OpenIdDecision,
        now: Now,
    ) -> Result<(), Late> {
        self.begin(now);
        let ticket = self.tickets.redeem(ticket)?;
        self.take_decision(ticket, decision).ok_or(Late)
    }

    /// Delivers [current state](super::Event::ReadState), or `None` if the read has failed.
    ///
    /// # Errors
    ///
    /// Returns an error if the state came too late.
    pub fn state_read(
        &mut self,
        ticket: StateTicket,
        events: Option<Vec<MatrixEvent>>,
        now: Now,
    ) -> Result<(), Late> {
        self.begin(now);
        let ticket = self.tickets.redeem(ticket)?;
        self.take_entries(ticket, events).ok_or(Late)
    }

    /// Delivers [sticky events](super::Event::ReadStickyEvents), in order.
    ///
    /// # Errors
    ///
    /// Returns an error if the events came too late.
    pub fn sticky_events_read(
        &mut self,
        ticket: StickyTicket,
        events: Vec<MatrixEvent>,
        now: Now,
    ) -> Result<(), Late> {
        self.begin(now);
        let ticket = self.tickets.redeem(ticket)?;
        self.take_sticky(ticket, events).ok_or(Late)
    }

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
        let effects = self.flows.turn.servers(ticket.id(), servers).ok_or(Late)?;
        self.take_turn(effects);
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
        self.take_turn_end(ticket, error).ok_or(Late)
    }

    /// Tells the widget that its [modal widget](super::Event::OpenModal) is shown.
    ///
    /// # Errors
    ///
    /// Returns an error if the modal was cancelled.
    pub fn modal_shown(&mut self, ticket: &ModalTicket, now: Now) -> Result<(), Late> {
        self.begin(now);
        let effect = self.flows.opener.shown(ticket.id()).ok_or(Late)?;
        self.take_modal([effect]);
        Ok(())
    }

    /// Tells the widget that its [modal widget](super::Event::OpenModal) was closed: with the data of
    /// [`Event::CloseModal`](super::Event::CloseModal), or with [`ModalClosedRequest::exited`]. A modal widget
    /// that was not shown is refused.
    ///
    /// # Errors
    ///
    /// Returns an error if the modal is already closed.
    pub fn modal_closed(
        &mut self,
        ticket: ModalTicket,
        data: ModalClosedRequest,
        now: Now,
    ) -> Result<(), Late> {
        self.begin(now);
        let ticket = self.tickets.redeem(ticket)?;
        self.take_modal_end(ticket, data).ok_or(Late)
    }

    /// Takes a click of the user on a button of this modal widget. The button `m.close` always exists.
    pub fn click(&mut self, button: &str, now: Now) {
        let is_open = self.begin(now);
        match self.flows.buttons.as_ref().filter(|_| is_open).map(|buttons| buttons.click(button)) {
            Some(Click::Push(clicked)) => self.push::<to_widget::ButtonClicked>(clicked),
            Some(Click::Close) => self.events.push_back(Event::CloseModal(ModalClosedRequest::exited())),
            Some(Click::Ignore) | None => {}
        }
    }

    /// Takes a ticket that was dropped.
    pub(super) fn take_dropped(&mut self, ticket: TicketId) {
        let failure = ErrorResponse::new("the client has no TURN servers");
        let _ = self
            .take_decision(ticket, OpenIdDecision::Blocked)
            .or_else(|| self.take_entries(ticket, None))
            .or_else(|| self.take_sticky(ticket, Vec::new()))
            .or_else(|| self.take_turn_end(ticket, &failure))
            .or_else(|| self.take_modal_end(ticket, ModalClosedRequest::exited()));
    }

    pub(super) fn handle_flow_timeouts(&mut self) {
        if let Some(ticket) = self.flows.openid.handle_timeout(self.now) {
            self.events.push_back(Event::Cancelled(ticket));
            self.take_decision(ticket, OpenIdDecision::Blocked);
        }
        let effects = self.flows.turn.handle_timeout(self.now);
        self.take_turn(effects);
        let effects = self.flows.opener.handle_timeout(self.now);
        self.take_modal(effects);
        let effects = self.flows.state.handle_timeout(view(&self.rights, &self.flows.known), self.now);
        self.take_state(effects);
    }

    /// Withdraws OpenID. The requests after `end` are those of a new document, and are refused.
    pub(super) fn withdraw_openid(&mut self, end: TicketId) {
        let (question, refusals) = self.flows.openid.withdraw(end);
        self.events.extend(question.map(Event::Cancelled));
        refusals.into_iter().for_each(|follow_up| self.follow_up(follow_up));
    }

    /// Begins a new epoch, or ends the session, after the requests that get no answer have been dropped.
    pub(super) fn restart_flows(&mut self) {
        self.events.extend(self.flows.sticky.reset().into_iter().map(Event::Cancelled));
        let effects = self.flows.state.reset();
        self.take_state(effects);
        self.unwatch();
        let effects = self.flows.opener.stop();
        self.take_modal(effects);
        self.flows.buttons.iter_mut().for_each(Buttons::reload);
    }

    // OpenID

    /// Takes a `get_openid` request, and returns the outcome.
    pub(super) fn get_openid(
        &mut self,
        request: TicketId,
        id: &str,
    ) -> Result<GetOpenIdResponse, ErrorResponse> {
        let (outcome, question) = self.flows.openid.request(request, id, &mut self.tickets, self.now);
        if let Some(Question { ticket, asks_user }) = question {
            let ticket = self.tickets.issue(ticket);
            self.events.push_back(Event::OpenId { ticket, asks_user });
        }
        outcome
    }

    fn take_decision(&mut self, ticket: TicketId, decision: OpenIdDecision) -> Option<()> {
        let messages = self.flows.openid.decide(ticket, decision, self.now)?;
        messages.into_iter().for_each(|follow_up| self.follow_up(follow_up));
        Some(())
    }

    /// Sends `openid_credentials`. A new document may have asked for them before its load event. With an unchecked origin, it
    /// gets nothing that was decided for its predecessor.
    fn follow_up(&mut self, (request, mut data): FollowUp) {
        let is_new = self.load.since().is_some_and(|since| request >= since);
        if is_new && !self.config.checks_origin {
            data.decision = OpenIdDecision::Blocked;
        }
        let id = self.ids.next();
        let request = NewRequest::<to_widget::OpenIdCredentials>::to_widget(data);
        match self.to_json(&request, &id) {
            Some(text) if self.config.checks_origin => self.outbox.send_to_any_document(text),
            Some(text) if is_new => self.outbox.send(text),
            Some(text) => self.send(text),
            None => {}
        }
    }

    // Room state and sticky events

    /// Takes a round, after the widget has been told.
    pub(super) fn take_round(&mut self, before: &Arc<CapabilitySet>, asks_for_state: bool) {
        let view = view(&self.rights, &self.flows.known);
        let (state, tickets) = (&mut self.flows.state, &mut self.tickets);
        let effects = state.round(before.clone(), asks_for_state, view, tickets, self.now);
        let reads = self.flows.sticky.round(before, view, tickets);
        self.take_state(effects);
        self.read_sticky(reads);
    }

    /// Takes the versions of the widget.
    pub(super) fn take_versions(&mut self, has_update_state: bool) {
        let effects = self.flows.state.versions(has_update_state, view(&self.rights, &self.flows.known));
        self.take_state(effects);
    }

    /// Takes a change of the viewed room.
    pub(super) fn take_view(&mut self, earlier: Option<&RoomId>) {
        let view = view(&self.rights, &self.flows.known);
        let effects = self.flows.state.viewed(earlier, view, &mut self.tickets, self.now);
        let room = view.viewed.filter(|room| Some(*room) != earlier);
        let read = room.and_then(|room| self.flows.sticky.room(room, view, &mut self.tickets));
        self.take_state(effects);
        self.read_sticky(read);
    }

    /// Takes a room that `*` stands for.
    pub(super) fn take_known(&mut self, room: &RoomId) {
        if !self.flows.known.insert(room.to_owned()) {
            return;
        }
        let view = view(&self.rights, &self.flows.known);
        let effects = self.flows.state.known(room, view, &mut self.tickets, self.now);
        let read = self.flows.sticky.room(room, view, &mut self.tickets);
        self.take_state(effects);
        self.read_sticky(read);
    }

    /// Takes changes of current state. Returns `false` if the widget gets none of them.
    pub(super) fn take_changes(&mut self, changes: &[RoomEvent]) -> bool {
        let changes = self.flows.state.changed(changes, view(&self.rights, &self.flows.known));
        let is_allowed = changes.is_some();
        if let Some(changes) = changes.filter(|changes| !changes.is_empty()) {
            self.push::<to_widget::UpdateState>(UpdateStateRequest::new(changes));
        }
        is_allowed
    }

    fn take_entries(&mut self, ticket: TicketId, result: Option<Vec<MatrixEvent>>) -> Option<()> {
        let view = view(&self.rights, &self.flows.known);
        let effects = self.flows.state.read(ticket, result, view, &mut self.tickets)?;
        self.take_state(effects);
        Some(())
    }

    fn take_sticky(&mut self, ticket: TicketId, events: Vec<MatrixEvent>) -> Option<()> {
        let view = view(&self.rights, &self.flows.known);
        let events = self.flows.sticky.read(ticket, events, view, self.now)?;
        events.into_iter().for_each(|event| self.push::<to_widget::SendEvent>(event));
        Some(())
    }

    fn take_state(&mut self, effects: Vec<StateEffect>) {
        for effect in effects {
            match effect {
                StateEffect::Read(ticket, read) => {
                    let ticket = self.tickets.issue(ticket);
                    self.events.push_back(Event::ReadState { ticket, read });
                }
                StateEffect::Failed(read) => self.events.push_back(Event::StateFailed(read)),
                StateEffect::Cancel(ticket) => self.events.push_back(Event::Cancelled(ticket)),
                StateEffect::Push(update) => self.push::<to_widget::UpdateState>(update),
            }
        }
    }

    fn read_sticky(&mut self, reads: impl IntoIterator<Item = sticky::Read>) {
        for (ticket, room) in reads {
            let ticket = self.tickets.issue(ticket);
            self.events.push_back(Event::ReadStickyEvents { ticket, room });
        }
    }

    // TURN servers

    /// Takes a `watch_turn_servers` request that the widget may make.
    pub(super) fn watch(&mut self, request: TicketId) {
        let effect = self.flows.turn.watch(request, &mut self.tickets, self.now);
        self.take_turn(effect);
    }

    /// Takes an `unwatch_turn_servers` request.
    pub(super) fn unwatch(&mut self) {
        let effects = self.flows.turn.unwatch();
        self.take_turn(effects);
    }

    fn take_turn_end(&mut self, ticket: TicketId, error: &ErrorResponse) -> Option<()> {
        let effects = self.flows.turn.end(ticket, error)?;
        self.take_turn(effects);
        Some(())
    }

    fn take_turn(&mut self, effects: impl IntoIterator<Item = TurnEffect<TicketId>>) {
        for effect in effects {
            match effect {
                TurnEffect::Start(ticket) => {
                    let ticket = self.tickets.issue(ticket);
                    self.events.push_back(Event::WatchTurnServers { ticket });
                }
                TurnEffect::Stop(ticket) => self.events.push_back(Event::Cancelled(ticket)),
                TurnEffect::Ended => self.events.push_back(Event::TurnServersEnded),
                TurnEffect::Answer(request, outcome) => {
                    self.answer_part::<from_widget::WatchTurnServers>(request, outcome);
                }
                TurnEffect::Push(servers) => self.push::<to_widget::UpdateTurnServers>(servers),
            }
        }
    }

    // Modal widgets

    /// Takes an `open_modal` request of a widget that has these rights.
    pub(super) fn open_modal(&mut self, request: TicketId, data: &OpenModalRequest, rights: &Rights) {
        let opening = Opening {
            widget: &self.config.widget,
            has_capability: rights.granted.may(Flag::Modals),
            viewed: rights.viewed.clone(),
            variables: self.config.variables.as_ref(),
        };
        let effect = self.flows.opener.open(request, data, opening, &mut self.tickets, self.now);
        self.take_modal([effect]);
    }

    fn take_modal_end(&mut self, ticket: TicketId, data: ModalClosedRequest) -> Option<()> {
        let effect = self.flows.opener.closed(ticket, data)?;
        self.take_modal([effect]);
        Some(())
    }

    fn take_modal(&mut self, effects: impl IntoIterator<Item = ModalEffect<TicketId>>) {
        for effect in effects {
            match effect {
                ModalEffect::Open(ticket, modal) => {
                    let ticket = self.tickets.issue(ticket);
                    self.events.push_back(Event::OpenModal { ticket, modal });
                }
                ModalEffect::Close(ticket) => self.events.push_back(Event::Cancelled(ticket)),
                ModalEffect::Answer(request, outcome) => {
                    self.answer_part::<from_widget::OpenModal>(request, outcome);
                }
                ModalEffect::Push(data) => self.push::<to_widget::CloseModal>(data),
            }
        }
    }

    /// Tells a modal widget its configuration.
    pub(super) fn configure_modal(&mut self) {
        if let Some(buttons) = &mut self.flows.buttons {
            let config = buttons.configure();
            self.push::<to_widget::WidgetConfig>(config);
        }
    }

    /// Takes a `set_button_enabled` request of a modal widget, and returns the outcome.
    pub(super) fn set_button(&mut self, data: SetModalButtonEnabledRequest) -> Result<(), ErrorResponse> {
        self.flows.buttons.as_mut().map_or(Ok(()), |buttons| buttons.set_enabled(&data))?;
        self.events.push_back(Event::ButtonEnabled { button: data.button, enabled: data.enabled });
        Ok(())
    }

    fn answer_part<A: Narrow + FromWidget<Response = Empty>>(
        &mut self,
        id: TicketId,
        outcome: Result<(), ErrorResponse>,
    ) {
        if let Some(request) = self.owed.take(id).filter(|request| request.is_live)
            && let Some(text) = answer::text::<A>(request, outcome.map(|()| Empty::new()))
        {
            self.send_answer(id, text);
        }
    }
}
