//! Messages, to the letter.

use matrix_widget_capability::{Capability, Dialect, Permission, Room, RoomId};

#[track_caller]
fn refused(text: &str, message: &str) {
    for dialect in [Dialect::RoomScoped, Dialect::Msc2762] {
        let error = Capability::parse(text, dialect).map_err(|error| error.to_string());
        assert_eq!(error, Err(message.to_owned()));
    }
}

#[test]
fn an_event_type_is_not_empty() {
    refused("m.send.event:", "expected an event type at byte 13, found the end");
    refused("org.matrix.msc2762.read.event:", "expected an event type at byte 30, found the end");
    refused("m.send.state_event:#key", "expected an event type at byte 19, found '#'");
    refused("m.send.to_device:", "expected an event type at byte 17, found the end");
    refused(
        "com.beeper.capabilities.receive.room_account_data:",
        "expected an event type at byte 50, found the end",
    );
}

#[test]
fn a_room_alone_is_no_event_type() {
    let room_scoped = |text: &str| text.parse::<Capability>().unwrap_err().to_string();
    assert_eq!(room_scoped("m.send.event::*"), "expected an event type at byte 13, found ':'");
    assert_eq!(room_scoped("m.send.state_event::!a"), "expected an event type at byte 19, found ':'");
    assert!(Capability::parse("m.send.event::*", Dialect::Msc2762).is_ok());
}

#[test]
fn a_timeline_is_of_a_room() {
    refused("m.timeline:", "expected `*` or a room ID at byte 11, found the end");
    refused("m.timeline:nonsense", "expected `*` or a room ID at byte 11, found 'n'");
    refused("m.timeline:**", "expected the end at byte 12, found '*'");
    refused("m.timeline:!", "expected the opaque part of a room ID at byte 12, found the end");
    refused("m.timeline:!:a", "expected the opaque part of a room ID at byte 12, found ':'");
    refused("m.timeline:!a b", "expected `:` or the end of the room ID at byte 13, found ' '");
    refused("m.timeline:!ä\u{a0}", "expected `:` or the end of the room ID at byte 14, found '\\u{a0}'");
    refused("m.timeline:!a#", "expected `:` or the end of the room ID at byte 13, found '#'");
    refused("m.timeline:!a\\", "expected `:` or the end of the room ID at byte 13, found '\\\\'");
    refused("m.timeline:!a:", "expected a server name at byte 14, found the end");
    refused("m.timeline:!a:_", "expected a server name at byte 14, found '_'");
    refused("m.timeline:!a:b/", "expected `:` or the end of the server name at byte 15, found '/'");
    refused("m.timeline:!a:[b]", "expected an IPv6 address and `]` at byte 15, found 'b'");
    refused("m.timeline:!a:[::1", "expected an IPv6 address and `]` at byte 15, found ':'");
    refused("m.timeline:!a:b:", "expected a port at byte 16, found the end");
    refused("m.timeline:!a:b:c", "expected a port at byte 16, found 'c'");
    refused("m.timeline:!a:b:1c", "expected the end at byte 17, found 'c'");
    refused(
        &format!("m.timeline:!{}", "a".repeat(255)),
        "expected a room ID of at most 255 bytes at byte 11, found 256 bytes",
    );
}

#[test]
fn the_longest_room_id_has_255_bytes() {
    assert!(RoomId::new(format!("!{}", "a".repeat(254))).is_ok());
    assert!(RoomId::new(format!("!{}:b", "ä".repeat(126))).is_ok());
    assert!(RoomId::new(format!("!{}:bc", "ä".repeat(126))).is_err());
}

#[test]
fn a_room_reads_as_in_a_timeline() {
    assert_eq!(Room::new("x").unwrap_err().to_string(), "expected `*` or a room ID at byte 0, found 'x'");
    assert_eq!(RoomId::new("*").unwrap_err().to_string(), "expected a room ID at byte 0, found '*'");
    assert_eq!(RoomId::new("!a:").unwrap_err().position(), 3);
}

#[test]
fn what_is_malformed_is_unknown_to_lenient_reading_and_has_the_reason() {
    for text in ["m.send.event:", "m.timeline:nonsense", "m.read.state_event:#"] {
        let error = Capability::parse(text, Dialect::RoomScoped).unwrap_err();
        let lenient = Capability::parse_lenient(text, Dialect::RoomScoped);
        let Permission::Unknown(unknown) = lenient.permission() else { panic!("{lenient:?}") };
        assert_eq!((unknown.as_str(), unknown.reason()), (text, Some(error)));
        assert_eq!(lenient.to_string(), text);
    }
}

#[test]
fn what_is_unknown_is_no_error() {
    for text in [
        "",
        ":",
        "com.example.fly",
        "M.sticker",
        "m.sticker ",
        "m.send.event",
        "m.timeline",
        "m.send.events:a",
    ] {
        let strict = Capability::parse(text, Dialect::RoomScoped).unwrap();
        let Permission::Unknown(unknown) = strict.permission() else { panic!("{strict:?}") };
        assert_eq!((unknown.as_str(), unknown.reason()), (text, None));
        assert_eq!(strict, Capability::parse_lenient(text, Dialect::RoomScoped));
    }
}
