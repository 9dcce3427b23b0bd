//! What is refused, where and why, and what is not.

mod places;
mod rules;

use super::check;

/// The faults of a text, as `line: text`.
fn faults(text: &str) -> Vec<String> {
    check::faults(text).into_iter().map(|fault| format!("{}: {}", fault.line, fault.text)).collect()
}

/// A payload with these attributes, in lines 2 and up, and members, below.
fn payload(attributes: &str, members: &str) -> String {
    format!(
        "#[derive(Serialize, Deserialize, JsonSchema, TS)]\n{attributes}\nstruct Payload {{\n{members}\n}}"
    )
}
