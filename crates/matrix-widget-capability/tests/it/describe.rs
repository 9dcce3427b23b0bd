//! Permission prompts.

use matrix_widget_capability::{
    Capability, CapabilitySet, Dialect, Direction, EventKind, Family, Flag,
    describe::{Description, Key, Place, Subject, is_visible},
};

/// Describes a capability to a user who has granted some.
fn described(text: &str, granted: &[&str]) -> String {
    let granted = CapabilitySet::from_strings(granted, Dialect::RoomScoped);
    Capability::parse_lenient(text, Dialect::RoomScoped).permission().describe(&granted).to_string()
}

#[test]
fn describe_writes_a_prompt_for_every_kind() {
    for (text, prompt) in [
        ("m.sticker", "Send stickers in your name"),
        ("m.update_delayed_event", "Cancel, restart or send delayed events early"),
        ("m.send.event:m.room.message", "Send messages in the room you are viewing"),
        ("m.send.event:m.room.message#m.image", "Send images in the room you are viewing"),
        ("m.receive.event:m.room.message#m.text:*", "Receive and read text messages in all your rooms"),
        (
            "m.receive.event:m.room.message#",
            "Receive and read events of type \"m.room.message\" with msgtype \"\" in the room you are viewing",
        ),
        ("m.read.event:m.reaction", "Read past reactions in the room you are viewing"),
        ("m.send.event:a", "Send events of type \"a\" in the room you are viewing"),
        (
            "m.send.state_event:m.room.name#:!a:example.org",
            "Change the room name in the room \"!a:example.org\"",
        ),
        (
            "m.send.state_event:m.room.member#@a:b",
            "Change room information of type \"m.room.member\" with key \"@a:b\" in the room you are viewing",
        ),
        ("m.read.state_event:a", "Read past room information of type \"a\" in the room you are viewing"),
        ("m.send.to_device:a", "Send device-to-device messages of type \"a\""),
        (
            "com.beeper.capabilities.receive.room_account_data:m.tag",
            "Read your private room data of type \"m.tag\"",
        ),
        ("m.read.account_data:m.direct", "Read your private account data of type \"m.direct\""),
        ("m.timeline:!a", "Use the same permissions in the room \"!a\""),
        ("m.timeline:*", "Use the same permissions in all your rooms"),
        ("com.example.fly", "Nothing: the capability \"com.example.fly\" is unknown"),
    ] {
        assert_eq!(described(text, &[]), prompt);
    }
}

#[test]
fn describe_widens_the_rooms_by_granted_timelines() {
    let reaction = "m.send.event:m.reaction";
    assert_eq!(described(reaction, &["m.timeline:*"]), "Send reactions in all your rooms");
    assert_eq!(
        described(reaction, &["m.timeline:!a"]),
        "Send reactions in the room you are viewing and in the other rooms you have allowed",
    );
    assert_eq!(
        described("m.send.event:m.reaction:!b", &["m.timeline:*"]),
        "Send reactions in the room \"!b\""
    );
    for text in Flag::NAMES
        .iter()
        .copied()
        .map(str::to_owned)
        .chain(Family::NAMES.iter().map(|prefix| format!("{prefix}a")))
    {
        assert!(!described(&text, &["m.timeline:*"]).contains("in the room you are viewing"), "{text}");
    }
}

#[test]
fn describe_says_what_a_timeline_adds() {
    let granted = [
        "m.send.event:m.reaction",
        "m.send.event:m.room.message",
        "m.receive.state_event:m.room.topic",
        "m.read.event:m.reaction:!a",
        "m.sticker",
    ];
    assert_eq!(
        described("m.timeline:*", &granted),
        "Use the same permissions in all your rooms: send events, receive and read room information",
    );
}

#[test]
fn describe_escapes_text_of_the_widget() {
    assert_eq!(
        described("m.send.state_event:a#\"\n\u{202e}\u{3164}'", &[]),
        r#"Change room information of type "a" with key "\"\n\u{202e}\u{3164}'" in the room you are viewing"#,
    );
}

/// The default-ignorable characters of Unicode 16.
const DEFAULT_IGNORABLE: [(u32, u32); 17] = [
    (0xad, 0xad),
    (0x34f, 0x34f),
    (0x61c, 0x61c),
    (0x115f, 0x1160),
    (0x17b4, 0x17b5),
    (0x180b, 0x180f),
    (0x200b, 0x200f),
    (0x202a, 0x202e),
    (0x2060, 0x206f),
    (0x3164, 0x3164),
    (0xfe00, 0xfe0f),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff0, 0xfff8),
    (0x1bca0, 0x1bca3),
    (0x1d173, 0x1d17a),
    (0xe0000, 0xe0fff),
];

#[test]
fn is_visible_rejects_invisible_and_disturbing_characters() {
    let controls = [(0, 0x1f), (0x7f, 0x9f), (0x2028, 0x2029), (0x2066, 0x2069)];
    let blanks = [(0xa0, 0xa0), (0x2000, 0x200a), (0x2800, 0x2800), (0x3000, 0x3000), (0x1d159, 0x1d159)];
    let ranges = DEFAULT_IGNORABLE.iter().chain(&controls).chain(&blanks);
    for c in ranges.flat_map(|&(first, last)| first..=last).filter_map(char::from_u32) {
        assert!(!is_visible(c), "{c:?}");
        let shown = described(&format!("a{c}b"), &[]);
        assert!(shown.chars().all(is_visible), "{shown:?}");
        let error = Capability::parse(&format!("m.timeline:{c}"), Dialect::Msc2762).unwrap_err().to_string();
        assert!(error.chars().all(is_visible), "{error:?}");
    }
    assert!("Az09 .,:;!?#@\"'\\$`éßжשم字かฉ한😀".chars().all(is_visible));
}

#[test]
fn describe_exposes_the_parts_of_the_prompt() {
    let granted = CapabilitySet::from_strings(["m.send.event:a"], Dialect::RoomScoped);
    let capability =
        Capability::parse("m.receive.event:m.room.message#m.text:!a", Dialect::RoomScoped).unwrap();
    let Description { subject, event_type, key, place, extends, .. } =
        capability.permission().describe(&granted);
    assert_eq!(subject, Subject::Family(Family::Event(Direction::Receive, EventKind::MessageLike)));
    assert_eq!((event_type, key), (Some("m.room.message"), Some(Key::Msgtype("m.text"))));
    assert_eq!((place, extends.len()), (Some(Place::Room("!a")), 0));

    let flag = Capability::parse("m.navigate", Dialect::RoomScoped).unwrap();
    assert_eq!(flag.permission().describe(&granted).subject, Subject::Flag(Flag::Navigate));
    let timeline = Capability::parse("m.timeline:*", Dialect::RoomScoped).unwrap();
    let extends = timeline.permission().describe(&granted).extends;
    assert_eq!(extends, [Family::Event(Direction::Send, EventKind::MessageLike)]);
}
