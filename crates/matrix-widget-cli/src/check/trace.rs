//! The conversation with one widget.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    mem,
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

use super::Finding;

/// The direction, ID and action of a request.
type Key = (bool, String, String);

#[derive(Default)]
pub struct Trace {
    findings: Vec<Finding>,
    open: BTreeMap<Key, VecDeque<Open>>,
    answered: BTreeSet<Key>,
    /// The capabilities that the widget has requested.
    requested: BTreeSet<String>,
    /// The approved capabilities, after the first `notify_capabilities` of a document.
    granted: Option<CapabilitySet>,
}

/// A request without an answer.
struct Open {
    line: usize,
    data: Option<String>,
    /// The rule that a success breaks, and the reason.
    denied: Option<(&'static str, String)>,
}

impl Trace {
    /// Returns the findings that the end of the conversation shows.
    pub fn end(mut self) -> Vec<Finding> {
        for ((is_from_widget, _, action), open) in mem::take(&mut self.open) {
            let reason = format!("{} is not answered", action.escape_debug());
            for Open { line, .. } in open {
                self.find(line, one_answer(is_from_widget), reason.clone());
            }
        }
        self.findings
    }

    fn find(&mut self, line: usize, rule: &'static str, reason: impl Into<String>) {
        self.findings.push(Finding { line, rule, reason: reason.into() });
    }

    /// Checks a message. Returns what is wrong with it.
    pub fn message(&mut self, line: usize, raw: &RawMessage<'_>) -> Vec<Finding> {
        self.add(line, raw);
        mem::take(&mut self.findings)
    }

    fn add(&mut self, line: usize, raw: &RawMessage<'_>) {
        let message = raw.clone().decode();
        match &message {
            Err(invalid) => self.find(line, "protocol", invalid.error().to_string()),
            Ok(message) => self.requested.extend(wishes(message).iter().map(str::to_owned)),
        }
        if !raw.is_request() {
            return self.answer(line, raw, message.ok().filter(|message| message.error().is_none()).as_ref());
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
        self.open.entry(key(raw)).or_default().push_back(Open { line, data, denied });
    }

    /// Checks an answer, which is given in typed form if it is a success.
    fn answer(&mut self, line: usize, raw: &RawMessage<'_>, success: Option<&Message<'_>>) {
        let key = key(raw);
        let rule = one_answer(key.0);
        let Some(open) = self.open.get_mut(&key).and_then(VecDeque::pop_front) else {
            let reason = if self.answered.contains(&key) {
                "the request has been answered before"
            } else {
                "no request has this ID and action"
            };
            return self.find(line, rule, reason);
        };
        self.answered.insert(key);
        if open.data.as_deref() != raw.data() && !is_same(open.data.as_deref(), raw.data()) {
            self.find(line, "protocol", "the answer does not repeat the data of the request");
        }
        if let Some((rule, reason)) = open.denied.filter(|_| success.is_some()) {
            self.find(line, rule, reason);
        }
        if let Some(Message::ToWidgetResponse(ToWidgetResponse::Capabilities(_))) = success {
            self.granted = None; // a new negotiation
        }
    }

    /// Returns the rule that a success of this request breaks.
    fn denied(&self, request: &FromWidgetRequest<'_>) -> Option<(&'static str, String)> {
        if request.action().info()?.capabilities.is_empty()
            || matches!(request, FromWidgetRequest::OpenModal(_))
        {
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

    /// Checks a request of the client.
    fn push(&mut self, line: usize, request: &ToWidgetRequest<'_>) {
        let none = CapabilitySet::new(Dialect::Msc2762);
        let granted = self.granted.as_ref().unwrap_or(&none);
        let denied = match request {
            ToWidgetRequest::NotifyCapabilities(request) => {
                let approved = &request.data.approved;
                for string in approved.iter().filter(|string| !self.requested.contains(*string)) {
                    let reason = format!("approved without a request: {}", string.escape_debug());
                    self.findings.push(Finding { line, rule: "H-NEG-20", reason });
                }
                self.granted = Some(approved.read(Dialect::Msc2762));
                return;
            }
            ToWidgetRequest::SendEvent(request) => {
                let room = request.data.room_id().ok();
                (!request.data.may_be_received(granted, room.as_deref())).then_some("H-PUSH-15")
            }
            ToWidgetRequest::SendToDevice(request) => {
                (!request.data.may_be_received(granted)).then_some("H-PUSH-12")
            }
            ToWidgetRequest::UpdateState(request) => {
                let mut state = request.data.state.iter();
                let is_allowed =
                    state.all(|event| event.may_be_received(granted, event.room_id().ok().as_deref()));
                (!is_allowed).then_some("H-PUSH-15")
            }
            _ => None,
        };
        match denied {
            Some(_) if self.granted.is_none() => {
                self.find(line, "H-NEG-4", "it is pushed before the first decision");
            }
            Some(rule) => self.find(line, rule, "the widget may not receive this"),
            None => {}
        }
    }
}

/// Returns the rule that each request has one answer.
fn one_answer(is_from_widget: bool) -> &'static str {
    if is_from_widget { "H-ERR-1" } else { "W-ERR-1" }
}

/// Returns the capabilities that a widget requests with this message.
pub fn wishes(message: &Message<'_>) -> CapabilityList {
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

fn key(raw: &RawMessage<'_>) -> Key {
    (raw.api() == Direction::FromWidget, raw.request_id().to_owned(), raw.action().to_owned())
}

fn is_same(left: Option<&str>, right: Option<&str>) -> bool {
    let value = |text: Option<&str>| serde_json::from_str::<serde_json::Value>(text.unwrap_or("{}")).ok();
    value(left) == value(right)
}
