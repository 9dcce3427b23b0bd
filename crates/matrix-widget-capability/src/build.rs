//! Constructors of capabilities.
//!
//! ```
//! use matrix_widget_capability::{
//!     Dialect::{Msc2762, RoomScoped},
//!     build::{receive_state, send_event, timeline},
//! };
//!
//! let capability = receive_state("m.room.member").state_key("@alice:example.org").build()?;
//! assert_eq!(
//!     capability.in_dialect(Msc2762)?.to_string(),
//!     "org.matrix.msc2762.receive.state_event:m.room.member#@alice:example.org",
//! );
//!
//! let capability = timeline("!room:example.org")?;
//! assert_eq!(capability.in_dialect(Msc2762)?.to_string(), "org.matrix.msc2762.timeline:!room:example.org");
//!
//! // Plain MSC2762 cannot express rooms.
//! let capability = send_event("m.room.message").msgtype("m.text").in_any_room().build()?;
//! assert!(capability.in_dialect(Msc2762).is_err());
//! assert_eq!(
//!     capability.in_dialect(RoomScoped)?.to_string(),
//!     "org.matrix.msc2762.send.event:m.room.message#m.text:*",
//! );
//! # Ok::<_, matrix_widget_capability::BuildError>(())
//! ```

use alloc::borrow::Cow;
use core::marker::PhantomData;

use crate::{
    build_error::BuildError,
    capability::Capability,
    event::EventPermission,
    event_type::EventType,
    kind::{Direction, EventKind, Flow},
    permission::Permission,
    room::Room,
};

/// Marks an [`EventBuilder`] for message-like events, which take a msgtype.
#[derive(Debug, Clone, Copy)]
pub enum MessageLike {}

/// Marks an [`EventBuilder`] for state events, which take a state key.
#[derive(Debug, Clone, Copy)]
pub enum State {}

/// Builds a capability to send message-like events of a type: `m.send.event:…`.
pub fn send_event<'a>(event_type: impl Into<Cow<'a, str>>) -> EventBuilder<'a, MessageLike> {
    EventBuilder::new(Direction::Send, EventKind::MessageLike, event_type.into())
}

/// Builds a capability to send state events of a type: `m.send.state_event:…`.
pub fn send_state<'a>(event_type: impl Into<Cow<'a, str>>) -> EventBuilder<'a, State> {
    EventBuilder::new(Direction::Send, EventKind::State, event_type.into())
}

/// Builds a capability to receive and read message-like events of a type: `m.receive.event:…`.
pub fn receive_event<'a>(event_type: impl Into<Cow<'a, str>>) -> EventBuilder<'a, MessageLike> {
    EventBuilder::new(Direction::Receive, EventKind::MessageLike, event_type.into())
}

/// Builds a capability to receive and read state events of a type: `m.receive.state_event:…`.
pub fn receive_state<'a>(event_type: impl Into<Cow<'a, str>>) -> EventBuilder<'a, State> {
    EventBuilder::new(Direction::Receive, EventKind::State, event_type.into())
}

/// Builds a capability to read past message-like events of a type: `m.read.event:…`.
pub fn read_event<'a>(event_type: impl Into<Cow<'a, str>>) -> EventBuilder<'a, MessageLike> {
    EventBuilder::new(Direction::Read, EventKind::MessageLike, event_type.into())
}

/// Builds a capability to read past state events of a type: `m.read.state_event:…`.
pub fn read_state<'a>(event_type: impl Into<Cow<'a, str>>) -> EventBuilder<'a, State> {
    EventBuilder::new(Direction::Read, EventKind::State, event_type.into())
}

/// Creates a capability to send to-device messages of a type: `m.send.to_device:…`.
///
/// # Errors
///
/// Returns an error if the type is empty.
pub fn send_to_device<'a>(event_type: impl Into<Cow<'a, str>>) -> Result<Capability<'a>, BuildError> {
    Ok(Permission::ToDevice(Flow::Send, EventType::new(event_type)?).into())
}

/// Creates a capability to receive to-device messages of a type: `m.receive.to_device:…`.
///
/// # Errors
///
/// Returns an error if the type is empty.
pub fn receive_to_device<'a>(event_type: impl Into<Cow<'a, str>>) -> Result<Capability<'a>, BuildError> {
    Ok(Permission::ToDevice(Flow::Receive, EventType::new(event_type)?).into())
}

/// Creates a capability to change the user's account data of a type for rooms:
/// `com.beeper.capabilities.send.room_account_data:…`.
///
/// # Errors
///
/// Returns an error if the type is empty.
pub fn send_room_account_data<'a>(event_type: impl Into<Cow<'a, str>>) -> Result<Capability<'a>, BuildError> {
    Ok(Permission::RoomAccountData(Flow::Send, EventType::new(event_type)?).into())
}

/// Creates a capability to read the user's account data of a type for rooms:
/// `com.beeper.capabilities.receive.room_account_data:…`.
///
/// # Errors
///
/// Returns an error if the type is empty.
pub fn receive_room_account_data<'a>(
    event_type: impl Into<Cow<'a, str>>,
) -> Result<Capability<'a>, BuildError> {
    Ok(Permission::RoomAccountData(Flow::Receive, EventType::new(event_type)?).into())
}

/// Creates a capability to read the user's account data of a type that does not belong to a room: `m.read.account_data:…`.
///
/// # Errors
///
/// Returns an error if the type is empty.
pub fn read_account_data<'a>(event_type: impl Into<Cow<'a, str>>) -> Result<Capability<'a>, BuildError> {
    Ok(Permission::AccountData(EventType::new(event_type)?).into())
}

/// Creates a capability to use permissions in a room that is not viewed, or in any room (`*`): `m.timeline:…`.
///
/// # Errors
///
/// Returns an error if the room is neither `*` nor a room ID.
pub fn timeline<'a>(room: impl Into<Cow<'a, str>>) -> Result<Capability<'a>, BuildError> {
    Ok(Permission::Timeline(Room::new(room).map_err(BuildError::InvalidRoom)?).into())
}

/// A builder of event capabilities.
#[derive(Debug, Clone)]
#[must_use]
pub struct EventBuilder<'a, Kind> {
    direction: Direction,
    kind: EventKind,
    event_type: Cow<'a, str>,
    key: Option<Cow<'a, str>>,
    room: Option<Cow<'a, str>>,
    marker: PhantomData<Kind>,
}

impl<'a> EventBuilder<'a, MessageLike> {
    /// Restricts the capability to this msgtype. The event type has to be `m.room.message`.
    pub fn msgtype(self, msgtype: impl Into<Cow<'a, str>>) -> Self {
        Self { key: Some(msgtype.into()), ..self }
    }
}

impl<'a> EventBuilder<'a, State> {
    /// Restricts the capability to this state key, which may be empty.
    pub fn state_key(self, state_key: impl Into<Cow<'a, str>>) -> Self {
        Self { key: Some(state_key.into()), ..self }
    }
}

impl<'a, Kind> EventBuilder<'a, Kind> {
    fn new(direction: Direction, kind: EventKind, event_type: Cow<'a, str>) -> Self {
        Self { direction, kind, event_type, key: None, room: None, marker: PhantomData }
    }

    /// Applies the capability to this room, viewed or not.
    pub fn in_room(self, room: impl Into<Cow<'a, str>>) -> Self {
        Self { room: Some(room.into()), ..self }
    }

    /// Applies the capability to any room, viewed or not.
    pub fn in_any_room(self) -> Self {
        self.in_room("*")
    }

    /// Builds the capability with the unstable spelling, which [`Capability::with_spelling`] changes.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`EventPermission::new`], and an error if the room is neither `*` nor a room ID.
    pub fn build(self) -> Result<Capability<'a>, BuildError> {
        let room = self.room.map(Room::new).transpose().map_err(BuildError::InvalidRoom)?;
        let event = EventPermission::new(self.direction, self.kind, self.event_type, self.key, room)?;
        Ok(Permission::Event(event).into())
    }
}
