//! Rust: typify. Its types must read and write bodies of messages, recorded and random ones.

use std::cell::RefCell;

use anyhow::{Context as _, Result, anyhow};
use matrix_widget_protocol::{Message, RawMessage};
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
    let recorded = bodies.len();
    for body in catalog.bodies() {
        bodies.extend(random(body)?);
    }
    let lines: String = bodies.iter().map(|body| format!("{body}\n")).collect();
    let sh = trial.sh;
    cmd!(sh, "cargo run --quiet --locked --manifest-path {manifest} --target-dir {target}")
        .quiet()
        .stdin(lines)
        .run()?;
    let id = cmd!(sh, "cargo pkgid --locked --manifest-path {manifest} typify").quiet().read()?;
    let (_, version) = id.rsplit_once('@').context("typify has no version")?;
    Ok(Outcome {
        generator: format!("typify {version}"),
        messages: format!("{recorded} bodies read and written, and {} random ones", bodies.len() - recorded),
    })
}

/// The body of a message, in an object that names its type.
fn recorded(message: &Recorded, catalog: &Catalog) -> Option<Value> {
    let text: Value = serde_json::from_str(&message.text).ok()?;
    let message = RawMessage::parse(&message.text).ok()?.decode().ok()?;
    let action = catalog.actions.iter().find(|action| Some(action.info) == message.info())?;
    let (body, member) = match message {
        Message::FromWidgetRequest(_) | Message::ToWidgetRequest(_) => (&action.request, "data"),
        _ if message.error().is_some() => (&catalog.error, "response"),
        _ => (&action.response, "response"),
    };
    let value = text.get(member).filter(|value| !value.is_null())?;
    Some(json!({ (body.name)(): value }))
}

/// Random values of a body, as some types do not occur in the recordings.
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
