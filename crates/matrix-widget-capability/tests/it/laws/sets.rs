//! A set answers like a scan of its capabilities.

use matrix_widget_capability::{
    Capability, CapabilitySet, Dialect, Direction, EventKind, EventPermission, EventQuery, Flag, Flow,
    Permission, Room,
};

/// Asserts all laws for the sets of the lines before and after an empty line.
pub fn hold(text: &str) {
    let (ours, theirs) = text.split_once("\n\n").unwrap_or((text, ""));
    for dialect in [Dialect::RoomScoped, Dialect::Msc2762] {
        let [ours, theirs] =
            [ours, theirs].map(|lines| CapabilitySet::from_strings(lines.split('\n'), dialect));
        let [our_permissions, their_permissions] = [&ours, &theirs].map(permissions);
        let all: Vec<_> = our_permissions.iter().chain(&their_permissions).collect();

        for permission in &all {
            let subsumed = our_permissions.iter().any(|ours| ours.subsumes(permission));
            assert!(!subsumed || ours.subsumes(permission), "{permission:?}");
            let is_known = !matches!(permission, Permission::Unknown(_));
            let contains = is_known && our_permissions.contains(permission);
            assert_eq!(ours.contains(permission), contains, "{permission:?}");
            assert_eq!(ours.subsumes(permission), subsumes(&our_permissions, permission), "{permission:?}");
        }
        let covers = their_permissions.iter().all(|permission| subsumes(&our_permissions, permission));
        assert_eq!(ours.covers(&theirs), covers);
        let union = ours.union(&theirs).unwrap();
        for question in questions(&all) {
            let [by_ours, by_theirs] = [&ours, &theirs].map(|set| question.put_to(set));
            assert_eq!(by_ours, question.is_allowed_by(&our_permissions), "{question:?}");
            assert!(!covers || by_ours || !by_theirs, "{question:?}");
            assert!(question.put_to(&union) || !(by_ours || by_theirs), "{question:?}");
        }
        assert!(ours.not_covered_by(&union).is_empty() && theirs.not_covered_by(&union).is_empty());
        put_together(&ours, &theirs);
    }
}

fn put_together(ours: &CapabilitySet, theirs: &CapabilitySet) {
    assert_eq!(ours.union(ours).as_ref(), Ok(ours));
    let (approved, new) = (ours.approved_by(theirs), ours.not_covered_by(theirs));
    assert!(theirs.covers(&approved));
    assert_eq!(approved.len() == ours.len(), theirs.covers(ours));
    assert!(ours.not_covered_by(&theirs.union(&new).unwrap()).is_empty());
    let unknown = ours.filter(|permission| matches!(permission, Permission::Unknown(_)));
    assert_eq!(approved.len() + new.len() + unknown.len(), ours.len());
}

fn permissions(set: &CapabilitySet) -> Vec<Permission<'_>> {
    set.capabilities().map(Capability::into_permission).collect()
}

/// Returns `true` if these permissions together allow everything that one more would.
fn subsumes(all: &[Permission<'_>], permission: &Permission<'_>) -> bool {
    if all.iter().any(|one| one.subsumes(permission)) {
        return true;
    }
    // A timeline extends permissions without a room to its room.
    let Permission::Event(event) = permission else { return false };
    let Some(room) = event.room() else { return false };
    let is_open = all.iter().any(|one| one.subsumes(&Permission::Timeline(room.clone())));
    let key = event.key().map(Into::into);
    let without_room = EventPermission::new(event.direction(), event.kind(), event.event_type(), key, None);
    is_open && all.iter().any(|one| one.subsumes(&Permission::Event(without_room.clone().unwrap())))
}

/// A permission question.
#[derive(Debug)]
enum Question<'a> {
    Flag(Flag),
    Timeline(&'a str),
    ToDevice(Flow, &'a str),
    RoomAccountData(Flow, &'a str),
    AccountData(&'a str),
    Event(Direction, EventKind, &'a str, Option<&'a str>, &'a str, Option<&'a str>),
}

/// Returns questions that the permissions answer, and questions that they do not.
fn questions<'a>(permissions: &[&'a Permission<'a>]) -> Vec<Question<'a>> {
    let rooms = permissions.iter().filter_map(|permission| match permission {
        Permission::Event(event) => event.room(),
        Permission::Timeline(room) => Some(room),
        _ => None,
    });
    let rooms: Vec<_> = rooms.map(Room::as_str).take(3).chain(["!other", "*", ""]).collect();
    let keys = permissions.iter().filter_map(|permission| match permission {
        Permission::Event(event) => event.key(),
        _ => None,
    });
    let keys: Vec<_> = keys.map(Some).take(3).chain([None, Some("")]).collect();

    let mut questions: Vec<_> = Flag::ALL.iter().copied().map(Question::Flag).collect();
    questions.extend(rooms.iter().copied().map(Question::Timeline));
    for permission in permissions.iter().take(12) {
        let (event_type, kind) = match permission {
            Permission::Event(event) => (event.event_type(), event.kind()),
            Permission::ToDevice(_, event_type)
            | Permission::RoomAccountData(_, event_type)
            | Permission::AccountData(event_type) => (event_type.as_str(), EventKind::State),
            Permission::Unknown(unknown) => (unknown.as_str(), EventKind::MessageLike),
            _ => continue,
        };
        for flow in [Flow::Send, Flow::Receive] {
            questions.push(Question::ToDevice(flow, event_type));
            questions.push(Question::RoomAccountData(flow, event_type));
        }
        questions.push(Question::AccountData(event_type));
        for direction in [Direction::Send, Direction::Receive, Direction::Read] {
            for key in &keys {
                for room in &rooms {
                    for viewed in [None, Some(*room), Some("!viewed")] {
                        questions.push(Question::Event(direction, kind, event_type, *key, room, viewed));
                    }
                }
            }
        }
    }
    questions
}

impl Question<'_> {
    fn put_to(&self, set: &CapabilitySet) -> bool {
        match *self {
            Self::Flag(flag) => set.may(flag),
            Self::Timeline(room) => set.may_use_timeline(room),
            Self::ToDevice(Flow::Send, event_type) => set.may_send_to_device(event_type),
            Self::ToDevice(Flow::Receive, event_type) => set.may_receive_to_device(event_type),
            Self::RoomAccountData(Flow::Send, event_type) => set.may_send_room_account_data(event_type),
            Self::RoomAccountData(Flow::Receive, event_type) => set.may_receive_room_account_data(event_type),
            Self::AccountData(event_type) => set.may_read_account_data(event_type),
            Self::Event(direction, kind, event_type, key, room, viewed) => {
                let query = match (kind, key) {
                    (EventKind::MessageLike, msgtype) => EventQuery::message_like(event_type, msgtype, room),
                    (EventKind::State, Some(key)) => EventQuery::state(event_type, key, room),
                    (EventKind::State, None) => EventQuery::any_state(event_type, room),
                };
                match direction {
                    Direction::Send => set.may_send(&query, viewed),
                    Direction::Receive => set.may_receive(&query, viewed),
                    Direction::Read => set.may_read(&query, viewed),
                }
            }
        }
    }

    /// Answers by the rules. Unknown strings allow nothing.
    fn is_allowed_by(&self, all: &[Permission<'_>]) -> bool {
        let opens = |one: &Permission<'_>, room| matches!(one, Permission::Timeline(opened) if *opened == Room::Any || opened.as_str() == room);
        all.iter().any(|one| match (self, one) {
            (Self::Flag(flag), Permission::Flag(one)) => flag == one,
            (Self::Timeline(room), one) => opens(one, *room),
            (Self::ToDevice(flow, event_type), Permission::ToDevice(granted, one))
            | (Self::RoomAccountData(flow, event_type), Permission::RoomAccountData(granted, one)) => {
                flow == granted && *event_type == one.as_str()
            }
            (Self::AccountData(event_type), Permission::AccountData(one)) => *event_type == one.as_str(),
            (&Self::Event(direction, kind, event_type, key, room, viewed), Permission::Event(one)) => {
                let right_direction = one.direction() == direction
                    || (one.direction(), direction) == (Direction::Receive, Direction::Read);
                let right_room = match one.room() {
                    Some(Room::Any) => true,
                    Some(Room::Id(id)) => id.as_str() == room,
                    None => viewed == Some(room) || all.iter().any(|one| opens(one, room)),
                };
                right_direction
                    && one.kind() == kind
                    && one.event_type() == event_type
                    && (one.key().is_none() || one.key() == key)
                    && right_room
            }
            _ => false,
        })
    }
}
