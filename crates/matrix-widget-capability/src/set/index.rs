//! The permissions of a set, indexed for the checks.

use alloc::vec::Vec;

use super::map::Map;
use crate::{
    event::EventPermission,
    names::{Family, Flag},
    permission::Permission,
    room::Room,
};

#[derive(Clone, Default)]
pub(super) struct Index {
    flags: Vec<Flag>,
    types: [Map<Places>; FAMILIES],
    /// The families in which a capability names no room.
    open: [bool; FAMILIES],
    timelines: Rooms,
}

/// The rooms in which an event type is permitted, with any key and with each named key.
#[derive(Clone, Default)]
struct Places {
    any_key: Rooms,
    keys: Map<Rooms>,
    /// The rooms of `any_key` and of all `keys`.
    some_key: Rooms,
}

#[derive(Clone, Default)]
pub(super) struct Rooms {
    /// The viewed room and the rooms of timeline capabilities.
    pub(super) open: bool,
    pub(super) any: bool,
    pub(super) ids: Map<()>,
}

impl Index {
    pub(super) fn insert(&mut self, permission: &Permission<'_>) {
        match permission {
            Permission::Flag(flag) if self.has_flag(*flag) => {}
            Permission::Flag(flag) => self.flags.push(*flag),
            Permission::Event(event) => {
                let family = event.family();
                self.places(family, &event.event_type, |places| places.insert(event));
                if let Some(open) = slot(family).and_then(|slot| self.open.get_mut(slot)) {
                    *open |= event.room.is_none();
                }
            }
            Permission::ToDevice(flow, event_type) => {
                self.places(Family::ToDevice(*flow), event_type.as_str(), |_| {});
            }
            Permission::RoomAccountData(flow, event_type) => {
                self.places(Family::RoomAccountData(*flow), event_type.as_str(), |_| {});
            }
            Permission::AccountData(event_type) => {
                self.places(Family::AccountData, event_type.as_str(), |_| {});
            }
            Permission::Timeline(room) => self.timelines.insert(Some(room)),
            Permission::Unknown(_) => {}
        }
    }

    fn places(&mut self, family: Family, event_type: &str, change: impl FnOnce(&mut Places)) {
        if let Some(types) = slot(family).and_then(|slot| self.types.get_mut(slot)) {
            types.update(event_type, change);
        }
    }

    /// Returns `true` if exactly this permission was inserted. Unknown permissions never are.
    pub(super) fn contains(&self, permission: &Permission<'_>) -> bool {
        match permission {
            Permission::Flag(flag) => self.has_flag(*flag),
            Permission::Event(event) => self
                .of_type(event.family(), &event.event_type)
                .and_then(|places| places.of_key(event.key()))
                .is_some_and(|rooms| rooms.contains(event.room())),
            Permission::ToDevice(flow, event_type) => {
                self.has_type(Family::ToDevice(*flow), event_type.as_str())
            }
            Permission::RoomAccountData(flow, event_type) => {
                self.has_type(Family::RoomAccountData(*flow), event_type.as_str())
            }
            Permission::AccountData(event_type) => self.has_type(Family::AccountData, event_type.as_str()),
            Permission::Timeline(room) => self.timelines.contains(Some(room)),
            Permission::Unknown(_) => false,
        }
    }

    pub(super) fn has_flag(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Returns `true` if the type is permitted with any key in any room.
    pub(super) fn has_type(&self, family: Family, event_type: &str) -> bool {
        self.of_type(family, event_type).is_some()
    }

    /// Returns `true` if any type of the family is permitted.
    pub(super) fn has_family(&self, family: Family) -> bool {
        slot(family).and_then(|slot| self.types.get(slot)).is_some_and(|types| !types.is_empty())
    }

    pub(super) fn has_timeline(&self, room: &str) -> bool {
        self.timelines.name(room)
    }

    /// Returns `true` if events of this type with this key, or with all keys, are permitted in a room. The room may be `*`.
    #[inline]
    pub(super) fn allows_in(
        &self,
        family: Family,
        event_type: &str,
        key: Option<&str>,
        room: &str,
        viewed: Option<&str>,
    ) -> bool {
        let is_open = || viewed == Some(room) || self.has_timeline(room);
        self.of_type(family, event_type)
            .is_some_and(|places| places.any(key, |rooms| rooms.open && is_open() || rooms.name(room)))
    }

    /// Returns `true` if these events are permitted in the viewed room, whichever that is.
    pub(super) fn allows_in_viewed(&self, family: Family, event_type: &str, key: Option<&str>) -> bool {
        self.of_type(family, event_type)
            .is_some_and(|places| places.any(key, |rooms| rooms.any || rooms.open))
    }

    /// Returns the rooms of events with every key and of those with this key.
    pub(super) fn rooms(&self, family: Family, event_type: &str, key: Option<&str>) -> [Option<&Rooms>; 2] {
        let places = self.of_type(family, event_type);
        [places.map(|places| &places.any_key), places.and_then(|places| places.keys.get(key?))]
    }

    /// Returns the rooms of events with at least one key.
    pub(super) fn rooms_of_some_key(&self, family: Family, event_type: &str) -> Option<&Rooms> {
        self.of_type(family, event_type).map(|places| &places.some_key)
    }

    /// Returns the families in which a capability names no room.
    pub(super) fn open_families(&self) -> impl Iterator<Item = Family> {
        Family::ALL.iter().zip(self.open).filter(|(_, open)| *open).map(|(family, _)| *family)
    }

    pub(super) fn has_timelines(&self) -> bool {
        self.timelines.any || !self.timelines.ids.is_empty()
    }

    #[inline]
    fn of_type(&self, family: Family, event_type: &str) -> Option<&Places> {
        self.types.get(slot(family)?)?.get(event_type)
    }
}

impl Places {
    fn insert(&mut self, event: &EventPermission<'_>) {
        self.some_key.insert(event.room.as_ref());
        match &event.key {
            None => self.any_key.insert(event.room.as_ref()),
            Some(key) => self.keys.update(key, |rooms| rooms.insert(event.room.as_ref())),
        }
    }

    fn of_key(&self, key: Option<&str>) -> Option<&Rooms> {
        match key {
            None => Some(&self.any_key),
            Some(key) => self.keys.get(key),
        }
    }

    /// Returns `true` if the rooms of any key or of this key pass the test.
    #[inline]
    fn any(&self, key: Option<&str>, test: impl Fn(&Rooms) -> bool) -> bool {
        test(&self.any_key) || key.and_then(|key| self.keys.get(key)).is_some_and(test)
    }
}

impl Rooms {
    fn insert(&mut self, room: Option<&Room<'_>>) {
        match room {
            None => self.open = true,
            Some(Room::Any) => self.any = true,
            Some(Room::Id(id)) => self.ids.update(id.as_str(), |()| {}),
        }
    }

    fn contains(&self, room: Option<&Room<'_>>) -> bool {
        match room {
            None => self.open,
            Some(Room::Any) => self.any,
            Some(Room::Id(id)) => self.ids.get(id.as_str()).is_some(),
        }
    }

    /// Returns `true` if this room or any room is named.
    #[inline]
    pub(super) fn name(&self, room: &str) -> bool {
        self.any || self.ids.get(room).is_some()
    }
}

/// One slot for each family. The slot of timelines stays empty.
const FAMILIES: usize = Family::ALL.len();

#[inline]
fn slot(family: Family) -> Option<usize> {
    Family::ALL.iter().position(|other| *other == family)
}
