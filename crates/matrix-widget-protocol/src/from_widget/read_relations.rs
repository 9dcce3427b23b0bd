//! `read_relations`: reads the events that relate to an event.

use js_int::Int;
use matrix_widget_capability::CapabilitySet;
use ruma_common::{OwnedEventId, OwnedRoomId, RoomId};
use serde::{Deserialize, Serialize};

use crate::{
    arbitrary::arbitrary,
    body_error::BodyError,
    event::MatrixEvent,
    range,
    requirement::{self, Alternative, Requirements},
    selector::ReadDirection,
};

/// The data of `read_relations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct ReadRelationsRequest {
    /// `event_id`: the event that the others relate to.
    #[cfg_attr(feature = "schemars", schemars(with = "crate::shape::EventId"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "crate::shape::EventId"))]
    pub event_id: OwnedEventId,
    /// `rel_type`: the type of the relations; absent, any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rel_type: Option<String>,
    /// `event_type`: the type of the events; absent, any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// `room_id`: the room of the event; absent, the one that the user is viewing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::RoomId>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::RoomId>"))]
    pub room_id: Option<OwnedRoomId>,
    /// `limit`: at most how many events; absent, as many as the client will give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<crate::shape::Integer>"))]
    #[cfg_attr(feature = "ts-rs", ts(as = "Option<crate::shape::Integer>"))]
    pub limit: Option<Int>,
    /// `from`: a token of an earlier response, from where to read on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// `to`: a token of an earlier response, up to where to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// `direction`: in which direction of time to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<ReadDirection>,
}

arbitrary! { ReadRelationsRequest { event_id, rel_type, event_type, room_id, limit, from, to, direction } }

impl ReadRelationsRequest {
    /// A request for all that relates to an event of the viewed room.
    #[must_use]
    pub fn new(event_id: OwnedEventId) -> Self {
        Self {
            event_id,
            rel_type: None,
            event_type: None,
            room_id: None,
            limit: None,
            from: None,
            to: None,
            direction: None,
        }
    }

    /// Judges `limit`, which decodes whatever its size.
    ///
    /// # Errors
    ///
    /// When it is negative. A client answers the request with that error.
    pub fn checked_limit(&self) -> Result<Option<u64>, BodyError> {
        range::checked_limit(self.limit, 0)
    }

    pub(crate) fn check(&self) -> Result<(), BodyError> {
        self.checked_limit().map(drop)
    }
}

/// The response to `read_relations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts-rs", derive(ts_rs::TS))]
#[non_exhaustive]
pub struct ReadRelationsResponse {
    /// `chunk`: the events, of which the client has left out those that the widget may not receive.
    pub chunk: Vec<MatrixEvent>,
    /// `next_batch`: the token from where to read on; absent, there is nothing more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_batch: Option<String>,
    /// `prev_batch`: the token from where to read back; absent, there is nothing before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev_batch: Option<String>,
}

arbitrary! { ReadRelationsResponse { chunk, next_batch, prev_batch } }

impl ReadRelationsResponse {
    /// A response with the events.
    #[must_use]
    pub fn new(chunk: Vec<MatrixEvent>) -> Self {
        Self { chunk, next_batch: None, prev_batch: None }
    }
}

/// The room, if one is named. What the events are, their filter decides.
pub(crate) fn requirements(data: &ReadRelationsRequest, viewed: Option<&RoomId>) -> Requirements {
    let room = data.room_id.as_ref();
    Requirements::all_of(
        room.map(|room| {
            requirement::timeline(room, viewed, Alternative::SomeEventIn(requirement::scope(room)))
        }),
    )
}

impl ReadRelationsResponse {
    /// Leaves out the events that a widget with these capabilities may not see while the user is viewing this room.
    pub fn retain_allowed(&mut self, granted: &CapabilitySet, viewed: Option<&RoomId>) {
        self.chunk.retain(|event| event.may_be_received(granted, viewed));
    }
}
