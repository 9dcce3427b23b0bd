//! What a fuzzer begins with: the recorded messages, the events in them, and the vectors.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{consumers::files, recorded};

/// Writes those of a target, a file each. The targets without any begin with what is committed.
pub fn write(target: &str, folder: &Path) -> Result<()> {
    let seeds = match target {
        "message" | "echo" => recordings()?,
        "event" => events()?,
        "capability" => strings()?,
        "set" => sets()?,
        _ => Vec::new(),
    };
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(number.to_string()), seed)?;
    }
    Ok(())
}

fn recordings() -> Result<Vec<String>> {
    Ok(recorded::messages()?.into_iter().map(|message| message.text).collect())
}

fn events() -> Result<Vec<String>> {
    let mut events = Vec::new();
    for message in recorded::messages()? {
        each_value(&serde_json::from_str(&message.text)?, &mut |value| {
            if value["type"].is_string() && value["content"].is_object() {
                events.push(value.to_string());
            }
        });
    }
    events.sort();
    events.dedup();
    Ok(events)
}

/// Every string in the vectors, and each that is no capability behind a prefix, too.
fn strings() -> Result<Vec<String>> {
    let mut strings = Vec::new();
    for file in files(&crate::root().join(VECTORS))? {
        if file.extension().is_some_and(|end| end == "json") {
            each_value(&json(&file)?, &mut |value| {
                if let Some(string) = value.as_str() {
                    strings.push(string.to_owned());
                    strings.extend(PREFIXES.map(|prefix| format!("{prefix}{string}")));
                }
            });
        }
    }
    Ok(strings)
}

const PREFIXES: [&str; 3] = ["m.send.event:", "m.receive.state_event:", "m.timeline:"];

/// The sets of the vectors, each beside the next.
fn sets() -> Result<Vec<String>> {
    let sets = json(&crate::root().join(VECTORS).join("sets.json"))?;
    let sets: Vec<_> = sets.as_array().context("no array")?.iter().map(lines).collect();
    Ok(sets.windows(2).map(|pair| pair.join("\n\n")).collect())
}

fn lines(set: &Value) -> String {
    let strings = set["capabilities"].as_array().into_iter().flatten().filter_map(Value::as_str);
    strings.collect::<Vec<_>>().join("\n")
}

const VECTORS: &str = "crates/matrix-widget-capability/tests/vectors";

fn json(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file)?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

/// Looks at a value and all that are in it.
fn each_value(value: &Value, look: &mut impl FnMut(&Value)) {
    look(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| each_value(item, look)),
        Value::Object(members) => members.values().for_each(|member| each_value(member, look)),
        _ => {}
    }
}
