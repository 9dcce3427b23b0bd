//! Reads bodies of messages as the types that typify generates, and writes them again.
//!
//! Each line of the input names the type of a body: `{"NavigateRequest": {"uri": "…"}}`.

use std::io;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

#[allow(warnings, reason = "generated")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

fn main() -> Result<()> {
    let input = io::read_to_string(io::stdin())?;
    for line in input.lines() {
        let body: generated::Body = serde_json::from_str(line).with_context(|| line.to_owned())?;
        let written = serde_json::to_value(body)?;
        ensure!(
            without_nulls(&written) == without_nulls(&serde_json::from_str(line)?),
            "{line} is written as {written}"
        );
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
