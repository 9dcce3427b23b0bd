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
    range,
    raw::{RawJson, RawObject},
    secret::Secret,
};

/// The data of `send_event`.
#[payload]
pub struct SendEventRequest {
    /// `type`: the type of the event. A redaction is an `m.room.redaction` with `redacts` in its content.
    #[serde(rename = "type")]
    pub event_type: String,
    /// `content`: the content of the event, an object in practice. Absent it counts as `{}`; always write it.
    pub content: Option<RawJson>,
    /// `state_key`: the state key. Where it is given, even empty, the event is a state event.
    pub state_key: Option<String>,
    /// `room_id`: the room; absent, the one that the user is viewing.
    pub room_id: Option<OwnedRoomId>,
    /// `delay`: after how many milliseconds the homeserver is to send the event (MSC4157).
    pub delay: Option<Int>,
    /// `parent_delay_id`: the delayed event with which this one is to be sent (MSC4157). Deprecated.
    pub parent_delay_id: Option<Secret>,
    /// `sticky_duration_ms`: for how many milliseconds the event is sticky (MSC4407). Zero sends a plain event.
    pub sticky_duration_ms: Option<Int>,
}

impl SendEventRequest {
    /// A message-like event for the viewed room, to be sent at once.
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

    /// A state event for the viewed room, to be sent at once.
    #[must_use]
    pub fn state(event_type: impl Into<String>, state_key: impl Into<String>, content: RawJson) -> Self {
        Self { state_key: Some(state_key.into()), ..Self::new(event_type, content) }
    }

    /// Sets `delay`, in milliseconds: the homeserver is to send the event later.
    #[must_use]
    pub fn with_delay(mut self, delay: Duration) -> Self {
        self.delay = Some(range::milliseconds(delay));
        self
    }

    /// Sets `sticky_duration_ms`: the event is sticky for this time.
    #[must_use]
    pub fn with_sticky_duration(mut self, duration: Duration) -> Self {
        self.sticky_duration_ms = Some(range::milliseconds(duration));
        self
    }

    /// Returns `delay`.
    ///
    /// # Errors
    ///
    /// Returns the error to answer the request with if `delay` is negative.
    pub fn checked_delay(&self) -> Result<Option<Duration>, BodyError> {
        let checked = |delay| range::checked_duration("data.delay", delay, Duration::from_millis);
        self.delay.map(checked).transpose()
    }

    /// Returns `sticky_duration_ms`.
    ///
    /// # Errors
    ///
    /// Returns the error to answer the request with if `sticky_duration_ms` is negative, or the event is a state event.
    pub fn checked_sticky_duration(&self) -> Result<Option<Duration>, BodyError> {
        let path = "data.sticky_duration_ms";
        let Some(duration) = self.sticky_duration_ms else { return Ok(None) };
        let duration = range::checked_duration(path, duration, Duration::from_millis)?;
        if self.state_key.is_some() {
            return Err(BodyError::refused(path, "a state event cannot be sticky"));
        }
        Ok(Some(duration))
    }

    /// Whether this is a delayed event, which needs the capability for that and is answered with a `delay_id`.
    ///
    /// `parent_delay_id` alone delays nothing in hosts of today, but needs that capability too.
    #[must_use]
    pub fn is_delayed(&self) -> bool {
        self.delay.is_some()
    }

    /// The content, `{}` if it is absent.
    #[must_use]
    pub fn content_or_empty(&self) -> RawJson {
        self.content.clone().unwrap_or_else(|| RawObject::empty().into())
    }

    /// `content.msgtype` of an `m.room.message`; `None` if it has none that is a string, or for any other type.
    ///
    /// # Errors
    ///
    /// When it is there twice, or `content` is: a client and a homeserver may disagree which of the two counts.
    pub fn msgtype(&self) -> Result<Option<String>, BodyError> {
        let content =
            self.content.as_ref().filter(|_| self.event_type == ROOM_MESSAGE && self.state_key.is_none());
        match content.and_then(RawJson::as_object) {
            Some(content) => msgtype_of(&content),
            None => Ok(None),
        }
        .map_err(|error| error.under("data.content"))
    }

    /// Judges what decodes but cannot be done: a negative duration, a state event that is sticky.
    ///
    /// # Errors
    ///
    /// The one with which a client answers the request.
    pub fn check(&self) -> Result<(), BodyError> {
        self.checked_delay()?;
        self.checked_sticky_duration().map(drop)
    }
}

/// The response to `send_event`.
///
/// A delayed event is answered with a `delay_id`, any other with an `event_id`.
#[payload]
pub struct SendEventResponse {
    /// `room_id`: the room that the event was sent to.
    pub room_id: OwnedRoomId,
    /// `event_id`: the event, if it was sent at once.
    pub event_id: Option<OwnedEventId>,
    /// `delay_id`: by which the delayed event can be updated, if it is one (MSC4157).
    pub delay_id: Option<Secret>,
}

impl SendEventResponse {
    /// An event was sent.
    #[must_use]
    pub fn sent(room_id: OwnedRoomId, event_id: OwnedEventId) -> Self {
        Self { room_id, event_id: Some(event_id), delay_id: None }
    }

    /// An event will be sent later.
    #[must_use]
    pub fn delayed(room_id: OwnedRoomId, delay_id: impl Into<Secret>) -> Self {
        Self { room_id, event_id: None, delay_id: Some(delay_id.into()) }
    }
}

impl SendEventRequest {
    /// The event in its room, and the capabilities for delayed and sticky events.
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
