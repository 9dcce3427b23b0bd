//! Constructors reject exactly what no string expresses.

use matrix_widget_capability::{
    BuildError, Capability, Dialect, Room, RoomId,
    build::{
        read_account_data, read_event, read_state, receive_event, receive_room_account_data, receive_state,
        receive_to_device, send_event, send_room_account_data, send_state, send_to_device, timeline,
    },
};

use crate::laws::strings::scoped;

#[track_caller]
fn rejected(result: Result<Capability<'_>, BuildError>, error: BuildError, message: &str) {
    assert_eq!(result.err(), Some(error));
    assert_eq!(error.to_string(), message);
}

#[test]
fn builders_write_the_strings_of_the_protocol() {
    for (built, text) in [
        (
            send_event("m.room.message").msgtype("m.text").in_any_room().build(),
            "org.matrix.msc2762.send.event:m.room.message#m.text:*",
        ),
        (receive_event("m.reaction").build(), "org.matrix.msc2762.receive.event:m.reaction"),
        (read_event("m.reaction").in_room("!a").build(), "org.matrix.msc2762.read.event:m.reaction:!a"),
        (send_state("m.room.name").state_key("").build(), "org.matrix.msc2762.send.state_event:m.room.name#"),
        (receive_state("a#b").build(), "org.matrix.msc2762.receive.state_event:a\\#b"),
        (
            read_state("a").state_key("k").in_room("!a:b").build(),
            "org.matrix.msc2762.read.state_event:a#k:!a:b",
        ),
        (send_to_device("a"), "org.matrix.msc3819.send.to_device:a"),
        (receive_to_device("a"), "org.matrix.msc3819.receive.to_device:a"),
        (send_room_account_data("a"), "com.beeper.capabilities.send.room_account_data:a"),
        (receive_room_account_data("a"), "com.beeper.capabilities.receive.room_account_data:a"),
        (read_account_data("a"), "org.matrix.msc3751.read.account_data:a"),
        (timeline("*"), "org.matrix.msc2762.timeline:*"),
    ] {
        assert_eq!(scoped(&built.unwrap()), text);
    }
}

#[test]
fn build_rejects_an_empty_type() {
    let message = "the event type is empty";
    rejected(send_event("").build(), BuildError::EmptyType, message);
    rejected(send_state("").state_key("k").build(), BuildError::EmptyType, message);
    rejected(send_to_device(""), BuildError::EmptyType, message);
    rejected(read_account_data(""), BuildError::EmptyType, message);
    rejected(receive_room_account_data(""), BuildError::EmptyType, message);
}

#[test]
fn build_rejects_a_msgtype_of_other_events() {
    let message = "a msgtype is only valid for `m.room.message` events";
    rejected(send_event("m.reaction").msgtype("m.text").build(), BuildError::KeyOfMessageLike, message);
    assert!(send_event("m.room.message").msgtype("").build().is_ok());
}

#[test]
fn build_rejects_a_type_that_reads_as_a_msgtype() {
    let message = "a message-like event type must not begin with `m.room.message#`";
    rejected(send_event("m.room.message#").build(), BuildError::TypeWithMsgtype, message);
    rejected(send_event("m.room.message#m.text").build(), BuildError::TypeWithMsgtype, message);
    assert!(send_event("m.room.message2#m.text").build().is_ok());
    assert!(send_state("m.room.message#m.text").build().is_ok());
}

#[test]
fn build_rejects_a_backslash_before_the_key() {
    let message = "a state event type that ends with `\\` cannot have a key";
    rejected(send_state("a\\").state_key("").build(), BuildError::BackslashBeforeKey, message);
    assert!(send_state("a\\").build().is_ok());
    assert!(send_state("\\a").state_key("\\").build().is_ok());
}

#[test]
fn build_rejects_a_backslash_before_the_room() {
    let message = "text that ends with `\\` cannot be followed by a room";
    rejected(send_event("a\\").in_any_room().build(), BuildError::BackslashBeforeRoom, message);
    rejected(send_state("a\\").in_room("!a").build(), BuildError::BackslashBeforeRoom, message);
    rejected(send_state("a").state_key("\\").in_room("!a").build(), BuildError::BackslashBeforeRoom, message);
    assert!(send_event("m.room.message").msgtype("\\").build().is_ok());
}

#[test]
fn build_rejects_an_invalid_room() {
    let error = RoomId::new("!").unwrap_err();
    let message = "invalid room: expected the opaque part of a room ID at byte 1, found the end";
    rejected(send_event("a").in_room("!").build(), BuildError::InvalidRoom(error), message);
    rejected(timeline("!"), BuildError::InvalidRoom(error), message);
}

#[test]
fn in_dialect_rejects_a_room_in_plain_msc2762() {
    let capability = send_event("a").in_any_room().build().unwrap();
    let error = capability.in_dialect(Dialect::Msc2762).unwrap_err();
    assert_eq!(error, BuildError::RoomInPlain);
    assert_eq!(error.to_string(), "plain MSC2762 cannot express a room");
    assert!(timeline("*").unwrap().in_dialect(Dialect::Msc2762).is_ok());
}

#[test]
fn rooms_are_printed_as_written() {
    assert_eq!(RoomId::new("!a:example.org").unwrap().to_string(), "!a:example.org");
    assert_eq!(Room::new("!a").unwrap().to_string(), "!a");
    assert_eq!(Room::new("*").unwrap().to_string(), "*");
}
