//! Tests that the committed schemas agree with serde about recorded messages.

use std::{collections::BTreeMap, fs, path::Path};

use jsonschema::Validator;
use matrix_widget_protocol::{Message, RawMessage};
use serde_json::{Value, json};

use super::{
    bodies::hold_against,
    messages,
    mutants::{self, Vocabulary},
};
use crate::recorded::{self, Recorded};

fn json_file(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn schema(file: &str) -> Value {
    json_file(&crate::repository::root().join("schemas").join(file))
}

fn validator(file: &str) -> Validator {
    jsonschema::validator_for(&schema(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Returns the longest request, response and error of each action.
fn longest_of_each_kind() -> Vec<Value> {
    let mut by_kind = BTreeMap::new();
    for Recorded { text, .. } in recorded::messages().unwrap() {
        let message: Value = serde_json::from_str(&text).unwrap();
        let kind = (
            message["api"].to_string(),
            message["action"].to_string(),
            message["response"].is_null(),
            message["response"]["error"].is_null(),
        );
        let longest = by_kind.entry(kind).or_insert_with(|| message.clone());
        if message.to_string().len() > longest.to_string().len() {
            *longest = message;
        }
    }
    by_kind.into_values().collect()
}

#[test]
fn bundle_agrees_with_serde_about_recorded_messages() {
    let bundle = validator("message.json");
    for Recorded { text, name, .. } in recorded::messages().unwrap() {
        let message = serde_json::from_str(&text).unwrap();
        assert_eq!(bundle.is_valid(&message), name.is_some(), "{text}");
    }
}

#[test]
fn bundle_agrees_with_serde_about_mutants_of_recorded_messages() {
    let bundle = validator("message.json");
    let vocabulary = Vocabulary::usual(messages::ENVELOPE);
    let (mut accepted, mut refused) = (0, 0);
    for message in longest_of_each_kind() {
        let result = mutants::visit(&message, &vocabulary, &mut |mutant| {
            let serde = messages::read(&mutant.value.to_string());
            *if serde.is_ok() { &mut accepted } else { &mut refused } += 1;
            hold_against(mutant, bundle.is_valid(mutant.value), &serde)
        });
        result.unwrap_or_else(|error| panic!("{error}"));
    }
    println!("{accepted} mutants accepted, {refused} refused");
    assert!(accepted > 10_000 && refused > 10_000, "{accepted} accepted, {refused} refused");
}

#[test]
fn bundle_agrees_with_serde_about_both_spellings_of_the_request_id() {
    let bundle = validator("message.json");
    let (mut accepted, mut refused) = (0, 0);
    for recorded in longest_of_each_kind() {
        let ids =
            [None, Some(recorded["requestId"].clone()), Some(json!("")), Some(json!(5)), Some(json!(null))];
        for (one, other) in ids.iter().flat_map(|one| ids.iter().map(move |other| (one, other))) {
            let mut message = recorded.clone();
            let members = message.as_object_mut().unwrap();
            members.remove("requestId");
            for (name, id) in [("requestId", one), ("requestid", other)] {
                members.extend(id.iter().map(|id| (name.to_owned(), id.clone())));
            }
            let verdict = messages::read(&message.to_string()).is_ok();
            assert_eq!(bundle.is_valid(&message), verdict, "{message}");
            if verdict { accepted += 1 } else { refused += 1 }
        }
    }
    assert!(accepted > 1000 && refused > 1000, "{accepted} accepted, {refused} refused");
}

#[test]
fn schemas_of_actions_and_bodies_accept_recorded_messages() {
    let registry = schema("actions.json");
    let mut seen = 0;
    for Recorded { text, .. } in recorded::messages().unwrap() {
        let Ok(message) = RawMessage::parse(&text).unwrap().decode() else { continue };
        let Some(info) = message.info() else { continue };
        let action = registry["actions"]
            .as_array()
            .unwrap()
            .iter()
            .find(|action| {
                action["direction"] == info.direction.as_str() && action["variant"] == info.variant
            })
            .unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        let accepts = |file: &Value, value: &Value| validator(file.as_str().unwrap()).is_valid(value);
        assert!(accepts(&action["schema"], &value), "{text}");
        let (file, body) = match message {
            Message::FromWidgetRequest(_) | Message::ToWidgetRequest(_) => {
                (&action["request_schema"], value.get("data").filter(|data| !data.is_null()).cloned())
            }
            Message::FromWidgetResponse(_) | Message::ToWidgetResponse(_) => match message.error() {
                Some(_) => (&json!("payloads/ErrorResponse.json"), Some(value["response"].clone())),
                None => (&action["response_schema"], Some(value["response"].clone())),
            },
        };
        assert!(accepts(file, &body.unwrap_or_else(|| json!({}))), "{file}: {text}");
        seen += 1;
    }
    assert!(seen > 400, "only {seen} messages");
}

#[test]
fn schemas_are_valid() {
    let mut folders = vec![crate::repository::root().join("schemas")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !["actions.json", "element_call.json"].iter().any(|data| path.ends_with(data)) {
                let schema = json_file(&path);
                jsonschema::draft202012::meta::validate(&schema)
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert!(jsonschema::validator_for(&schema).is_ok(), "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "only {seen} schemas");
}
