//! Playing a scenario against an implementation.

mod automatic;
mod claims;
mod expect;

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use self::claims::claims;
use crate::{
    implementation::{Implementation, Refusal},
    pattern::{Names, count, fill},
    scenario::{Begin, Call, Given, Role, Scenario, Send, Step},
};

/// The result of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "camelCase")]
pub enum Verdict {
    /// The implementation does what the scenario expects.
    Passed,
    /// The adapter cannot do what the scenario needs, or the client does not claim it.
    Skipped {
        /// What is missing.
        reason: String,
    },
    /// The implementation does something else.
    Failed {
        /// The number of the step, counted from 1, or 0 before the first.
        step: usize,
        /// What was expected and found.
        reason: String,
    },
}

/// Plays a scenario.
pub fn play(scenario: &Scenario, implementation: &mut dyn Implementation) -> Verdict {
    let mut play = Play::new(scenario, implementation);
    let mut step = 0;
    let mut result = play.begin(scenario.begin);
    let mut steps = scenario.steps.iter();
    while let (Ok(()), Some(next)) = (&result, steps.next()) {
        step += 1;
        result = play.step(next);
    }
    match result {
        Ok(()) => Verdict::Passed,
        Err(Refusal::Unsupported) => Verdict::Skipped { reason: format!("unsupported: {}", play.command) },
        Err(Refusal::Failed(reason)) => Verdict::Failed { step, reason },
    }
}

type Done<T = ()> = Result<T, Refusal>;

/// The number of commands after which an implementation should have come to rest.
const MAX_COMMANDS: usize = 10_000;

/// The kinds of reports. Each is expected in its own order.
const KINDS: [&str; 5] = ["post", "prompt", "driver", "outcome", "notice"];

/// A report that has not been expected.
struct Report {
    /// The value of the report. For a post, the message.
    value: Value,
    /// The text of a post.
    text: String,
    /// `true` if a scenario may leave it out.
    is_optional: bool,
}

struct Play<'a> {
    role: Role,
    given: &'a Given,
    implementation: &'a mut dyn Implementation,
    reports: BTreeMap<&'static str, VecDeque<Report>>,
    names: Names,
    /// The requests of the kit, by ID.
    sent: BTreeMap<String, String>,
    /// The number of calls.
    calls: u64,
    /// The name of the last command.
    command: String,
    /// The capabilities that were asked for in the beginning.
    asked: Value,
}

impl<'a> Play<'a> {
    fn new(scenario: &'a Scenario, implementation: &'a mut dyn Implementation) -> Self {
        Self {
            role: scenario.role,
            given: &scenario.given,
            implementation,
            reports: KINDS.map(|kind| (kind, VecDeque::new())).into(),
            names: Names::new(),
            sent: BTreeMap::new(),
            calls: 0,
            command: String::new(),
            asked: Value::Null,
        }
    }

    fn begin(&mut self, begin: Option<Begin>) -> Done {
        self.run(self.create())?;
        if begin.is_none() {
            return Ok(());
        }
        match self.role {
            Role::Host => {
                self.run(json!({ "do": "frameLoaded" }))?;
                self.send(&Send { id: "load".to_owned(), action: "content_loaded".to_owned(), data: None })?;
                let mut posts = self.reports.get("post").into_iter().flatten();
                if !posts.any(|post| post.value.get("action") == Some(&"notify_capabilities".into())) {
                    return Err("the client has not decided about the capabilities".into());
                }
            }
            Role::Widget => {
                self.call(&Call { name: "contentLoaded".to_owned(), args: None, name_of: None })?;
                self.send(&Send {
                    id: "capabilities".to_owned(),
                    action: "capabilities".to_owned(),
                    data: None,
                })?;
                if self.asked.is_null() {
                    return Err("the widget has not answered capabilities".into());
                }
                let approved = self.given.approve.clone().map_or(self.asked.clone(), Value::from);
                let data = json!({ "requested": self.asked, "approved": approved });
                let action = "notify_capabilities".to_owned();
                self.send(&Send { id: "notify".to_owned(), action, data: Some(data) })?;
            }
        }
        self.reports.values_mut().for_each(VecDeque::clear);
        Ok(())
    }

    fn create(&self) -> Value {
        let given = self.given;
        match self.role {
            Role::Host => json!({
                "do": "create",
                "widgetId": "w",
                "url": "https://widget.example.org/",
                "user": "@me:example.org",
                "room": (!given.account).then_some("!room:example.org"),
                "rooms": given.rooms,
                "waitForIframeLoad": given.wait_for_iframe_load,
                "opaqueOrigin": given.opaque_origin,
                "modal": given.modal,
                "custom": given.custom,
                "openId": given.open_id,
            }),
            Role::Widget => json!({
                "do": "create",
                "widgetId": "w",
                "ask": given.ask,
                "versions": given.lists,
                "modal": given.modal.is_some(),
            }),
        }
    }

    fn step(&mut self, step: &Step) -> Done {
        match step {
            Step::Send(send) => self.send(send),
            Step::SendText(text) => {
                let message = serde_json::from_str::<Value>(text).unwrap_or_default();
                let id = message.get("requestId").or_else(|| message.get("requestid"));
                if let Some(id) = id.and_then(Value::as_str) {
                    self.sent.insert(id.to_owned(), text.clone());
                }
                self.run(json!({ "do": "message", "text": text }))
            }
            Step::Answer(answer) => {
                let mut message = self.name(&answer.to)?.clone();
                for (name, value) in &answer.replace {
                    set(&mut message, name, fill(value, &self.names)?);
                }
                set(&mut message, "response", fill(&answer.response, &self.names)?);
                self.run(json!({ "do": "message", "text": message.to_string() }))
            }
            Step::FrameLoaded(_) => self.run(json!({ "do": "frameLoaded" })),
            Step::ViewRoom(room) => self.run(json!({ "do": "viewRoom", "room": room })),
            Step::JoinRoom(room) => self.run(json!({ "do": "joinRoom", "room": room })),
            Step::Event(event) => self.run(json!({ "do": "event", "event": event })),
            Step::State(events) => self.run(json!({ "do": "state", "events": events })),
            Step::ToDevice(message) => self
                .run(json!({ "do": "toDevice", "message": message.message, "encrypted": message.encrypted })),
            Step::Decide(decide) => {
                let id = self.id(&decide.prompt)?;
                self.run(json!({ "do": "decide", "id": id, "approve": decide.approve }))
            }
            Step::Return(result) => {
                let mut command = json!({ "do": "return", "id": self.id(&result.of)? });
                if let Some(error) = &result.error {
                    set(&mut command, "error", error.clone());
                } else {
                    let value = result.value.clone().unwrap_or_else(|| json!({}));
                    set(&mut command, "value", fill(&value, &self.names)?);
                }
                self.run(command)
            }
            Step::Advance(time) => self.run(json!({ "do": "advance", "ms": time })),
            Step::Call(call) => self.call(call),
            Step::Expect(expect) => self.expect(expect).map_err(Refusal::Failed),
            Step::AnyOrder(expected) => self.expect_all(expected).map_err(Refusal::Failed),
            Step::Nothing(_) => self.expect_nothing().map_err(Refusal::Failed),
            Step::Repeat(repeat) => {
                for n in 1..=repeat.times {
                    self.names.insert("n".to_owned(), n.into());
                    let result = repeat.steps.iter().try_for_each(|step| self.step(step));
                    result.map_err(|refusal| match refusal {
                        Refusal::Failed(reason) => format!("repetition {n}: {reason}").into(),
                        Refusal::Unsupported => refusal,
                    })?;
                }
                self.names.remove("n");
                Ok(())
            }
        }
    }

    fn send(&mut self, send: &Send) -> Done {
        let api = match self.role {
            Role::Host => "fromWidget",
            Role::Widget => "toWidget",
        };
        let data = send.data.clone().unwrap_or_else(|| json!({}));
        let data = fill(&data, &self.names)?;
        let id = count(&send.id, &self.names);
        let text = format!(
            r#"{{"api":"{api}","widgetId":"w","requestId":{},"action":{},"data":{data}}}"#,
            Value::from(id.as_str()),
            Value::from(send.action.as_str()),
        );
        self.sent.insert(id, text.clone());
        self.run(json!({ "do": "message", "text": text }))
    }

    fn call(&mut self, call: &Call) -> Done {
        self.calls += 1;
        let id = self.calls;
        if let Some(name) = &call.name_of {
            self.names.insert(name.clone(), json!({ "id": id }));
        }
        let mut args = fill(&call.args.clone().unwrap_or_else(|| json!({})), &self.names)?;
        // A method can refer to a driver operation by its name.
        if let Some(name) = args.get("id").and_then(Value::as_str).map(str::to_owned) {
            set(&mut args, "id", self.id(&name)?);
        }
        self.run(json!({ "do": "call", "id": id, "name": call.name, "args": args }))
    }

    /// Runs a command, and everything that the kit does by itself after it.
    fn run(&mut self, command: Value) -> Done {
        let mut commands = VecDeque::from([command]);
        for _ in 0..MAX_COMMANDS {
            let Some(command) = commands.pop_front() else { return Ok(()) };
            let part = |name: &str| command.get(name).and_then(Value::as_str);
            self.command = ["do", "name"].into_iter().filter_map(part).collect::<Vec<_>>().join(" ");
            for report in self.implementation.run(&command)? {
                commands.extend(self.take(&report)?);
            }
        }
        Err("the implementation does not come to rest".into())
    }

    /// Keeps a report. Returns what the kit does by itself because of it.
    fn take(&mut self, report: &Value) -> Result<Option<Value>, String> {
        let value = |kind: &str| report.get(kind).filter(|value| !value.is_null()).cloned();
        let named = KINDS.iter().find_map(|kind| Some((*kind, value(kind)?)));
        let Some((kind, mut value)) = named else { return Err(format!("the adapter reports {report}")) };
        let mut text = String::new();
        if kind == "post" {
            text = value.as_str().ok_or("post: expected a text")?.to_owned();
            value = serde_json::from_str(&text).map_err(|error| format!("posted {text:?}: {error}"))?;
        }
        let answer = self.answer_to(kind, &value);
        let is_optional = match kind {
            "post" => answer.is_some() && automatic::may_be_left_out(&value),
            "outcome" | "notice" => true,
            _ => answer.is_some(),
        };
        if let Some(queue) = self.reports.get_mut(kind) {
            queue.push_back(Report { value, text, is_optional });
        }
        Ok(answer)
    }

    fn name(&self, name: &str) -> Result<&Value, String> {
        self.names.get(name).ok_or_else(|| format!("nothing has the name {name}"))
    }

    fn id(&self, name: &str) -> Result<Value, String> {
        let id = self.name(name)?.get("id");
        id.cloned().ok_or_else(|| format!("{name} has no ID"))
    }
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}
