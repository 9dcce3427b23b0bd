//! Requests to the client: their order, their number and their deadlines.

use std::{any::Any, collections::VecDeque, time::Duration};

use matrix_widget_protocol::{
    NewRequest, RawMessage,
    action::{FromWidget, KnownAction},
    defaults::{
        FILE_DEADLINE, FILE_TIMEOUT_MARGIN, MAX_FILES_IN_FLIGHT, MAX_REQUESTS_IN_FLIGHT, MAX_UNSENT_MESSAGES,
        RESPONSE_DEADLINE, TO_DEVICE_DEADLINE,
    },
    from_widget::{DownloadFileRequest, FromWidgetAction, SendToDeviceRequest, UploadFileRequest},
};

use crate::{
    Failure, Now,
    ids::RequestIds,
    request::{InFlight, is_gated},
};

/// The part of the session that a request belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Application,
    SendEvent {
        is_delayed: bool,
    },
    Versions,
    RequestCapabilities,
    OpenId,
    ReadState,
    WatchTurn,
    OpenModal,
    CloseModal,
    /// The answer does not matter.
    Notice,
}

/// A request that has been answered or has failed.
pub(super) struct Settled {
    pub(super) id: String,
    pub(super) purpose: Purpose,
    pub(super) result: Result<RawMessage<'static>, Failure>,
}

/// Creates the text of a request with the ID of the widget.
type Text = Box<dyn FnOnce(&str) -> Option<String> + Send>;

/// A request that waits to be sent.
struct Waiting {
    id: String,
    action: FromWidgetAction,
    purpose: Purpose,
    needs_ready: bool,
    is_file: bool,
    deadline: Duration,
    text: Text,
}

pub(super) struct Outbox {
    ids: RequestIds,
    waiting: VecDeque<Waiting>,
    /// With `true` for those that transfer a file.
    in_flight: InFlight<FromWidgetAction, (Purpose, bool)>,
}

impl Outbox {
    pub(super) fn new() -> Self {
        Self { ids: RequestIds::new(), waiting: VecDeque::new(), in_flight: InFlight::default() }
    }

    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() >= MAX_UNSENT_MESSAGES
    }

    /// Queues a request of a known action, and returns its ID.
    pub(super) fn push<A: KnownAction + FromWidget>(&mut self, data: A::Request, purpose: Purpose) -> String {
        self.push_request(NewRequest::<A>::from_widget(data), A::INFO.name, purpose, is_gated(A::INFO))
    }

    /// Queues a request of any action.
    pub(super) fn push_request<A: FromWidget>(
        &mut self,
        request: NewRequest<A>,
        action: &str,
        purpose: Purpose,
        needs_ready: bool,
    ) -> String {
        let (deadline, is_file) = deadline(&request.data);
        let id = self.ids.next();
        self.waiting.push_back(Waiting {
            id: id.clone(),
            action: action.into(),
            purpose,
            needs_ready,
            is_file,
            deadline,
            text: {
                let id = id.clone();
                Box::new(move |widget_id| request.to_json(widget_id, &id).ok())
            },
        });
        id
    }

    /// Returns `true` if the request waits to be sent.
    pub(super) fn is_waiting(&self, id: &str) -> bool {
        self.waiting.iter().any(|request| request.id == id)
    }

    /// Removes a request that waits to be sent. Returns `false` if it has been sent.
    pub(super) fn cancel(&mut self, id: &str) -> bool {
        let waiting = self.waiting.len();
        self.waiting.retain(|request| request.id != id);
        self.waiting.len() < waiting
    }

    /// Returns the text of the next request that may be sent now.
    pub(super) fn send(&mut self, widget_id: &str, is_ready: bool, now: Now) -> Option<String> {
        if self.in_flight.purposes().len() >= MAX_REQUESTS_IN_FLIGHT {
            return None;
        }
        let files = self.in_flight.purposes().filter(|(_, is_file)| *is_file).count();
        let may_be_sent = |request: &Waiting| {
            (is_ready || !request.needs_ready) && (!request.is_file || files < MAX_FILES_IN_FLIGHT)
        };
        let place = self.waiting.iter().position(may_be_sent)?;
        let Waiting { id, action, purpose, is_file, deadline, text, .. } = self.waiting.remove(place)?;
        let deadline = now.saturating_add(deadline);
        self.in_flight.add(id, action, (purpose, is_file), deadline);
        text(widget_id)
    }

    /// Takes the request that the message answers.
    pub(super) fn answered(&mut self, raw: RawMessage<'static>) -> Option<Settled> {
        let (id, (purpose, _)) = self.in_flight.answered(&raw)?;
        Some(Settled { id, purpose, result: Ok(raw) })
    }

    /// Takes a request whose deadline has passed.
    pub(super) fn expired(&mut self, now: Now) -> Option<Settled> {
        let (id, (purpose, _)) = self.in_flight.expired(now)?;
        Some(Settled { id, purpose, result: Err(Failure::TimedOut) })
    }

    /// Takes all requests because the session ends.
    pub(super) fn end(&mut self) -> Vec<Settled> {
        let sent = self.in_flight.take_all().into_iter().map(|(id, (purpose, _))| (id, purpose));
        let waiting = self.waiting.drain(..).map(|request| (request.id, request.purpose));
        sent.chain(waiting).map(|(id, purpose)| Settled { id, purpose, result: Err(Failure::Gone) }).collect()
    }

    pub(super) fn deadline(&self) -> Option<Now> {
        self.in_flight.deadline()
    }
}

/// Returns the time to wait for the answer to a request with this data, and `true` if the request transfers a file.
fn deadline(data: &dyn Any) -> (Duration, bool) {
    if data.is::<SendToDeviceRequest>() {
        (TO_DEVICE_DEADLINE, false)
    } else if data.is::<UploadFileRequest>() {
        (FILE_DEADLINE, true)
    } else if let Some(download) = data.downcast_ref::<DownloadFileRequest>() {
        let timeout = download.checked_timeout().ok().flatten();
        (timeout.map_or(FILE_DEADLINE, |timeout| timeout.saturating_add(FILE_TIMEOUT_MARGIN)), true)
    } else {
        (RESPONSE_DEADLINE, false)
    }
}
