//! The conversation of a widget with its client.

use std::collections::VecDeque;

use matrix_widget_protocol::{
    ApiVersion, BodyError, Direction, Empty, ErrorResponse, InvalidMessage, Message, RawMessage, Responder,
    action::{KnownAction, ToWidget},
    defaults::RESPONSE_DEADLINE,
    event::MatrixEvent,
    from_widget::{
        CloseModal, GetOpenId, OpenModal, ReadEvents, RequestCapabilities, SupportedApiVersions,
        WatchTurnServers,
    },
    reexports::matrix_widget_capability::Dialect,
    to_widget::{
        NotifyCapabilitiesRequest, OpenIdCredentials, SupportedApiVersionsResponse, ToWidgetRequest,
    },
};

use super::{
    event::{Event, Events},
    modal::Modal,
    negotiation::Negotiation,
    openid::OpenId,
    outbox::{Outbox, Purpose, Settled},
    owed::Owed,
    renegotiation::Renegotiation,
    request_error::RequestError,
    sent,
    settings::Settings,
    state::State,
    turn::Turn,
};
use crate::{Answer, Failure, Now, request, ticket::Tickets};

pub(super) struct Conversation {
    pub(super) settings: Settings,
    pub(super) widget_id: Option<String>,
    pub(super) transmit: VecDeque<String>,
    pub(super) events: Events,
    pub(super) outbox: Outbox,
    pub(super) tickets: Tickets,
    pub(super) owed: Owed,
    pub(super) negotiation: Negotiation,
    pub(super) renegotiation: Renegotiation,
    pub(super) openid: OpenId,
    pub(super) state: State,
    pub(super) turn: Turn,
    pub(super) modal: Modal,
    pub(super) has_loaded: bool,
    pub(super) is_ready: bool,
    pub(super) is_visible: bool,
    pub(super) is_ended: bool,
    /// The time at which the application is told that the client does not negotiate.
    pub(super) negotiation_deadline: Option<Now>,
    /// The time at which a modal widget stops waiting for `widget_config`.
    pub(super) config_deadline: Option<Now>,
    /// `true` if `widget_config` has been received.
    pub(super) is_configured: bool,
    /// `true` if the client sends `update_state`. `None` until its versions are known.
    pub(super) is_state_sent: Option<bool>,
    /// The time of the latest input.
    pub(super) now: Now,
}

impl Conversation {
    pub(super) fn new(settings: Settings) -> Self {
        let negotiation = Negotiation::new(&settings.capabilities);
        Self {
            widget_id: settings.widget_id.clone().filter(|id| !id.is_empty()),
            settings,
            transmit: VecDeque::new(),
            events: Events::default(),
            outbox: Outbox::new(),
            tickets: Tickets::new(),
            owed: Owed::default(),
            renegotiation: Renegotiation::new(negotiation.list()),
            negotiation,
            openid: OpenId::default(),
            state: State::default(),
            turn: Turn::default(),
            modal: Modal::default(),
            has_loaded: false,
            is_ready: false,
            is_visible: true,
            is_ended: false,
            negotiation_deadline: None,
            config_deadline: None,
            is_configured: false,
            is_state_sent: None,
            now: Now::ZERO,
        }
    }

    /// Returns the next deadline.
    pub(super) fn deadline(&self) -> Option<Now> {
        let deadlines = [
            self.outbox.deadline(),
            self.owed.deadline(),
            self.state.deadline(),
            self.negotiation_deadline,
            self.config_deadline.filter(|_| !self.is_ready),
        ];
        deadlines.into_iter().flatten().min()
    }

    pub(super) fn check_sendable(&self) -> Result<(), RequestError> {
        if self.is_ended {
            Err(RequestError::Ended)
        } else if self.outbox.is_full() {
            Err(RequestError::Full)
        } else {
            Ok(())
        }
    }

    /// Takes a text from the client.
    pub(super) fn receive(&mut self, text: String, now: Now) {
        if let Ok(raw) = RawMessage::parse_owned(text)
            && raw.is_for_widget()
            && self.widget_id.as_deref().is_none_or(|id| id == raw.widget_id())
            && !self.is_ended
        {
            match raw.api() {
                Direction::FromWidget => {
                    if let Some(settled) = self.outbox.answered(raw) {
                        self.settled(settled);
                    }
                }
                Direction::ToWidget => match raw.decode() {
                    Ok(Message::ToWidgetRequest(request)) => {
                        self.widget_id.get_or_insert_with(|| request.raw().widget_id().to_owned());
                        let answer = self.requested(request, now);
                        self.transmit.extend(answer);
                    }
                    Ok(_) => {}
                    Err(invalid) => self.malformed(&invalid),
                },
            }
        }
    }

    /// Ends the session, and fails all pending requests.
    pub(super) fn end(&mut self) {
        self.is_ended = true;
        for settled in self.outbox.end() {
            self.settled(settled);
        }
        let openid = self.openid.end().map(Event::OpenId);
        let turn = self.turn.end().then_some(Event::TurnFailed(Failure::Gone));
        for event in [openid, turn, self.renegotiation.end()].into_iter().flatten() {
            self.events.push(event);
        }
        self.owed.end();
        self.state.end();
        self.transmit.clear();
        self.negotiation_deadline = None;
        self.config_deadline = None;
    }

    /// Takes a well-formed request of the client. Returns its answer, unless the application answers.
    fn requested(&mut self, request: ToWidgetRequest<'static>, now: Now) -> Option<String> {
        let done = &Empty::new();
        Some(match request {
            ToWidgetRequest::SupportedApiVersions(request) => request
                .into_responder()
                .respond(&SupportedApiVersionsResponse::new(self.settings.versions.clone())),
            ToWidgetRequest::Capabilities(request) => match self.negotiation.answer() {
                Some(list) => {
                    self.negotiation_deadline = None;
                    request.into_responder().respond(&list)
                }
                None => refuse(request.into_responder(), "the capabilities have already been requested"),
            },
            ToWidgetRequest::NotifyCapabilities(request) => {
                self.notified(&request.data);
                request.into_responder().respond(done)
            }
            ToWidgetRequest::Visibility(request) => {
                self.is_visible = request.data.visible;
                self.events.push_latest(Event::Visibility(self.is_visible));
                request.into_responder().respond(done)
            }
            ToWidgetRequest::OpenIdCredentials(request) => {
                let (data, responder) = request.into_parts();
                match self.openid.delivered(data) {
                    Some(outcome) => {
                        self.events.push(Event::OpenId(outcome));
                        responder.respond(done)
                    }
                    None => refuse(responder, "no request for credentials with this ID is pending"),
                }
            }
            ToWidgetRequest::UpdateTurnServers(request) => {
                let (servers, responder) = request.into_parts();
                if self.turn.update(servers.clone()) {
                    self.events.push_latest(Event::TurnServers(servers));
                }
                responder.respond(done)
            }
            ToWidgetRequest::CloseModal(request) => {
                let (result, responder) = request.into_parts();
                if self.modal.closed(&self.outbox) {
                    self.events.push(Event::ModalClosed(result));
                    responder.respond(done)
                } else {
                    refuse(responder, "no modal widget is open")
                }
            }
            other if self.events.is_full() => {
                other.reject(ErrorResponse::new("the widget has too many unprocessed requests"))
            }
            ToWidgetRequest::WidgetConfig(request) => {
                let (config, responder) = request.into_parts();
                self.is_configured = true;
                self.events.push(Event::ModalConfig(config));
                responder.respond(done)
            }
            ToWidgetRequest::SendEvent(request) => {
                let (event, responder) = request.into_parts();
                responder.answer(self.delivered(event).map(|()| *done))
            }
            ToWidgetRequest::UpdateState(request) => {
                let (data, responder) = request.into_parts();
                let check = data.state.iter().try_for_each(|event| event.event_type().map(drop));
                if check.is_ok() {
                    self.events.extend(self.state.update(data.state));
                }
                responder.answer(check.map(|()| *done))
            }
            ToWidgetRequest::SendToDevice(request) => {
                let (event, responder) = request.into_parts();
                let check = event.event_type().and_then(|_| event.encrypted());
                if let Ok(encrypted) = check {
                    self.events.push(Event::ToDevice { event, is_encrypted: encrypted.unwrap_or(false) });
                }
                responder.answer(check.map(|_| *done))
            }
            other => match self.owed.ask(other, &mut self.tickets, now) {
                Ok(asked) => {
                    self.events.push(Event::Asked(asked));
                    return None;
                }
                Err(answer) => answer,
            },
        })
    }

    /// Takes an event of `send_event`.
    fn delivered(&mut self, event: MatrixEvent) -> Result<(), BodyError> {
        event.event_type()?;
        // Until the versions are known, no state has been read. The reads will contain this event.
        let is_state = self.is_state_sent == Some(false) && event.state_key().is_ok_and(|key| key.is_some());
        let state = is_state.then(|| self.state.update_one(event.clone())).flatten();
        self.events.push(Event::RoomEvent(event));
        self.events.extend(state);
        Ok(())
    }

    fn notified(&mut self, data: &NotifyCapabilitiesRequest) {
        let is_first = self.negotiation.approved().is_none();
        let new = self.negotiation.approve(&data.approved);
        if let Some(approved) = self.negotiation.approved() {
            self.state.approve(&new, approved, is_first);
        }
        self.events.push_latest(Event::Approved);
        self.events.extend(self.renegotiation.notified(data, &self.outbox));
    }

    /// Takes a malformed message. A request is answered with an error.
    fn malformed(&mut self, invalid: &InvalidMessage) {
        if invalid.raw().action() == OpenIdCredentials::INFO.name {
            let outcome = self.openid.malformed(invalid.raw(), invalid.to_string());
            self.events.extend(outcome.map(Event::OpenId));
        }
        self.transmit.extend(invalid.respond(Direction::ToWidget));
    }

    /// Takes the answer to a request, or its failure.
    fn settled(&mut self, Settled { id, purpose, result }: Settled) {
        let event = match purpose {
            Purpose::Application => Some(Event::Answered(Answer { id, result })),
            Purpose::SendEvent { is_delayed } => {
                let result = sent::check_sent(&result, is_delayed).and(result);
                Some(Event::Answered(Answer { id, result }))
            }
            Purpose::Versions => {
                let response = request::read::<SupportedApiVersions>(result);
                let versions = response.map(|response| response.supported_versions).unwrap_or_default();
                let update_state = &ApiVersion::Msc2762UpdateState;
                let are_both =
                    versions.contains(update_state) && self.settings.versions.contains(update_state);
                self.is_state_sent = Some(are_both);
                self.negotiation.set_versions(versions);
                None
            }
            Purpose::Notice => None,
            Purpose::ReadState if self.is_ended => None,
            Purpose::RequestCapabilities => {
                self.renegotiation.answered(&id, request::read::<RequestCapabilities>(result).map(drop))
            }
            Purpose::OpenId => {
                self.openid.answered(&id, request::read::<GetOpenId>(result)).map(Event::OpenId)
            }
            Purpose::ReadState => self.state.read(request::read::<ReadEvents>(result)),
            Purpose::WatchTurn => {
                let outcome = request::read::<WatchTurnServers>(result);
                self.turn.answered(&id, outcome, &mut self.outbox).map(Event::TurnFailed)
            }
            Purpose::OpenModal => {
                let outcome = request::read::<OpenModal>(result).map(drop);
                self.modal.answered(&id, outcome.is_ok()).then_some(Event::ModalOpened(outcome))
            }
            Purpose::CloseModal => Some(Event::Closing(match request::read::<CloseModal>(result) {
                Ok(_) | Err(Failure::TimedOut | Failure::Gone) => Ok(()),
                Err(failure) => Err(failure),
            })),
        };
        self.events.extend(event);
    }

    /// Handles the deadlines that have passed.
    pub(super) fn expire(&mut self, now: Now) {
        while let Some(settled) = self.outbox.expired(now) {
            self.settled(settled);
        }
        while let Some(answer) = self.owed.next_expired(now) {
            self.transmit.push_back(answer);
        }
        if self.negotiation_deadline.take_if(|deadline| *deadline <= now).is_some() {
            self.events.push(Event::NotNegotiated);
        }
        if self.state.is_missing(now) {
            self.events.push_latest(Event::StateMissing);
        }
    }

    /// Does what has become possible, and queues the requests that may be sent.
    pub(super) fn settle(&mut self, now: Now) {
        if self.is_ended {
            return;
        }
        self.now = now;
        while let Some(ticket) = self.tickets.next_dropped() {
            match self.owed.give_up(ticket) {
                Some(answer) => self.transmit.push_back(answer),
                None => self.turn.dropped(ticket, &mut self.outbox),
            }
        }
        self.update_ready(now);
        if self.is_ready {
            self.events.extend(self.renegotiation.send(&self.negotiation, &mut self.outbox));
            if let Some(is_sent) = self.is_state_sent {
                self.state.start(is_sent, &mut self.outbox, now);
            }
        }
        let Some(widget_id) = &self.widget_id else { return };
        while let Some(text) = self.outbox.send(widget_id, self.is_ready, now) {
            self.transmit.push_back(text);
        }
    }

    fn update_ready(&mut self, now: Now) {
        let is_over = self.negotiation.is_over();
        if self.is_ready || !is_over && !self.is_configured {
            return;
        }
        if self.settings.is_modal && !self.is_configured {
            let deadline = self.config_deadline.get_or_insert_with(|| now.saturating_add(RESPONSE_DEADLINE));
            if *deadline > now {
                return;
            }
        }
        self.is_ready = true;
        self.events.push(Event::Ready);
        if is_over && self.negotiation.approved().is_none() {
            // The client never says what it approves.
            let requested = self.negotiation.list().read(Dialect::Msc2762);
            self.state.approve(&requested, &requested, true);
        }
    }
}

fn refuse<A: ToWidget>(responder: Responder<'static, A>, reason: &str) -> String {
    responder.respond_error(&ErrorResponse::new(reason))
}
