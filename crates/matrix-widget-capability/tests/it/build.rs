//! Constructors refuse what no string says, and nothing else.

use matrix_widget_capability::{
    BuildError, Capability, Dialect, Room, RoomId,
    build::{
        read_event, read_state, receive_event, receive_room_account_data, receive_state, receive_to_device,
        send_event, send_room_account_data, send_state, send_to_device, timeline,
    },
};

use crate::laws::strings::scoped;

#[track_caller]
fn refused(result: Result<Capability<'_>, BuildError>, refusal: BuildError, message: &str) {
    assert_eq!(result.err(), Some(refusal));
    assert_eq!(refusal.to_string(), message);
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
        (timeline("*"), "org.matrix.msc2762.timeline:*"),
    ] {
        assert_eq!(scoped(&built.unwrap()), text);
    }
}

#[test]
fn build_rejects_an_empty_type() {
    let message = "the event type is empty";
    refused(send_event("").build(), BuildError::EmptyType, message);
    refused(send_state("").state_key("k").build(), BuildError::EmptyType, message);
    refused(send_to_device(""), BuildError::EmptyType, message);
    refused(receive_room_account_data(""), BuildError::EmptyType, message);
}

#[test]
fn build_rejects_a_msgtype_of_other_events() {
    let message = "a key of a message-like event that is no `m.room.message`";
    refused(send_event("m.reaction").msgtype("m.text").build(), BuildError::KeyOfMessageLike, message);
    assert!(send_event("m.room.message").msgtype("").build().is_ok());
}

#[test]
fn build_rejects_a_type_that_reads_as_a_msgtype() {
    let message = "a message-like event type that begins with `m.room.message#`";
    refused(send_event("m.room.message#").build(), BuildError::TypeWithMsgtype, message);
    refused(send_event("m.room.message#m.text").build(), BuildError::TypeWithMsgtype, message);
    assert!(send_event("m.room.message2#m.text").build().is_ok());
    assert!(send_state("m.room.message#m.text").build().is_ok());
}

#[test]
fn build_rejects_a_backslash_before_the_key() {
    let message = "a state event type that ends in `\\`, with a key";
    refused(send_state("a\\").state_key("").build(), BuildError::BackslashBeforeKey, message);
    assert!(send_state("a\\").build().is_ok());
    assert!(send_state("\\a").state_key("\\").build().is_ok());
}

#[test]
fn build_rejects_a_backslash_before_the_room() {
    let message = "a text that ends in `\\`, with a room";
    refused(send_event("a\\").in_any_room().build(), BuildError::BackslashBeforeRoom, message);
    refused(send_state("a\\").in_room("!a").build(), BuildError::BackslashBeforeRoom, message);
    refused(send_state("a").state_key("\\").in_room("!a").build(), BuildError::BackslashBeforeRoom, message);
    assert!(send_event("m.room.message").msgtype("\\").build().is_ok());
}

#[test]
fn build_rejects_an_invalid_room() {
    let error = RoomId::new("!").unwrap_err();
    let message = "the room is neither `*` nor a room ID: expected the opaque part of a room ID at byte 1, found the end";
    refused(send_event("a").in_room("!").build(), BuildError::NoRoom(error), message);
    refused(timeline("!"), BuildError::NoRoom(error), message);
}

#[test]
fn in_dialect_rejects_a_room_in_plain_msc2762() {
    let capability = send_event("a").in_any_room().build().unwrap();
    let refusal = capability.in_dialect(Dialect::Msc2762).unwrap_err();
    assert_eq!(refusal, BuildError::RoomInPlain);
    assert_eq!(refusal.to_string(), "a room in plain MSC2762");
    assert!(timeline("*").unwrap().in_dialect(Dialect::Msc2762).is_ok());
}

#[test]
fn rooms_are_printed_as_written() {
    assert_eq!(RoomId::new("!a:example.org").unwrap().to_string(), "!a:example.org");
    assert_eq!(Room::new("!a").unwrap().to_string(), "!a");
    assert_eq!(Room::new("*").unwrap().to_string(), "*");
}
