//! Events for widgets.

use matrix_widget_protocol::{
    BodyError, RawObject,
    event::{EventFacts, MatrixEvent, ToDeviceEvent},
    reexports::ruma_common::{RoomId, UserId},
    to_widget,
};

use super::{permission::is_key_traffic, session::HostSession};
use crate::Now;

/// An event of a room, which can be pushed to many widgets.
#[derive(Clone, Debug)]
pub struct RoomEvent {
    event: MatrixEvent,
    facts: EventFacts<'static>,
}

impl RoomEvent {
    /// Reads an event that the client has received in this room: from the server, and decrypted if possible.
    ///
    /// # Errors
    ///
    /// Returns an error if the event has no event ID, as a local echo, or if a member that decides who may see the event is
    /// missing, malformed or a duplicate.
    pub fn new(event: MatrixEvent, room: &RoomId) -> Result<Self, BodyError> {
        let event = event.with_room_id(room);
        event.event_id()?;
        let facts = event.facts()?.into_owned();
        Ok(Self { event, facts })
    }

    /// Returns the event.
    #[must_use]
    pub fn event(&self) -> &MatrixEvent {
        &self.event
    }

    /// Returns the members that decide who may see the event.
    #[must_use]
    pub fn facts(&self) -> &EventFacts<'static> {
        &self.facts
    }
}

/// The outcome of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Push {
    /// The message is queued.
    Queued,
    /// The widget may not receive the event, or does not know this kind of message.
    NotAllowed,
    /// The widget already has this sticky event.
    Duplicate,
    /// The session is not established yet, or has ended. The widget does not get the event later.
    NotReady,
    /// Too many messages are unsent. The event is not queued; whether to push it again or to drop it is up to the application.
    Full,
}

impl HostSession {
    /// Tells the widget about a new event of a room, if it may receive the event.
    pub fn push_event(&mut self, event: &RoomEvent, now: Now) -> Push {
        self.begin(now);
        if !self.is_established {
            return Push::NotReady;
        }
        if !event.facts().may_be_received(&self.rights.granted, self.rights.viewed()) {
            return Push::NotAllowed;
        }
        if self.outbox.is_full(&self.config.limits) {
            return Push::Full;
        }
        if !self.sticky.live(event.event(), self.now) {
            return Push::Duplicate;
        }
        self.push::<to_widget::SendEvent>(event.event().clone());
        Push::Queued
    }

    /// Tells the widget about a to-device message, if it may receive the message. `encrypted` is `true` if the client itself
    /// decrypted the message.
    pub fn push_to_device(
        &mut self,
        event_type: &str,
        sender: &UserId,
        content: &RawObject,
        encrypted: bool,
        now: Now,
    ) -> Push {
        self.begin(now);
        if !self.is_established {
            return Push::NotReady;
        }
        if !self.rights.granted.may_receive_to_device(event_type) || is_key_traffic(event_type) {
            return Push::NotAllowed;
        }
        if self.outbox.is_full(&self.config.limits) {
            return Push::Full;
        }
        let message = ToDeviceEvent::new(event_type, sender, content).with_encrypted(encrypted);
        self.push::<to_widget::SendToDevice>(message);
        Push::Queued
    }
}
