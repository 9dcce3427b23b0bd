//! TURN servers.
//!
//! See [MSC3846](https://github.com/matrix-org/matrix-spec-proposals/pull/3846).

use std::sync::mpsc::{self, Receiver, Sender};

use matrix_widget_protocol::{
    Empty,
    from_widget::{UnwatchTurnServers, WatchTurnServers},
    to_widget::UpdateTurnServersRequest,
};

use super::{
    failure::Failure,
    outbox::{Outbox, Purpose},
};

/// A consumer of TURN servers, until it is dropped or passed to
/// [`unwatch_turn_servers`](super::WidgetSession::unwatch_turn_servers).
#[derive(Debug)]
#[must_use = "dropping the consumer removes it"]
pub struct TurnConsumer {
    /// The ID of the `watch_turn_servers` request that the consumer shares.
    watch: String,
    dropped: Sender<String>,
}

impl Drop for TurnConsumer {
    fn drop(&mut self) {
        // Fails if the session is gone.
        drop(self.dropped.send(std::mem::take(&mut self.watch)));
    }
}

/// The one watch of all consumers.
pub(super) struct Turn {
    watch: Option<Watch>,
    sender: Sender<String>,
    dropped: Receiver<String>,
}

struct Watch {
    id: String,
    consumers: usize,
    latest: Option<UpdateTurnServersRequest>,
}

impl Turn {
    pub(super) fn new() -> Self {
        let (sender, dropped) = mpsc::channel();
        Self { watch: None, sender, dropped }
    }

    pub(super) fn watch(&mut self, outbox: &mut Outbox) -> TurnConsumer {
        let watch = self.watch.get_or_insert_with(|| {
            let id = outbox.push::<WatchTurnServers>(Empty::new(), Purpose::WatchTurn);
            Watch { id, consumers: 0, latest: None }
        });
        watch.consumers += 1;
        TurnConsumer { watch: watch.id.clone(), dropped: self.sender.clone() }
    }

    /// Removes the consumers that were dropped.
    pub(super) fn settle(&mut self, outbox: &mut Outbox) {
        while let Ok(id) = self.dropped.try_recv() {
            let Some(watch) = self.watch.as_mut().filter(|watch| watch.id == id) else { continue };
            watch.consumers -= 1;
            if watch.consumers == 0 {
                self.watch = None;
                if !outbox.cancel(&id) {
                    outbox.push::<UnwatchTurnServers>(Empty::new(), Purpose::Notice);
                }
            }
        }
    }

    /// Takes the answer to `watch_turn_servers`. Returns the failure if there is one for the current consumers.
    pub(super) fn answered(
        &mut self,
        id: &str,
        outcome: Result<Empty, Failure>,
        outbox: &mut Outbox,
    ) -> Option<Failure> {
        let failure = outcome.err()?;
        self.watch.take_if(|watch| watch.id == id)?;
        if failure == Failure::TimedOut {
            // The client may be watching. It would not repeat the servers for the next consumer.
            outbox.push::<UnwatchTurnServers>(Empty::new(), Purpose::Notice);
        }
        Some(failure)
    }

    /// Keeps the servers. Returns `false` if there are no consumers.
    pub(super) fn update(&mut self, servers: UpdateTurnServersRequest) -> bool {
        if let Some(watch) = &mut self.watch {
            watch.latest = Some(servers);
        }
        self.watch.is_some()
    }

    pub(super) fn latest(&self) -> Option<&UpdateTurnServersRequest> {
        self.watch.as_ref()?.latest.as_ref()
    }

    /// Removes all consumers because the session ends. Returns `true` if there are any.
    pub(super) fn end(&mut self) -> bool {
        self.watch.take().is_some()
    }
}
