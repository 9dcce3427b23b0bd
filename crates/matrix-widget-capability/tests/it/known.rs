//! Known event types in the wrong family.

use matrix_widget_capability::{Capability, Dialect, Permission, known::EventClass};

#[test]
fn misplaced_finds_known_types_in_the_wrong_family() {
    for (text, class) in [
        ("m.send.event:m.room.topic", Some(EventClass::State)),
        ("m.send.state_event:m.room.message", Some(EventClass::MessageLike)),
        ("m.receive.state_event:m.reaction#k", Some(EventClass::MessageLike)),
        ("m.read.event:m.room_key", Some(EventClass::Elsewhere)),
        ("m.receive.state_event:m.tag", Some(EventClass::Elsewhere)),
        ("m.send.event:m.room.message", None),
        ("m.send.state_event:m.room.topic", None),
        ("m.send.event:org.example", None),
    ] {
        let capability = Capability::parse(text, Dialect::RoomScoped).unwrap();
        let Permission::Event(event) = capability.permission() else { panic!("{text}") };
        assert_eq!(event.misplaced(), class, "{text}");
    }
}
