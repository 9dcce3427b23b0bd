//! The profile of Element Call, by the facts in `tests/fixtures/element_call/`.

mod capabilities;
mod parameters;
mod properties;
mod settings;

use matrix_widget_protocol::{RawObject, WithExtra, vendor::element_call::ElementCallParameters};
use serde_json::Value;

/// Reads a file of facts.
fn facts(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn strings(value: &Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap()
}

/// Creates parameters from their JSON.
fn parameters(json: &Value) -> WithExtra<ElementCallParameters> {
    RawObject::new(json).unwrap().read().unwrap()
}
