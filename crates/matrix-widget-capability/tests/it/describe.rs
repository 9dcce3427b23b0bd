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
fn describe_writes_the_prompts_of_the_vectors() {
    let rows: Vec<(String, Vec<String>, String)> =
        serde_json::from_str(include_str!("../vectors/descriptions.json")).unwrap();
    for (text, granted, prompt) in &rows {
        let granted: Vec<_> = granted.iter().map(String::as_str).collect();
        assert_eq!(described(text, &granted), *prompt);
    }
}

#[test]
fn describe_widens_the_rooms_by_granted_timelines() {
    for text in Flag::NAMES
        .iter()
        .copied()
        .map(str::to_owned)
        .chain(Family::NAMES.iter().map(|prefix| format!("{prefix}a")))
    {
        assert!(!described(&text, &["m.timeline:*"]).contains("in the room you are viewing"), "{text}");
    }
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
