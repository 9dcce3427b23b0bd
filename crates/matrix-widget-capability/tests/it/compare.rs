//! Equality and inclusion.

use matrix_widget_capability::{Capability, Dialect, Flag, Spelling};

use crate::laws::strings::scoped;

#[test]
fn spelling_distinguishes_capabilities_but_not_permissions() {
    for &flag in Flag::ALL {
        let unstable = Capability::from(flag);
        let stable = unstable.clone().with_spelling(Spelling::Stable);
        assert_eq!(unstable == stable, scoped(&unstable) == scoped(&stable));
        assert_eq!(unstable.permission(), stable.permission());
    }
}

#[test]
fn subsumes_compares_key_room_and_direction() {
    let subsumes = |one: &str, other: &str| {
        let [one, other] = [one, other].map(|text| Capability::parse_lenient(text, Dialect::RoomScoped));
        one.permission().subsumes(other.permission())
    };
    for (one, other) in [
        ("m.send.event:m.room.message", "m.send.event:m.room.message#m.text"),
        ("m.send.state_event:a:*", "m.send.state_event:a#k:!r"),
        ("m.send.state_event:a:*", "org.matrix.msc2762.send.state_event:a"),
        ("m.receive.event:a", "m.read.event:a"),
        ("m.timeline:*", "m.timeline:!r"),
    ] {
        assert!(subsumes(one, other), "{one} {other}");
        assert!(!subsumes(other, one), "{other} {one}");
    }
    for (one, other) in [
        ("m.send.event:a", "m.send.event:a:!r"),
        ("m.send.event:a", "m.receive.event:a"),
        ("m.send.event:a", "m.send.state_event:a"),
        ("m.send.event:a", "m.send.event:b"),
        ("m.send.event:a", "m.send.to_device:a"),
        ("m.send.to_device:a", "m.receive.to_device:a"),
        ("m.send.state_event:a#", "m.send.state_event:a#k"),
        ("m.timeline:!r", "m.timeline:!s"),
        ("m.sticker", "m.navigate"),
        ("m.sticker", "com.example.fly"),
        ("com.example.fly", "m.send.event:"),
        ("com.example.fly", "com.example.fly"),
    ] {
        assert!(!subsumes(one, other), "{one} {other}");
        assert!(!subsumes(other, one), "{other} {one}");
    }
}
