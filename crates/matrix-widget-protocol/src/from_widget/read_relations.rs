//! `read_relations`: reads the events that relate to an event.

use js_int::Int;
use matrix_widget_capability::CapabilitySet;
use matrix_widget_macros::payload;
use ruma_common::{OwnedEventId, OwnedRoomId, RoomId};

use crate::{body_error::BodyError, coverage::Coverage, event::MatrixEvent, range, selector::ReadDirection};

/// The data of `read_relations`.
#[payload(new = "Creates a request for all events that relate to an event of the viewed room.")]
pub struct ReadRelationsRequest {
    /// `event_id`: the event that the others relate to.
    pub event_id: OwnedEventId,
    /// `rel_type`: the type of the relations; absent, any.
    pub rel_type: Option<String>,
    /// `event_type`: the type of the events; absent, any.
    pub event_type: Option<String>,
    /// `room_id`: the room of the event; absent, the one that the user is viewing.
    pub room_id: Option<OwnedRoomId>,
    /// `limit`: at most how many events; absent, as many as the client will give.
    pub limit: Option<Int>,
    /// `from`: a token of an earlier response, from where to read on.
    pub from: Option<String>,
    /// `to`: a token of an earlier response, up to where to read.
    pub to: Option<String>,
    /// `direction`: in which direction of time to read.
    pub direction: Option<ReadDirection>,
}

impl ReadRelationsRequest {
    /// Returns `limit`; a number beyond `u32` reads as `u32::MAX`.
    ///
    /// # Errors
    ///
    /// Returns the error to answer the request with if `limit` is negative.
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
    /// `chunk`: the events, of which the client has left out those that the widget may not receive.
    pub chunk: Vec<MatrixEvent>,
    /// `next_batch`: the token from where to read on; absent, there is nothing more.
    pub next_batch: Option<String>,
    /// `prev_batch`: the token from where to read back; absent, there is nothing before.
    pub prev_batch: Option<String>,
}

impl ReadRelationsRequest {
    /// The room. The response is filtered by event.
    pub(crate) fn coverage(&self, granted: &CapabilitySet, viewed: Option<&RoomId>) -> Coverage {
        Coverage::of_reading_in(self.room_id.as_deref(), granted, viewed)
    }
}

impl ReadRelationsResponse {
    /// Removes the events that the widget may not receive, and those that the request does not ask for.
    ///
    /// `viewed` is the room that the user viewed when the request was received.
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
