//! `read_events`: reads events from rooms.

use js_int::Int;
use matrix_widget_capability::{CapabilitySet, Direction, EventKind, ROOM_MESSAGE};
use matrix_widget_macros::payload;
use ruma_common::{OwnedEventId, RoomId};

use crate::{
    body_error::BodyError,
    coverage::{Coverage, Events},
    event::MatrixEvent,
    range,
    selector::{ReadDirection, RoomSelector, StateKeySelector},
};

/// The data of `read_events`.
#[payload(new = "Creates a request for the message-like events of a type in the viewed room.")]
pub struct ReadEventsRequest {
    /// `type`: the type of the events.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `state_key`: the state key of the events, or `true` for any state key. Absent: the request reads message-like
    /// events.
    pub state_key: Option<StateKeySelector>,
    /// `msgtype`: the `msgtype` of the events. It applies only if `type` is `m.room.message`.
    pub msgtype: Option<String>,
    /// `limit`: the maximum number of events. Absent: the client chooses.
    pub limit: Option<Int>,
    /// `room_ids`: the rooms to read from. Absent: the viewed room.
    pub room_ids: Option<RoomSelector>,
    /// `since`: the event after which to start. Not supported by every client.
    pub since: Option<OwnedEventId>,
    /// `id`: the only event to read. Proposed in the review of MSC2762, not deployed.
    pub id: Option<OwnedEventId>,
    /// `from`: the token of an earlier response to continue from. Proposed in the review of MSC2762, not deployed.
    pub from: Option<String>,
    /// `dir`: the direction in which to read. Proposed in the review of MSC2762, not deployed.
    pub dir: Option<ReadDirection>,
}

impl ReadEventsRequest {
    /// Creates a request for the state events of a type in the viewed room.
    #[must_use]
    pub fn state(event_type: impl Into<String>, state_key: StateKeySelector) -> Self {
        Self { state_key: Some(state_key), ..Self::new(event_type) }
    }

    /// Returns `limit`, capped at `u32::MAX`.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, if `limit` is zero or negative.
    pub fn checked_limit(&self) -> Result<Option<u32>, BodyError> {
        range::checked_limit(self.limit, 1)
    }

    /// Returns the kind of the events and their state key or `msgtype`, or `None` for any.
    fn kind_and_key(&self) -> (EventKind, Option<&str>) {
        match &self.state_key {
            None if self.event_type == ROOM_MESSAGE => (EventKind::MessageLike, self.msgtype.as_deref()),
            None => (EventKind::MessageLike, None),
            Some(StateKeySelector::Key(state_key)) => (EventKind::State, Some(state_key)),
            Some(StateKeySelector::Any) => (EventKind::State, None),
        }
    }

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.checked_limit().map(drop)
    }
}

/// The response to `read_events`.
#[payload(new = "Creates a response with the events.")]
pub struct ReadEventsResponse {
    /// `events`: the events. May be empty.
    pub events: Vec<MatrixEvent>,
    /// `start`: the token of the position where the events begin. Proposed in the review of MSC2762, not deployed.
    pub start: Option<String>,
    /// `end`: the token to continue from. Absent: there are no more events. Proposed in the review of MSC2762, not
    /// deployed.
    pub end: Option<String>,
}

impl ReadEventsRequest {
    /// Computes the coverage of the events in all requested rooms.
    pub(crate) fn coverage(&self, granted: &CapabilitySet, viewed: Option<&RoomId>) -> Coverage {
        let (kind, key) = self.kind_and_key();
        let events = Events { direction: Direction::Read, kind, event_type: &self.event_type, key };
        match &self.room_ids {
            None => events.in_room(None, granted, viewed),
            Some(RoomSelector::Any) => events.in_every_room(granted),
            Some(RoomSelector::Rooms(rooms)) => events.in_rooms(rooms, granted, viewed),
        }
    }
}

impl ReadEventsResponse {
    /// Creates a response with those of the events that the widget may read and has requested.
    ///
    /// See [`retain_allowed`](Self::retain_allowed).
    #[must_use]
    pub fn allowed(
        events: Vec<MatrixEvent>,
        request: &ReadEventsRequest,
        granted: &CapabilitySet,
        viewed: Option<&RoomId>,
    ) -> Self {
        let mut response = Self::new(events);
        response.retain_allowed(request, granted, viewed);
        response
    }

    /// Removes the events that the widget may not read, those of another type, key or room than requested, and those without a `room_id`.
    ///
    /// `granted` and `viewed` are the granted capabilities and the viewed room at the time when the request was received.
    pub fn retain_allowed(
        &mut self,
        request: &ReadEventsRequest,
        granted: &CapabilitySet,
        viewed: Option<&RoomId>,
    ) {
        let (kind, key) = request.kind_and_key();
        let is_in_room = RoomSelector::filter(request.room_ids.as_ref(), viewed);
        self.events.retain(|event| {
            event.facts().is_ok_and(|facts| {
                let query = facts.query();
                (query.kind(), query.event_type()) == (kind, request.event_type.as_str())
                    && key.is_none_or(|key| query.key() == Some(key))
                    && is_in_room(query.room())
                    && facts.may_be_read(granted, viewed)
            })
        });
    }
}
