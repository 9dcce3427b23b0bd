//! Sentences, to the letter.

use matrix_widget_capability::{
    Capability, Dialect, Direction, EventKind, Family, Flag,
    describe::{Key, Place, Subject},
};

#[test]
fn describe_writes_a_sentence_for_every_kind() {
    for (text, sentence) in [
        ("m.sticker", "Send stickers to the room you are viewing"),
        ("m.send.event:m.reaction", "Send events of type \"m.reaction\" in the room you are viewing"),
        (
            "m.receive.event:m.room.message#m.text:*",
            "Receive and read events of type \"m.room.message\" with msgtype \"m.text\" in any of your rooms",
        ),
        (
            "m.send.state_event:m.room.name#:!a:example.org",
            "Send state events of type \"m.room.name\" with state key \"\" in the room \"!a:example.org\"",
        ),
        ("m.read.state_event:a", "Read past state events of type \"a\" in the room you are viewing"),
        ("m.send.to_device:a", "Send to-device messages of type \"a\""),
        (
            "com.beeper.capabilities.receive.room_account_data:m.tag",
            "Read your room account data of type \"m.tag\"",
        ),
        ("m.timeline:!a", "Do what it may do in the room you are viewing, also in the room \"!a\""),
        ("m.timeline:*", "Do what it may do in the room you are viewing, also in any of your rooms"),
        ("com.example.fly", "Nothing: the capability \"com.example.fly\" is not known"),
    ] {
        let capability = Capability::parse(text, Dialect::RoomScoped).unwrap();
        assert_eq!(capability.permission().describe().to_string(), sentence);
    }
}

#[test]
fn describe_escapes_what_the_widget_chose() {
    let capability = Capability::parse("m.send.state_event:a#\"\n\u{202e}", Dialect::RoomScoped).unwrap();
    assert_eq!(
        capability.permission().describe().to_string(),
        r#"Send state events of type "a" with state key "\"\n\u{202e}" in the room you are viewing"#,
    );
}

#[test]
fn describe_exposes_the_parts_of_the_sentence() {
    let capability =
        Capability::parse("m.receive.event:m.room.message#m.text:!a", Dialect::RoomScoped).unwrap();
    let parts = capability.permission().describe();
    let family = Family::Event(Direction::Receive, EventKind::MessageLike);
    assert_eq!(parts.subject, Subject::Family(family));
    assert_eq!(parts.event_type, Some("m.room.message"));
    assert_eq!(parts.key, Some(Key::Msgtype("m.text")));
    assert_eq!(parts.place, Some(Place::Room("!a")));

    let flag = Capability::parse("m.navigate", Dialect::RoomScoped).unwrap();
    assert_eq!(flag.permission().describe().subject, Subject::Flag(Flag::Navigate));
}
