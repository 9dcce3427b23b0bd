//! Permission checks of sets.

use matrix_widget_capability::{
    BuildError, Capability, CapabilityList, CapabilitySet, Dialect, Direction, EventKind, EventQuery, Flag,
    Permission, Room, build,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::laws::{sets::hold, strings::scoped};

// A naive scan, independent of the crate's parser.

/// `(direction, kind, event type, key, room)` of an event capability.
type Parts = (&'static str, &'static str, &'static str, Option<&'static str>, Option<&'static str>);

const TYPES: &[&str] = &["m.room.message", "m.reaction", "m.room.topic"];
const KEYS: &[&str] = &["", "m.text", "@alice:example.org"];
const ROOMS: &[&str] = &["!a:example.org", "!b:example.org", "!c:example.org"];

fn parts() -> impl Strategy<Value = Parts> {
    let room = prop_oneof![2 => Just(None), 1 => Just(Some("*")), 2 => select(ROOMS).prop_map(Some)];
    let direction = select(&["send", "receive", "read"][..]);
    let kind = select(&["event", "state_event"][..]);
    (direction, kind, select(TYPES), option::of(select(KEYS)), room).prop_map(
        |(direction, kind, event_type, key, room)| {
            let has_keys = kind == "state_event" || event_type == "m.room.message";
            (direction, kind, event_type, key.filter(|_| has_keys), room)
        },
    )
}

fn print((direction, kind, event_type, key, room): Parts) -> String {
    let key = key.map(|key| format!("#{key}")).unwrap_or_default();
    let room = room.map(|room| format!(":{room}")).unwrap_or_default();
    format!("m.{direction}.{kind}:{event_type}{key}{room}")
}

/// An event: `(kind, event type, key or msgtype, room)`, and the room being viewed.
type Event = (&'static str, &'static str, Option<&'static str>, &'static str, Option<&'static str>);

fn event() -> impl Strategy<Value = Event> {
    let kind = select(&["event", "state_event"][..]);
    (kind, select(TYPES), option::of(select(KEYS)), select(ROOMS), option::of(select(ROOMS)))
}

fn covers(capability: Parts, timelines: &[&str], direction: &str, event: Event) -> bool {
    let (_, kind, event_type, key, room) = capability;
    let (event_kind, type_of_event, event_key, event_room, viewed) = event;
    let right_direction = capability.0 == direction || capability.0 == "receive" && direction == "read";
    let right_key = key.is_none() || key == event_key;
    let right_room = match room {
        Some("*") => true,
        Some(room) => room == event_room,
        None => viewed == Some(event_room) || timelines.contains(&"*") || timelines.contains(&event_room),
    };
    right_direction && kind == event_kind && event_type == type_of_event && right_key && right_room
}

fn ask(set: &CapabilitySet, direction: &str, (kind, event_type, key, room, viewed): Event) -> bool {
    let query = match (kind, key) {
        ("event", msgtype) => EventQuery::message_like(event_type, msgtype, room),
        (_, Some(key)) => EventQuery::state(event_type, key, room),
        (_, None) => EventQuery::any_state(event_type, room),
    };
    match direction {
        "send" => set.may_send(&query, viewed),
        "receive" => set.may_receive(&query, viewed),
        _ => set.may_read(&query, viewed),
    }
}

fn timelines() -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(&["*", "!a:example.org", "!b:example.org"][..]), 0..2)
}

/// Returns all events that the small alphabets can distinguish, and some that no capability names.
fn universe() -> Vec<Event> {
    let mut events = Vec::new();
    for kind in ["event", "state_event"] {
        for &event_type in TYPES {
            for key in [None, Some("other")].into_iter().chain(KEYS.iter().copied().map(Some)) {
                for &room in ROOMS.iter().chain(&["!other:example.org"]) {
                    for viewed in [None, Some(room), Some("!viewed:example.org")] {
                        events.push((kind, event_type, key, room, viewed));
                    }
                }
            }
        }
    }
    events
}

/// Capabilities that are not for events.
const OTHERS: &[&str] = &[
    "m.navigate",
    "org.matrix.msc2931.navigate",
    "m.sticker",
    "m.timeline:*",
    "m.timeline:!a",
    "m.send.to_device:a",
    "org.matrix.msc3819.send.to_device:a",
    "m.receive.to_device:a",
    "com.beeper.capabilities.send.room_account_data:a",
    "com.example.fly",
    "m.timeline:b",
];

const DIRECTIONS: [&str; 3] = ["send", "receive", "read"];

fn set_of(capabilities: &[Parts], timelines: &[&str]) -> CapabilitySet {
    let strings = capabilities.iter().map(|&parts| print(parts));
    let mut set = CapabilitySet::from_strings(strings, Dialect::RoomScoped);
    for room in timelines {
        set.insert(&format!("m.timeline:{room}"));
    }
    set
}

proptest! {
    #[test]
    fn sets_answer_like_a_naive_scan(
        capabilities in vec(parts(), 0..40),
        timelines in timelines(),
        events in vec(event(), 50),
    ) {
        let set = set_of(&capabilities, &timelines);
        for event in events {
            for direction in DIRECTIONS {
                let scanned = capabilities.iter().any(|&parts| covers(parts, &timelines, direction, event));
                prop_assert_eq!(ask(&set, direction, event), scanned, "{} {:?}", direction, event);
            }
        }
    }

    #[test]
    fn permission_subsumes_exactly_what_it_allows(
        one in parts(),
        other in parts(),
    ) {
        let [one, other] = [one, other].map(print);
        let includes = {
            let [one, other] = [&one, &other].map(|text| Capability::parse(text, Dialect::RoomScoped).unwrap());
            one.permission().subsumes(other.permission())
        };
        // Capabilities without a room depend on the timelines.
        let mut allows_all = true;
        for timeline in [None, Some("m.timeline:!a:example.org"), Some("m.timeline:*")] {
            let [one, other] = [&one, &other].map(|text| {
                CapabilitySet::from_strings([text.as_str()].into_iter().chain(timeline), Dialect::RoomScoped)
            });
            for event in universe() {
                for direction in DIRECTIONS {
                    allows_all &= ask(&one, direction, event) || !ask(&other, direction, event);
                }
            }
        }
        prop_assert_eq!(includes, allows_all, "{} {}", one, other);
    }

    #[test]
    fn set_covers_exactly_what_it_allows(
        capabilities in vec(parts(), 0..8),
        timelines in timelines(),
        other in parts(),
    ) {
        let set = set_of(&capabilities, &timelines);
        let alone = CapabilitySet::from_strings([print(other)], Dialect::RoomScoped);
        let allows_all = universe().into_iter().all(|event| {
            DIRECTIONS.iter().all(|direction| ask(&set, direction, event) || !ask(&alone, direction, event))
        });
        prop_assert_eq!(set.covers(&alone), allows_all);
    }

    #[test]
    fn laws_hold_for_any_sets(
        ours in vec(parts(), 0..12),
        our_timelines in timelines(),
        theirs in vec(parts(), 0..6),
        their_timelines in timelines(),
        others in vec(select(OTHERS), 8),
        split in 0..8_usize,
    ) {
        let (mut ours, mut theirs) = (set_of(&ours, &our_timelines), set_of(&theirs, &their_timelines));
        others[..split].iter().for_each(|other| ours.insert(other));
        others[split..].iter().for_each(|other| theirs.insert(other));
        let [ours, theirs] = [ours, theirs].map(|set| set.strings().collect::<Vec<_>>().join("\n"));
        hold(&format!("{ours}\n\n{theirs}"));
    }

    #[test]
    fn unknown_strings_allow_nothing(
        prefix in select(&["m.send.event", "m.receive.event:", "M.send.event:", "m.timeline:", "", " m.read.event:"][..]),
        event_type in select(TYPES),
        event in event(),
    ) {
        let strings = [
            prefix.to_owned(),
            format!("{prefix}#"),
            format!("{prefix}:*"),
            format!("{prefix} {event_type}"),
            format!("{}{event_type}", prefix.trim_end_matches(':')),
            format!("x.{prefix}{event_type}"),
        ];
        let unknown = |text: &&String| {
            matches!(Capability::parse_lenient(text, Dialect::RoomScoped).permission(), Permission::Unknown(_))
        };
        let set = CapabilitySet::from_strings(strings.iter().filter(unknown), Dialect::RoomScoped);
        for direction in DIRECTIONS {
            prop_assert!(!ask(&set, direction, event));
        }
        prop_assert!(!set.may_use_timeline(event.3) && !set.may_use_timeline("*"));
        prop_assert!(!set.may_send_to_device(event.1) && !set.may_receive_to_device(event.1));
        prop_assert!(!set.may_send_room_account_data(event.1) && !set.may_receive_room_account_data(event.1));
        prop_assert!(!set.may_read_account_data(event.1));
        prop_assert!(!Flag::ALL.iter().any(|&flag| set.may(flag)));
        for unknown in set.capabilities() {
            prop_assert!(!set.subsumes(unknown.permission()));
        }
        prop_assert!(set.not_covered_by(&CapabilitySet::new(Dialect::RoomScoped)).is_empty());
    }
}

#[test]
fn strings_keeps_every_string_in_order() {
    let strings =
        ["m.sticker", "", "org.matrix.msc2931.navigate", "m.navigate", "m.sticker", "m.timeline:x", "é"];
    for dialect in [Dialect::RoomScoped, Dialect::Msc2762] {
        let set = CapabilitySet::from_strings(strings, dialect);
        assert!(set.strings().eq(strings));
        assert!(set.capabilities().map(|capability| scoped(&capability)).eq(strings));
        assert_eq!((set.len(), set.is_empty(), set.dialect()), (7, false, dialect));
    }
}

#[test]
fn approved_by_keeps_every_spelling() {
    let asked = CapabilitySet::from_strings(
        [
            "m.send.event:m.reaction",
            "m.navigate",
            "org.matrix.msc2762.send.event:m.reaction",
            "com.example.fly",
            "m.sticker",
        ],
        Dialect::RoomScoped,
    );
    let approved = CapabilitySet::from_strings(["m.send.event:m.reaction", "m.sticker"], Dialect::RoomScoped);
    assert!(asked.approved_by(&approved).strings().eq([
        "m.send.event:m.reaction",
        "org.matrix.msc2762.send.event:m.reaction",
        "m.sticker",
    ]));
    assert!(asked.not_covered_by(&approved).strings().eq(["m.navigate"]));
    assert!(!approved.covers(&asked) && asked.covers(&approved));
    assert!(!asked.covers(&asked), "an unknown string is never allowed");
}

#[test]
fn may_answers_for_flags_types_and_timelines() {
    let set = CapabilitySet::from_strings(
        [
            "town.robin.msc3846.turn_servers",
            "m.send.to_device:a#b",
            "m.receive.to_device:c",
            "com.beeper.capabilities.receive.room_account_data:d",
            "com.beeper.capabilities.send.room_account_data:e",
            "m.timeline:!r",
        ],
        Dialect::RoomScoped,
    );
    assert!(set.may(Flag::TurnServers) && !set.may(Flag::Sticker));
    assert!(set.may_send_to_device("a#b") && !set.may_send_to_device("a") && !set.may_send_to_device("c"));
    assert!(set.may_receive_to_device("c") && !set.may_receive_to_device("a#b"));
    assert!(set.may_receive_room_account_data("d") && !set.may_receive_room_account_data("e"));
    assert!(set.may_send_room_account_data("e") && !set.may_send_room_account_data("d"));
    assert!(set.may_use_timeline("!r") && !set.may_use_timeline("!s") && !set.may_use_timeline("*"));
    assert!(CapabilitySet::from_strings(["m.timeline:*"], Dialect::RoomScoped).may_use_timeline("*"));
}

#[test]
fn may_read_of_any_key_needs_a_capability_without_key() {
    let keyed = CapabilitySet::from_strings(
        ["m.read.state_event:m.room.name#", "m.read.event:m.room.message#"],
        Dialect::RoomScoped,
    );
    let keyless = CapabilitySet::from_strings(
        ["m.read.state_event:m.room.name", "m.read.event:m.room.message"],
        Dialect::RoomScoped,
    );
    let state = EventQuery::any_state("m.room.name", "!a");
    let message = EventQuery::message_like("m.room.message", None, "!a");
    for query in [state, message] {
        assert!(!keyed.may_read(&query, Some("!a")));
        assert!(keyless.may_read(&query, Some("!a")));
        assert!(!keyless.may_receive(&query, Some("!a")));
    }
    assert!(keyed.may_read(&EventQuery::state("m.room.name", "", "!a"), Some("!a")));
    assert!(keyed.may_read(&EventQuery::message("", "!a"), Some("!a")));
}

#[test]
fn large_sets_answer_like_small_sets() {
    let texts = (0..200).flat_map(|i| {
        [
            format!("m.send.event:type{i}"),
            format!("m.send.state_event:type#key{i}"),
            format!("m.send.state_event:type2#key:!room{i}"),
            format!("m.timeline:!{i}"),
        ]
    });
    let set = CapabilitySet::from_strings(texts, Dialect::RoomScoped);
    for i in 0..400 {
        let (event_type, key, room) = (format!("type{i}"), format!("key{i}"), format!("!room{i}"));
        let home = Some("!home");
        let is_there = i < 200;
        assert_eq!(set.may_send(&EventQuery::message_like(&event_type, None, "!home"), home), is_there);
        assert_eq!(set.may_send(&EventQuery::state("type", &key, "!home"), home), is_there);
        assert_eq!(set.may_send(&EventQuery::state("type2", "key", &room), home), is_there);
        assert_eq!(set.may_use_timeline(&format!("!{i}")), is_there);
    }
}

#[test]
fn insert_capability_writes_in_the_dialect_of_the_set() {
    let rule = build::send_state("a").state_key("b:!c").build().unwrap();
    let scoped = build::send_state("a").in_room("!c").build().unwrap();
    let mut plain = CapabilitySet::new(Dialect::Msc2762);
    assert_eq!(plain.insert_capability(&rule), Ok(()));
    assert_eq!(plain.insert_capability(&scoped), Err(BuildError::RoomInPlain));
    assert!(plain.strings().eq(["org.matrix.msc2762.send.state_event:a#b:!c"]));

    let mut set = CapabilitySet::new(Dialect::RoomScoped);
    set.insert_capability(&rule).unwrap();
    assert!(set.strings().eq(["org.matrix.msc2762.send.state_event:a#b\\:!c"]));
    let permission = set.capabilities().next().unwrap().into_permission();
    let Permission::Event(event) = permission else { panic!("{permission:?}") };
    assert_eq!((event.direction(), event.kind()), (Direction::Send, EventKind::State));
    assert_eq!(
        format!("{set:?}"),
        "CapabilitySet { dialect: RoomScoped, strings: [\"org.matrix.msc2762.send.state_event:a#b\\\\:!c\"], .. }"
    );
}

/// The room of the entity is not the room of the capability: deployed software reads no rooms.
#[test]
fn policy_rule_grants_its_whole_state_key_in_the_viewed_room_only() {
    let list = CapabilityList::from_iter(["m.send.state_event:m.policy.rule.room#rule:!bad:example.org"]);
    let granted = list.read(Dialect::Msc2762);
    let (viewed, bad) = ("!viewed:example.org", "!bad:example.org");
    let may_send =
        |key, room| granted.may_send(&EventQuery::state("m.policy.rule.room", key, room), Some(viewed));
    assert!(may_send("rule:!bad:example.org", viewed));
    assert!(!may_send("rule:!bad:example.org", bad));
    assert!(!may_send("rule", viewed) && !may_send("rule", bad));
    assert_eq!(granted.to_list(), list);
}

#[test]
fn union_rejects_mixed_dialects() {
    let [scoped, plain] = Dialect::ALL.map(CapabilitySet::new);
    assert!(scoped.union(&scoped).is_ok());
    let error = scoped.union(&plain).unwrap_err();
    assert_eq!(error.to_string(), "the capability sets are read in different dialects");
}

#[test]
fn unknown_strings_are_never_allowed_even_if_the_set_has_them() {
    let unknown = Capability::parse_lenient("com.vendor.delete_account", Dialect::Msc2762);
    let set = CapabilitySet::from_strings(["com.vendor.delete_account", "m.sticker"], Dialect::Msc2762);
    for set in [&set, &CapabilitySet::new(Dialect::Msc2762)] {
        assert!(!set.subsumes(unknown.permission()) && !set.contains(unknown.permission()));
    }
    assert!(set.approved_by(&set).strings().eq(["m.sticker"]));
}

#[test]
fn receives_asks_for_receive_capabilities_only() {
    let set = |text| CapabilitySet::from_strings([text], Dialect::Msc2762);
    for (text, events, to_device) in [
        ("m.receive.event:m.reaction", true, false),
        ("m.receive.state_event:m.room.topic#", true, false),
        ("m.receive.to_device:a", false, true),
        ("m.read.event:m.reaction", false, false),
        ("m.send.event:m.reaction", false, false),
        ("m.send.to_device:a", false, false),
        ("m.timeline:*", false, false),
        ("m.receive.event:", false, false),
    ] {
        assert_eq!(
            (set(text).receives_events(), set(text).receives_to_device()),
            (events, to_device),
            "{text}"
        );
    }
}

#[test]
fn receivable_state_lists_types_keys_and_rooms() {
    let set = CapabilitySet::from_strings(
        [
            "m.receive.state_event:m.room.topic#",
            "m.receive.state_event:m.room.member:!a",
            "m.timeline:!b",
            "m.read.state_event:m.room.name",
            "m.receive.event:m.reaction",
            "m.send.state_event:m.room.avatar",
            "m.timeline:*",
        ],
        Dialect::RoomScoped,
    );
    let state: Vec<_> = set.receivable_state().collect();
    let parts = state.iter().map(|event| (event.event_type(), event.key(), event.room().map(Room::as_str)));
    assert!(parts.eq([("m.room.topic", Some(""), None), ("m.room.member", None, Some("!a"))]));
    assert!(set.timelines().eq([Room::new("!b").unwrap(), Room::Any]));
}
