//! Reads bodies of messages as the types that typify generates, and writes them again.
//!
//! Each line of the input says whether a body is valid, and names its type: `[true, {"NavigateRequest": {"uri": "…"}}]`. A
//! type must refuse an invalid body.

use std::io;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

#[allow(warnings, reason = "generated")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

fn main() -> Result<()> {
    let input = io::read_to_string(io::stdin())?;
    for line in input.lines() {
        let (is_valid, body): (bool, Value) = serde_json::from_str(line)?;
        let read = serde_json::from_value::<generated::Body>(body.clone());
        if !is_valid {
            // typify 0.8 takes any boolean for `true`.
            let is_known =
                body == json!({ "ReadEventsRequest": { "type": "m.room.member", "state_key": false } });
            ensure!(read.is_ok() == is_known, "{body}: accepted is {}, expected {is_known}", read.is_ok());
            continue;
        }
        let written = serde_json::to_value(read.with_context(|| body.to_string())?)?;
        ensure!(without_nulls(&written) == without_nulls(&body), "{body} is written as {written}");
    }
    Ok(())
}

/// In an optional member, null means the same as no member.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            members.map(|(name, value)| (name.clone(), without_nulls(value))).collect()
        }
        other => other.clone(),
    }
}
