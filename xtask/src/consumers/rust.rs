//! Rust: typify. Its types must read and write recorded and random bodies, and refuse malformed bodies.

use std::cell::RefCell;

use anyhow::{Context as _, Result, anyhow};
use matrix_widget_protocol::{RawMessage, action::find};
use serde_json::{Value, json};
use xshell::cmd;

use super::trial::{Outcome, Trial, tools};
use crate::{
    agree::Settings,
    codegen::catalog::{Body, Catalog},
    recorded::Recorded,
};

pub fn run(trial: &Trial<'_>) -> Result<Outcome> {
    let (manifest, target) = (tools().join("rust/Cargo.toml"), trial.folder.with_extension("target"));
    let catalog = Catalog::new();
    let mut bodies: Vec<_> =
        trial.messages.iter().filter_map(|message| recorded(message, &catalog)).collect();
    let accepted = bodies.iter().filter(|(is_valid, _)| *is_valid).count();
    let refused = bodies.len() - accepted;
    for body in catalog.bodies() {
        bodies.extend(random(body)?.into_iter().map(|body| (true, body)));
    }
    let random = bodies.len() - accepted - refused;
    let lines: String = bodies.iter().map(|body| json!(body).to_string() + "\n").collect();
    let sh = trial.sh;
    cmd!(sh, "cargo run --quiet --locked --manifest-path {manifest} --target-dir {target}")
        .quiet()
        .stdin(lines)
        .run()?;
    let id = cmd!(sh, "cargo pkgid --locked --manifest-path {manifest} typify").quiet().read()?;
    let (_, version) = id.rsplit_once('@').context("typify has no version")?;
    Ok(Outcome {
        generator: format!("typify {version}"),
        messages: format!(
            "{accepted} recorded and {random} random bodies read and written, {refused} malformed bodies tested"
        ),
    })
}

/// Returns `true` if serde accepts a message, and its body in an object that names its type.
fn recorded(message: &Recorded, catalog: &Catalog) -> Option<(bool, Value)> {
    let text: Value = serde_json::from_str(&message.text).ok()?;
    let raw = RawMessage::parse(&message.text).ok()?;
    let info = find(raw.api(), raw.action())?;
    let action = catalog.actions.iter().find(|action| action.info == info)?;
    let (body, member) = match raw.is_request() {
        true => (&action.request, "data"),
        false if text["response"]["error"].is_null() => (&action.response, "response"),
        false => (&catalog.error, "response"),
    };
    let value = text.get(member).filter(|value| !value.is_null())?;
    Some((message.name.is_some(), json!({ (body.name)(): value })))
}

/// Returns random values of a body, because some types do not occur in the recordings.
fn random(body: &Body) -> Result<Vec<Value>> {
    let name = (body.name)();
    let values = RefCell::new(Vec::new());
    let result = Settings::QUICK.runner(&name).run(&(body.samples)(), |sample| {
        let value: Value = serde_json::from_str(&sample.text).expect("bodies have a JSON form");
        values.borrow_mut().push(json!({ &name: value }));
        Ok(())
    });
    result.map_err(|error| anyhow!("{name}: {error}"))?;
    Ok(values.into_inner())
}
