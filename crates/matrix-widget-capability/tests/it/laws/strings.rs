//! Strings are parsed by the grammar and printed unchanged.

use std::net::Ipv6Addr;

use matrix_widget_capability::{
    BuildError, Capability, CapabilitySet, Dialect, EventKind, Permission, Room, Spelling,
};

/// Prints a capability in the room-scoped dialect, in which every capability has a string.
pub fn scoped(capability: &Capability<'_>) -> String {
    capability.in_dialect(Dialect::RoomScoped).unwrap().to_string()
}

/// Asserts all laws.
pub fn hold(text: &str) {
    read_and_written(text);
    read_by_the_grammar(text);
    for dialect in Dialect::ALL {
        let capability = Capability::parse_lenient(text, dialect);
        let permission = capability.permission();
        assert_eq!(permission.subsumes(permission), !matches!(permission, Permission::Unknown(_)));
        assert_eq!(capability.clone().into_owned(), capability);
        assert!(!permission.describe(&CapabilitySet::new(dialect)).to_string().is_empty());
        for spelling in [Spelling::Unstable, Spelling::Stable] {
            let spelled = capability.clone().with_spelling(spelling);
            assert_eq!(spelled.permission(), permission);
            written_and_read(&spelled);
        }
    }
}

/// Printing a parsed string returns the string. Lenient parsing keeps the error.
pub fn read_and_written(text: &str) {
    for dialect in Dialect::ALL {
        let lenient = Capability::parse_lenient(text, dialect);
        match (Capability::parse(text, dialect), lenient.permission()) {
            (Ok(strict), _) => assert_eq!(strict, lenient),
            (Err(reason), Permission::Unknown(unknown)) => assert_eq!(unknown.reason(), Some(reason)),
            (Err(reason), permission) => panic!("{reason}, but parsed as {permission:?}"),
        }
        let printed = lenient.in_dialect(dialect).map(|printed| printed.to_string());
        assert_eq!(printed.as_deref(), Ok(text));
        written_and_read(&lenient);
    }
}

/// Parsing a printed capability returns an equal capability, owned or borrowed.
pub fn written_and_read(capability: &Capability<'_>) {
    for dialect in Dialect::ALL {
        match capability.in_dialect(dialect) {
            Ok(printed) => {
                let text = printed.to_string();
                let read = Capability::parse_lenient(&text, dialect);
                assert_eq!(read, *capability, "{text}");
                assert_eq!(read.into_owned(), *capability);
            }
            Err(refusal) => {
                assert_eq!((refusal, dialect), (BuildError::RoomInPlain, Dialect::Msc2762));
                let has_room = match capability.permission() {
                    Permission::Event(event) => event.room().is_some(),
                    Permission::Unknown(unknown) => Capability::parse(unknown.as_str(), dialect).is_ok(),
                    _ => false,
                };
                assert!(has_room, "{capability:?}");
            }
        }
    }
}

/// Compares type, key and room of an event capability with an independent implementation of the grammar.
fn read_by_the_grammar(text: &str) {
    for dialect in Dialect::ALL {
        let capability = Capability::parse_lenient(text, dialect);
        let Permission::Event(event) = capability.permission() else { continue };
        let _ = event.misplaced();
        let (_, body) = text.split_once(':').unwrap();
        let (event_type, key, room) = parts(event.kind(), body, dialect);
        assert_eq!(event.event_type(), event_type, "{text}");
        assert_eq!(event.key(), key.as_deref(), "{text}");
        assert_eq!(event.room().map(Room::as_str), room, "{text}");
    }
}

/// Applies rules 1 to 3 of the grammar in order, and resolves escapes last.
fn parts(kind: EventKind, body: &str, dialect: Dialect) -> (String, Option<String>, Option<&str>) {
    let tail = match dialect {
        Dialect::Msc2762 => None,
        Dialect::RoomScoped if body.ends_with(":*") => body.len().checked_sub(2),
        _ => body.rfind(":!"),
    };
    let tail = tail
        .map(|at| body.split_at(at))
        .filter(|(_, tail)| *tail == ":*" || is_room_id(&tail.replacen(':', "", 1)));
    let (text, room) = match tail {
        None => (body.to_owned(), None),
        Some((before, tail)) => match before.strip_suffix('\\') {
            Some(before) => (format!("{before}{tail}"), None),
            None => (before.to_owned(), tail.strip_prefix(':')),
        },
    };
    let splits = |(event_type, _): &(&str, &str)| match kind {
        EventKind::MessageLike => *event_type == "m.room.message",
        EventKind::State => !event_type.ends_with('\\'),
    };
    let at_hashes = text.match_indices('#').map(|(at, _)| text.split_at(at));
    let (event_type, key) = match at_hashes.into_iter().find(splits) {
        Some((event_type, key)) => (event_type, Some(key.replacen('#', "", 1))),
        None => (text.as_str(), None),
    };
    let event_type = match kind {
        EventKind::MessageLike => event_type.to_owned(),
        EventKind::State => event_type.replace("\\#", "#"),
    };
    (event_type, key, room)
}

/// `"!" 1*opaque [ ":" server ]`, at most 255 bytes.
fn is_room_id(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('!') else { return false };
    let (opaque, server) =
        rest.split_once(':').map_or((rest, None), |(opaque, server)| (opaque, Some(server)));
    let is_opaque = |c: char| !":#\\".contains(c) && !c.is_whitespace() && !c.is_control();
    text.len() <= 255 && !opaque.is_empty() && opaque.chars().all(is_opaque) && server.is_none_or(is_server)
}

/// A host of letters, digits, `.` and `-` or an IPv6 address in brackets, with an optional port.
fn is_server(text: &str) -> bool {
    let is_port = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_host = |text: &str| {
        let address = text.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
        match address {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c)),
        }
    };
    is_host(text) || text.rsplit_once(':').is_some_and(|(host, port)| is_host(host) && is_port(port))
}
