//! `send_event`: sends an event into a room.

use std::time::Duration;

use js_int::Int;
use matrix_widget_capability::{CapabilitySet, Direction, EventKind, Flag, ROOM_MESSAGE};
use matrix_widget_macros::payload;
use ruma_common::{OwnedEventId, OwnedRoomId, RoomId};

use crate::{
    body_error::BodyError,
    coverage::{Coverage, Events},
    event::msgtype_of,
    json, range,
    raw::{RawJson, RawObject},
    secret::Secret,
};

/// The data of `send_event`.
#[payload]
pub struct SendEventRequest {
    /// `type`: the type of the event. A redaction is an `m.room.redaction` event with `redacts` in its content.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `content`: the content of the event, normally an object. Absent: `{}` in deployed TypeScript clients. Always
    /// send it.
    pub content: Option<RawJson>,
    /// `state_key`: the state key of a state event, which may be empty. Absent: the event is message-like.
    pub state_key: Option<String>,
    /// `room_id`: the room to send the event to. Absent: the viewed room.
    pub room_id: Option<OwnedRoomId>,
    /// `delay`: the delay after which the homeserver sends the event, in milliseconds (MSC4157).
    pub delay: Option<Int>,
    /// `parent_delay_id`: the ID of the delayed event to send this event with. Removed from MSC4157: older clients treat it as a
    /// delay, newer clients ignore it. Without `delay`, newer clients send the event immediately.
    parent_delay_id: Option<Secret>,
    /// `sticky_duration_ms`: the duration for which the event is sticky, in milliseconds (MSC4407). If it is zero, the
    /// event is not sticky.
    pub sticky_duration_ms: Option<Int>,
}

impl SendEventRequest {
    /// Creates a request to send a message-like event to the viewed room immediately.
    #[must_use]
    pub fn new(event_type: impl Into<String>, content: RawJson) -> Self {
        Self {
            event_type: event_type.into(),
            content: Some(content),
            state_key: None,
            room_id: None,
            delay: None,
            parent_delay_id: None,
            sticky_duration_ms: None,
        }
    }

    /// Creates a request to send a state event to the viewed room immediately.
    #[must_use]
    pub fn state(event_type: impl Into<String>, state_key: impl Into<String>, content: RawJson) -> Self {
        Self { state_key: Some(state_key.into()), ..Self::new(event_type, content) }
    }

    /// Sets `delay`, after which the homeserver sends the event.
    #[must_use]
    pub fn with_delay(mut self, delay: Duration) -> Self {
        self.delay = Some(range::milliseconds(delay));
        self
    }

    /// Sets `delay`, and `parent_delay_id` for older clients.
    ///
    /// A request without `delay` cannot have a `parent_delay_id`: newer clients would send its event immediately.
    #[must_use]
    pub fn with_delay_and_parent(mut self, delay: Duration, parent_delay_id: impl Into<Secret>) -> Self {
        self.parent_delay_id = Some(parent_delay_id.into());
        self.with_delay(delay)
    }

    /// Sets `sticky_duration_ms`, for which the event is sticky.
    #[must_use]
    pub fn with_sticky_duration(mut self, duration: Duration) -> Self {
        self.sticky_duration_ms = Some(range::milliseconds(duration));
        self
    }

    /// Returns `delay`.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, if `delay` is negative.
    pub fn checked_delay(&self) -> Result<Option<Duration>, BodyError> {
        let checked = |delay| range::checked_duration("data.delay", delay, Duration::from_millis);
        self.delay.map(checked).transpose()
    }

    /// Returns `sticky_duration_ms`.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, if `sticky_duration_ms` is negative or the event is a state event.
    pub fn checked_sticky_duration(&self) -> Result<Option<Duration>, BodyError> {
        let path = "data.sticky_duration_ms";
        let Some(duration) = self.sticky_duration_ms else { return Ok(None) };
        let duration = range::checked_duration(path, duration, Duration::from_millis)?;
        if self.state_key.is_some() {
            return Err(BodyError::refused(path, "a state event cannot be sticky"));
        }
        Ok(Some(duration))
    }

    /// Returns `true` if the request has a `delay`: it needs the capability for delayed events, and the response
    /// contains a `delay_id`.
    ///
    /// A request with a `parent_delay_id` needs that capability too, and [`check`](Self::check) rejects it without a `delay`.
    #[must_use]
    pub fn is_delayed(&self) -> bool {
        self.delay.is_some()
    }

    /// Returns `parent_delay_id`: the ID of the delayed event to send this event with. Removed from MSC4157.
    #[must_use]
    pub fn parent_delay_id(&self) -> Option<&Secret> {
        self.parent_delay_id.as_ref()
    }

    /// Returns `content`, or `{}` if it is absent.
    #[must_use]
    pub fn content_or_empty(&self) -> RawJson {
        self.content.clone().unwrap_or_else(|| RawObject::empty().into())
    }

    /// Returns the `msgtype` in the content of an `m.room.message` event, or `None` for other events and for values
    /// that are not strings.
    ///
    /// # Errors
    ///
    /// Returns an error if `msgtype` is a duplicate field, because clients and homeservers may disagree on which one
    /// counts.
    pub fn msgtype(&self) -> Result<Option<String>, BodyError> {
        let is_message = self.event_type == ROOM_MESSAGE && self.state_key.is_none();
        let content = self.content.as_ref().map(RawJson::as_str);
        match content.filter(|content| is_message && json::is_object(content)) {
            Some(content) => msgtype_of(content).map_err(|error| error.under("data.content")),
            None => Ok(None),
        }
    }

    /// Rejects requests that are well-formed but invalid: a negative duration, a sticky state event, or a `parent_delay_id`
    /// without a `delay`.
    ///
    /// # Errors
    ///
    /// Returns an error, suitable as the response, for an invalid request.
    pub fn check(&self) -> Result<(), BodyError> {
        if self.parent_delay_id.is_some() && self.delay.is_none() {
            return Err(BodyError::refused("data.parent_delay_id", "requires `delay`"));
        }
        self.checked_delay()?;
        self.checked_sticky_duration().map(drop)
    }
}

/// The response to `send_event`, with a `delay_id` for a delayed event and an `event_id` for any other event.
#[payload]
pub struct SendEventResponse {
    /// `room_id`: the room that the event was sent to.
    pub room_id: OwnedRoomId,
    /// `event_id`: the ID of the event. Absent: the event is delayed.
    pub event_id: Option<OwnedEventId>,
    /// `delay_id`: the ID to update the delayed event with (MSC4157). Absent: the event is not delayed.
    pub delay_id: Option<Secret>,
}

impl SendEventResponse {
    /// Creates the response for an event that was sent.
    #[must_use]
    pub fn sent(room_id: OwnedRoomId, event_id: OwnedEventId) -> Self {
        Self { room_id, event_id: Some(event_id), delay_id: None }
    }

    /// Creates the response for a delayed event.
    #[must_use]
    pub fn delayed(room_id: OwnedRoomId, delay_id: impl Into<Secret>) -> Self {
        Self { room_id, event_id: None, delay_id: Some(delay_id.into()) }
    }
}

impl SendEventRequest {
    /// Computes the coverage of the event in its room, and of delayed and sticky events.
    pub(crate) fn coverage(&self, granted: &CapabilitySet, viewed: Option<&RoomId>) -> Coverage {
        let Ok(msgtype) = self.msgtype() else { return Coverage::never() };
        let events = Events {
            direction: Direction::Send,
            kind: if self.state_key.is_some() { EventKind::State } else { EventKind::MessageLike },
            event_type: &self.event_type,
            key: self.state_key.as_deref().or(msgtype.as_deref()),
        };
        let needs = |is_needed: bool, flag| {
            move || if is_needed { Coverage::of_flag(flag, granted) } else { Coverage::Wholly }
        };
        let is_delayed = self.is_delayed() || self.parent_delay_id.is_some();
        events
            .in_room(self.room_id.as_deref(), granted, viewed)
            .and(needs(is_delayed, Flag::SendDelayedEvent))
            .and(needs(self.sticky_duration_ms.is_some(), Flag::SendStickyEvent))
    }
}
