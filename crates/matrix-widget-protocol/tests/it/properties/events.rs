//! Permission checks find the members of an event in any order, and reject ambiguous events.

use matrix_widget_capability::EventQuery;
use matrix_widget_protocol::{RawObject, event::MatrixEvent};
use proptest::prelude::*;

use super::{cases, json};

/// A member of an event: the name, and the expected value.
type Member = (&'static str, Value);

#[derive(Clone, Debug, PartialEq)]
enum Value {
    String(String),
    Null,
    Number,
    Object(Vec<Member>),
}

impl Value {
    fn text(&self) -> String {
        match self {
            Self::String(string) => serde_json::to_string(string).unwrap(),
            Self::Null => "null".to_owned(),
            Self::Number => "5".to_owned(),
            Self::Object(members) => object(members, |name| format!("\"{name}\"")),
        }
    }

    fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(string) => Some(string),
            _ => None,
        }
    }
}

fn object(members: &[Member], spell: impl Fn(&str) -> String) -> String {
    let members: Vec<_> =
        members.iter().map(|(name, value)| format!("{}:{}", spell(name), value.text())).collect();
    format!("{{{}}}", members.join(","))
}

/// Returns the only value of a name, with null as missing. Returns an error if the name is duplicate.
fn one<'a>(members: &'a [Member], name: &str) -> Result<Option<&'a Value>, ()> {
    let mut values = members.iter().filter(|member| member.0 == name).map(|(_, value)| value);
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(()),
        (value, None) => Ok(value.filter(|value| **value != Value::Null)),
    }
}

/// Returns the expected facts of an event with these members.
fn query(members: &[Member]) -> Result<EventQuery<'_>, ()> {
    let string = |name| one(members, name)?.and_then(Value::as_str).ok_or(());
    let event_type = string("type")?;
    let room = Some(string("room_id")?).filter(|room| room.starts_with('!')).ok_or(())?;
    let state_key = one(members, "state_key")?.map(|key| key.as_str().ok_or(())).transpose()?;
    let content = match one(members, "content")? {
        Some(Value::Object(content)) => Some(content),
        _ => None,
    };
    let msgtype =
        content.map(|content| one(content, "msgtype")).transpose()?.flatten().and_then(Value::as_str);
    Ok(match state_key {
        Some(state_key) => EventQuery::state(event_type, state_key, room),
        None if event_type == "m.room.message" => {
            content.ok_or(())?;
            EventQuery::message_like(event_type, msgtype, room)
        }
        None => EventQuery::message_like(event_type, None, room),
    })
}

fn value() -> impl Strategy<Value = Value> {
    let string = prop_oneof![
        3 => prop::sample::select(vec!["m.room.message", "m.text", "!room:example.org", ""]).prop_map(str::to_owned),
        1 => "[a-z\"\\\\ü]{0,3}",
    ];
    let leaf =
        prop_oneof![6 => string.prop_map(Value::String), 1 => Just(Value::Null), 1 => Just(Value::Number)];
    leaf.prop_recursive(1, 4, 3, |inner| {
        prop::collection::vec((prop::sample::select(vec!["msgtype", "body"]), inner), 0..4)
            .prop_map(Value::Object)
    })
}

fn members() -> impl Strategy<Value = Vec<Member>> {
    let string = |text: &str| Just(Value::String(text.to_owned()));
    let mostly = |usual: BoxedStrategy<Value>| prop_oneof![5 => usual, 1 => value()];
    let name = prop::sample::select(vec!["type", "room_id", "state_key", "content", "unsigned"]);
    let content = (mostly(string("m.text").boxed()), prop::bool::ANY)
        .prop_map(|(msgtype, twice)| vec![("msgtype", msgtype); if twice { 2 } else { 1 }])
        .prop_map(Value::Object);
    (
        mostly(string("m.room.message").boxed()),
        mostly(string("!room:example.org").boxed()),
        mostly(content.boxed()),
        prop::collection::vec((name, value()), 0..2),
    )
        .prop_map(|(event_type, room, content, others)| {
            [vec![("type", event_type), ("room_id", room), ("content", content)], others].concat()
        })
        .prop_shuffle()
}

proptest! {
    #![proptest_config(cases(2048))]

    #[test]
    fn facts_reads_members_in_any_order_and_spelling(members in members(), escaped in prop::sample::select(vec![
        "type", "room_id", "state_key", "content", "none",
    ])) {
        let spell = |name: &str| match name {
            name if name == escaped => format!("\"{}\"", name.chars().map(json::escaped).collect::<String>()),
            name => format!("\"{name}\""),
        };
        let text = object(&members, spell);
        let event = MatrixEvent::from(RawObject::from_text(text.clone()).unwrap());
        let facts = event.facts();
        prop_assert_eq!(facts.as_ref().map(|facts| facts.query()).map_err(|_| ()), query(&members), "{}", text);
    }
}
