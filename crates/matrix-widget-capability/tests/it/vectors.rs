//! Rows of body, event type, key and room.

use matrix_widget_capability::{Capability, Dialect, EventPermission, Family, Permission, Room, Spelling};

use crate::printing::read_and_written;

type Row = (&'static str, &'static str, Option<&'static str>, Option<&'static str>);

/// Behind any prefix of message-like events.
const MESSAGE_LIKE: &[Row] = &[
    ("m.room.message#m.text:!r:example.org", "m.room.message", Some("m.text"), Some("!r:example.org")),
    ("m.room.message", "m.room.message", None, None),
    ("m.room.message#", "m.room.message", Some(""), None),
    ("m.room.message##m.text", "m.room.message", Some("#m.text"), None),
    ("org.example#foo", "org.example#foo", None, None),
    ("m.reaction:*", "m.reaction", None, Some("*")),
    // More than the written table.
    ("m.room.message#:*", "m.room.message", Some(""), Some("*")),
    ("m.room.message#\\:*", "m.room.message", Some(":*"), None),
    ("m.room.message\\:*", "m.room.message:*", None, None),
    ("m.room.message\\#m.text", "m.room.message\\#m.text", None, None),
    ("m.room.messages#x", "m.room.messages#x", None, None),
    ("\\:*", ":*", None, None),
    ("#", "#", None, None),
    ("*", "*", None, None),
    ("a:!", "a:!", None, None),
    ("a:!b:", "a:!b:", None, None),
    ("a:!b:c:", "a:!b:c:", None, None),
    ("a:!b:c:1", "a", None, Some("!b:c:1")),
    ("a:!b:[::1]", "a", None, Some("!b:[::1]")),
    ("a:!b:[::1]:8448", "a", None, Some("!b:[::1]:8448")),
    ("a:!b:[::g]", "a:!b:[::g]", None, None),
    ("a:!b c", "a:!b c", None, None),
    ("a:!b!c", "a", None, Some("!b!c")),
    ("a:!b:!c", "a:!b", None, Some("!c")),
];

/// Behind any prefix of state events.
const STATE: &[Row] = &[
    ("m.room.name#", "m.room.name", Some(""), None),
    ("m.room.name##test", "m.room.name", Some("#test"), None),
    ("org.example.\\#test#hello", "org.example.#test", Some("hello"), None),
    ("a\\\\##test", "a\\#", Some("test"), None),
    ("a\\\\###test", "a\\#", Some("#test"), None),
    ("foo\\#bar\\", "foo#bar\\", None, None),
    ("a\\b", "a\\b", None, None),
    (
        "org.matrix.msc3401.call.member#_@alice:example.org_DEV_m.call",
        "org.matrix.msc3401.call.member",
        Some("_@alice:example.org_DEV_m.call"),
        None,
    ),
    ("m.space.child#!child:example.org", "m.space.child", Some("!child:example.org"), None),
    (
        "m.space.child#!child:example.org:!parent:example.org",
        "m.space.child",
        Some("!child:example.org"),
        Some("!parent:example.org"),
    ),
    ("t#a\\:!b", "t", Some("a:!b"), None),
    (
        "m.policy.rule.room#rule:!bad:example.org",
        "m.policy.rule.room",
        Some("rule"),
        Some("!bad:example.org"),
    ),
    ("t:!r#k", "t:!r", Some("k"), None),
    ("t#k:!a:*", "t", Some("k:!a"), Some("*")),
    ("m.room.member:*", "m.room.member", None, Some("*")),
    (
        "m.room.create:!31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM",
        "m.room.create",
        None,
        Some("!31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM"),
    ),
    // More than the written table.
    ("m.room.member#@alice:example.org", "m.room.member", Some("@alice:example.org"), None),
    ("\\#", "#", None, None),
    ("\\#\\:*", "#:*", None, None),
    ("a\\#:*", "a#", None, Some("*")),
    ("a\\\\:!b", "a\\:!b", None, None),
    ("a#k\\#\\:!b", "a", Some("k\\#:!b"), None),
];

/// Behind any prefix of state events, in plain MSC2762.
const PLAIN_STATE: &[Row] = &[
    ("m.policy.rule.room#rule:!bad:example.org", "m.policy.rule.room", Some("rule:!bad:example.org"), None),
    ("t#a\\:!b", "t", Some("a\\:!b"), None),
    ("m.room.member:*", "m.room.member:*", None, None),
    ("org.example.\\#test#hello", "org.example.#test", Some("hello"), None),
    ("foo\\#bar\\", "foo#bar\\", None, None),
    (":*", ":*", None, None),
];

fn read(text: &str, dialect: Dialect) -> Option<EventPermission<'_>> {
    match Capability::parse(text, dialect).ok()?.into_permission() {
        Permission::Event(event) => Some(event),
        _ => None,
    }
}

fn check(kind: &str, dialect: Dialect, rows: &[Row]) {
    let families: Vec<_> =
        Family::ALL.iter().filter(|family| family.as_str(Spelling::Today).ends_with(kind)).collect();
    assert_eq!(families.len(), 3);
    for family in families {
        for prefix in [Spelling::Today, Spelling::Stable].map(|spelling| family.as_str(spelling)) {
            for (body, event_type, key, room) in rows {
                let text = format!("{prefix}{body}");
                let event = read(&text, dialect).expect(&text);
                assert_eq!(event.family(), *family, "{text}");
                assert_eq!(event.event_type(), *event_type, "{text}");
                assert_eq!(event.key(), *key, "{text}");
                assert_eq!(event.room().map(Room::as_str), *room, "{text}");
                read_and_written(&text);
            }
        }
    }
}

#[test]
fn message_like_bodies_are_read_as_in_the_table() {
    check(".event:", Dialect::RoomScoped, MESSAGE_LIKE);
}

#[test]
fn state_bodies_are_read_as_in_the_table() {
    check(".state_event:", Dialect::RoomScoped, STATE);
}

#[test]
fn plain_bodies_have_no_rooms() {
    check(".state_event:", Dialect::Msc2762, PLAIN_STATE);
    check(".event:", Dialect::Msc2762, &[("m.reaction:*", "m.reaction:*", None, None)]);
}

#[test]
fn to_device_and_account_data_bodies_are_taken_verbatim() {
    for prefix in
        Family::NAMES.iter().filter(|prefix| prefix.ends_with("to_device:") || prefix.ends_with("_data:"))
    {
        for body in ["m.room.message#m.text", "a\\#b:*", "a:!b:example.org"] {
            let text = format!("{prefix}{body}");
            match Capability::parse(&text, Dialect::RoomScoped).unwrap().permission() {
                Permission::ToDevice(of_type) | Permission::RoomAccountData(of_type) => {
                    assert_eq!(of_type.event_type(), body);
                }
                other => panic!("{text} is read as {other:?}"),
            }
        }
    }
}

#[test]
fn timelines_name_a_room_or_any() {
    for room in ["*", "!a:example.org", "!a", "!a:[::1]:8448"] {
        for dialect in [Dialect::RoomScoped, Dialect::Msc2762] {
            let text = format!("m.timeline:{room}");
            let capability = Capability::parse(&text, dialect).unwrap();
            assert_eq!(*capability.permission(), Permission::Timeline(Room::new(room).unwrap()));
        }
    }
}

#[test]
fn reading_borrows_what_is_not_escaped() {
    let text = String::from("m.send.state_event:m.room.member#@alice:example.org:!r:example.org");
    let event = read(&text, Dialect::RoomScoped).unwrap();
    let inside = |part: &str| text.as_bytes().as_ptr_range().contains(&part.as_ptr());
    assert!(inside(event.event_type()));
    assert!(inside(event.key().unwrap()));
    assert!(inside(event.room().unwrap().as_str()));
}
