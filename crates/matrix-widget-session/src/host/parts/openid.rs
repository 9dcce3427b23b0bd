//! The state of OpenID credentials.

use matrix_widget_protocol::from_widget::OpenIdCredentials;

use crate::{Now, TicketId, host::budget::Budget};

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

/// The OpenID requests of a widget.
#[derive(Debug)]
pub(in crate::host) struct OpenId {
    pub(in crate::host) budget: Budget,
    /// The user has allowed it in this session.
    pub(in crate::host) is_approved: bool,
    pub(in crate::host) question: Option<Question>,
    /// The requests that share the open question, with their IDs.
    pub(in crate::host) waiting: Vec<(TicketId, String)>,
}

/// A question to the application: the credentials for the widget.
#[derive(Debug)]
pub(in crate::host) struct Question {
    pub(in crate::host) ticket: TicketId,
    pub(in crate::host) asks_user: bool,
    /// `None` for the user, who has any time.
    pub(in crate::host) deadline: Option<Now>,
}

impl OpenId {
    pub(in crate::host) fn new(budget: Budget) -> Self {
        Self { budget, is_approved: false, question: None, waiting: Vec::new() }
    }

    pub(in crate::host) fn poll_timeout(&self) -> Option<Now> {
        self.question.as_ref()?.deadline
    }

    /// Returns the number of requests that wait for `openid_credentials`, and the length of their IDs in bytes.
    pub(in crate::host) fn owed(&self) -> (usize, usize) {
        (self.waiting.len(), self.waiting.iter().map(|(_, id)| id.len()).sum())
    }
}
