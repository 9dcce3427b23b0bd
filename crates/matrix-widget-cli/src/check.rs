//! `check`: rules that show in a recorded conversation.

mod trace;

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read, Write},
    path::PathBuf,
};

use matrix_widget_protocol::RawMessage;
use serde::Serialize;

pub use self::trace::{Trace, wishes};
use crate::{color::BAD, file::located};

#[derive(clap::Args)]
pub struct Arguments {
    /// The file, with a message on each line, in the order in which they were posted; standard input if it is missing
    file: Option<PathBuf>,
    /// Print each finding as a line of JSON
    #[arg(long)]
    json: bool,
}

/// A line that breaks a rule.
#[derive(Serialize)]
pub struct Finding {
    line: usize,
    /// The ID of the rule, or `protocol` for a malformed message.
    rule: &'static str,
    reason: String,
}

/// Checks a conversation. Returns `true` if it breaks no rule.
pub fn run(Arguments { file, json }: &Arguments) -> io::Result<bool> {
    let (name, text) = if let Some(path) = file {
        (path.display().to_string(), located(path, fs::read(path))?)
    } else {
        let mut text = Vec::new();
        io::stdin().read_to_end(&mut text)?;
        ("-".to_owned(), text)
    };
    let findings = check(&text);
    let mut output = anstream::stdout().lock();
    for finding in &findings {
        if *json {
            serde_json::to_writer(&mut output, finding)?;
            writeln!(output)?;
        } else {
            let Finding { line, rule, reason } = finding;
            writeln!(output, "{name}:{line}: {BAD}{rule}{BAD:#}: {reason}")?;
        }
    }
    Ok(findings.is_empty())
}

/// Checks the messages of each widget in the text.
fn check(text: &[u8]) -> Vec<Finding> {
    let mut traces = BTreeMap::<String, Trace>::new();
    let mut findings = Vec::new();
    for (line, text) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        match RawMessage::parse_slice(text) {
            _ if text.trim_ascii().is_empty() => {}
            Ok(raw) => {
                let trace = traces.entry(raw.widget_id().to_owned()).or_default();
                findings.extend(trace.message(line, &raw));
            }
            Err(error) => findings.push(Finding { line, rule: "protocol", reason: error.to_string() }),
        }
    }
    findings.extend(traces.into_values().flat_map(Trace::end));
    findings.sort_by_key(|finding| finding.line);
    findings
}
