//! Loading and reloading the document of the widget.

use matrix_widget_protocol::{Empty, Message, NewRequest, to_widget};

use super::{
    event::Event,
    load::{Overdue, Sign, Step},
    owed::Stage,
    permission::NOT_ESTABLISHED,
    session::HostSession,
    versions::Versions,
};
use crate::TicketId;

impl HostSession {
    pub(super) fn sign(&mut self, sign: Sign) -> Step {
        let step = self.load.sign(sign, self.tickets.next(), self.now, &self.config.limits);
        if step == Step::AskIfReloaded {
            self.outbox.hold_all();
        }
        step
    }

    pub(super) fn take_step(&mut self, step: Step) {
        if step != Step::Wait {
            self.ask_capabilities();
        }
    }

    fn ask_capabilities(&mut self) {
        let id = self.ids.next();
        if let Some(text) = self.to_json(&NewRequest::<to_widget::Capabilities>::to_widget(Empty::new()), &id)
        {
            self.outbox.send_to_any_document(text);
            self.load.ask(id, self.now, &self.config.limits);
        }
    }

    /// Goes on with the same document.
    pub(super) fn resume(&mut self) {
        self.outbox.release();
        while let Some((id, request)) = self.owed.take_in(Stage::Reload) {
            let rights = request.rights;
            match request.raw.decode() {
                Ok(Message::FromWidgetRequest(request)) => self.judge_gated(id, request, rights),
                Ok(_) => {}
                Err(invalid) => self.receive_invalid(invalid),
            }
        }
        self.show_appearance();
    }

    /// Begins a new epoch. `end` is the first ticket of the new document.
    pub(super) fn restart(&mut self, end: TicketId) {
        self.outbox.discard();
        let prompt = self.negotiation.restart(self.config.checks_origin, &self.config);
        let cancelled = prompt.into_iter().chain(self.owed.forget_before(end));
        self.events.extend(cancelled.map(Event::Cancelled));
        self.fail_all();
        self.versions = Versions::default();
        self.appearance.restart();
        self.is_established = false;
        self.update_rights();
        if !self.config.checks_origin {
            self.withdraw_openid(end);
        }
        self.restart_flows();
        self.events.push_back(Event::Reloaded);
        while let Some((id, request)) = self.owed.take_in(Stage::Reload) {
            self.send_error(id, request.raw, NOT_ESTABLISHED);
        }
    }

    pub(super) fn take_overdue(&mut self, overdue: Overdue, since: Option<TicketId>) {
        match overdue {
            Overdue::NoContentLoaded => self.events.push_back(Event::NoContentLoaded),
            Overdue::NoAnswer { is_first, asks_again } => {
                if let Some(since) = since {
                    self.restart(since);
                }
                if is_first {
                    self.events.push_back(Event::NoCapabilities);
                }
                if asks_again {
                    self.ask_capabilities();
                }
            }
        }
    }
}
