//! The members of an event that decide which widgets may see it, read in a single pass.

use std::{borrow::Cow, fmt};

use matrix_widget_capability::{CapabilitySet, EventQuery, ROOM_MESSAGE};
use ruma_common::RoomId;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::matrix::{MatrixEvent, msgtype_of};
use crate::{body_error::BodyError, json::once, raw::RawJson};

/// The members of an event that decide which widgets may see it.
///
/// They are read once and can be checked against the capabilities of many widgets. They borrow from the event;
/// [`into_owned`](Self::into_owned) copies them, for example to share them between tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventFacts<'a> {
    event_type: Cow<'a, str>,
    room: Cow<'a, str>,
    state_key: Option<Cow<'a, str>>,
    msgtype: Option<Cow<'a, str>>,
}

impl EventFacts<'_> {
    /// Returns the facts with owned strings.
    #[must_use]
    pub fn into_owned(self) -> EventFacts<'static> {
        let owned = |string: Cow<'_, str>| Cow::Owned(string.into_owned());
        EventFacts {
            event_type: owned(self.event_type),
            room: owned(self.room),
            state_key: self.state_key.map(owned),
            msgtype: self.msgtype.map(owned),
        }
    }

    /// Returns the query for the permission check of a [`CapabilitySet`].
    #[must_use]
    pub fn query(&self) -> EventQuery<'_> {
        match &self.state_key {
            Some(state_key) => EventQuery::state(&self.event_type, state_key, &self.room),
            None => EventQuery::message_like(&self.event_type, self.msgtype.as_deref(), &self.room),
        }
    }

    /// Returns `true` if a widget with these capabilities may receive the event while the user views the room `viewed`:
    /// by `send_event`, by `update_state`, or in the response to `read_relations`.
    #[must_use]
    pub fn may_be_received(&self, granted: &CapabilitySet, viewed: Option<&RoomId>) -> bool {
        granted.may_receive(&self.query(), viewed.map(RoomId::as_str))
    }

    /// Returns `true` if a widget with these capabilities may read the event by `read_events`.
    ///
    /// The permission to receive an event includes the permission to read it.
    #[must_use]
    pub fn may_be_read(&self, granted: &CapabilitySet, viewed: Option<&RoomId>) -> bool {
        granted.may_read(&self.query(), viewed.map(RoomId::as_str))
    }
}

impl<'a> EventFacts<'a> {
    pub(super) fn of(event: &'a MatrixEvent) -> Result<Self, BodyError> {
        let found = Found::read(event.raw().as_str()).filter(Found::has_clear_content);
        match found.as_ref().and_then(Found::facts) {
            Some(facts) => Ok(facts),
            None => Self::read_carefully(event),
        }
    }

    /// Returns `true` if the facts of the event pass the check. Skips the content of an event that does not pass.
    fn allow(event: &MatrixEvent, pass: impl Fn(&EventFacts<'_>) -> bool) -> bool {
        let found = Found::read(event.raw().as_str());
        match found.as_ref().and_then(|found| Some((found, found.facts()?))) {
            Some((_, facts)) if !pass(&facts) => false,
            Some((found, _)) if found.has_clear_content() => true,
            _ => Self::read_carefully(event).is_ok_and(|facts| pass(&facts)),
        }
    }

    fn read_carefully(event: &MatrixEvent) -> Result<Self, BodyError> {
        let (event_type, room, state_key) = (event.event_type()?, event.room_id()?, event.state_key()?);
        let is_message = event_type == ROOM_MESSAGE && state_key.is_none();
        // The `msgtype` of every event is read: a duplicate is ambiguous for any type.
        let content = event.raw().get::<RawJson>("content")?.and_then(|content| content.as_object());
        let msgtype = match &content {
            Some(content) => msgtype_of(content.as_str()).map_err(|error| error.under("content"))?,
            None if is_message => event.content().map(|_| None)?,
            None => None,
        };
        let msgtype = msgtype.filter(|_| is_message);
        Ok(Self {
            event_type: event_type.into(),
            room: room.as_str().to_owned().into(),
            state_key: state_key.map(Into::into),
            msgtype: msgtype.map(Into::into),
        })
    }
}

/// The relevant members of an event without duplicates, escaped names and escaped strings.
#[derive(Default)]
struct Found<'a> {
    event_type: Option<&'a str>,
    room: Option<&'a str>,
    /// `Some(None)` if it is null.
    state_key: Option<Option<&'a str>>,
    content: Option<Content<'a>>,
}

/// The `content` of an event.
enum Content<'a> {
    /// The `msgtype` in the content of an `m.room.message` event.
    Message(Option<&'a str>),
    /// The unread content of another event.
    Other(&'a RawValue),
}

impl<'a> Found<'a> {
    fn read(text: &'a str) -> Option<Self> {
        serde_json::Deserializer::from_str(text).deserialize_map(Self::default()).ok()
    }

    /// Returns `false` if the content has a duplicate `msgtype` or an escaped name, and must be read carefully.
    fn has_clear_content(&self) -> bool {
        match &self.content {
            Some(Content::Other(content)) => {
                Msgtype.deserialize(&mut serde_json::Deserializer::from_str(content.get())).is_ok()
            }
            _ => true,
        }
    }

    /// Returns the facts. They are reliable only if the event also [has clear content](Self::has_clear_content).
    fn facts(&self) -> Option<EventFacts<'a>> {
        let state_key = self.state_key.flatten();
        let event_type = self.event_type?;
        let is_message = event_type == ROOM_MESSAGE && state_key.is_none();
        let msgtype = match self.content {
            Some(Content::Message(msgtype)) => msgtype.filter(|_| is_message),
            _ if is_message => return None,
            _ => None,
        };
        Some(EventFacts {
            event_type: event_type.into(),
            room: <&RoomId>::try_from(self.room?).ok()?.as_str().into(),
            state_key: state_key.map(Into::into),
            msgtype: msgtype.map(Into::into),
        })
    }
}

impl<'de> Visitor<'de> for Found<'de> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(name) = map.next_key::<&str>()? {
            match name {
                "type" => once(&mut self.event_type, map.next_value()?)?,
                "room_id" => once(&mut self.room, map.next_value()?)?,
                "state_key" => once(&mut self.state_key, map.next_value()?)?,
                "content" if self.event_type.is_none_or(|event_type| event_type == ROOM_MESSAGE) => {
                    once(&mut self.content, Content::Message(map.next_value_seed(Msgtype)?))?;
                }
                "content" => once(&mut self.content, Content::Other(map.next_value()?))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(self)
    }
}

/// Reads the `msgtype` of an event's content.
struct Msgtype;

impl<'de> DeserializeSeed<'de> for Msgtype {
    type Value = Option<&'de str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Msgtype {
    type Value = Option<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a content")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut msgtype = None;
        while let Some(name) = map.next_key::<&str>()? {
            match name {
                "msgtype" => once(&mut msgtype, map.next_value()?)?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(msgtype)
    }
}

impl MatrixEvent {
    /// Returns the members that decide which widgets may see the event, for checks against several sets of
    /// capabilities.
    ///
    /// # Errors
    ///
    /// Returns an error if one of these members is missing, malformed or a duplicate. Then no widget may see the event.
    pub fn facts(&self) -> Result<EventFacts<'_>, BodyError> {
        EventFacts::of(self)
    }

    /// Returns `true` if a widget with these capabilities may receive the event while the user views the room `viewed`:
    /// by `send_event`, by `update_state`, or in the response to `read_relations`.
    ///
    /// Returns `false` if [`facts`](Self::facts) fails.
    #[must_use]
    pub fn may_be_received(&self, granted: &CapabilitySet, viewed: Option<&RoomId>) -> bool {
        EventFacts::allow(self, |facts| facts.may_be_received(granted, viewed))
    }

    /// Returns `true` if a widget with these capabilities may read the event by `read_events`.
    ///
    /// The permission to receive an event includes the permission to read it. Returns `false` if [`facts`](Self::facts)
    /// fails.
    #[must_use]
    pub fn may_be_read(&self, granted: &CapabilitySet, viewed: Option<&RoomId>) -> bool {
        EventFacts::allow(self, |facts| facts.may_be_read(granted, viewed))
    }
}
