//! `read_events`: reads events that the client has.

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
    /// `state_key`: the state key of the events, or any. Absent, message-like events are read.
    pub state_key: Option<StateKeySelector>,
    /// `msgtype`: the `msgtype` of the events, where `type` is `m.room.message`.
    pub msgtype: Option<String>,
    /// `limit`: at most how many events; absent, as many as the client will give.
    pub limit: Option<Int>,
    /// `room_ids`: from which rooms; absent, from the one that the user is viewing.
    pub room_ids: Option<RoomSelector>,
    /// `since`: the event after which to read.
    pub since: Option<OwnedEventId>,
    /// `id`: the one event to read. Proposed in the review of MSC2762, not deployed.
    pub id: Option<OwnedEventId>,
    /// `from`: a token of an earlier response, from where to read on. Proposed in the review of MSC2762, not deployed.
    pub from: Option<String>,
    /// `dir`: in which direction of time to read. Proposed in the review of MSC2762, not deployed.
    pub dir: Option<ReadDirection>,
}

impl ReadEventsRequest {
    /// A request for the state events of a type in the viewed room.
    #[must_use]
    pub fn state(event_type: impl Into<String>, state_key: StateKeySelector) -> Self {
        Self { state_key: Some(state_key), ..Self::new(event_type) }
    }

    /// Returns `limit`; a number beyond `u32` reads as `u32::MAX`.
    ///
    /// # Errors
    ///
    /// Returns the error to answer the request with if `limit` is zero or negative.
    pub fn checked_limit(&self) -> Result<Option<u32>, BodyError> {
        range::checked_limit(self.limit, 1)
    }

    /// The kind of the events, and their state key or msgtype; `None` stands for every one.
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
    /// `events`: the events, possibly none.
    pub events: Vec<MatrixEvent>,
    /// `start`: the token from where was read. Proposed in the review of MSC2762, not deployed.
    pub start: Option<String>,
    /// `end`: the token from where to read on; absent, there is nothing more. Proposed in the review of MSC2762, not
    /// deployed.
    pub end: Option<String>,
}

impl ReadEventsRequest {
    /// The events in every room that is named.
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
    /// Removes the events that the widget may not read, and those that the request does not ask for.
    ///
    /// `viewed` is the room that the user viewed when the request was received.
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
