//! Tests that serde and the schemas agree about random messages and their mutants.

use std::cell::{Cell, RefCell};

use anyhow::{Result, bail};
use jsonschema::Validator;
use matrix_widget_protocol::{Message, RawMessage, strategies::message_text};
use proptest::{
    prelude::*,
    test_runner::{TestCaseError, TestError},
};
use serde_json::Value;

use super::{
    bodies::{Tally, hold_against},
    mutants::{self, Vocabulary},
    settings::Settings,
};
use crate::codegen::{catalog::Catalog, schema};

/// Messages of one kind, and the schemas that apply to them.
pub struct Messages {
    name: String,
    texts: fn() -> BoxedStrategy<String>,
    /// The schema of their action, or `None` for messages of any action.
    schema: Option<Value>,
}

impl Messages {
    /// Returns the requests and responses of all actions, and messages of any action.
    pub fn all(catalog: &Catalog) -> Result<Vec<Self>> {
        let mut all =
            vec![Self { name: "Message".to_owned(), texts: || message_text().boxed(), schema: None }];
        for action in &catalog.actions {
            let schema = schema::action_schema(action, &catalog.error)?;
            for (kind, texts) in [("Request", action.requests), ("Response", action.responses)] {
                let name = format!("{}{kind}", action.full_name());
                all.push(Self { name, texts, schema: Some(schema.clone()) });
            }
        }
        Ok(all)
    }
}

/// Names that have a meaning in any message, and an unknown name.
pub const ENVELOPE: &[&str] = &["requestId", "requestid", "response", "unheard_of"];

/// All mutants are compared for one in this number of values, because the bundle is slow.
const VALUES_PER_MUTATED: u32 = 50;

/// Checks that serde agrees with the bundle and the schema of the action about messages.
///
/// # Errors
///
/// Returns the smallest message found that they disagree about, the place, and both verdicts.
pub fn prove(messages: &Messages, bundle: &Validator, settings: &Settings) -> Result<Tally> {
    let action = messages.schema.as_ref().map(jsonschema::draft202012::new).transpose()?;
    let vocabulary = messages.schema.as_ref().map_or_else(|| Vocabulary::usual(ENVELOPE), Vocabulary::of);
    let (tally, mutated) = (RefCell::new(Tally::default()), Cell::new(0));
    let check = |text: String| {
        let mut tally = tally.borrow_mut();
        let value: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        reads_back(&text)?;
        for (name, schema) in [("the bundle", Some(bundle)), ("the schema of the action", action.as_ref())] {
            if let Some(Err(error)) = schema.map(|schema| schema.validate(&value)) {
                return Err(format!(
                    "{name} refuses a message that serde accepts: {}: {error}",
                    error.instance_path()
                ));
            }
        }
        tally.values += 1;
        if mutated.get() * VALUES_PER_MUTATED >= settings.values {
            return Ok(());
        }
        mutated.set(mutated.get() + 1);
        mutants::visit(&value, &vocabulary, &mut |mutant| {
            let serde = read(&mutant.value.to_string());
            hold_against(mutant, bundle.is_valid(mutant.value), &serde)?;
            tally.cases.add(None, mutant.value, &serde);
            *if serde.is_ok() { &mut tally.accepted } else { &mut tally.refused } += 1;
            Ok(())
        })
    };
    let result = settings
        .runner(&messages.name)
        .run(&(messages.texts)(), |text| check(text).map_err(TestCaseError::fail));
    match result {
        Ok(()) => Ok(tally.into_inner()),
        Err(TestError::Fail(reason, text)) => {
            bail!("{}: {reason}\n  smallest message: {text}", messages.name)
        }
        Err(TestError::Abort(reason)) => bail!("{}: no random messages: {reason}", messages.name),
    }
}

/// Returns the verdict of serde on a text.
pub fn read(text: &str) -> Result<(), String> {
    Message::parse(text).map(drop).map_err(|error| error.to_string())
}

/// Checks that a message survives a round trip.
fn reads_back(text: &str) -> Result<(), String> {
    let decode = |text| -> Result<_, String> {
        let raw = RawMessage::parse(text).map_err(|error| error.to_string())?;
        raw.decode().map_err(|error| error.to_string())
    };
    let message = decode(text)?;
    let written = message.to_json();
    if decode(&written)? == message {
        Ok(())
    } else {
        Err(format!("the message changes in a serde round trip: {written}"))
    }
}
