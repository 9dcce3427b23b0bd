//! Descriptions of permissions for the user.

mod words;

use alloc::vec::Vec;
use core::fmt;

use self::words::noun;
pub use crate::visible::is_visible;
use crate::{
    kind::EventKind,
    names::{Family, Flag},
    permission::Permission,
    room::Room,
    set::CapabilitySet,
    visible::Quoted,
};

/// The parts of a permission prompt.
///
/// `Display` writes the prompt in English. A client in another language translates each [`Subject`] and fills in the other
/// parts. `Display` quotes text that the widget chose and escapes characters in it that are not [visible](is_visible).
///
/// ```
/// # use matrix_widget_capability::{Capability, CapabilitySet, Dialect::Msc2762};
/// let capability = Capability::parse("m.receive.event:m.room.message#m.text", Msc2762)?;
/// let mut granted = CapabilitySet::new(Msc2762);
/// assert_eq!(
///     capability.permission().describe(&granted).to_string(),
///     "Receive and read text messages in the room you are viewing",
/// );
///
/// granted.insert("m.timeline:*");
/// assert_eq!(
///     capability.permission().describe(&granted).to_string(),
///     "Receive and read text messages in all your rooms",
/// );
/// # Ok::<_, matrix_widget_capability::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description<'a> {
    /// What the widget may do.
    pub subject: Subject<'a>,
    /// The type of the events, messages or data.
    pub event_type: Option<&'a str>,
    /// The only permitted key of the events, or `None` for any key.
    pub key: Option<Key<'a>>,
    /// The rooms in which the permission applies.
    pub place: Option<Place<'a>>,
    /// The granted families that a timeline permission extends to more rooms.
    pub extends: Vec<Family>,
}

/// What a permission allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject<'a> {
    /// A flag, which has no other parts.
    Flag(Flag),
    /// A family of permissions, which name an event type or a room.
    Family(Family),
    /// An unknown string, which allows nothing.
    Unknown(&'a str),
}

/// The key of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// The `msgtype` of an `m.room.message` event.
    Msgtype(&'a str),
    /// The state key of a state event.
    StateKey(&'a str),
}

/// The rooms in which a permission applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place<'a> {
    /// The room that the user is viewing.
    Viewed,
    /// The room that the user is viewing and the rooms of the granted timeline capabilities.
    ViewedAndGranted,
    /// All rooms of the user.
    Any,
    /// The room with this ID.
    Room(&'a str),
}

impl Permission<'_> {
    /// Describes the permission for a prompt, relative to the capabilities that the widget has been granted.
    ///
    /// Granted timeline capabilities widen the rooms of an event permission. A timeline permission in turn widens the granted
    /// event permissions; the description lists their families. For permissions that are requested together with a timeline,
    /// pass the set that would be granted.
    #[must_use]
    pub fn describe(&self, granted: &CapabilitySet) -> Description<'_> {
        let subject = match self {
            Self::Flag(flag) => Subject::Flag(*flag),
            Self::Unknown(unknown) => Subject::Unknown(unknown.as_str()),
            Self::Event(event) => Subject::Family(event.family()),
            Self::ToDevice(flow, _) => Subject::Family(Family::ToDevice(*flow)),
            Self::RoomAccountData(flow, _) => Subject::Family(Family::RoomAccountData(*flow)),
            Self::AccountData(_) => Subject::Family(Family::AccountData),
            Self::Timeline(_) => Subject::Family(Family::Timeline),
        };
        let mut description = Description {
            subject,
            event_type: self.event_type(),
            key: None,
            place: None,
            extends: Vec::new(),
        };
        match self {
            Self::Event(event) => {
                description.key = event.key().map(match event.kind() {
                    EventKind::MessageLike => Key::Msgtype,
                    EventKind::State => Key::StateKey,
                });
                description.place =
                    Some(event.room().map_or_else(|| Place::without_room(granted), Place::of));
            }
            Self::Timeline(room) => {
                description.place = Some(Place::of(room));
                description.extends = granted.open_families().collect();
            }
            _ => {}
        }
        description
    }
}

impl<'a> Place<'a> {
    fn of(room: &'a Room<'_>) -> Self {
        match room {
            Room::Any => Self::Any,
            Room::Id(id) => Self::Room(id.as_str()),
        }
    }

    fn without_room(granted: &CapabilitySet) -> Self {
        if granted.may_use_timeline("*") {
            Self::Any
        } else if granted.has_timelines() {
            Self::ViewedAndGranted
        } else {
            Self::Viewed
        }
    }
}

impl fmt::Display for Description<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subject {
            Subject::Flag(flag) => f.write_str(flag.meaning())?,
            Subject::Unknown(text) => write!(f, "Nothing: the capability {} is unknown", Quoted(text))?,
            Subject::Family(family) => self.write_family(f, family)?,
        }
        match self.place {
            Some(Place::Viewed) => f.write_str(" in the room you are viewing")?,
            Some(Place::ViewedAndGranted) => {
                f.write_str(" in the room you are viewing and in the other rooms you have allowed")?;
            }
            Some(Place::Any) => f.write_str(" in all your rooms")?,
            Some(Place::Room(id)) => write!(f, " in the room {}", Quoted(id))?,
            None => {}
        }
        for (index, family) in self.extends.iter().enumerate() {
            let (first, rest) = family.meaning().split_at(1);
            write!(f, "{} {}{rest}", if index == 0 { ":" } else { "," }, first.to_ascii_lowercase())?;
        }
        Ok(())
    }
}

impl Description<'_> {
    fn write_family(&self, f: &mut fmt::Formatter<'_>, family: Family) -> fmt::Result {
        let meaning = family.meaning();
        let key = self.key.map(|(Key::Msgtype(key) | Key::StateKey(key))| key);
        if let Some((general, noun)) = self.event_type.and_then(|event_type| noun(family, event_type, key)) {
            return write!(f, "{}{noun}", meaning.strip_suffix(general).unwrap_or(meaning));
        }
        f.write_str(meaning)?;
        if let Some(event_type) = self.event_type {
            write!(f, " of type {}", Quoted(event_type))?;
        }
        match self.key {
            Some(Key::Msgtype(key)) => write!(f, " with msgtype {}", Quoted(key)),
            Some(Key::StateKey(key)) => write!(f, " with key {}", Quoted(key)),
            None => Ok(()),
        }
    }
}
