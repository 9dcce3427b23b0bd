//! Negotiating capabilities.

use std::sync::Arc;

use matrix_widget_protocol::{
    Empty, ErrorResponse, Responder,
    from_widget::RequestCapabilities,
    reexports::matrix_widget_capability::{CapabilityList, CapabilitySet, Dialect},
    to_widget,
};

use super::{
    event::Event,
    load::{Answer, Verdict},
    negotiation::Round,
    permission::{NOT_ESTABLISHED, Rights},
    session::HostSession,
    ticket::PromptTicket,
};
use crate::{Late, Now};

impl HostSession {
    /// Decides about capabilities. Only capabilities that the prompt listed are granted.
    ///
    /// # Errors
    ///
    /// Returns an error if the prompt was withdrawn.
    pub fn decide(&mut self, ticket: PromptTicket, approved: &CapabilitySet, now: Now) -> Result<(), Late> {
        self.begin(now);
        let round = self.negotiation.close(self.tickets.redeem(ticket)?).ok_or(Late)?;
        self.conclude(round, approved);
        Ok(())
    }

    /// Takes an answer to `capabilities`.
    pub(super) fn receive_capabilities(&mut self, id: &str, outcome: Result<&CapabilityList, Answer>) {
        let since = self.load.since();
        let outcome = outcome.and_then(|list| {
            let fits = self.negotiation.has_room_for(list, since.is_some(), &self.config.limits);
            if fits { Ok(list) } else { Err(Answer::Malformed) }
        });
        let answer = outcome.err().unwrap_or(Answer::List);
        match self.load.answer(id, answer, self.config.checks_origin) {
            Verdict::Ignored => return,
            Verdict::SameDocument => return self.resume(),
            Verdict::Reloaded => {
                if since.is_none() {
                    self.outbox.hold_all();
                }
                self.restart(since.unwrap_or(self.tickets.next()));
            }
            Verdict::Counts => {}
        }
        let Ok(list) = outcome else {
            self.events.push_back(Event::NegotiationFailed);
            return self.establish();
        };
        self.ask_versions();
        if self.negotiation.is_open() {
            self.negotiation.gather(list);
        } else {
            self.start(self.negotiation.round(list.iter(), &self.config));
        }
    }

    /// Takes a `request_capabilities` request.
    pub(super) fn renegotiate(
        &mut self,
        request: Responder<'static, RequestCapabilities>,
        list: &CapabilityList,
    ) {
        match self.round_of(list) {
            Ok(round) => {
                self.outbox.send(request.respond(&Empty::new()));
                self.ask_versions();
                if let Some(round) = round {
                    self.start(round);
                }
            }
            Err(reason) => self.outbox.send(request.respond_error(&ErrorResponse::new(reason))),
        }
    }

    /// Returns the round for a later request, or `None` if a prompt is open.
    fn round_of(&mut self, list: &CapabilityList) -> Result<Option<Round>, &'static str> {
        if !self.load.is_answered() {
            return Err(NOT_ESTABLISHED);
        }
        if !self.negotiation.has_room_for(list, false, &self.config.limits) {
            return Err("data.capabilities: too many capabilities");
        }
        if self.negotiation.is_open() {
            self.negotiation.gather(list);
            return Ok(None);
        }
        let round = self.negotiation.round(list.iter(), &self.config);
        if !round.asked.is_empty() && self.budget.is_used_up(self.now) {
            return Err("too many requests for capabilities");
        }
        Ok(Some(round))
    }

    /// Prompts for a round, or decides it.
    fn start(&mut self, round: Round) {
        if round.asked.is_empty() || self.budget.is_used_up(self.now) {
            return self.conclude(round, &CapabilitySet::new(Dialect::Msc2762));
        }
        self.budget.spend(self.now);
        let id = self.tickets.reserve();
        let ticket = self.tickets.issue(id);
        self.events.push_back(Event::Prompt { ticket, capabilities: round.asked.clone() });
        self.negotiation.open(id, round);
    }

    /// Decides a round, and tells the widget.
    pub(super) fn conclude(&mut self, round: Round, approved: &CapabilitySet) {
        let before = self.negotiation.granted().clone();
        let asks_for_state = round.asks_for_state();
        self.negotiation.decide(round, approved, &self.config);
        self.update_rights();
        self.push::<to_widget::NotifyCapabilities>(self.negotiation.totals());
        self.events.push_back(Event::Granted(self.negotiation.granted().clone()));
        self.establish();
        self.state_round(&before, asks_for_state);
        self.sticky_round(&before);
        if let Some(gathered) = self.negotiation.take_gathered() {
            self.start(self.negotiation.round(gathered.iter().map(String::as_str), &self.config));
        }
    }

    fn establish(&mut self) {
        if !std::mem::replace(&mut self.is_established, true) {
            self.configure_modal();
        }
        self.show_appearance();
    }

    pub(super) fn update_rights(&mut self) {
        let granted = self.negotiation.granted().clone();
        self.rights = Arc::new(Rights { granted, viewed: self.rights.viewed.clone() });
    }
}
