//! Requests to the widget that wait for an answer.

use std::{collections::BTreeMap, fmt};

use matrix_widget_protocol::{RawMessage, to_widget::ToWidgetAction};

use crate::Now;

/// The identity of a request of the application to the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(u64);

/// The reason why a request to the widget has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// The widget has not answered in time.
    TimedOut,
    /// The answer of the widget is malformed.
    Malformed,
    /// The document that got the request, or the session, is gone.
    Gone,
}

/// The reason why a request to the widget is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The session sends this request itself.
    Managed,
    /// The session is not established yet, or has ended.
    NotReady,
    /// The widget lacks the capability.
    NotAllowed,
    /// The name of the custom action is empty, or the name of a known action.
    InvalidName,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Managed => "the session sends this request itself",
            Self::NotReady => "the session is not established",
            Self::NotAllowed => "the widget lacks the capability",
            Self::InvalidName => "expected the name of a custom action",
        })
    }
}

impl std::error::Error for RequestError {}

/// The sender of a request to the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The session asks for the versions.
    Versions,
    Application(RequestId),
}

/// The requests to the widget that wait for an answer.
#[derive(Debug, Default)]
pub(super) struct Requests {
    pending: BTreeMap<String, Pending>,
    last: u64,
}

#[derive(Debug)]
struct Pending {
    action: ToWidgetAction,
    purpose: Purpose,
    deadline: Now,
}

impl Requests {
    /// Returns a new identity for a request of the application.
    pub(super) fn reserve(&mut self) -> RequestId {
        self.last += 1;
        RequestId(self.last)
    }

    pub(super) fn add(&mut self, id: String, action: ToWidgetAction, purpose: Purpose, deadline: Now) {
        self.pending.insert(id, Pending { action, purpose, deadline });
    }

    /// Takes the request that the message answers.
    pub(super) fn take(&mut self, answer: &RawMessage<'_>) -> Option<Purpose> {
        let pending = self.pending.get(answer.request_id())?;
        if pending.action != ToWidgetAction::from(answer.action()) {
            return None;
        }
        self.pending.remove(answer.request_id()).map(|pending| pending.purpose)
    }

    pub(super) fn take_overdue(&mut self, now: Now) -> Vec<Purpose> {
        let mut overdue = Vec::new();
        self.pending.retain(|_, pending| {
            let is_overdue = pending.deadline <= now;
            if is_overdue {
                overdue.push(pending.purpose);
            }
            !is_overdue
        });
        overdue
    }

    pub(super) fn take_all(&mut self) -> Vec<Purpose> {
        std::mem::take(&mut self.pending).into_values().map(|pending| pending.purpose).collect()
    }

    pub(super) fn poll_timeout(&self) -> Option<Now> {
        self.pending.values().map(|pending| pending.deadline).min()
    }
}
