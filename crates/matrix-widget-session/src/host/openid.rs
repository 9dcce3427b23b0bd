//! OpenID credentials for the widget.
//!
//! See [MSC1960](https://github.com/matrix-org/matrix-spec-proposals/pull/1960).

use std::mem;

use matrix_widget_protocol::{
    ErrorResponse, NewRequest,
    from_widget::{GetOpenIdResponse, OpenIdCredentials},
    to_widget::{self, OpenIdCredentialsRequest, OpenIdDecision},
};

use super::{
    event::Event,
    parts::openid::{OpenIdPolicy, Question},
    session::HostSession,
    ticket::OpenIdTicket,
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
        self.end_openid(ticket, decision).ok_or(Late)
    }

    /// Takes a `get_openid` request, and returns the outcome, which is sent at once.
    pub(super) fn get_openid(
        &mut self,
        request: TicketId,
        id: &str,
    ) -> Result<GetOpenIdResponse, ErrorResponse> {
        let asks_user = match &self.config.openid {
            OpenIdPolicy::Block => return Ok(GetOpenIdResponse::Blocked),
            OpenIdPolicy::Allow(Some(credentials)) if is_complete(credentials) => {
                return Ok(GetOpenIdResponse::Allowed(credentials.clone()));
            }
            OpenIdPolicy::Allow(Some(_)) => {
                return Err(ErrorResponse::new("the client has no OpenID credentials"));
            }
            OpenIdPolicy::Allow(None) => false,
            OpenIdPolicy::Ask => !self.openid.is_approved,
        };
        if self.openid.question.is_none() {
            if asks_user && self.openid.budget.is_used_up(self.now) {
                return Ok(GetOpenIdResponse::Blocked);
            }
            let ticket = self.tickets.reserve();
            let deadline = (!asks_user).then(|| self.now.saturating_add(self.config.limits.driver));
            self.openid.question = Some(Question { ticket, asks_user, deadline });
            self.events.push_back(Event::OpenId { ticket: self.tickets.issue(ticket), asks_user });
        }
        self.openid.waiting.push((request, id.to_owned()));
        Ok(GetOpenIdResponse::Request)
    }

    /// Takes the answer to a question, and sends one `openid_credentials` for each request that waits. Returns `None` if the
    /// question is not open.
    pub(super) fn end_openid(&mut self, ticket: TicketId, decision: OpenIdDecision) -> Option<()> {
        let question = self.openid.question.take_if(|question| question.ticket == ticket)?;
        match decision {
            _ if !question.asks_user => {}
            OpenIdDecision::Allowed(_) => self.openid.is_approved = true,
            OpenIdDecision::Blocked => self.openid.budget.spend(self.now),
        }
        self.send_credentials(&match decision {
            OpenIdDecision::Allowed(credentials) if !is_complete(&credentials) => OpenIdDecision::Blocked,
            decision => decision,
        });
        Some(())
    }

    /// Forgets the approval and the requests before `end`, withdraws the question, and refuses the requests after `end`: at the
    /// end of the session, and in a new epoch with an unchecked origin. Other epochs change nothing.
    pub(super) fn withdraw_openid(&mut self, end: TicketId) {
        self.openid.is_approved = false;
        let question = self.openid.question.take();
        self.events.extend(question.map(|question| Event::Cancelled(question.ticket)));
        self.openid.waiting.retain(|(request, _)| *request >= end);
        self.send_credentials(&OpenIdDecision::Blocked);
    }

    /// Gives up a question whose deadline has come.
    pub(super) fn expire_openid(&mut self) {
        if let Some(question) = &self.openid.question
            && question.deadline.is_some_and(|deadline| deadline <= self.now)
        {
            let ticket = question.ticket;
            self.events.push_back(Event::Cancelled(ticket));
            self.end_openid(ticket, OpenIdDecision::Blocked);
        }
    }

    /// Sends `openid_credentials` for each request. A new document may have made it before its load event. With an unchecked
    /// origin, it gets nothing that was decided for its predecessor.
    fn send_credentials(&mut self, decision: &OpenIdDecision) {
        for (request, original_id) in mem::take(&mut self.openid.waiting) {
            let is_new = self.load.since().is_some_and(|since| request >= since);
            let is_refused = is_new && !self.config.checks_origin;
            let decision = if is_refused { OpenIdDecision::Blocked } else { decision.clone() };
            let data = OpenIdCredentialsRequest::new(original_id, decision);
            let id = self.ids.next();
            match self.to_json(&NewRequest::<to_widget::OpenIdCredentials>::to_widget(data), &id) {
                Some(text) if self.config.checks_origin => self.outbox.send_to_any_document(text),
                Some(text) if is_new => self.outbox.send(text),
                Some(text) => self.send(text),
                None => {}
            }
        }
    }
}

/// Returns `false` for credentials that a widget cannot use.
fn is_complete(credentials: &OpenIdCredentials) -> bool {
    let OpenIdCredentials { access_token, matrix_server_name, token_type, .. } = credentials;
    let is_empty = access_token.reveal().is_empty() || matrix_server_name.is_empty() || token_type.is_empty();
    !is_empty && credentials.checked_expires_in().is_ok()
}
