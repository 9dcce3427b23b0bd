//! The recorded messages of the reference implementation.

use std::fs;

use anyhow::{Context, Result, ensure};
use matrix_widget_protocol::RawMessage;

use crate::{
    codegen::catalog::message_name,
    repository::{files, root},
};

pub struct Recorded {
    /// The name of the file.
    pub flow: String,
    pub text: String,
    /// The name of the message's schema, or `None` if serde refuses the message.
    pub name: Option<String>,
}

pub fn folder() -> std::path::PathBuf {
    root().join("conformance/interop/recordings")
}

/// Returns all recorded messages, in order.
pub fn messages() -> Result<Vec<Recorded>> {
    let mut all = Vec::new();
    for file in files(&folder())?.iter().filter(|file| file.extension().is_some_and(|end| end == "jsonl")) {
        let flow = file.file_name().context("a file without a name")?.to_string_lossy();
        for text in fs::read_to_string(file)?.lines() {
            let raw = RawMessage::parse(text)?;
            let name = raw.decode().ok().map(|message| {
                let raw = message.raw();
                message_name(raw.api(), message.info(), raw.is_request())
            });
            all.push(Recorded { flow: flow.clone().into_owned(), text: text.to_owned(), name });
        }
    }
    ensure!(!all.is_empty(), "no messages in {}", folder().display());
    Ok(all)
}
