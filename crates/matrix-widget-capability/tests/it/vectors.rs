//! The vectors, which also test other implementations.

use std::collections::BTreeMap;

use matrix_widget_capability::{
    Capability, CapabilitySet, Dialect, EventPermission, EventQuery, Family, Flag, Permission, Room, RoomId,
    Spelling,
};
use serde::{Deserialize, de::DeserializeOwned};

use crate::laws::strings::hold;

const DIALECTS: [(&str, Dialect); 2] = [("room-scoped", Dialect::RoomScoped), ("msc2762", Dialect::Msc2762)];

fn vectors<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("rows as its README describes them")
}

fn read(text: &str, dialect: Dialect) -> Option<EventPermission<'_>> {
    match Capability::parse(text, dialect).ok()?.into_permission() {
        Permission::Event(event) => Some(event),
        _ => None,
    }
}

/// Body, event type, key and room.
type Row = (String, String, Option<String>, Option<String>);

#[test]
fn parse_reads_event_bodies_as_in_the_vectors() {
    let tables: BTreeMap<String, BTreeMap<String, Vec<Row>>> =
        vectors(include_str!("../vectors/event_bodies.json"));
    for (name, dialect) in DIALECTS {
        for (kind, rows) in &tables[name] {
            let is_of_kind =
                |family: &Family| family.as_str(Spelling::Unstable).ends_with(&format!(".{kind}:"));
            let families: Vec<_> = Family::ALL.iter().copied().filter(is_of_kind).collect();
            assert_eq!(families.len(), 3);
            for family in families {
                for spelling in [Spelling::Unstable, Spelling::Stable] {
                    rows.iter().for_each(|row| check(family, spelling, dialect, row));
                }
            }
        }
    }
}

fn check(family: Family, spelling: Spelling, dialect: Dialect, (body, event_type, key, room): &Row) {
    let text = format!("{}{body}", family.as_str(spelling));
    let event = read(&text, dialect).expect(&text);
    assert_eq!(event.family(), family, "{text}");
    assert_eq!(event.event_type(), event_type, "{text}");
    assert_eq!(event.key(), key.as_deref(), "{text}");
    assert_eq!(event.room().map(Room::as_str), room.as_deref(), "{text}");
    hold(&text);
}

#[test]
fn room_id_accepts_exactly_the_room_ids_of_the_vectors() {
    let rooms: BTreeMap<String, Vec<String>> = vectors(include_str!("../vectors/rooms.json"));
    for (name, expected) in [("room IDs", true), ("no room IDs", false)] {
        for text in &rooms[name] {
            assert_eq!(RoomId::new(text).is_ok(), expected, "{text:?}");
            let timeline = format!("m.timeline:{text}");
            assert_eq!(
                Capability::parse(&timeline, Dialect::Msc2762).is_ok(),
                expected || text == "*",
                "{text:?}"
            );
        }
    }
}

#[test]
fn parse_rejects_malformed_strings_with_a_message() {
    let malformed: BTreeMap<String, Vec<(String, String)>> =
        vectors(include_str!("../vectors/malformed.json"));
    let message =
        |text: &str, dialect| Capability::parse(text, dialect).map(drop).map_err(|error| error.to_string());
    for (text, expected) in &malformed["in both dialects"] {
        for (_, dialect) in DIALECTS {
            assert_eq!(message(text, dialect), Err(expected.clone()));
        }
    }
    for (text, expected) in &malformed["room-scoped"] {
        assert_eq!(message(text, Dialect::RoomScoped), Err(expected.clone()));
        assert!(Capability::parse(text, Dialect::Msc2762).is_ok());
    }
}

#[test]
fn parse_accepts_unknown_strings() {
    for text in vectors::<Vec<String>>(include_str!("../vectors/unknown.json")) {
        let strict = Capability::parse(&text, Dialect::RoomScoped).unwrap();
        let Permission::Unknown(unknown) = strict.permission() else { panic!("{strict:?}") };
        assert_eq!((unknown.as_str(), unknown.reason()), (text.as_str(), None));
        assert_eq!(strict, Capability::parse_lenient(&text, Dialect::RoomScoped));
    }
}

#[derive(Deserialize)]
struct Case {
    rule: String,
    #[serde(default = "room_scoped")]
    dialect: String,
    capabilities: Vec<String>,
    viewed: Option<String>,
    allowed: Vec<Vec<Option<String>>>,
    refused: Vec<Vec<Option<String>>>,
}

fn room_scoped() -> String {
    "room-scoped".to_owned()
}

fn ask(set: &CapabilitySet, question: &[Option<String>], viewed: Option<&str>) -> Option<bool> {
    let words: Vec<_> = question.iter().map(Option::as_deref).collect();
    Some(match words[..] {
        [Some(direction), Some(kind), Some(event_type), key, Some(room)] => {
            let query = match (kind, key) {
                ("event", msgtype) => EventQuery::message_like(event_type, msgtype, room),
                ("state_event", Some(key)) => EventQuery::state(event_type, key, room),
                ("state_event", None) => EventQuery::any_state(event_type, room),
                _ => return None,
            };
            match direction {
                "send" => set.may_send(&query, viewed),
                "receive" => set.may_receive(&query, viewed),
                "read" => set.may_read(&query, viewed),
                _ => return None,
            }
        }
        [Some("send"), Some("to_device"), Some(event_type)] => set.may_send_to_device(event_type),
        [Some("receive"), Some("to_device"), Some(event_type)] => set.may_receive_to_device(event_type),
        [Some("send"), Some("room_account_data"), Some(event_type)] => {
            set.may_send_room_account_data(event_type)
        }
        [Some("receive"), Some("room_account_data"), Some(event_type)] => {
            set.may_receive_room_account_data(event_type)
        }
        [Some("read"), Some("account_data"), Some(event_type)] => set.may_read_account_data(event_type),
        [Some("timeline"), Some(room)] => set.may_use_timeline(room),
        [Some("flag"), Some(name)] => {
            let is_named =
                |flag: &Flag| [Spelling::Unstable, Spelling::Stable].iter().any(|s| flag.as_str(*s) == name);
            set.may(*Flag::ALL.iter().find(|flag| is_named(flag)).expect(name))
        }
        _ => return None,
    })
}

#[test]
fn sets_answer_as_in_the_vectors() {
    for case in vectors::<Vec<Case>>(include_str!("../vectors/sets.json")) {
        let (_, dialect) = DIALECTS.into_iter().find(|(name, _)| *name == case.dialect).unwrap();
        let set = CapabilitySet::from_strings(&case.capabilities, dialect);
        for (questions, expected) in [(&case.allowed, true), (&case.refused, false)] {
            for question in questions {
                let answer = ask(&set, question, case.viewed.as_deref());
                assert_eq!(answer, Some(expected), "{}: {question:?}", case.rule);
            }
        }
    }
}

#[test]
fn parse_takes_to_device_and_account_data_bodies_verbatim() {
    for prefix in
        Family::NAMES.iter().filter(|prefix| prefix.ends_with("to_device:") || prefix.ends_with("_data:"))
    {
        for body in ["m.room.message#m.text", "a\\#b:*", "a:!b:example.org"] {
            let text = format!("{prefix}{body}");
            match Capability::parse(&text, Dialect::RoomScoped).unwrap().permission() {
                Permission::ToDevice(_, event_type)
                | Permission::RoomAccountData(_, event_type)
                | Permission::AccountData(event_type) => assert_eq!(event_type.as_str(), body),
                other => panic!("{text} is read as {other:?}"),
            }
        }
    }
}

#[test]
fn parse_reads_timelines_of_a_room_or_any() {
    for room in ["*", "!a:example.org", "!a", "!a:[::1]:8448"] {
        for (_, dialect) in DIALECTS {
            let text = format!("m.timeline:{room}");
            let capability = Capability::parse(&text, dialect).unwrap();
            assert_eq!(*capability.permission(), Permission::Timeline(Room::new(room).unwrap()));
        }
    }
}

#[test]
fn parse_borrows_unescaped_parts() {
    let text = String::from("m.send.state_event:m.room.member#@alice:example.org:!r:example.org");
    let event = read(&text, Dialect::RoomScoped).unwrap();
    let inside = |part: &str| text.as_bytes().as_ptr_range().contains(&part.as_ptr());
    assert!(inside(event.event_type()));
    assert!(inside(event.key().unwrap()));
    assert!(inside(event.room().unwrap().as_str()));
}
