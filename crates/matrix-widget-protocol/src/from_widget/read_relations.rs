//! `read_relations`: reads the events that relate to an event.

use js_int::Int;
use matrix_widget_capability::CapabilitySet;
use matrix_widget_macros::payload;
use ruma_common::{OwnedEventId, OwnedRoomId, RoomId};

use crate::{body_error::BodyError, coverage::Coverage, event::MatrixEvent, range, selector::ReadDirection};

/// The data of `read_relations`.
#[payload(new = "Creates a request for all events that relate to an event of the viewed room.")]
pub struct ReadRelationsRequest {
    /// `event_id`: the event that the other events relate to.
    pub event_id: OwnedEventId,
    /// `rel_type`: the type of the relations. Absent: any type.
    pub rel_type: Option<String>,
    /// `event_type`: the type of the events. Absent: any type.
    pub event_type: Option<String>,
    /// `room_id`: the room of the event. Absent: the viewed room.
    pub room_id: Option<OwnedRoomId>,
    /// `limit`: the maximum number of events. Absent: the client chooses.
    pub limit: Option<Int>,
    /// `from`: the token of an earlier response to continue from.
    pub from: Option<String>,
    /// `to`: the token of an earlier response to stop at.
    pub to: Option<String>,
    /// `direction`: the direction in which to read.
    pub direction: Option<ReadDirection>,
}

impl ReadRelationsRequest {
    /// Returns `limit`, capped at `u32::MAX`.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, if `limit` is negative.
    pub fn checked_limit(&self) -> Result<Option<u32>, BodyError> {
        range::checked_limit(self.limit, 0)
    }

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.checked_limit().map(drop)
    }
}

/// The response to `read_relations`.
#[payload(new = "Creates a response with the events.")]
pub struct ReadRelationsResponse {
    /// `chunk`: the related events, except those that the widget may not receive.
    pub chunk: Vec<MatrixEvent>,
    /// `next_batch`: the token to continue from. Absent: there are no more events.
    pub next_batch: Option<String>,
    /// `prev_batch`: the token to read backwards from. Absent: there are no earlier events.
    pub prev_batch: Option<String>,
}

impl ReadRelationsRequest {
    /// Computes the coverage of the room. The events in the response are filtered separately.
    pub(crate) fn coverage(&self, granted: &CapabilitySet, viewed: Option<&RoomId>) -> Coverage {
        Coverage::of_reading_in(self.room_id.as_deref(), granted, viewed)
    }
}

impl ReadRelationsResponse {
    /// Creates a response with those of the events that the widget may receive and has requested.
    ///
    /// See [`retain_allowed`](Self::retain_allowed).
    #[must_use]
    pub fn allowed(
        chunk: Vec<MatrixEvent>,
        request: &ReadRelationsRequest,
        granted: &CapabilitySet,
        viewed: Option<&RoomId>,
    ) -> Self {
        let mut response = Self::new(chunk);
        response.retain_allowed(request, granted, viewed);
        response
    }

    /// Removes the events that the widget may not receive, those of another type or room than requested, and those without a `room_id`.
    ///
    /// `granted` and `viewed` are the granted capabilities and the viewed room at the time when the request was received.
    pub fn retain_allowed(
        &mut self,
        request: &ReadRelationsRequest,
        granted: &CapabilitySet,
        viewed: Option<&RoomId>,
    ) {
        self.chunk.retain(|event| {
            event.facts().is_ok_and(|facts| {
                let query = facts.query();
                request.event_type.as_ref().is_none_or(|event_type| query.event_type() == event_type)
                    && request.room_id.as_deref().or(viewed).is_some_and(|room| query.room() == room)
                    && facts.may_be_received(granted, viewed)
            })
        });
    }
}
