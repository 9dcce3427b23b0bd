//! Events of a widget's session.

use std::{collections::VecDeque, mem::discriminant};

use matrix_widget_protocol::{
    defaults::MAX_UNSENT_MESSAGES,
    event::{MatrixEvent, ToDeviceEvent},
    from_widget::OpenModalRequest,
    reexports::matrix_widget_capability::CapabilityList,
    to_widget::{ModalClosedRequest, OpenIdDecision, UpdateTurnServersRequest},
};

use super::owed::Asked;
use crate::{Answer, Failure};

/// An event for the application of a widget.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// The session is ready. Requests that need capabilities are sent from now on.
    Ready,
    /// `notify_capabilities`: the client has decided about capabilities. [`approved`](super::WidgetSession::approved)
    /// returns the approved ones.
    Approved,
    /// The client has decided about capabilities that were requested with
    /// [`request_capabilities`](super::WidgetSession::request_capabilities), or the request failed.
    Decided {
        /// The capabilities of the request. [`is_approved`](super::WidgetSession::is_approved) returns `true` for the
        /// approved ones.
        capabilities: CapabilityList,
        /// The reason for a failure.
        outcome: Result<(), Failure>,
    },
    /// The client has not requested the capabilities in the 10 seconds after `content_loaded`. The session keeps
    /// waiting.
    NotNegotiated,
    /// A request of the application has been answered, or has failed.
    Answered(Answer),
    /// The client requests something that the application answers.
    Asked(Asked),
    /// `send_event`: the client delivers an event of the room that [`room_id`](MatrixEvent::room_id) names. State
    /// events that the session takes as state are also delivered as [`State`](Self::State).
    RoomEvent(MatrixEvent),
    /// The room state has changed, or is complete. It comes from `update_state` if both sides list
    /// [`Msc2762UpdateState`](matrix_widget_protocol::ApiVersion::Msc2762UpdateState), and otherwise from `read_events`
    /// and `send_event`.
    State {
        /// The events that are new in the current state, without those that the session has reported before.
        changes: Vec<MatrixEvent>,
        /// `true` if the state after the last approval is now complete.
        is_complete: bool,
    },
    /// The client has not delivered the room state in the 10 seconds after its approval. The session keeps waiting.
    StateMissing,
    /// `send_to_device`: the client delivers a to-device event.
    ToDevice {
        /// The event.
        event: ToDeviceEvent,
        /// `true` if the event was received encrypted.
        is_encrypted: bool,
    },
    /// The result of [`get_openid`](super::WidgetSession::get_openid), for all of its callers.
    OpenId(Result<OpenIdDecision, Failure>),
    /// `update_turn_servers`: the latest TURN servers, for all consumers.
    TurnServers(UpdateTurnServersRequest),
    /// The client refuses TURN servers. All consumers have been removed.
    TurnFailed(Failure),
    /// `visibility`: the widget is visible (`true`) or hidden.
    Visibility(bool),
    /// The result of [`open_modal`](super::WidgetSession::open_modal): the client shows the modal widget, or refuses
    /// it.
    ModalOpened(Result<(), Failure>),
    /// `close_modal`: the modal widget that this widget opened was closed.
    ModalClosed(ModalClosedRequest),
    /// `widget_config`: the data with which this modal widget was opened.
    ModalConfig(OpenModalRequest),
    /// The result of [`close_modal`](super::WidgetSession::close_modal): the client closes this modal widget, or
    /// refuses to.
    Closing(Result<(), Failure>),
}

/// The events that the application has not polled yet.
#[derive(Debug, Default)]
pub(super) struct Events(VecDeque<Event>);

impl Events {
    pub(super) fn push(&mut self, event: Event) {
        self.0.push_back(event);
    }

    pub(super) fn extend(&mut self, events: impl IntoIterator<Item = Event>) {
        self.0.extend(events);
    }

    /// Adds an event that replaces an earlier one of its kind.
    pub(super) fn push_latest(&mut self, event: Event) {
        match self.0.iter_mut().find(|other| discriminant(*other) == discriminant(&event)) {
            Some(earlier) => *earlier = event,
            None => self.push(event),
        }
    }

    pub(super) fn next(&mut self) -> Option<Event> {
        self.0.pop_front()
    }

    /// Returns `true` if there is no place for events that the client sends.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= MAX_UNSENT_MESSAGES
    }
}
