//! `bindings/typescript/test/generated/capabilities.json`: results of the Rust crate for many capabilities, to test the npm
//! package.

use std::iter;

use anyhow::Result;
use matrix_widget_capability::{
    BuildError, Capability, CapabilitySet, Dialect, Direction, EventKind, EventPermission, EventQuery,
    Permission, Room,
};
use serde_json::{Value, json};

use super::{
    capability::{event_direction, event_kind},
    outputs::{NOTICE, Outputs, VECTORS},
};

const DIRECTIONS: [Direction; 3] = [Direction::Send, Direction::Receive, Direction::Read];
const KINDS: [EventKind; 2] = [EventKind::MessageLike, EventKind::State];

pub fn generate(outputs: &mut Outputs) -> Result<()> {
    let sections = [
        ("message-like bodies", bodies("m.send.event:", &["m.room.message", "#", "\\", ":*", ":!", "a"], 4)),
        ("state bodies", bodies("m.send.state_event:", &["#", "\\", ":", "*", "!", "a"], 4)),
        ("timelines", timelines(&["a", ":", "[::1]", "1", ".", " ", "*", "é"], 3)),
        ("parts", parts(&["#", "\\", ":*", ":!a", "m.room.message"])?),
        ("questions", questions().map(|question| question.to_json()).collect()),
        ("sets", sets()),
        ("covers", covers()),
    ];
    let mut out = format!("{{\n\"$comment\": \"{NOTICE}\"");
    for (name, rows) in sections {
        let rows: Vec<_> = rows.iter().map(Value::to_string).collect();
        out += &format!(",\n\"{name}\": [\n{}\n]", rows.join(",\n"));
    }
    outputs.add(VECTORS, "capabilities.json", out + "\n}\n")
}

/// Returns all strings over the alphabet up to a length.
fn words(alphabet: &[&str], length: usize) -> Vec<String> {
    let longer = |words: &Vec<String>| {
        let longer =
            words.iter().flat_map(|word| alphabet.iter().map(move |letter| format!("{word}{letter}")));
        Some(longer.collect())
    };
    iter::successors(Some(vec![String::new()]), longer).take(length + 1).flatten().collect()
}

/// Returns rows of a capability and its type, key and room, or null if it is malformed. If the result in plain MSC2762
/// differs, it follows.
fn bodies(prefix: &str, alphabet: &[&str], length: usize) -> Vec<Value> {
    let read = |text: &str, dialect| match Capability::parse_lenient(text, dialect).permission() {
        Permission::Event(event) => json!([event.event_type(), event.key(), event.room().map(Room::as_str)]),
        _ => Value::Null,
    };
    let row = |body: String| {
        let text = format!("{prefix}{body}");
        row_of([json!(text)], [Dialect::RoomScoped, Dialect::Msc2762].map(|dialect| read(&text, dialect)))
    };
    words(alphabet, length).into_iter().map(row).collect()
}

/// Returns a row, without its last cell if that repeats the previous cell.
fn row_of<const N: usize>(start: [Value; N], [scoped, plain]: [Value; 2]) -> Value {
    let mut row = Vec::from(start);
    let differs = scoped != plain;
    row.push(scoped);
    if differs {
        row.push(plain);
    }
    row.into()
}

/// Returns rows of a string, and `true` if it is a valid timeline capability.
fn timelines(alphabet: &[&str], length: usize) -> Vec<Value> {
    let row = |word: String| {
        let text = format!("m.timeline:!{word}");
        let is_timeline = Capability::parse(&text, Dialect::RoomScoped).is_ok();
        json!([text, is_timeline])
    };
    words(alphabet, length).into_iter().map(row).collect()
}

/// Returns rows of kind, type, key and room, and their capability string or `{"refused": reason}`. If the result in plain
/// MSC2762 differs, it follows.
fn parts(alphabet: &[&str]) -> Result<Vec<Value>> {
    let keys = || iter::once(None).chain(words(alphabet, 1).into_iter().map(Some));
    let mut rows = Vec::new();
    for kind in KINDS {
        for event_type in words(alphabet, 2) {
            for key in keys() {
                for room in [None, Some("*"), Some("!a")] {
                    let parsed = room.map(Room::new).transpose()?;
                    let write = |dialect| -> Result<String, BuildError> {
                        let key = key.as_deref().map(Into::into);
                        let event = EventPermission::new(
                            Direction::Send,
                            kind,
                            event_type.as_str(),
                            key,
                            parsed.clone(),
                        )?;
                        Ok(Capability::from(event).in_dialect(dialect)?.to_string())
                    };
                    let written =
                        [Dialect::RoomScoped, Dialect::Msc2762].map(|dialect| match write(dialect) {
                            Ok(text) => json!(text),
                            Err(refusal) => json!({ "refused": refusal.to_string() }),
                        });
                    rows.push(row_of(
                        [json!(event_kind(kind)), json!(event_type), json!(key), json!(room)],
                        written,
                    ));
                }
            }
        }
    }
    Ok(rows)
}

const TYPES: [&str; 2] = ["m.room.message", "m.reaction"];
const KEYS: [Option<&str>; 3] = [None, Some(""), Some("k")];

/// Returns event capabilities of every direction, kind, key and room.
fn capabilities() -> Vec<String> {
    let mut texts = Vec::new();
    for (direction, kind) in DIRECTIONS.into_iter().flat_map(|direction| KINDS.map(|kind| (direction, kind)))
    {
        for (event_type, key) in TYPES.iter().flat_map(|event_type| KEYS.map(|key| (event_type, key))) {
            for room in [None, Some("*"), Some("!a")] {
                let room = room.and_then(|room| Room::new(room).ok());
                let event =
                    EventPermission::new(direction, kind, *event_type, key.map(Into::into), room).ok();
                texts.extend(event.map(|event| {
                    let capability = Capability::from(event);
                    capability
                        .in_dialect(Dialect::RoomScoped)
                        .expect("the room-scoped dialect can express rooms")
                        .to_string()
                }));
            }
        }
    }
    texts
}

struct Question {
    direction: Direction,
    kind: EventKind,
    event_type: &'static str,
    key: Option<&'static str>,
    room: &'static str,
    viewed: Option<&'static str>,
}

impl Question {
    fn to_json(&self) -> Value {
        let Self { direction, kind, event_type, key, room, viewed } = *self;
        json!([event_direction(direction), event_kind(kind), event_type, key, room, viewed])
    }

    fn is_allowed_by(&self, set: &CapabilitySet) -> bool {
        let Self { direction, kind, event_type, key, room, viewed } = *self;
        let query = match (kind, key) {
            (EventKind::MessageLike, msgtype) => EventQuery::message_like(event_type, msgtype, room),
            (EventKind::State, Some(key)) => EventQuery::state(event_type, key, room),
            (EventKind::State, None) => EventQuery::any_state(event_type, room),
        };
        match direction {
            Direction::Send => set.may_send(&query, viewed),
            Direction::Receive => set.may_receive(&query, viewed),
            Direction::Read => set.may_read(&query, viewed),
        }
    }
}

fn questions() -> impl Iterator<Item = Question> {
    DIRECTIONS.into_iter().flat_map(|direction| {
        KINDS.into_iter().flat_map(move |kind| {
            TYPES.into_iter().flat_map(move |event_type| {
                KEYS.into_iter().flat_map(move |key| {
                    [("!a", None), ("!b", None), ("!a", Some("!a")), ("!b", Some("!a"))]
                        .map(|(room, viewed)| Question { direction, kind, event_type, key, room, viewed })
                })
            })
        })
    })
}

/// Returns rows of a set, and a digit for each question: 1 if the set allows it.
fn sets() -> Vec<Value> {
    let timelines = [None, Some("m.timeline:!b"), Some("m.timeline:*")];
    let capabilities = capabilities();
    let sets = timelines.into_iter().flat_map(|timeline| {
        capabilities.iter().map(move |text| iter::once(text.as_str()).chain(timeline).collect::<Vec<_>>())
    });
    sets.map(|texts| {
        let set = CapabilitySet::from_strings(&texts, Dialect::RoomScoped);
        json!([texts, digits(questions().map(|question| question.is_allowed_by(&set)))])
    })
    .collect()
}

/// Returns rows of a capability, and a digit for each row: 1 if this capability allows everything that the other does.
fn covers() -> Vec<Value> {
    const OTHERS: &str = "m.navigate org.matrix.msc2931.navigate m.sticker m.timeline:* m.timeline:!a m.timeline:!b \
        m.send.to_device:a org.matrix.msc3819.send.to_device:a m.receive.to_device:a \
        com.beeper.capabilities.send.room_account_data:a com.beeper.capabilities.receive.room_account_data:a \
        m.read.account_data:a org.matrix.msc3751.read.account_data:a org.matrix.msc4354.send_sticky_event \
        org.matrix.msc4407.send.sticky_event com.example.fly m.timeline:b";
    let mut texts = capabilities();
    texts.extend(OTHERS.split(' ').map(str::to_owned));
    let sets: Vec<_> =
        texts.iter().map(|text| CapabilitySet::from_strings([text], Dialect::RoomScoped)).collect();
    let row =
        |(text, set): (_, &CapabilitySet)| json!([text, digits(sets.iter().map(|other| set.covers(other)))]);
    texts.iter().zip(&sets).map(row).collect()
}

fn digits(truths: impl Iterator<Item = bool>) -> String {
    truths.map(|truth| if truth { '1' } else { '0' }).collect()
}
