//! Requests of the widget that have not been answered.

use std::{collections::BTreeMap, sync::Arc};

use matrix_widget_protocol::RawMessage;

use super::permission::Rights;
use crate::{Now, TicketId};

/// What a request waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The answer of the application.
    Driver {
        deadline: Now,
        /// `true` if the request sends a delayed event.
        is_delayed: bool,
    },
    /// The decision whether the document has been replaced.
    Reload,
    /// The versions of the widget.
    Versions,
    /// A decision that has a deadline of its own.
    Decision,
}

/// A request of the widget that has not been answered.
#[derive(Debug)]
pub(super) struct Request {
    /// The only copy of the text.
    pub(super) raw: RawMessage<'static>,
    /// The rights at its receipt.
    pub(super) rights: Arc<Rights>,
    pub(super) stage: Stage,
    /// `false` if the document that sent the request is gone.
    pub(super) is_live: bool,
}

/// The requests of the widget that have not been answered.
#[derive(Debug, Default)]
pub(super) struct Owed {
    requests: BTreeMap<TicketId, Request>,
    bytes: usize,
}

impl Owed {
    pub(super) fn add(&mut self, id: TicketId, raw: RawMessage<'static>, rights: Arc<Rights>, stage: Stage) {
        self.bytes += raw.text().len();
        self.requests.insert(id, Request { raw, rights, stage, is_live: true });
    }

    pub(super) fn take(&mut self, id: TicketId) -> Option<Request> {
        let request = self.requests.remove(&id)?;
        self.bytes -= request.raw.text().len();
        Some(request)
    }

    /// Takes the first request in a stage.
    pub(super) fn take_in(&mut self, stage: Stage) -> Option<(TicketId, Request)> {
        let id = *self.requests.iter().find(|(_, request)| request.stage == stage)?.0;
        Some((id, self.take(id)?))
    }

    /// Takes the first request whose deadline has passed.
    pub(super) fn take_overdue(&mut self, now: Now) -> Option<(TicketId, Request)> {
        let is_overdue = |stage| matches!(stage, Stage::Driver { deadline, .. } if deadline <= now);
        let id = *self.requests.iter().find(|(_, request)| is_overdue(request.stage))?.0;
        Some((id, self.take(id)?))
    }

    /// Marks all requests before a ticket as not to be answered. Returns those that the application is still working on.
    pub(super) fn forget_before(&mut self, end: TicketId) -> Vec<TicketId> {
        let mut forgotten = Vec::new();
        self.requests.retain(|id, request| {
            if *id >= end || !request.is_live {
                return true;
            }
            let is_asked = matches!(request.stage, Stage::Driver { .. });
            if is_asked {
                request.is_live = false;
                forgotten.push(*id);
            } else {
                self.bytes -= request.raw.text().len();
            }
            is_asked
        });
        forgotten
    }

    /// Drops everything. Returns the tickets that the application has.
    pub(super) fn clear(&mut self) -> Vec<TicketId> {
        self.bytes = 0;
        let requests = std::mem::take(&mut self.requests).into_iter();
        let asked =
            requests.filter(|(_, request)| request.is_live && matches!(request.stage, Stage::Driver { .. }));
        asked.map(|(id, _)| id).collect()
    }

    pub(super) fn poll_timeout(&self) -> Option<Now> {
        let deadlines = self.requests.values().map(|request| match request.stage {
            Stage::Driver { deadline, .. } => Some(deadline),
            _ => None,
        });
        deadlines.flatten().min()
    }

    pub(super) fn len(&self) -> usize {
        self.requests.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}
