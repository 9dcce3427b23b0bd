//! Printing is the inverse of parsing.

use std::iter;

use matrix_widget_capability::{Capability, Dialect, Direction, EventKind, EventPermission, Room};

use crate::laws::strings::{hold, written_and_read};

/// Returns all strings over the alphabet up to a length.
fn words(alphabet: &'static [&'static str], length: usize) -> impl Iterator<Item = String> {
    let longer = |words: &Vec<String>| {
        Some(
            words
                .iter()
                .flat_map(|word| alphabet.iter().map(move |letter| format!("{word}{letter}")))
                .collect(),
        )
    };
    iter::successors(Some(vec![String::new()]), longer).take(length + 1).flatten()
}

#[test]
fn laws_hold_for_all_short_bodies() {
    let mut count = 0;
    for body in words(&["#", "\\", ":", "*", "!", "a"], 6) {
        hold(&format!("m.send.state_event:{body}"));
        count += 1;
    }
    for body in words(&["m.room.message", "#", "\\", ":*", ":!", "a"], 6) {
        hold(&format!("m.send.event:{body}"));
        count += 1;
    }
    assert_eq!(count, 2 * (6_usize.pow(7) - 1) / 5);
}

/// Returns `true` if a string expresses the parts, by the rules of the protocol.
fn is_expressible(kind: EventKind, event_type: &str, key: Option<&str>, room: Option<&str>) -> bool {
    let last = key.unwrap_or(event_type);
    !(event_type.is_empty()
        || kind == EventKind::MessageLike && key.is_some() && event_type != "m.room.message"
        || kind == EventKind::MessageLike && event_type.starts_with("m.room.message#")
        || kind == EventKind::State && event_type.ends_with('\\') && key.is_some()
        || last.ends_with('\\') && room.is_some())
}

#[test]
fn constructors_reject_exactly_what_no_string_expresses() {
    let letters = &["#", "\\", ":*", ":!a", "m.room.message"];
    let keys: Vec<_> = iter::once(None).chain(words(letters, 2).map(Some)).collect();
    for kind in [EventKind::MessageLike, EventKind::State] {
        for event_type in words(letters, 3) {
            for key in &keys {
                for room in [None, Some("*"), Some("!a"), Some("!b:[::1]:1")] {
                    let made = EventPermission::new(
                        Direction::Send,
                        kind,
                        event_type.as_str(),
                        key.as_deref().map(Into::into),
                        room.map(|room| Room::new(room).unwrap()),
                    );
                    assert_eq!(
                        made.is_ok(),
                        is_expressible(kind, &event_type, key.as_deref(), room),
                        "{made:?}"
                    );
                    if let Ok(event) = made {
                        written_and_read(&event.into());
                    }
                }
            }
        }
    }
}

#[test]
fn escapes_are_never_redundant() {
    for prefix in ["m.send.event:", "m.send.state_event:"] {
        for body in words(&["m.room.message", "#", "\\", ":*", ":!", "a"], 4) {
            let text = format!("{prefix}{body}");
            let Ok(capability) = Capability::parse(&text, Dialect::RoomScoped) else {
                continue;
            };
            for (at, _) in text.match_indices('\\') {
                let mut shorter = text.clone();
                shorter.remove(at);
                assert_ne!(Capability::parse(&shorter, Dialect::RoomScoped), Ok(capability.clone()));
            }
        }
    }
}
