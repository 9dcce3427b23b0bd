//! The session of a client.

use std::{
    collections::{BTreeSet, VecDeque},
    fmt,
    sync::Arc,
};

use matrix_widget_protocol::{
    Empty, ErrorResponse, Message, MessageError,
    action::FromWidget,
    reexports::{
        matrix_widget_capability::{CapabilitySet, Dialect},
        ruma_common::{OwnedRoomId, RoomId},
    },
    to_widget::{ModalClosedRequest, OpenIdDecision},
};

use super::{
    answer::{self, Narrow},
    appearance::Appearance,
    budget::Budget,
    config::{HostConfig, Place},
    event::Event,
    load::{Load, Sign},
    negotiation::Negotiation,
    outbox::Outbox,
    owed::Owed,
    parts::{buttons::Buttons, modal::Opener, openid::OpenId, state::RoomState, sticky::Sticky, turn::Turn},
    permission::Rights,
    requests::Requests,
    versions::Versions,
    view::View,
};
use crate::{Failure, Now, TicketId, ids::RequestIds, ticket::Tickets};

/// The session of a client with a widget.
///
/// After each call, the caller sends the messages of [`poll_transmit`](Self::poll_transmit), handles the events of
/// [`poll_event`](Self::poll_event), and calls [`handle_timeout`](Self::handle_timeout) at the time of
/// [`poll_timeout`](Self::poll_timeout).
pub struct HostSession {
    pub(super) config: HostConfig,
    pub(super) ids: RequestIds,
    pub(super) tickets: Tickets,
    pub(super) load: Load,
    pub(super) negotiation: Negotiation,
    pub(super) versions: Versions,
    pub(super) rights: Arc<Rights>,
    pub(super) owed: Owed,
    pub(super) requests: Requests,
    pub(super) appearance: Appearance,
    pub(super) outbox: Outbox,
    pub(super) events: VecDeque<Event>,
    pub(super) openid: OpenId,
    pub(super) state: RoomState,
    pub(super) sticky: Sticky,
    pub(super) turn: Turn,
    pub(super) opener: Opener,
    /// `None` unless the widget is a modal widget.
    pub(super) buttons: Option<Buttons>,
    /// The rooms of the user that `*` stands for.
    pub(super) known: BTreeSet<OwnedRoomId>,
    pub(super) budget: Budget,
    /// The time of the latest input.
    pub(super) now: Now,
    pub(super) is_established: bool,
    pub(super) has_ended: bool,
}

impl HostSession {
    /// Starts a session. The widget has not been loaded yet.
    #[must_use]
    pub fn new(config: HostConfig) -> Self {
        let negotiation = Negotiation::new();
        let viewed = match &config.place {
            Place::Room(room) => room.clone(),
            Place::Account => None,
        };
        let rights = Rights { granted: negotiation.granted().clone(), viewed };
        Self {
            load: Load::new(config.widget.wait_for_iframe_load()),
            appearance: Appearance::new(config.theme.clone(), config.language.clone()),
            ids: RequestIds::new(),
            tickets: Tickets::new(),
            negotiation,
            versions: Versions::default(),
            rights: Arc::new(rights),
            owed: Owed::default(),
            requests: Requests::default(),
            outbox: Outbox::default(),
            events: VecDeque::new(),
            openid: OpenId::new(Budget::new(config.limits.prompts, config.limits.prompt_period)),
            state: RoomState::default(),
            sticky: Sticky::default(),
            turn: Turn::default(),
            opener: Opener::default(),
            buttons: Buttons::of(&config.widget),
            known: BTreeSet::new(),
            budget: Budget::new(config.limits.prompts, config.limits.prompt_period),
            now: Now::ZERO,
            is_established: false,
            has_ended: false,
            config,
        }
    }

    /// Takes a message of the widget, after the caller has checked its source and origin.
    ///
    /// Call it only while [`wants_text`](Self::wants_text) returns `true`.
    pub fn receive(&mut self, text: String, now: Now) {
        if !self.begin(now) {
            return;
        }
        if text.len() > self.config.limits.message_bytes {
            self.events.push_back(Event::TooLarge(text.len()));
            return;
        }
        let message = Message::parse_owned(text);
        let raw = match &message {
            Ok(message) => Some(message.raw()),
            Err(error) => error.raw(),
        };
        if raw.is_none_or(|raw| raw.widget_id() != self.config.widget.id()) {
            return;
        }
        match message {
            Ok(Message::FromWidgetRequest(request)) => self.receive_request(request),
            Ok(Message::ToWidgetResponse(response)) => self.receive_answer(Ok(response)),
            Err(MessageError::Invalid(invalid)) => self.receive_invalid(invalid),
            _ => {}
        }
    }

    /// Takes a load event of the widget's frame.
    pub fn frame_loaded(&mut self, now: Now) {
        if self.begin(now) {
            let step = self.sign(Sign::Load);
            self.take_step(step);
        }
    }

    /// Takes the room that the user views. It has no effect on the widget of a room, and on a modal widget.
    pub fn viewed_room(&mut self, room: Option<OwnedRoomId>, now: Now) {
        if self.begin(now) && matches!(self.config.place, Place::Account) {
            let rights = Arc::new(Rights { granted: self.rights.granted.clone(), viewed: room });
            let earlier = std::mem::replace(&mut self.rights, rights.clone());
            self.state_viewed(earlier.viewed());
            if let Some(room) = rights.viewed().filter(|room| Some(*room) != earlier.viewed()) {
                self.sticky_room(room);
            }
        }
    }

    /// Takes a room that the user has joined or is invited to, at the start or later: a room that `*` in a capability stands
    /// for.
    pub fn room_joined(&mut self, room: &RoomId, now: Now) {
        if self.begin(now) && self.known.insert(room.to_owned()) {
            self.state_known(room);
            self.sticky_room(room);
        }
    }

    /// Takes a room that the user has left.
    pub fn room_left(&mut self, room: &RoomId) {
        self.known.remove(room);
    }

    /// Handles the deadlines that have passed.
    pub fn handle_timeout(&mut self, now: Now) {
        if !self.begin(now) {
            return;
        }
        let since = self.load.since();
        if let Some(overdue) = self.load.handle_timeout(now, &self.config.limits) {
            self.take_overdue(overdue, since);
        }
        while let Some((id, purpose)) = self.requests.expired(now) {
            self.fail(id, purpose, Failure::TimedOut);
        }
        while let Some((id, request)) = self.owed.take_overdue(now) {
            if request.is_live {
                self.events.push_back(Event::Cancelled(id));
                self.send_error(id, request.raw, "the client did not answer in time");
            }
        }
        self.expire_openid();
        if self.turn.poll_timeout().is_some_and(|deadline| deadline <= self.now) {
            self.cancel_turn("the client has no TURN servers yet");
        }
        if self.opener.poll_timeout().is_some_and(|deadline| deadline <= self.now) {
            self.cancel_modal();
        }
        self.expire_state();
    }

    /// Ends the session. Queued messages and events can still be polled. All further input is ignored.
    pub fn end(&mut self, now: Now) {
        self.begin(now);
        if std::mem::replace(&mut self.has_ended, true) {
            return;
        }
        self.is_established = false;
        self.outbox.discard();
        let prompt = self.negotiation.restart(false, &self.config);
        let cancelled = prompt.into_iter().chain(self.owed.clear());
        self.events.extend(cancelled.map(Event::Cancelled));
        self.fail_all();
        self.withdraw_openid(self.tickets.next());
        self.restart_flows();
    }

    /// Returns the next message to the widget.
    pub fn poll_transmit(&mut self) -> Option<String> {
        self.settle();
        self.outbox.next()
    }

    /// Returns the next event.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.settle();
        self.events.pop_front()
    }

    /// Returns the time at which [`handle_timeout`](Self::handle_timeout) has to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Now> {
        let deadlines = [
            self.load.poll_timeout(),
            self.requests.deadline(),
            self.owed.poll_timeout(),
            self.openid.poll_timeout(),
            self.turn.poll_timeout(),
            self.opener.poll_timeout(),
            self.state.poll_timeout(),
        ];
        deadlines.into_iter().flatten().min().filter(|_| !self.has_ended)
    }

    /// Returns `false` if the caller should stop reading messages of the widget until more messages have been sent and more events
    /// handled.
    #[must_use]
    pub fn wants_text(&self) -> bool {
        // The answer to a question releases what is held.
        let limits = &self.config.limits;
        !self.has_ended && !self.outbox.is_ready_full(limits) && self.events.len() < limits.unsent
    }

    /// Takes the time of an input. Returns `false` after the end.
    pub(super) fn begin(&mut self, now: Now) -> bool {
        self.now = self.now.max(now);
        self.settle();
        !self.has_ended
    }

    /// Answers the requests whose tickets were dropped.
    pub(super) fn settle(&mut self) {
        while let Some(id) = self.tickets.next_dropped() {
            if let Some(request) = self.owed.take(id) {
                if request.is_live {
                    self.send_error(id, request.raw, "the client failed to answer");
                }
            } else if let Some(round) = self.negotiation.close(id) {
                self.conclude(round, &CapabilitySet::new(Dialect::Msc2762));
            } else {
                let no_servers = ErrorResponse::new("the client has no TURN servers");
                let _ = self
                    .end_openid(id, OpenIdDecision::Blocked)
                    .or_else(|| self.end_read(id, None))
                    .or_else(|| self.end_sticky(id, Vec::new()))
                    .or_else(|| self.end_turn(id, &no_servers))
                    .or_else(|| self.end_modal(id, ModalClosedRequest::exited));
            }
        }
    }

    /// Begins a new epoch, or ends the session, after the requests that get no answer have been dropped.
    pub(super) fn restart_flows(&mut self) {
        self.reset_sticky();
        self.reset_state();
        self.unwatch_turn();
        self.cancel_modal();
        self.buttons.iter_mut().for_each(Buttons::reload);
    }

    /// Returns what the widget may receive.
    pub(super) fn view(&self) -> View<'_> {
        View { granted: &self.rights.granted, viewed: self.rights.viewed(), known: &self.known }
    }

    /// Answers a request that the session has kept for a part of its own.
    pub(super) fn answer_part<A: Narrow + FromWidget<Response = Empty>>(
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

/// Shows no messages, which can contain secrets.
impl fmt::Debug for HostSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostSession")
            .field("widget", &self.config.widget)
            .field("is_established", &self.is_established)
            .field("has_ended", &self.has_ended)
            .finish_non_exhaustive()
    }
}
