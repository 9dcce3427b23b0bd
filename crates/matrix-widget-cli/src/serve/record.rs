//! The messages of a conversation: what the types and the rules say about them, and the recording.

use std::{fs::File, io::Write, path::Path, time::Duration};

use matrix_widget_protocol::{
    RawMessage,
    reexports::matrix_widget_capability::{Capability, Dialect, Permission},
};
use serde_json::{Value, json};

use crate::{
    check::{Trace, wishes},
    decode::Report,
};

#[derive(Default)]
pub struct Record {
    trace: Trace,
    messages: usize,
    file: Option<File>,
}

impl Record {
    /// Creates a record, which is also written to a file if there is one.
    pub fn new(path: Option<&Path>) -> Self {
        let file = path.and_then(|path| {
            File::create(path).map_err(|error| eprintln!("{}: {error}", path.display())).ok()
        });
        Self { file, ..Self::default() }
    }

    /// Adds a message that was sent by the client or the widget. Returns its description.
    pub fn add(&mut self, sender: &str, text: &str, now: Duration) -> Value {
        let raw = RawMessage::parse(text);
        let mut findings = Vec::new();
        let mut unknown_capabilities = Vec::new();
        let mut typed = None;
        if let Ok(raw) = &raw {
            self.messages += 1;
            findings = self.trace.message(self.messages, raw);
            if let Ok(message) = raw.clone().decode() {
                typed = Some(message.to_json());
                unknown_capabilities
                    .extend(wishes(&message).iter().filter(|text| is_unknown(text)).map(str::to_owned));
            }
            let written = self.file.as_mut().map_or(Ok(()), |file| writeln!(file, "{}", one_line(text)));
            if let Err(error) = written {
                eprintln!("the recording ends: {error}");
                self.file = None;
            }
        }
        let report = Report::of(0, text.as_bytes());
        json!({ "log": {
            "sender": sender,
            "time": u64::try_from(now.as_millis()).unwrap_or(u64::MAX),
            "text": text,
            "id": raw.as_ref().ok().map(RawMessage::request_id),
            "widgetId": raw.as_ref().ok().map(RawMessage::widget_id),
            "unknownCapabilities": unknown_capabilities,
            "report": report,
            "typed": typed,
            "findings": findings,
        } })
    }
}

/// Returns `true` for a capability that no client grants.
fn is_unknown(text: &str) -> bool {
    matches!(Capability::parse_lenient(text, Dialect::Msc2762).permission(), Permission::Unknown(_))
}

/// Returns the JSON text on one line. Line breaks are only whitespace in it.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
