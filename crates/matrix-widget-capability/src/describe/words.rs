//! Plain words for common event types.

use crate::{kind::EventKind, names::Family};

/// Returns the general noun of the family's meaning and the noun for events of this type and key, if there is one.
pub(super) fn noun(
    family: Family,
    event_type: &str,
    key: Option<&str>,
) -> Option<(&'static str, &'static str)> {
    let Family::Event(_, kind) = family else { return None };
    Some(match kind {
        EventKind::MessageLike => ("events", message_like(event_type, key)?),
        EventKind::State => ("room information", state(event_type, key)?),
    })
}

fn message_like(event_type: &str, key: Option<&str>) -> Option<&'static str> {
    Some(match (event_type, key) {
        ("m.reaction", None) => "reactions",
        ("m.sticker", None) => "stickers",
        ("m.room.message", None) => "messages",
        ("m.room.message", Some(msgtype)) => match msgtype {
            "m.audio" => "audio messages",
            "m.emote" => "emotes",
            "m.file" => "files",
            "m.image" => "images",
            "m.location" => "locations",
            "m.notice" => "automated messages",
            "m.text" => "text messages",
            "m.video" => "videos",
            _ => return None,
        },
        _ => return None,
    })
}

fn state(event_type: &str, key: Option<&str>) -> Option<&'static str> {
    Some(match (event_type, key) {
        ("m.room.avatar", None | Some("")) => "the room picture",
        ("m.room.member", None) => "the member list",
        ("m.room.name", None | Some("")) => "the room name",
        ("m.room.power_levels", None | Some("")) => "who may do what",
        ("m.room.topic", None | Some("")) => "the room topic",
        _ => return None,
    })
}
