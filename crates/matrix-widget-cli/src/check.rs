//! `check`: rules that show in a recorded conversation.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    io::Write,
    path::PathBuf,
};

use matrix_widget_protocol::{
    Direction, Message, RawMessage, Rooms,
    from_widget::FromWidgetRequest,
    reexports::{
        matrix_widget_capability::{CapabilityList, CapabilitySet, Dialect},
        ruma_common::OwnedRoomId,
    },
    to_widget::{ToWidgetRequest, ToWidgetResponse},
};
use serde::Serialize;

#[derive(clap::Args)]
pub struct Arguments {
    /// The file, with a message on each line, in the order in which they were posted
    file: PathBuf,
    /// Print each finding as a line of JSON
    #[arg(long)]
    json: bool,
}

/// Something that breaks a rule.
#[derive(Serialize)]
struct Finding {
    line: usize,
    /// The ID of the rule, or `protocol` for a message that is malformed.
    rule: &'static str,
    reason: String,
}

/// Checks a conversation. Returns `true` if it breaks no rule.
pub fn run(Arguments { file, json }: &Arguments) -> io::Result<bool> {
    let findings = Trace::default().check(&fs::read_to_string(file)?);
    let mut output = io::stdout().lock();
    for finding in &findings {
        if *json {
            serde_json::to_writer(&mut output, finding)?;
            writeln!(output)?;
        } else {
            writeln!(output, "{}:{}: {}: {}", file.display(), finding.line, finding.rule, finding.reason)?;
        }
    }
    Ok(findings.is_empty())
}

/// What is known of a conversation.
#[derive(Default)]
struct Trace {
    findings: Vec<Finding>,
    /// The requests without an answer, by direction and ID.
    open: BTreeMap<(bool, String), Vec<Open>>,
    /// The requests with an answer.
    answered: BTreeSet<(bool, String, String)>,
    /// The capabilities that the widget has requested.
    requested: BTreeSet<String>,
    /// What is approved, after the first `notify_capabilities` of a document.
    granted: Option<CapabilitySet>,
}

/// A request without an answer.
struct Open {
    line: usize,
    action: String,
    data: Option<String>,
    /// The rule that a success breaks, and why.
    denied: Option<(&'static str, String)>,
}

impl Trace {
    fn check(mut self, text: &str) -> Vec<Finding> {
        for (line, text) in (1..).zip(text.lines()) {
            if !text.trim().is_empty() {
                self.line(line, text);
            }
        }
        for ((is_from_widget, _), open) in std::mem::take(&mut self.open) {
            for Open { line, action, .. } in open {
                self.find(
                    line,
                    one_answer(is_from_widget),
                    format!("{} is not answered", action.escape_debug()),
                );
            }
        }
        self.findings.sort_by_key(|finding| finding.line);
        self.findings
    }

    fn find(&mut self, line: usize, rule: &'static str, reason: impl Into<String>) {
        self.findings.push(Finding { line, rule, reason: reason.into() });
    }

    fn line(&mut self, line: usize, text: &str) {
        let raw = match RawMessage::parse(text) {
            Ok(raw) => raw,
            Err(error) => return self.find(line, "protocol", error.to_string()),
        };
        let message = raw.clone().decode();
        match &message {
            Err(invalid) => self.find(line, "protocol", invalid.error().to_string()),
            Ok(message) => self.requested.extend(wishes(message).iter().map(str::to_owned)),
        }
        if !raw.is_request() {
            return self.answer(line, &raw, message.is_ok_and(|message| message.error().is_none()));
        }
        let denied = match &message {
            Ok(Message::FromWidgetRequest(request)) => self.denied(request),
            Ok(Message::ToWidgetRequest(request)) => {
                self.push(line, request);
                None
            }
            _ => None,
        };
        let data = raw.data().map(str::to_owned);
        let open = Open { line, action: raw.action().to_owned(), data, denied };
        self.open.entry(key(&raw)).or_default().push(open);
    }

    fn answer(&mut self, line: usize, raw: &RawMessage<'_>, is_success: bool) {
        let (api, id) = key(raw);
        let waiting = self.open.get_mut(&(api, id.clone()));
        let place =
            waiting.as_ref().and_then(|open| open.iter().position(|open| open.action == raw.action()));
        let Some(open) = waiting.zip(place).map(|(open, place)| open.remove(place)) else {
            let is_second = self.answered.contains(&(api, id, raw.action().to_owned()));
            let reason = if is_second {
                "the request has been answered before"
            } else {
                "no request has this ID and action"
            };
            return self.find(line, one_answer(api), reason);
        };
        self.answered.insert((api, id, open.action));
        if open.data.as_deref() != raw.data() && !is_same(open.data.as_deref(), raw.data()) {
            self.find(line, "protocol", "the answer does not repeat the data of the request");
        }
        if let Some((rule, reason)) = open.denied.filter(|_| is_success) {
            self.find(line, rule, reason);
        }
        if !api && raw.action() == "capabilities" && is_success {
            self.granted = None;
        }
    }

    /// Returns the rule that a success of this request breaks.
    fn denied(&self, request: &FromWidgetRequest<'_>) -> Option<(&'static str, String)> {
        let info = request.action().info()?;
        if info.capabilities.is_empty() || info.variant == "OpenModal" {
            return None;
        }
        let Some(granted) = &self.granted else {
            return Some(("H-NEG-2", "the request succeeds before the first decision".to_owned()));
        };
        // The trace does not tell which room is viewed, so any one room of the request may be.
        let viewed = match request.rooms() {
            Rooms::Named([room]) => Some(room.clone()),
            _ => OwnedRoomId::try_from("!viewed:example.org").ok(),
        };
        let denied = request.coverage(granted, viewed.as_deref()).into_result().err()?;
        Some(("H-PERM-1", format!("the request succeeds; {denied}")))
    }

    /// Checks what the client pushes.
    fn push(&mut self, line: usize, request: &ToWidgetRequest<'_>) {
        if let ToWidgetRequest::NotifyCapabilities(request) = request {
            for string in request.data.approved.iter().filter(|string| !self.requested.contains(*string)) {
                let reason = format!("approved without a request: {}", string.escape_debug());
                self.findings.push(Finding { line, rule: "H-NEG-20", reason });
            }
            self.granted = Some(request.data.approved.read(Dialect::Msc2762));
            return;
        }
        let is_allowed = |granted: &CapabilitySet| match request {
            ToWidgetRequest::SendEvent(request) => {
                request.data.may_be_received(granted, request.data.room_id().ok().as_deref())
            }
            ToWidgetRequest::SendToDevice(request) => request.data.may_be_received(granted),
            ToWidgetRequest::UpdateState(request) => request
                .data
                .state
                .iter()
                .all(|event| event.may_be_received(granted, event.room_id().ok().as_deref())),
            _ => true,
        };
        match &self.granted {
            Some(granted) if is_allowed(granted) => {}
            Some(_) => self.find(line, "H-PUSH-15", "the widget may not receive this"),
            None if is_allowed(&CapabilitySet::new(Dialect::Msc2762)) => {}
            None => self.find(line, "H-NEG-4", "it is pushed before the first decision"),
        }
    }
}

/// Returns the rule that each request has one answer.
fn one_answer(is_from_widget: bool) -> &'static str {
    if is_from_widget { "H-ERR-1" } else { "W-ERR-1" }
}

/// Returns the capabilities that a widget requests with this message.
fn wishes(message: &Message<'_>) -> CapabilityList {
    match message {
        Message::FromWidgetRequest(FromWidgetRequest::RequestCapabilities(request)) => {
            request.data.capabilities.clone()
        }
        Message::ToWidgetResponse(ToWidgetResponse::Capabilities(response)) => {
            response.outcome.as_ref().map(|wishes| wishes.capabilities.clone()).unwrap_or_default()
        }
        _ => CapabilityList::new(),
    }
}

fn key(raw: &RawMessage<'_>) -> (bool, String) {
    (raw.api() == Direction::FromWidget, raw.request_id().to_owned())
}

fn is_same(left: Option<&str>, right: Option<&str>) -> bool {
    let value = |text: Option<&str>| serde_json::from_str::<serde_json::Value>(text.unwrap_or("{}")).ok();
    value(left) == value(right)
}
