//! `read_events`: reads events that the client has.

use js_int::Int;
use matrix_widget_capability::{CapabilitySet, Direction, EventKind};
use matrix_widget_macros::payload;
use ruma_common::{OwnedEventId, RoomId};

use crate::{
    body_error::BodyError,
    event::MatrixEvent,
    event::ROOM_MESSAGE,
    range,
    requirement::{Events, Place, Requirements},
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

    /// Judges `limit`, which decodes whatever its size.
    ///
    /// # Errors
    ///
    /// When it is zero or negative. A client answers the request with that error.
    pub fn checked_limit(&self) -> Result<Option<u64>, BodyError> {
        range::checked_limit(self.limit, 1)
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

/// The events in each room. Where any room will do, none is needed: the client leaves out what the widget may not read.
pub(crate) fn requirements(data: &ReadEventsRequest, viewed: Option<&RoomId>) -> Requirements {
    let (kind, key) = match &data.state_key {
        None if data.event_type == ROOM_MESSAGE => (EventKind::MessageLike, data.msgtype.clone()),
        None => (EventKind::MessageLike, None),
        Some(StateKeySelector::Key(state_key)) => (EventKind::State, Some(state_key.clone())),
        Some(StateKeySelector::Any) => (EventKind::State, None),
    };
    let event_type = data.event_type.clone();
    let events = Events { direction: Direction::Read, kind, event_type, key, place: Place::Some };
    Requirements::all_of(match &data.room_ids {
        None => vec![events.in_viewed(viewed)],
        Some(RoomSelector::Any) => vec![events.in_some_room()],
        Some(RoomSelector::Rooms(rooms)) if rooms.is_empty() => vec![events.in_some_room()],
        Some(RoomSelector::Rooms(rooms)) => {
            rooms.iter().flat_map(|room| events.clone().in_named(room, viewed)).collect()
        }
    })
}

impl ReadEventsResponse {
    /// Leaves out the events that a widget with these capabilities may not see while the user is viewing this room.
    pub fn retain_allowed(&mut self, granted: &CapabilitySet, viewed: Option<&RoomId>) {
        self.events.retain(|event| event.may_be_read(granted, viewed));
    }
}
