//! Recorded messages and fixtures with one value replaced.

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

const MARK: &str = "replaced value";

/// One message of each shape, ignoring the lengths of lists.
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

/// Truncates each array to two items.
fn shortened(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().take(2).map(shortened).collect(),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, shortened(value))).collect(),
        other => other,
    }
}

/// Returns the text of a message with the value at a place replaced by a text.
fn replaced(message: &Value, place: &str, text: &str) -> String {
    let mut message = message.clone();
    *message.pointer_mut(place).unwrap() = MARK.into();
    message.to_string().replacen(&format!("\"{MARK}\""), text, 1)
}

/// Returns every distinct place in the messages of each action, with a message that has it.
fn places() -> Vec<(&'static Value, String)> {
    let mut seen = BTreeSet::new();
    let mut is_new = |message: &Value, place: &String| {
        // Both names of an action are equivalent, and all messages share the header.
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
fn test_messages_have_many_shapes() {
    assert!(MESSAGES.len() >= 50, "{}", MESSAGES.len());
}

#[test]
fn message_laws_hold_with_every_value_replaced_by_each_kind() {
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
    // The `data` of a response is a copy that is not validated.
    let is_copy =
        |message: &Value, place: &str| message.get("response").is_some() && place.starts_with("/data/");
    for (message, place) in places().into_iter().filter(|(message, place)| !is_copy(message, place)) {
        for value in values {
            hold(&replaced(message, &place, value));
        }
    }
}

#[test]
fn message_laws_hold_with_every_member_removed() {
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
    fn message_laws_hold_with_any_value_replaced(
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
    fn message_laws_hold_with_any_member_added(
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
