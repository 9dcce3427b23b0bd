//! Requests of the widget.

use std::{sync::Arc, time::Duration};

use matrix_widget_protocol::{
    Empty, ErrorResponse, InvalidMessage, RawMessage, Responder,
    action::{Action, ActionInfo, KnownAction},
    defaults,
    event::MatrixEvent,
    from_widget::{self, FromWidgetRequest, ReadEvents, ReadEventsResponse, SupportedApiVersionsResponse},
    reexports::{matrix_widget_capability::CapabilityList, ruma_common::OwnedRoomId},
};

use super::{
    answer::{self, Answerable, Narrow},
    config::Limits,
    event::{self, Asked, Event},
    load::Sign,
    negotiation,
    owed::Stage,
    parts::openid::OpenIdPolicy,
    permission::{NOT_ESTABLISHED, Rights},
    session::HostSession,
    view::View,
};
use crate::{Late, Ticket, TicketId, request::is_gated};

impl HostSession {
    /// Answers a request of the widget. Drops from a result what the widget may not see.
    ///
    /// # Errors
    ///
    /// Returns an error if the answer came too late.
    pub fn answer<A: Answerable>(
        &mut self,
        ticket: Ticket<A>,
        outcome: Result<A::Response, ErrorResponse>,
    ) -> Result<(), Late> {
        self.redeem(ticket, outcome)
    }

    /// Answers a `read_events` request with the events of each room, newest first. Drops the events that the widget may not
    /// see. Their own `room_id` does not count.
    ///
    /// # Errors
    ///
    /// Returns an error if the answer came too late.
    pub fn answer_read(
        &mut self,
        ticket: Ticket<ReadEvents>,
        outcome: Result<Vec<(OwnedRoomId, Vec<MatrixEvent>)>, ErrorResponse>,
    ) -> Result<(), Late> {
        let outcome = outcome.map(|rooms| {
            let events = rooms
                .into_iter()
                .flat_map(|(room, events)| events.into_iter().map(move |event| event.with_room_id(&room)));
            ReadEventsResponse::new(events.collect())
        });
        self.redeem(ticket, outcome)
    }

    fn redeem<A: Narrow>(
        &mut self,
        ticket: Ticket<A>,
        outcome: Result<A::Response, ErrorResponse>,
    ) -> Result<(), Late> {
        self.settle();
        let id = self.tickets.redeem(ticket)?;
        let request = self.owed.take(id).filter(|request| request.is_live).ok_or(Late)?;
        if let Some(text) = answer::text::<A>(request, outcome) {
            self.send_answer(id, text);
        }
        Ok(())
    }

    pub(super) fn receive_request(&mut self, request: FromWidgetRequest<'static>) {
        let info = match &request {
            FromWidgetRequest::SupportedApiVersions(request) => {
                let versions = SupportedApiVersionsResponse::new(self.config.versions().to_vec());
                return self.outbox.send(request.respond(&versions));
            }
            FromWidgetRequest::ContentLoaded(request) => {
                let step = self.sign(Sign::Content);
                self.outbox.send(request.respond(&Empty::new()));
                return self.take_step(step);
            }
            other => other.action().info(),
        };
        let Some(is_gated) = self.is_gated(&request, info) else {
            return self.refuse(request, "the client does not support this action");
        };
        let id = self.tickets.reserve();
        if is_gated && self.load.is_reloading() {
            self.keep(id, request.into_raw(), self.rights.clone(), Stage::Reload);
        } else if is_gated {
            self.judge_gated(id, request, self.rights.clone());
        } else {
            self.judge(id, request, self.rights.clone());
        }
    }

    pub(super) fn receive_invalid(&mut self, invalid: InvalidMessage) {
        let raw = invalid.raw();
        match invalid.respond(from_widget::Custom::DIRECTION) {
            None if raw.is_for_client() => self.receive_answer(Err(invalid)),
            None => {}
            Some(error) => match Responder::from_raw(raw.clone()) {
                Ok(more) if negotiation::has_no_list(raw.data()) => {
                    if self.load.is_reloading() {
                        let id = self.tickets.reserve();
                        self.keep(id, more.into_raw(), self.rights.clone(), Stage::Reload);
                    } else {
                        self.renegotiate(more, &CapabilityList::new());
                    }
                }
                _ => self.outbox.send(error),
            },
        }
    }

    /// Returns `true` if the request depends on grants, and `None` if the client does not support the action.
    fn is_gated(&self, request: &FromWidgetRequest<'_>, info: Option<&ActionInfo>) -> Option<bool> {
        match (request, info) {
            (FromWidgetRequest::RequestCapabilities(_), _) => Some(true),
            (FromWidgetRequest::GetOpenId(_), _) => Some(false),
            (FromWidgetRequest::CloseModal(_) | FromWidgetRequest::SetModalButtonEnabled(_), _) => {
                self.buttons.is_some().then_some(false)
            }
            (FromWidgetRequest::UnwatchTurnServers(_), _) => {
                self.config.claims(from_widget::WatchTurnServers::INFO.variant).then_some(true)
            }
            (_, Some(info)) => self.config.claims(info.variant).then(|| is_gated(info)),
            (request, None) => Some(self.config.custom(request.raw().action())?.is_some()),
        }
    }

    /// Judges a request that depends on grants. Before the epoch is established, nothing is granted.
    pub(super) fn judge_gated(
        &mut self,
        id: TicketId,
        request: FromWidgetRequest<'static>,
        rights: Arc<Rights>,
    ) {
        if self.is_established || matches!(request, FromWidgetRequest::RequestCapabilities(_)) {
            self.judge(id, request, rights);
        } else {
            self.refuse(request, NOT_ESTABLISHED);
        }
    }

    /// Checks the permission of a request, and passes it on.
    fn judge(&mut self, id: TicketId, request: FromWidgetRequest<'static>, rights: Arc<Rights>) {
        if let FromWidgetRequest::RequestCapabilities(request) = request {
            let (data, responder) = request.into_parts();
            return self.renegotiate(responder, &data.capabilities);
        }
        let permission = match &request {
            FromWidgetRequest::Custom(custom) => match self.config.custom(custom.raw().action()).flatten() {
                Some(capability) => rights.permit_custom(capability),
                None => Ok(()),
            },
            // A page of its own needs no capability.
            FromWidgetRequest::OpenModal(_) => Ok(()),
            known => rights.permit(known),
        };
        if let Err(error) = permission {
            return self.outbox.send(request.reject(error));
        }
        if let FromWidgetRequest::UploadFile(upload) = &request
            && upload.data.file.raw().as_str().len() > self.config.limits.upload_bytes
        {
            return self.refuse(request, "data.file: the file is too large");
        }
        if !self.is_done_at_once(&request) && self.is_overloaded(request.raw()) {
            return self.refuse(request, OVERLOADED);
        }
        match request {
            FromWidgetRequest::GetOpenId(request) => {
                let outcome = self.get_openid(id, request.raw().request_id());
                self.outbox.send(request.into_responder().answer(outcome));
            }
            FromWidgetRequest::WatchTurnServers(request) => {
                self.owed.add(id, request.into_raw(), rights, Stage::Decision);
                self.watch_turn(id);
            }
            FromWidgetRequest::UnwatchTurnServers(request) => {
                self.unwatch_turn();
                self.outbox.send(request.respond(&Empty::new()));
            }
            FromWidgetRequest::OpenModal(request) => {
                let (data, responder) = request.into_parts();
                self.owed.add(id, responder.into_raw(), rights.clone(), Stage::Decision);
                self.open_modal(id, &data, &rights);
            }
            FromWidgetRequest::SetModalButtonEnabled(request) => {
                let (data, responder) = request.into_parts();
                let outcome = self.set_button(data);
                self.outbox.send(responder.answer(outcome.map(|()| Empty::new())));
            }
            FromWidgetRequest::CloseModal(request) => {
                self.outbox.send(request.respond(&Empty::new()));
                self.events.push_back(Event::CloseModal(request.data.into()));
                self.end(self.now);
            }
            FromWidgetRequest::ReadEvents(read)
                if read.data.state_key.is_some() && self.versions.is_open() =>
            {
                self.keep(id, read.into_raw(), rights, Stage::Versions);
            }
            request => self.ask(id, request, rights),
        }
    }

    /// Passes a permitted request to the application.
    pub(super) fn ask(&mut self, id: TicketId, mut request: FromWidgetRequest<'static>, rights: Arc<Rights>) {
        let deadline = self.now.saturating_add(deadline(&request, &self.config.limits));
        let is_delayed = matches!(&request, FromWidgetRequest::SendEvent(send) if send.data.is_delayed());
        let rooms = event::rooms(
            &request,
            View { granted: &rights.granted, viewed: rights.viewed(), known: &self.known },
        );
        let is_synchronized = self.handles_state() == Some(true);
        let (event, raw) = match request {
            FromWidgetRequest::ReadEvents(read) if read.data.state_key.is_some() && !is_synchronized => {
                let (ask, raw) = event::ask(read, rooms, id, &self.tickets);
                (Event::AskedForState(ask), raw)
            }
            _ => {
                if let FromWidgetRequest::SendToDevice(request) = &mut request {
                    request.data.encrypted.get_or_insert(true);
                }
                match Asked::new(request, rooms, id, &self.tickets) {
                    Ok((asked, raw)) => (Event::Asked(asked), raw),
                    Err(error) => return self.outbox.send(error),
                }
            }
        };
        self.owed.add(id, raw, rights, Stage::Driver { deadline, is_delayed });
        self.events.push_back(event);
    }

    /// Keeps a request until something has been decided.
    fn keep(&mut self, id: TicketId, request: RawMessage<'static>, rights: Arc<Rights>, stage: Stage) {
        if self.is_overloaded(&request) {
            return self.send_error(id, request, OVERLOADED);
        }
        self.owed.add(id, request, rights, stage);
    }

    /// Returns `true` if the answer is sent at once and nothing follows it.
    fn is_done_at_once(&self, request: &FromWidgetRequest<'_>) -> bool {
        match request {
            FromWidgetRequest::UnwatchTurnServers(_)
            | FromWidgetRequest::SetModalButtonEnabled(_)
            | FromWidgetRequest::CloseModal(_) => true,
            FromWidgetRequest::GetOpenId(_) => {
                matches!(self.config.openid, OpenIdPolicy::Block | OpenIdPolicy::Allow(Some(_)))
            }
            _ => false,
        }
    }

    fn is_overloaded(&self, request: &RawMessage<'_>) -> bool {
        let (follow_ups, follow_up_bytes) = self.openid.owed();
        let bytes = self.owed.bytes() + follow_up_bytes + request.text().len();
        self.owed.len() + follow_ups >= self.config.limits.owed_requests
            || bytes > self.config.limits.owed_bytes
    }

    fn refuse(&mut self, request: FromWidgetRequest<'static>, reason: &str) {
        self.outbox.send(request.reject(ErrorResponse::new(reason)));
    }

    /// Answers a request with an error.
    pub(super) fn send_error(&mut self, id: TicketId, request: RawMessage<'static>, reason: &str) {
        if let Some(text) = request.reject(ErrorResponse::new(reason)) {
            self.send_answer(id, text);
        }
    }

    pub(super) fn send_answer(&mut self, request: TicketId, text: String) {
        if self.load.may_be_gone(request) {
            self.outbox.hold(text);
        } else {
            self.outbox.send(text);
        }
    }
}

const OVERLOADED: &str = "too many requests without an answer";

/// Returns the deadline for the application's answer.
fn deadline(request: &FromWidgetRequest<'_>, limits: &Limits) -> Duration {
    match request {
        FromWidgetRequest::UploadFile(_) => limits.file,
        FromWidgetRequest::DownloadFile(request) => match request.data.checked_timeout() {
            Ok(Some(timeout)) => timeout.saturating_add(defaults::FILE_TIMEOUT_MARGIN).min(limits.file),
            _ => limits.file,
        },
        _ => limits.driver,
    }
}
