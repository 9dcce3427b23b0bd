//! Errors of parsing. The vectors have the messages for capability strings.

use matrix_widget_capability::{Capability, Dialect, Permission, Room, RoomId};

use crate::laws::strings::scoped;

#[test]
fn room_errors_name_what_was_expected() {
    assert_eq!(Room::new("x").unwrap_err().to_string(), "expected `*` or a room ID at byte 0, found 'x'");
    assert_eq!(RoomId::new("*").unwrap_err().to_string(), "expected a room ID at byte 0, found '*'");
    assert_eq!(RoomId::new("!a:").unwrap_err().position(), 3);
}

#[test]
fn parse_lenient_keeps_the_reason_of_malformed_strings() {
    for text in ["m.send.event:", "m.timeline:nonsense", "m.read.state_event:#"] {
        let error = Capability::parse(text, Dialect::RoomScoped).unwrap_err();
        let lenient = Capability::parse_lenient(text, Dialect::RoomScoped);
        let Permission::Unknown(unknown) = lenient.permission() else { panic!("{lenient:?}") };
        assert_eq!((unknown.as_str(), unknown.reason()), (text, Some(error)));
        assert_eq!(scoped(&lenient), text);
    }
}
