//! Messages with any one value replaced: those that were recorded, and those of the fixtures.

use std::{collections::BTreeSet, sync::LazyLock};

use matrix_widget_protocol::{RawMessage, action::find};
use proptest::prelude::*;
use serde_json::Value;

use super::{cases, json};
use crate::{
    fixtures::{self, Part},
    laws::message::hold,
    recordings,
    support::{self, pointers},
};

const MARK: &str = "here the other value goes";

/// Messages, one of each shape, however long their lists.
static MESSAGES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let mut shapes = BTreeSet::new();
    let recorded = recordings::messages().map(|(_, text)| text.to_owned());
    let messages = |part: Part<'static>| part.body.valid().map(move |body| part.message(body));
    recorded
        .chain(fixtures::parts().flat_map(messages))
        .map(|text| shortened(support::json(&text)))
        .filter(|message| {
            let mut shape = pointers(message);
            shape.push(message["api"].to_string() + &message["action"].to_string());
            shapes.insert(shape)
        })
        .collect()
});

/// With at most two items in each array.
fn shortened(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().take(2).map(shortened).collect(),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, shortened(value))).collect(),
        other => other,
    }
}

/// The text of a message with the value at a place replaced by any text.
fn replaced(message: &Value, place: &str, text: &str) -> String {
    let mut message = message.clone();
    *message.pointer_mut(place).unwrap() = MARK.into();
    message.to_string().replacen(&format!("\"{MARK}\""), text, 1)
}

/// Every place in a message of an action, each once, with a message that has it.
fn places() -> Vec<(&'static Value, String)> {
    let mut seen = BTreeSet::new();
    let mut is_new = |message: &Value, place: &String| {
        // Both names of an action are one, and the header is that of any message.
        let (text, is_body) =
            (message.to_string(), place.starts_with("/data") || place.starts_with("/response"));
        let action = RawMessage::parse(&text).ok().filter(|_| is_body);
        let action = action.map(|raw| match find(raw.api(), raw.action()) {
            Some(info) => (raw.api(), info.name.to_owned()),
            None => (raw.api(), raw.action().to_owned()),
        });
        seen.insert((action, message.get("response").is_some(), place.clone()))
    };
    MESSAGES
        .iter()
        .flat_map(|message| pointers(message).into_iter().map(move |place| (message, place)))
        .filter(|(message, place)| is_new(message, place))
        .collect()
}

#[test]
fn there_are_messages_of_many_shapes() {
    assert!(MESSAGES.len() >= 50, "{}", MESSAGES.len());
}

#[test]
fn laws_hold_with_every_value_replaced_by_each_kind() {
    let values = [
        "null",
        "true",
        "false",
        "0",
        "-1.5",
        "25.0",
        "1e999",
        "9007199254740992",
        r#""""#,
        r#""text""#,
        r#""\ud800""#,
        "[]",
        "[[]]",
        "[null]",
        "[{}]",
        "{}",
        r#"{"type":5}"#,
        r#"{"error":{"message":"m"}}"#,
        r#"{"a":1,"a":2}"#,
    ];
    // In a response, `data` is a copy that nobody judges.
    let is_copy =
        |message: &Value, place: &str| message.get("response").is_some() && place.starts_with("/data/");
    for (message, place) in places().into_iter().filter(|(message, place)| !is_copy(message, place)) {
        for value in values {
            hold(&replaced(message, &place, value));
        }
    }
}

#[test]
fn laws_hold_with_every_member_dropped() {
    for (message, place) in places() {
        let Some((owner, name)) = place.rsplit_once('/') else { continue };
        let mut message = message.clone();
        if let Some(Value::Object(members)) = message.pointer_mut(owner) {
            members.remove(&name.replace("~1", "/").replace("~0", "~"));
            hold(&message.to_string());
        }
    }
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn laws_hold_with_any_value_replaced_by_any_other(
        message in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        value in json::value(),
    ) {
        let message = message.get(MESSAGES.as_slice());
        let places = pointers(message);
        let place: &String = place.get(places.as_slice());
        hold(&replaced(message, place, &value));
    }

    #[test]
    fn laws_hold_with_any_member_added(
        message in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        name in json::name(),
        value in json::value(),
    ) {
        let message = message.get(MESSAGES.as_slice());
        let objects: Vec<_> =
            pointers(message).into_iter().filter(|place| message.pointer(place).unwrap().is_object()).collect();
        let place: &String = place.get(objects.as_slice());
        let object = message.pointer(place).unwrap().to_string();
        let with_member = match object.as_str() {
            "{}" => format!("{{{name}:{value}}}"),
            object => object.replacen('{', &format!("{{{name}:{value},"), 1),
        };
        hold(&replaced(message, place, &with_member));
    }
}
