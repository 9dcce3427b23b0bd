//! The coverage of a request by a set of capabilities.

use std::fmt;

use matrix_widget_capability::{
    Capability, CapabilitySet, Direction, EventKind, EventPermission, EventRooms, EventType, Family, Flag,
    Permission, ROOM_MESSAGE, Room, Spelling,
};
use ruma_common::{OwnedRoomId, RoomId};

use crate::{error::ErrorResponse, shown::Shown};

/// The extent to which a set of capabilities covers a request.
///
/// The rules are those of [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762) and the other
/// proposals. `docs/permissions.md` in the repository lists the differences in deployed hosts.
///
/// A client must filter what it reads for a widget even if the request is covered wholly, because the store or
/// homeserver may return more than was requested: see
/// [`ReadEventsResponse::allowed`](crate::from_widget::ReadEventsResponse::allowed).
///
/// For some actions, no capability names the room: account data, LiveKit tokens, delegated leaves and `io.element.view_room`.
/// A client checks their rooms with [`other_rooms`](crate::from_widget::FromWidgetRequest::other_rooms).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Coverage {
    /// The capabilities cover everything that the widget requests.
    Wholly,
    /// The capabilities cover a part of what the widget requests. A client that carries out the request must filter the
    /// response.
    ///
    /// With `None`, the request is for everything that the widget may see: `read_relations`, or `read_events` with
    /// `room_ids: "*"`. With `Some`, the widget requests more than it was granted, such as all state keys of a type
    /// when only one was granted. MSC2762 requires clients to refuse such a request, as
    /// [`into_result`](Self::into_result) does; the Rust SDK filters the response instead.
    Partly(Option<Missing>),
    /// The capabilities do not cover the request.
    No(Missing),
}

/// The first requirement of a request that a set of capabilities does not meet.
///
/// `Display` writes the text for the error response, in the dialect of the set:
/// `missing capability: org.matrix.msc2931.navigate`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(Reason);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    /// The widget needs one of these capabilities. Empty if no capability string can express what it needs.
    Capabilities(Vec<String>),
    /// The request does not name a room, and the user views no room.
    NoRoom,
}

/// A capability, or a family of capabilities, that an action needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NeededCapability {
    /// A single capability.
    Flag(Flag),
    /// A capability of this family. The request determines which capability, for example by its event type.
    Family(Family),
}

impl NeededCapability {
    /// Returns the capability string, or the prefix of the family: `m.navigate`, `m.send.event:`.
    #[must_use]
    pub const fn as_str(self, spelling: Spelling) -> &'static str {
        match self {
            Self::Flag(flag) => flag.as_str(spelling),
            Self::Family(family) => family.as_str(spelling),
        }
    }
}

impl Coverage {
    /// Returns the coverage of a request that needs this permission, for example of a custom action.
    ///
    /// An unknown capability covers nothing. A client with capabilities of its own looks for their strings in what it has
    /// approved.
    pub fn of(permission: &Permission<'_>, granted: &CapabilitySet) -> Self {
        Self::of_any(std::iter::once(permission.clone()), granted)
    }

    /// Converts the coverage to a decision: `Ok` for [`Wholly`](Self::Wholly) and `Partly(None)`, whose response must still be
    /// filtered.
    ///
    /// # Errors
    ///
    /// Returns the first requirement that the capabilities do not meet.
    pub fn into_result(self) -> Result<(), Missing> {
        match self {
            Self::Wholly | Self::Partly(None) => Ok(()),
            Self::Partly(Some(missing)) | Self::No(missing) => Err(missing),
        }
    }

    /// Returns the first requirement that the capabilities do not meet.
    #[must_use]
    pub fn missing(&self) -> Option<&Missing> {
        match self {
            Self::Wholly => None,
            Self::Partly(missing) => missing.as_ref(),
            Self::No(missing) => Some(missing),
        }
    }

    /// Returns the coverage of reading everything that the widget may see in a room.
    pub(crate) fn of_reading_in(
        room: Option<&RoomId>,
        granted: &CapabilitySet,
        viewed: Option<&RoomId>,
    ) -> Self {
        let Some(room) = room.or(viewed) else { return Self::No(Missing(Reason::NoRoom)) };
        let names_room = |permission: &Permission<'_>| match permission {
            Permission::Event(event) if event.direction() == Direction::Receive => {
                event.room().is_some_and(|named| *named == Room::Any || named.as_str() == room.as_str())
            }
            _ => false,
        };
        let is_open = viewed == Some(room)
            || granted.may_use_timeline(room.as_str())
            || granted.capabilities().any(|capability| names_room(capability.permission()));
        if is_open {
            Self::Partly(None)
        } else {
            Self::No(Missing::any_of([Permission::Timeline(scope(room))], granted))
        }
    }

    /// Returns the coverage of a request that no capability covers.
    pub(crate) fn never() -> Self {
        Self::No(Missing(Reason::Capabilities(Vec::new())))
    }

    /// Returns the coverage of an action that needs one of these capabilities. An empty list means that it needs none.
    ///
    /// A [`Family`] is never covered here: the row of such an action names a coverage function.
    pub(crate) fn of_action(needed: &[NeededCapability], granted: &CapabilitySet) -> Self {
        let flags = needed.iter().filter_map(|needed| match needed {
            NeededCapability::Flag(flag) => Some(Permission::Flag(*flag)),
            NeededCapability::Family(_) => None,
        });
        if needed.is_empty() { Self::Wholly } else { Self::of_any(flags, granted) }
    }

    pub(crate) fn of_flag(flag: Flag, granted: &CapabilitySet) -> Self {
        Self::of(&Permission::Flag(flag), granted)
    }

    /// Returns how far the set covers a permission for an event type. Nothing covers the empty type.
    pub(crate) fn of_type<'a>(
        event_type: &'a str,
        permission: impl FnOnce(EventType<'a>) -> Permission<'a>,
        granted: &CapabilitySet,
    ) -> Self {
        EventType::new(event_type)
            .map_or_else(|_| Self::never(), |event_type| Self::of(&permission(event_type), granted))
    }

    fn of_any<'a>(
        permissions: impl Iterator<Item = Permission<'a>> + Clone,
        granted: &CapabilitySet,
    ) -> Self {
        if permissions.clone().any(|permission| granted.subsumes(&permission)) {
            Self::Wholly
        } else {
            Self::No(Missing::any_of(permissions, granted))
        }
    }

    /// Returns the lower coverage of the two, with the first missing requirement.
    pub(crate) fn and(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::No(_) => self,
            Self::Wholly => other(),
            Self::Partly(missing) => match other() {
                Self::No(missing) => Self::No(missing),
                Self::Partly(other) => Self::Partly(missing.or(other)),
                Self::Wholly => Self::Partly(missing),
            },
        }
    }
}

impl Missing {
    /// Returns the capabilities of which the widget needs at least one.
    ///
    /// Empty if no capability can cover the request, for example because its event type is longer than Matrix allows, or if
    /// the request names no room and no room is viewed.
    pub fn capabilities(&self) -> impl Iterator<Item = &str> {
        match &self.0 {
            Reason::Capabilities(strings) => strings.as_slice(),
            Reason::NoRoom => &[],
        }
        .iter()
        .map(String::as_str)
    }

    fn any_of<'a>(permissions: impl IntoIterator<Item = Permission<'a>>, granted: &CapabilitySet) -> Self {
        let strings = permissions.into_iter().filter_map(|permission| printed(permission, granted));
        Self(Reason::Capabilities(strings.collect()))
    }
}

/// Returns the capability string that the widget would have to request. Returns `None` if the dialect of the set cannot
/// express it, or if the event type or key is longer than Matrix allows, which keeps error messages short.
fn printed(permission: Permission<'_>, granted: &CapabilitySet) -> Option<String> {
    let longest = match &permission {
        Permission::Event(event) => event.event_type().len().max(event.key().map_or(0, str::len)),
        Permission::Unknown(_) => return None,
        other => other.event_type().map_or(0, str::len),
    };
    if longest > LONGEST {
        return None;
    }
    let capability = Capability::from(permission);
    capability.in_dialect(granted.dialect()).ok().map(|capability| capability.to_string())
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::NoRoom => f.write_str("the request names no room, and no room is viewed"),
            Reason::Capabilities(strings) if strings.is_empty() => {
                f.write_str("this request cannot be granted by any capability")
            }
            Reason::Capabilities(strings) => {
                write!(f, "missing capability: {}", Shown(&strings.join(" or ")))
            }
        }
    }
}

impl std::error::Error for Missing {}

impl From<Missing> for ErrorResponse {
    fn from(missing: Missing) -> Self {
        Self::new(missing.to_string())
    }
}

/// The number of bytes that Matrix allows for an event type or a state key.
const LONGEST: usize = 255;

/// The events that a widget requests to send or read.
#[derive(Clone, Copy)]
pub(crate) struct Events<'a> {
    pub(crate) direction: Direction,
    pub(crate) kind: EventKind,
    pub(crate) event_type: &'a str,
    /// The state key or msgtype. `None` means all of them.
    pub(crate) key: Option<&'a str>,
}

impl<'a> Events<'a> {
    /// Returns the coverage in a room, or in the viewed room.
    pub(crate) fn in_room(
        self,
        room: Option<&RoomId>,
        granted: &CapabilitySet,
        viewed: Option<&RoomId>,
    ) -> Coverage {
        let granted = Granted::new(self, granted);
        match room.or(viewed) {
            Some(room) => granted.coverage(granted.level_in(room, viewed), Some(room)),
            None if granted.level() == Level::No => granted.coverage(Level::No, None),
            None => Coverage::No(Missing(Reason::NoRoom)),
        }
    }

    /// Returns the coverage in all of these rooms.
    pub(crate) fn in_rooms(
        self,
        rooms: &[OwnedRoomId],
        granted: &CapabilitySet,
        viewed: Option<&RoomId>,
    ) -> Coverage {
        let granted = Granted::new(self, granted);
        let levels = rooms.iter().map(|room| (granted.level_in(room, viewed), Some(&**room)));
        let (level, room) = levels.min_by_key(|(level, _)| *level).unwrap_or((granted.level(), None));
        granted.coverage(level, room)
    }

    /// Returns the coverage in every room.
    pub(crate) fn in_every_room(self, granted: &CapabilitySet) -> Coverage {
        let granted = Granted::new(self, granted);
        match granted.level() {
            Level::Wholly if !granted.all.is_every_room() => Coverage::Partly(None),
            level => granted.coverage(level, None),
        }
    }

    /// Returns the permissions for exactly these events that a capability string can express: in the viewed room and in
    /// `room`.
    fn permissions<'b>(self, room: Option<&'b RoomId>) -> impl Iterator<Item = Permission<'b>>
    where
        'a: 'b,
    {
        let rooms = [Some(None), room.map(|room| Some(scope(room)))];
        // Receiving includes reading, and deployed hosts support its prefix.
        let direction = if self.direction == Direction::Read { Direction::Receive } else { self.direction };
        rooms.into_iter().flatten().filter_map(move |room| {
            let key = self.key.map(Into::into);
            EventPermission::new(direction, self.kind, self.event_type, key, room).ok().map(Permission::Event)
        })
    }
}

/// The rooms in which a set allows some events.
struct Granted<'a> {
    events: Events<'a>,
    set: &'a CapabilitySet,
    /// The rooms in which the set allows all of the events.
    all: EventRooms<'a>,
    /// The rooms in which the set allows some of the events, if the widget reads all keys.
    some: Option<EventRooms<'a>>,
}

impl<'a> Granted<'a> {
    fn new(events: Events<'a>, set: &'a CapabilitySet) -> Self {
        let Events { direction, kind, event_type, key } = events;
        let has_keys = kind == EventKind::State || event_type == ROOM_MESSAGE;
        let is_wide = direction == Direction::Read && key.is_none() && has_keys;
        Self {
            events,
            set,
            all: set.rooms(direction, kind, event_type, key),
            some: is_wide.then(|| set.rooms_of_some_key(direction, kind, event_type)),
        }
    }

    /// Returns the level of coverage in the room with the most coverage.
    fn level(&self) -> Level {
        self.level_if(|rooms| !rooms.is_empty())
    }

    fn level_in(&self, room: &RoomId, viewed: Option<&RoomId>) -> Level {
        self.level_if(|rooms| rooms.contains(room.as_str(), viewed.map(RoomId::as_str)))
    }

    fn level_if(&self, is_covered: impl Fn(&EventRooms<'_>) -> bool) -> Level {
        if is_covered(&self.all) {
            Level::Wholly
        } else if self.some.as_ref().is_some_and(is_covered) {
            Level::Partly
        } else {
            Level::No
        }
    }

    /// Returns the coverage at this level, with the missing capabilities for `room`.
    fn coverage(&self, level: Level, room: Option<&RoomId>) -> Coverage {
        match (level, room) {
            (Level::Wholly, _) => Coverage::Wholly,
            (Level::Partly, room) => Coverage::Partly(Some(self.missing(room))),
            // Only access to the timeline of the room is missing.
            (Level::No, Some(room)) if self.level_in(room, Some(room)) > Level::No => {
                let timeline = Permission::Timeline(scope(room));
                let named = self.events.permissions(Some(room)).skip(1);
                Coverage::No(Missing::any_of(std::iter::once(timeline).chain(named), self.set))
            }
            (Level::No, room) => Coverage::No(self.missing(room)),
        }
    }

    fn missing(&self, room: Option<&RoomId>) -> Missing {
        Missing::any_of(self.events.permissions(room), self.set)
    }
}

/// The level of coverage, in ascending order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    No,
    Partly,
    Wholly,
}

/// Returns a room as a capability names it. Only `*` covers a room ID that no capability can name.
fn scope(room: &RoomId) -> Room<'_> {
    Room::new(room.as_str()).unwrap_or(Room::Any)
}

#[cfg(test)]
mod tests {
    use matrix_widget_capability::{Dialect, Flow};

    use super::*;

    #[test]
    fn of_action_never_covers_a_family() {
        let family = NeededCapability::Family(Family::ToDevice(Flow::Send));
        let granted = CapabilitySet::from_strings(["m.send.to_device:t"], Dialect::Msc2762);
        assert_eq!(Coverage::of_action(&[family], &granted), Coverage::never());
    }

    #[test]
    fn of_action_covers_an_empty_list() {
        assert_eq!(Coverage::of_action(&[], &CapabilitySet::new(Dialect::Msc2762)), Coverage::Wholly);
    }
}
