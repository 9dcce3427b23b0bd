//! Messages to the widget that have not been sent.

use std::collections::VecDeque;

use super::config::Limits;

/// Messages to the widget that have not been sent.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    ready: VecDeque<Message>,
    /// The messages that wait until it is known which document is loaded.
    held: VecDeque<Message>,
}

#[derive(Debug)]
struct Message {
    text: String,
    is_for_any_document: bool,
}

impl Outbox {
    /// Queues a message to the loaded document.
    pub(super) fn send(&mut self, text: String) {
        self.ready.push_back(Message { text, is_for_any_document: false });
    }

    /// Queues a message for the current document, even after a reload.
    pub(super) fn send_to_any_document(&mut self, text: String) {
        self.ready.push_back(Message { text, is_for_any_document: true });
    }

    /// Queues a message that is sent after [`release`](Self::release) and lost with [`discard`](Self::discard).
    pub(super) fn hold(&mut self, text: String) {
        self.held.push_back(Message { text, is_for_any_document: false });
    }

    /// Holds all unsent messages to the loaded document.
    pub(super) fn hold_all(&mut self) {
        let (any, held) = self.ready.drain(..).partition(|message| message.is_for_any_document);
        self.ready = any;
        self.held = held;
    }

    /// Sends the held messages: the document is still loaded.
    pub(super) fn release(&mut self) {
        self.ready.append(&mut self.held);
    }

    /// Drops the held messages: the document is gone.
    pub(super) fn discard(&mut self) {
        self.held.clear();
    }

    pub(super) fn next(&mut self) -> Option<String> {
        self.ready.pop_front().map(|message| message.text)
    }

    /// Returns `true` if too much can be sent now.
    pub(super) fn is_ready_full(&self, limits: &Limits) -> bool {
        exceeds(self.ready.iter(), limits)
    }

    /// Returns `true` if too much is unsent.
    pub(super) fn is_full(&self, limits: &Limits) -> bool {
        exceeds(self.ready.iter().chain(&self.held), limits)
    }
}

fn exceeds<'a>(messages: impl Iterator<Item = &'a Message>, limits: &Limits) -> bool {
    let (count, bytes) =
        messages.fold((0, 0), |(count, bytes), message| (count + 1, bytes + message.text.len()));
    count >= limits.unsent || bytes >= limits.unsent_bytes
}
