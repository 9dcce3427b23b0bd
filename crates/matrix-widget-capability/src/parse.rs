//! Parsing of capability strings.

use alloc::{borrow::Cow, format};

use crate::{
    capability::Capability,
    dialect::Dialect,
    error::{Expected, ParseError},
    event,
    event::EventPermission,
    event_type::EventType,
    kind::EventKind,
    names::{Family, Flag, Spelling},
    permission::{Permission, Unknown},
    room,
    room::Room,
};

impl<'a> Capability<'a> {
    /// Parses a capability. A string with an unknown name or prefix is an [unknown](Permission::Unknown) capability.
    ///
    /// ```
    /// # use matrix_widget_capability::{Capability, Dialect, Permission};
    /// let text = "m.receive.state_event:m.room.member#@alice:example.org";
    /// let capability = Capability::parse(text, Dialect::Msc2762)?;
    /// let Permission::Event(event) = capability.permission() else { panic!() };
    /// assert_eq!(event.event_type(), "m.room.member");
    /// assert_eq!(event.key(), Some("@alice:example.org"));
    /// # Ok::<_, matrix_widget_capability::ParseError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the prefix is known and the event type is empty or the room part is not a valid room ID.
    pub fn parse(text: &'a str, dialect: Dialect) -> Result<Self, ParseError> {
        if let Some((flag, spelling)) = Flag::read(text) {
            return Ok(Self { permission: Permission::Flag(flag), spelling });
        }
        if let Some((family, spelling, body)) = split_prefix(text) {
            let permission =
                read_body(family, body, dialect).map_err(|error| error.behind(text.len() - body.len()))?;
            return Ok(Self { permission, spelling });
        }
        Ok(Self::unknown(text, None))
    }

    /// Parses a capability and never fails: where [`parse`](Self::parse) returns an error, the capability is
    /// [unknown](Permission::Unknown) and keeps the error.
    ///
    /// ```
    /// # use matrix_widget_capability::{Capability, Dialect, Permission};
    /// let capability = Capability::parse_lenient("m.send.event:", Dialect::RoomScoped);
    /// let Permission::Unknown(unknown) = capability.permission() else { panic!() };
    /// assert_eq!(unknown.as_str(), "m.send.event:");
    /// assert_eq!(unknown.reason().unwrap().to_string(), "expected an event type at byte 13, found the end");
    /// ```
    #[must_use]
    pub fn parse_lenient(text: &'a str, dialect: Dialect) -> Self {
        Self::parse(text, dialect).unwrap_or_else(|reason| Self::unknown(text, Some(reason)))
    }

    fn unknown(text: &'a str, reason: Option<ParseError>) -> Self {
        let unknown = Unknown { text: Cow::Borrowed(text), reason };
        Self { permission: Permission::Unknown(unknown), spelling: Spelling::Unstable }
    }
}

fn split_prefix(text: &str) -> Option<(Family, Spelling, &str)> {
    let (prefix, body) = text.split_at(text.find(':')? + 1);
    let (family, spelling) = Family::read(prefix)?;
    Some((family, spelling, body))
}

fn read_body(family: Family, body: &str, dialect: Dialect) -> Result<Permission<'_>, ParseError> {
    // What has been parsed can only be refused for an empty type.
    let no_type = |_| ParseError::before(body, body, Expected::EventType);
    Ok(match family {
        Family::Event(direction, kind) => {
            let (event_type, key, room) = read_event(kind, body, dialect);
            let event = EventPermission::new(direction, kind, event_type, key, room);
            Permission::Event(event.map_err(no_type)?)
        }
        Family::ToDevice(flow) => Permission::ToDevice(flow, EventType::new(body).map_err(no_type)?),
        Family::RoomAccountData(flow) => {
            Permission::RoomAccountData(flow, EventType::new(body).map_err(no_type)?)
        }
        Family::AccountData => Permission::AccountData(EventType::new(body).map_err(no_type)?),
        Family::Timeline => Permission::Timeline(Room::new(body)?),
    })
}

type EventParts<'a> = (Cow<'a, str>, Option<Cow<'a, str>>, Option<Room<'a>>);

/// Splits a body into event type, key and room.
///
/// A tail has neither `#` nor `\`. It belongs to the last part, which is the key if there is one and the type otherwise.
fn read_event(kind: EventKind, body: &str, dialect: Dialect) -> EventParts<'_> {
    let tail = match dialect {
        Dialect::RoomScoped => room::split_tail(body),
        Dialect::Msc2762 => None,
    };
    let (text, room, escaped_room) = match tail {
        None => (body, None, None),
        Some((before, room)) => match before.strip_suffix('\\') {
            None => (before, Some(room), None),
            Some(text) => (text, None, Some(room)),
        },
    };
    let last = |part| match &escaped_room {
        None => Cow::Borrowed(part),
        Some(room) => Cow::Owned(format!("{part}:{room}")),
    };
    match (kind, split_key(kind, text)) {
        (EventKind::MessageLike, None) => (last(text), None, room),
        (EventKind::MessageLike, Some((event_type, key))) => (event_type.into(), Some(last(key)), room),
        (EventKind::State, None) => (unescape(last(text)), None, room),
        (EventKind::State, Some((event_type, key))) => (unescape(event_type.into()), Some(last(key)), room),
    }
}

fn split_key(kind: EventKind, text: &str) -> Option<(&str, &str)> {
    match kind {
        EventKind::MessageLike => event::split_msgtype(text),
        EventKind::State => text
            .match_indices('#')
            .filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
            .find(|(event_type, _)| !event_type.ends_with('\\')),
    }
}

fn unescape(event_type: Cow<'_, str>) -> Cow<'_, str> {
    if event_type.contains("\\#") { Cow::Owned(event_type.replace("\\#", "#")) } else { event_type }
}
