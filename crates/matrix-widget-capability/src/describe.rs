//! What to ask the user.

use core::fmt;

use crate::{
    kind::EventKind,
    names::{Family, Flag},
    permission::Permission,
    room::Room,
};

/// A permission in the parts of which a question to the user is made.
///
/// A client in another language than English translates the subject (there are as many as [`Flag::ALL`] and
/// [`Family::ALL`] together) and fills in the other parts. `Display` does this in English. Text that the
/// widget chose is in quotes there, and characters that would not be seen or would disturb the rest are
/// escaped.
///
/// ```
/// # use matrix_widget_capability::{Capability, Dialect};
/// let capability = Capability::parse("m.send.event:m.room.message#m.text", Dialect::Msc2762)?;
/// assert_eq!(
///     capability.permission().describe().to_string(),
///     r#"Send events of type "m.room.message" with msgtype "m.text" in the room you are viewing"#,
/// );
/// # Ok::<_, matrix_widget_capability::ParseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description<'a> {
    /// What it is about.
    pub subject: Subject<'a>,
    /// The type of the events, messages or data.
    pub event_type: Option<&'a str>,
    /// The one key that the events have, if not any.
    pub key: Option<Key<'a>>,
    /// Where.
    pub place: Option<Place<'a>>,
}

/// What a permission is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject<'a> {
    /// A flag, which has no other parts.
    Flag(Flag),
    /// Something that names an event type or a room.
    Family(Family),
    /// An unknown string: it allows nothing.
    Unknown(&'a str),
}

/// The key of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// The `msgtype` of an `m.room.message`.
    Msgtype(&'a str),
    /// The state key of a state event.
    StateKey(&'a str),
}

/// Where something is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// In the room that the user is viewing.
    Viewed,
    /// In any room of the user.
    Any,
    /// In the room with this ID.
    Room(&'a str),
}

impl Permission<'_> {
    /// What to ask the user.
    #[must_use]
    pub fn describe(&self) -> Description<'_> {
        let (subject, event_type, key, place) = match self {
            Self::Flag(flag) => (Subject::Flag(*flag), None, None, None),
            Self::Unknown(unknown) => (Subject::Unknown(unknown.as_str()), None, None, None),
            Self::Event(event) => (
                Subject::Family(event.family()),
                Some(event.event_type()),
                event.key().map(match event.kind() {
                    EventKind::MessageLike => Key::Msgtype,
                    EventKind::State => Key::StateKey,
                }),
                Some(event.room().map_or(Place::Viewed, Place::of)),
            ),
            Self::ToDevice(of_type) => {
                (Subject::Family(Family::ToDevice(of_type.flow)), Some(of_type.event_type()), None, None)
            }
            Self::RoomAccountData(of_type) => (
                Subject::Family(Family::RoomAccountData(of_type.flow)),
                Some(of_type.event_type()),
                None,
                None,
            ),
            Self::Timeline(room) => (Subject::Family(Family::Timeline), None, None, Some(Place::of(room))),
        };
        Description { subject, event_type, key, place }
    }
}

impl<'a> Place<'a> {
    fn of(room: &'a Room<'_>) -> Self {
        match room {
            Room::Any => Self::Any,
            Room::Id(id) => Self::Room(id.as_str()),
        }
    }
}

impl fmt::Display for Description<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subject {
            Subject::Flag(flag) => f.write_str(flag.meaning())?,
            Subject::Family(family) => f.write_str(family.meaning())?,
            Subject::Unknown(text) => write!(f, "Nothing: the capability {text:?} is not known")?,
        }
        if let Some(event_type) = self.event_type {
            write!(f, " of type {event_type:?}")?;
        }
        match self.key {
            Some(Key::Msgtype(msgtype)) => write!(f, " with msgtype {msgtype:?}")?,
            Some(Key::StateKey(key)) => write!(f, " with state key {key:?}")?,
            None => {}
        }
        match self.place {
            Some(Place::Viewed) => f.write_str(" in the room you are viewing"),
            Some(Place::Any) => f.write_str(" in any of your rooms"),
            Some(Place::Room(id)) => write!(f, " in the room {id:?}"),
            None => Ok(()),
        }
    }
}
