//! The loading and reloading of the widget's document.

use std::collections::VecDeque;

use super::config::Limits;
use crate::{Now, TicketId};

/// The sign of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The load event of the frame.
    Load,
    /// The request `content_loaded`.
    Content,
}

/// The signs of the current document.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    load: bool,
    content: bool,
}

impl Seen {
    /// Adds a sign. Returns `true` if it is the first of its kind.
    fn add(&mut self, sign: Sign) -> bool {
        let seen = match sign {
            Sign::Load => &mut self.load,
            Sign::Content => &mut self.content,
        };
        !std::mem::replace(seen, true)
    }
}

/// The action of the session after a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing.
    Wait,
    /// Asks for `capabilities`.
    Ask,
    /// Holds messages to the document, and asks for `capabilities` to learn whether it has been replaced.
    AskIfReloaded,
}

/// The meaning of an answer to `capabilities`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The answer does not count.
    Ignored,
    /// The loaded document wants these capabilities.
    Counts,
    /// A new document has been loaded, and wants these capabilities.
    Reloaded,
    /// The document is the same.
    SameDocument,
}

/// The kind of an answer to `capabilities`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// A list.
    List,
    /// An error.
    Error,
    /// Neither.
    Malformed,
}

/// The action of the session when a deadline has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overdue {
    /// Tells the application that the widget has not sent `content_loaded`.
    NoContentLoaded,
    /// The widget has not answered `capabilities`. After a sign of reloading, this begins a new epoch.
    NoAnswer { is_first: bool, asks_again: bool },
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    /// The document has not been asked.
    Loading,
    /// The document has not answered.
    Asked,
    /// The document has answered.
    Answered,
    /// The document had answered before a sign of reloading.
    Reloading {
        /// The signs since then.
        seen: Seen,
        /// The first ticket since then.
        since: TicketId,
    },
}

/// The loading and reloading of the widget's document.
#[derive(Debug)]
pub(super) struct Load {
    waits_for_load: bool,
    seen: Seen,
    stage: Stage,
    /// The IDs of the unanswered `capabilities` requests.
    questions: VecDeque<String>,
    attempts: u32,
    /// The document has answered with a list.
    has_list: bool,
    has_told: bool,
    deadline: Option<Now>,
}

/// The number of unanswered `capabilities` requests whose IDs are kept.
const MAX_QUESTIONS: usize = 16;

impl Load {
    pub(super) fn new(waits_for_load: bool) -> Self {
        Self {
            waits_for_load,
            seen: Seen::default(),
            stage: Stage::Loading,
            questions: VecDeque::new(),
            attempts: 0,
            has_list: false,
            has_told: false,
            deadline: None,
        }
    }

    /// Takes a sign. `next` is the next ticket.
    pub(super) fn sign(&mut self, sign: Sign, next: TicketId, now: Now, limits: &Limits) -> Step {
        match &mut self.stage {
            Stage::Loading => {
                let is_first = self.seen.add(sign);
                let is_awaited = self.waits_for_load == (sign == Sign::Load);
                if is_first && !is_awaited && sign == Sign::Load {
                    self.deadline = Some(now.saturating_add(limits.answer));
                }
                if is_awaited { Step::Ask } else { Step::Wait }
            }
            Stage::Asked => {
                self.seen.add(sign);
                if sign == Sign::Content { Step::Ask } else { Step::Wait }
            }
            Stage::Answered if self.seen.add(sign) => Step::Wait,
            Stage::Answered => {
                let mut seen = Seen::default();
                seen.add(sign);
                self.stage = Stage::Reloading { seen, since: next };
                self.attempts = 0;
                self.deadline = None;
                Step::AskIfReloaded
            }
            Stage::Reloading { seen, .. } => {
                seen.add(sign);
                if sign == Sign::Content { Step::Ask } else { Step::Wait }
            }
        }
    }

    /// Takes a `capabilities` request that is sent.
    pub(super) fn ask(&mut self, id: String, now: Now, limits: &Limits) {
        if self.questions.len() == MAX_QUESTIONS {
            self.questions.pop_front();
        }
        self.questions.push_back(id);
        if let Stage::Loading = self.stage {
            self.stage = Stage::Asked;
            self.deadline = None;
        }
        // Questions that `content_loaded` causes neither count nor defer the deadline.
        if self.deadline.is_none() && self.attempts < limits.attempts.max(1) {
            self.attempts += 1;
            self.deadline = Some(now.saturating_add(limits.answer));
        }
    }

    /// Takes an answer to `capabilities`.
    pub(super) fn answer(&mut self, id: &str, answer: Answer, checks_origin: bool) -> Verdict {
        let Some(place) = self.questions.iter().position(|question| question == id) else {
            return Verdict::Ignored;
        };
        self.questions.remove(place);
        let is_reloading = self.is_reloading();
        if is_reloading && answer == Answer::Error && checks_origin {
            self.stage = Stage::Answered;
            self.deadline = None;
            return Verdict::SameDocument;
        }
        if answer == Answer::List {
            let is_new = self.has_list || is_reloading;
            self.questions.clear();
            self.begin(is_new, Stage::Answered);
            self.has_list = true;
            return if is_new { Verdict::Reloaded } else { Verdict::Counts };
        }
        match self.stage {
            Stage::Reloading { .. } => self.begin(true, Stage::Answered),
            Stage::Asked => self.begin(false, Stage::Answered),
            Stage::Loading | Stage::Answered => return Verdict::Ignored,
        }
        if is_reloading { Verdict::Reloaded } else { Verdict::Counts }
    }

    fn begin(&mut self, is_new: bool, stage: Stage) {
        if is_new {
            self.has_list = false;
            self.has_told = false;
            if let Stage::Reloading { seen, .. } = self.stage {
                self.seen = seen;
            }
        }
        self.stage = stage;
        self.deadline = None;
    }

    /// Returns what to do at the [deadline](Self::poll_timeout).
    pub(super) fn handle_timeout(&mut self, now: Now, limits: &Limits) -> Option<Overdue> {
        self.deadline.take_if(|deadline| *deadline <= now)?;
        if let Stage::Loading = self.stage {
            return Some(Overdue::NoContentLoaded);
        }
        if self.is_reloading() {
            self.begin(true, Stage::Asked);
        }
        let is_first = !std::mem::replace(&mut self.has_told, true);
        Some(Overdue::NoAnswer { is_first, asks_again: self.attempts < limits.attempts })
    }

    pub(super) fn poll_timeout(&self) -> Option<Now> {
        self.deadline
    }

    /// Returns `true` once the document has answered `capabilities`, with a list or an error.
    pub(super) fn is_answered(&self) -> bool {
        matches!(self.stage, Stage::Answered)
    }

    /// Returns `true` while it is not known whether the document has been replaced.
    pub(super) fn is_reloading(&self) -> bool {
        matches!(self.stage, Stage::Reloading { .. })
    }

    /// Returns `true` if the document that sent the request may have been replaced.
    pub(super) fn may_be_gone(&self, request: TicketId) -> bool {
        matches!(self.stage, Stage::Reloading { since, .. } if request < since)
    }

    /// Returns the first ticket since the sign of reloading.
    pub(super) fn since(&self) -> Option<TicketId> {
        match self.stage {
            Stage::Reloading { since, .. } => Some(since),
            _ => None,
        }
    }
}
