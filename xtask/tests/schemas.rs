//! The committed schemas against messages that were really sent, and against what serde says of them.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may be blunt")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use jsonschema::Validator;
use matrix_widget_protocol::{Message, RawMessage};
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn json_file(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn schema(file: &str) -> Value {
    json_file(&root().join("schemas").join(file))
}

fn validator(file: &str) -> Validator {
    jsonschema::validator_for(&schema(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Every message of the recordings.
fn recorded() -> Vec<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("bindings/interop/recordings"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
        .iter()
        .flat_map(|file| fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Of each action the longest request, response and error.
fn longest_of_each_kind() -> Vec<Value> {
    let mut by_kind = BTreeMap::new();
    for text in recorded() {
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

fn serde_accepts(text: &str) -> bool {
    RawMessage::parse(text).is_ok_and(|raw| raw.decode().is_ok())
}

/// Every value that differs from `value` in one place: a member dropped or added, a value exchanged for another, an object
/// for the array of its members.
fn mutants(value: &Value) -> Vec<Value> {
    let mut out: Vec<Value> = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(9_007_199_254_740_992_u64),
        json!(""),
        json!("*"),
        json!("f"),
        json!("text"),
        json!("!room:example.org"),
        json!("$event"),
        json!([]),
        json!([null]),
        json!(["!room:example.org"]),
        json!({}),
        json!({ "error": {} }),
        json!({ "error": { "message": 5 } }),
        json!({ "error": { "message": "failed", "matrix_api_error": 5 } }),
    ]
    .into();
    match value {
        Value::Object(members) => {
            out.push(members.values().cloned().collect());
            for (name, member) in members {
                let mut with = members.clone();
                with.remove(name);
                out.push(with.clone().into());
                for mutant in mutants(member) {
                    with.insert(name.clone(), mutant);
                    out.push(with.clone().into());
                }
            }
            for name in ["requestId", "requestid", "response", "unheard_of"] {
                let mut with = members.clone();
                with.entry(name).or_insert(json!("added"));
                out.push(with.into());
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                out.extend(mutants(item).into_iter().map(|mutant| {
                    let mut with = items.clone();
                    with[index] = mutant;
                    with.into()
                }));
            }
        }
        _ => {}
    }
    out
}

#[test]
fn the_bundle_gives_the_verdict_of_serde_on_every_recorded_message() {
    let bundle = validator("message.json");
    let messages = recorded();
    for text in &messages {
        let message = serde_json::from_str(text).unwrap();
        assert_eq!(bundle.is_valid(&message), serde_accepts(text), "{text}");
    }
    assert!(messages.len() > 500, "only {} messages", messages.len());
}

#[test]
fn the_bundle_gives_the_verdict_of_serde_on_every_mutant_of_a_recorded_message() {
    let bundle = validator("message.json");
    let kinds = longest_of_each_kind();
    let (mut accepted, mut refused) = (0, 0);
    for mutant in kinds.iter().flat_map(mutants) {
        match (bundle.is_valid(&mutant), serde_accepts(&mutant.to_string())) {
            (true, true) => accepted += 1,
            (false, false) => refused += 1,
            (schema, serde) => panic!("schema: {schema}, serde: {serde}, for {mutant}"),
        }
    }
    println!("{} kinds of messages, {accepted} mutants accepted, {refused} refused", kinds.len());
    assert!(accepted > 1000 && refused > 1000, "{accepted} accepted, {refused} refused");
}

#[test]
fn the_bundle_gives_the_verdict_of_serde_on_either_spelling_of_the_request_id() {
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
            let verdict = serde_accepts(&message.to_string());
            assert_eq!(bundle.is_valid(&message), verdict, "{message}");
            if verdict { accepted += 1 } else { refused += 1 }
        }
    }
    assert!(accepted > 1000 && refused > 1000, "{accepted} accepted, {refused} refused");
}

#[test]
fn the_schemas_of_an_action_and_of_its_bodies_accept_its_messages() {
    let registry = schema("actions.json");
    let mut seen = 0;
    for text in recorded() {
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
fn every_schema_is_one() {
    let mut folders = vec![root().join("schemas")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("actions.json") {
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
