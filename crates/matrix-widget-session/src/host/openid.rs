//! OpenID credentials for the widget.
//!
//! See [MSC1960](https://github.com/matrix-org/matrix-spec-proposals/pull/1960).

use std::{mem, time::Duration};

use matrix_widget_protocol::{
    ErrorResponse,
    from_widget::{GetOpenIdResponse, OpenIdCredentials},
    to_widget::{OpenIdCredentialsRequest, OpenIdDecision},
};

use super::budget::Budget;
use crate::{Now, TicketId, ticket::Tickets};

/// The client's policy for `get_openid` requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OpenIdPolicy {
    /// The user decides, once per session.
    #[default]
    Ask,
    /// The widget gets these credentials in the answer, or, with `None`, credentials that the client fetches.
    Allow(Option<OpenIdCredentials>),
    /// The widget gets no credentials.
    Block,
}

/// A question to the application: the credentials for the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) ticket: TicketId,
    /// `true` if the user has to be asked, `false` if the credentials are only fetched.
    pub(super) asks_user: bool,
}

/// An `openid_credentials` request, and the request of the widget that it follows.
pub(super) type FollowUp = (TicketId, OpenIdCredentialsRequest);

/// The OpenID requests of a widget.
#[derive(Debug)]
pub(super) struct OpenId {
    policy: OpenIdPolicy,
    budget: Budget,
    /// The time that the application has to fetch credentials. The user has any time.
    fetch: Duration,
    /// The user has allowed it in this session.
    is_approved: bool,
    open: Option<Question>,
    /// The deadline of the open question.
    deadline: Option<Now>,
    /// The requests that share the open question, with their IDs.
    waiting: Vec<(TicketId, String)>,
}

impl OpenId {
    pub(super) fn new(policy: OpenIdPolicy, budget: Budget, fetch: Duration) -> Self {
        Self { policy, budget, fetch, is_approved: false, open: None, deadline: None, waiting: Vec::new() }
    }

    /// Returns the outcome of a `get_openid` request, which is sent at once, and the question to the application, if there
    /// is a new one.
    pub(super) fn request(
        &mut self,
        request: TicketId,
        id: &str,
        tickets: &mut Tickets,
        now: Now,
    ) -> (Result<GetOpenIdResponse, ErrorResponse>, Option<Question>) {
        let asks_user = match &self.policy {
            OpenIdPolicy::Block => return (Ok(GetOpenIdResponse::Blocked), None),
            OpenIdPolicy::Allow(Some(credentials)) if is_complete(credentials) => {
                return (Ok(GetOpenIdResponse::Allowed(credentials.clone())), None);
            }
            OpenIdPolicy::Allow(Some(_)) => {
                return (Err(ErrorResponse::new("the client has no OpenID credentials")), None);
            }
            OpenIdPolicy::Allow(None) => false,
            OpenIdPolicy::Ask => !self.is_approved,
        };
        let question = match self.open {
            Some(_) => None,
            None if asks_user && self.budget.is_used_up(now) => {
                return (Ok(GetOpenIdResponse::Blocked), None);
            }
            None => {
                self.open = Some(Question { ticket: tickets.reserve(), asks_user });
                self.deadline = (!asks_user).then(|| now.saturating_add(self.fetch));
                self.open
            }
        };
        self.waiting.push((request, id.to_owned()));
        (Ok(GetOpenIdResponse::Request), question)
    }

    /// Takes the application's answer to a question. A question that failed or was dropped is `Blocked`.
    ///
    /// Returns one `openid_credentials` for each request that waits, with the request, or `None` if the question is not open any more.
    pub(super) fn decide(
        &mut self,
        ticket: TicketId,
        decision: OpenIdDecision,
        now: Now,
    ) -> Option<Vec<FollowUp>> {
        let question = self.open.take_if(|open| open.ticket == ticket)?;
        self.deadline = None;
        match decision {
            _ if !question.asks_user => {}
            OpenIdDecision::Allowed(_) => self.is_approved = true,
            OpenIdDecision::Blocked => self.budget.spend(now),
        }
        let decision = match decision {
            OpenIdDecision::Allowed(credentials) if !is_complete(&credentials) => OpenIdDecision::Blocked,
            decision => decision,
        };
        Some(self.follow_ups(&decision))
    }

    fn follow_ups(&mut self, decision: &OpenIdDecision) -> Vec<FollowUp> {
        let waiting = mem::take(&mut self.waiting).into_iter();
        waiting.map(|(request, id)| (request, OpenIdCredentialsRequest::new(id, decision.clone()))).collect()
    }

    /// Forgets the approval and the requests before `end`, refuses those after it, and withdraws the open question, whose
    /// ticket it returns: at the end of the session, and in a new epoch whose origin is opaque or unchecked. Other epochs
    /// change nothing.
    pub(super) fn withdraw(&mut self, end: TicketId) -> (Option<TicketId>, Vec<FollowUp>) {
        self.is_approved = false;
        self.deadline = None;
        self.waiting.retain(|(request, _)| *request >= end);
        (self.open.take().map(|question| question.ticket), self.follow_ups(&OpenIdDecision::Blocked))
    }

    /// Gives up a question whose [deadline](Self::poll_timeout) has come. Returns its ticket.
    pub(super) fn handle_timeout(&mut self, now: Now) -> Option<TicketId> {
        self.deadline.take_if(|deadline| *deadline <= now)?;
        self.open.map(|question| question.ticket)
    }

    pub(super) fn poll_timeout(&self) -> Option<Now> {
        self.deadline
    }

    /// Returns the number of requests that wait for `openid_credentials`, and the length of their IDs in bytes.
    pub(super) fn owed(&self) -> (usize, usize) {
        (self.waiting.len(), self.waiting.iter().map(|(_, id)| id.len()).sum())
    }
}

/// Returns `false` for credentials that a widget cannot use.
fn is_complete(credentials: &OpenIdCredentials) -> bool {
    let OpenIdCredentials { access_token, matrix_server_name, token_type, .. } = credentials;
    let is_empty = access_token.reveal().is_empty() || matrix_server_name.is_empty() || token_type.is_empty();
    !is_empty && credentials.checked_expires_in().is_ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use matrix_widget_protocol::{
        ErrorResponse, Secret,
        from_widget::{GetOpenIdResponse, OpenIdCredentials},
        to_widget::{OpenIdCredentialsRequest, OpenIdDecision},
    };

    use super::{OpenIdPolicy, Question, TicketId};
    use crate::{Now, host::budget::Budget, ticket::Tickets};

    const NOW: Duration = Duration::from_secs(1000);

    /// The machine, with tickets 1, 2 and so on.
    struct OpenId {
        machine: super::OpenId,
        tickets: Tickets,
    }

    type Asked = (Result<GetOpenIdResponse, ErrorResponse>, Option<Question>);

    impl OpenId {
        fn request(&mut self, id: &str, now: Now) -> Asked {
            self.machine.request(TicketId::from(0), id, &mut self.tickets, now)
        }

        fn decide(
            &mut self,
            ticket: u64,
            decision: OpenIdDecision,
            now: Now,
        ) -> Option<Vec<OpenIdCredentialsRequest>> {
            let follow_ups = self.machine.decide(ticket.into(), decision, now)?;
            Some(follow_ups.into_iter().map(|(_, message)| message).collect())
        }
    }

    fn openid(policy: OpenIdPolicy) -> OpenId {
        let machine =
            super::OpenId::new(policy, Budget::new(3, Duration::from_secs(60)), Duration::from_secs(60));
        OpenId { machine, tickets: Tickets::counting() }
    }

    fn credentials(token: &str) -> OpenIdCredentials {
        OpenIdCredentials::new(Secret::from(token), Duration::from_secs(3600), "example.org")
    }

    fn allowed() -> OpenIdDecision {
        OpenIdDecision::Allowed(credentials("token"))
    }

    fn follow_ups(ids: &[&str], decision: &OpenIdDecision) -> Option<Vec<OpenIdCredentialsRequest>> {
        Some(ids.iter().map(|id| OpenIdCredentialsRequest::new(*id, decision.clone())).collect())
    }

    /// H-OID-2: credentials at hand are in the answer.
    #[test]
    fn request_answers_with_credentials_at_hand() {
        let mut openid = openid(OpenIdPolicy::Allow(Some(credentials("token"))));
        let (answer, question) = openid.request("1", NOW);
        assert_eq!(answer, Ok(GetOpenIdResponse::Allowed(credentials("token"))));
        assert_eq!(question, None);
        assert_eq!(openid.machine.owed(), (0, 0));
    }

    /// H-OID-2: without credentials at hand, they are fetched and follow.
    #[test]
    fn request_fetches_credentials_without_prompt() {
        let mut openid = openid(OpenIdPolicy::Allow(None));
        let fetch = Question { ticket: TicketId::from(1), asks_user: false };
        assert_eq!(openid.request("1", NOW), (Ok(GetOpenIdResponse::Request), Some(fetch)));
        assert_eq!(openid.decide(1, allowed(), NOW), follow_ups(&["1"], &allowed()));
    }

    /// H-OID-3, H-OID-7
    #[test]
    fn request_is_blocked_by_policy() {
        assert_eq!(openid(OpenIdPolicy::Block).request("1", NOW), (Ok(GetOpenIdResponse::Blocked), None));
    }

    /// H-OID-4, H-OID-5: one question, and one follow-up for each request.
    #[test]
    fn requests_share_one_question() {
        let mut openid = openid(OpenIdPolicy::Ask);
        let question = Question { ticket: TicketId::from(1), asks_user: true };
        assert_eq!(openid.request("1", NOW), (Ok(GetOpenIdResponse::Request), Some(question)));
        assert_eq!(openid.request("22", NOW), (Ok(GetOpenIdResponse::Request), None));
        assert_eq!(openid.request("1", NOW), (Ok(GetOpenIdResponse::Request), None));
        assert_eq!(openid.machine.owed(), (3, 4));
        assert_eq!(openid.decide(1, allowed(), NOW), follow_ups(&["1", "22", "1"], &allowed()));
        assert_eq!(openid.machine.owed(), (0, 0));
        assert_eq!(openid.decide(1, allowed(), NOW), None);
    }

    /// H-OID-6: incomplete credentials are a failure of the driver.
    #[test]
    fn incomplete_credentials_are_not_sent() {
        let mut incomplete =
            vec![credentials(""), credentials("token"), credentials("token"), credentials("token")];
        incomplete[1].matrix_server_name.clear();
        incomplete[2].token_type.clear();
        incomplete[3].expires_in = (-1).into();
        for credentials in incomplete {
            let mut at_hand = openid(OpenIdPolicy::Allow(Some(credentials.clone())));
            assert!(at_hand.request("1", NOW).0.is_err());

            let mut openid = openid(OpenIdPolicy::Ask);
            let _ = openid.request("1", NOW);
            let decision = openid.decide(1, OpenIdDecision::Allowed(credentials), NOW);
            assert_eq!(decision, follow_ups(&["1"], &OpenIdDecision::Blocked));
        }
    }

    /// H-OID-8: the question stays open.
    #[test]
    fn question_has_no_deadline() {
        let mut openid = openid(OpenIdPolicy::Ask);
        let _ = openid.request("1", NOW);
        assert!(openid.decide(1, allowed(), NOW * 1000).is_some());
    }

    /// H-OID-9: three refusals in a minute use up the budget.
    #[test]
    fn refusals_use_up_the_budget() {
        let mut openid = openid(OpenIdPolicy::Ask);
        for number in 1..=3 {
            assert!(openid.request("1", NOW).1.is_some());
            let _ = openid.decide(number, OpenIdDecision::Blocked, NOW);
        }
        assert_eq!(openid.request("1", NOW), (Ok(GetOpenIdResponse::Blocked), None));
        let later = NOW + Duration::from_secs(60);
        assert_eq!(
            openid.request("1", later).1,
            Some(Question { ticket: TicketId::from(4), asks_user: true })
        );
    }

    /// H-OID-9: an approval holds for the session, and uses up no budget.
    #[test]
    fn approval_holds() {
        let mut openid = openid(OpenIdPolicy::Ask);
        for number in 1..=10 {
            let question = Question { ticket: TicketId::from(number), asks_user: number == 1 };
            assert_eq!(openid.request("1", NOW).1, Some(question));
            assert!(openid.decide(number, allowed(), NOW).is_some());
        }
    }

    /// H-LOAD-16: in a new epoch of an opaque origin the approval, the question and the requests are gone.
    #[test]
    fn withdraw_forgets_everything_but_the_budget() {
        let mut openid = openid(OpenIdPolicy::Ask);
        let _ = openid.request("1", NOW);
        let _ = openid.decide(1, allowed(), NOW);
        let _ = openid.request("2", NOW);
        assert_eq!(openid.machine.withdraw(TicketId::from(1)), (Some(TicketId::from(2)), vec![]));
        assert_eq!(openid.decide(2, allowed(), NOW), None);
        assert_eq!(openid.request("3", NOW).1, Some(Question { ticket: TicketId::from(3), asks_user: true }));
        assert_eq!(openid.decide(3, allowed(), NOW), follow_ups(&["3"], &allowed()));
    }
}
