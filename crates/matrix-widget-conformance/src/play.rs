//! Playing a scenario against an implementation.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    implementation::{Implementation, Refusal},
    pattern::{Names, check, fill, is_same},
    scenario::{Begin, Call, Echo, Expect, Given, Reply, Role, Scenario, Send, Step},
};

/// The result of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "camelCase")]
pub enum Verdict {
    /// The implementation does what the scenario expects.
    Passed,
    /// The adapter cannot do what the scenario needs.
    Skipped,
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
    let verdict = |step, refusal| match refusal {
        Refusal::Unsupported => Verdict::Skipped,
        Refusal::Failed(reason) => Verdict::Failed { step, reason },
    };
    if let Err(refusal) = play.begin(scenario.begin) {
        return verdict(0, refusal);
    }
    for (step, number) in scenario.steps.iter().zip(1..) {
        if let Err(refusal) = play.step(step) {
            return verdict(number, refusal);
        }
    }
    Verdict::Passed
}

type Done<T = ()> = Result<T, Refusal>;

/// The requests that the kit answers and nobody has to expect.
const OPTIONAL: [&str; 3] = ["supported_api_versions", "capabilities", "content_loaded"];

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
    /// `true` if nobody has to expect it.
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
    /// The IDs of the calls, by name.
    calls: u64,
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
                let posts = self.reports.get("post").into_iter().flatten();
                if !posts
                    .into_iter()
                    .any(|post| post.value.get("action") == Some(&"notify_capabilities".into()))
                {
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
        }
    }

    fn send(&mut self, send: &Send) -> Done {
        let api = match self.role {
            Role::Host => "fromWidget",
            Role::Widget => "toWidget",
        };
        let data = send.data.clone().unwrap_or_else(|| json!({}));
        let data = fill(&data, &self.names)?;
        let text = format!(
            r#"{{"api":"{api}","widgetId":"w","requestId":{},"action":{},"data":{data}}}"#,
            Value::from(send.id.as_str()),
            Value::from(send.action.as_str()),
        );
        self.sent.insert(send.id.clone(), text.clone());
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
            for report in self.implementation.run(&command)? {
                commands.extend(self.take(&report)?);
            }
        }
        Err("the implementation does not come to rest".into())
    }

    /// Keeps a report. Returns what the kit does by itself because of it.
    fn take(&mut self, report: &Value) -> Result<Option<Value>, String> {
        let named = KINDS.iter().find_map(|kind| Some((*kind, report.get(kind)?.clone())));
        let Some((kind, mut value)) = named else { return Err(format!("the adapter reports {report}")) };
        let mut text = String::new();
        if kind == "post" {
            text = value.as_str().ok_or("post: expected a text")?.to_owned();
            value = serde_json::from_str(&text).map_err(|error| format!("posted {text:?}: {error}"))?;
        }
        let answer = self.answer_to(kind, &value);
        let is_push =
            kind == "post" && !OPTIONAL.iter().any(|action| value.get("action") == Some(&(*action).into()));
        let is_optional = answer.is_some() && !is_push || kind == "outcome" || kind == "notice";
        if let Some(queue) = self.reports.get_mut(kind) {
            queue.push_back(Report { value, text, is_optional });
        }
        Ok(answer)
    }

    /// Returns what the kit does by itself because of a report.
    fn answer_to(&mut self, kind: &str, value: &Value) -> Option<Value> {
        let text = |name| value.get(name).and_then(Value::as_str).unwrap_or_default();
        let is_manual = |name: &str| self.given.manual.iter().any(|manual| manual == name);
        match kind {
            "post" => {
                if let Some(response) = value.get("response") {
                    if text("requestId") == "capabilities" {
                        self.asked = response.get("capabilities").cloned().unwrap_or_default();
                    }
                    return None;
                }
                let response = match (text("action"), self.role) {
                    (action, _) if is_manual(action) => return None,
                    ("supported_api_versions", _) => json!({ "supported_versions": self.given.versions }),
                    ("capabilities", Role::Host) => json!({ "capabilities": self.given.ask }),
                    (_, Role::Host) | ("content_loaded", _) => json!({}),
                    _ => return None,
                };
                let mut message = value.clone();
                set(&mut message, "response", response);
                Some(json!({ "do": "message", "text": message.to_string() }))
            }
            "prompt" if !is_manual("prompt") => {
                let approve = self.given.approve.clone().map(Value::from);
                let approve = approve.or_else(|| value.get("capabilities").cloned());
                Some(json!({ "do": "decide", "id": value.get("id"), "approve": approve }))
            }
            "driver" if !is_manual(text("op")) => {
                let events = match text("op") {
                    "readState" => self.state(value),
                    "readStickyEvents" => Vec::new(),
                    _ => return None,
                };
                Some(json!({ "do": "return", "id": value.get("id"), "value": { "events": events } }))
            }
            _ => None,
        }
    }

    /// Returns the state that a read asks for.
    fn state(&self, read: &Value) -> Vec<&Value> {
        let data = read.get("data");
        let member = |name: &str| data.and_then(|data| data.get(name));
        let is_asked = |event: &&Value| {
            let rooms = read.get("rooms").and_then(Value::as_array);
            let is_in =
                rooms.is_none_or(|rooms| event.get("room_id").is_some_and(|room| rooms.contains(room)));
            let key = member("state_key");
            is_in
                && event.get("type") == member("type")
                && (key == Some(&Value::Bool(true)) || event.get("state_key") == key)
        };
        self.given.state.iter().filter(is_asked).collect()
    }

    fn name(&self, name: &str) -> Result<&Value, String> {
        self.names.get(name).ok_or_else(|| format!("nothing has the name {name}"))
    }

    fn id(&self, name: &str) -> Result<Value, String> {
        let id = self.name(name)?.get("id");
        id.cloned().ok_or_else(|| format!("{name} has no ID"))
    }

    /// Expects something: the first of its kind that has not been expected, apart from what is optional.
    fn expect(&mut self, expect: &Expect) -> Result<(), String> {
        let kind = kind(expect);
        let queue = self.reports.get(kind).into_iter().flatten();
        let mut reason = "nothing happened".to_owned();
        for (place, report) in queue.enumerate() {
            match self.check(expect, report) {
                Ok(()) => {
                    let reports = self.reports.get_mut(kind);
                    let taken = reports.and_then(|queue| queue.drain(..=place).next_back());
                    self.keep(expect, taken);
                    return Ok(());
                }
                Err(error) => reason = error,
            }
            if !report.is_optional {
                break;
            }
        }
        Err(format!("expected {}: {reason}", describe(expect)))
    }

    fn expect_all(&mut self, expected: &[Expect]) -> Result<(), String> {
        let mut rest: Vec<_> = expected.iter().collect();
        while !rest.is_empty() {
            let mut reason = String::new();
            let place = rest.iter().position(|expect| match self.expect(expect) {
                Ok(()) => true,
                Err(error) => {
                    reason = error;
                    false
                }
            });
            match place {
                Some(place) => drop(rest.remove(place)),
                None => return Err(reason),
            }
        }
        Ok(())
    }

    fn expect_nothing(&self) -> Result<(), String> {
        for (kind, queue) in &self.reports {
            if let Some(report) = queue.iter().find(|report| !report.is_optional) {
                return Err(format!("expected nothing, found {kind} {}", report.value));
            }
        }
        Ok(())
    }

    /// Gives what was expected its name.
    fn keep(&mut self, expect: &Expect, taken: Option<Report>) {
        let name = match expect {
            Expect::Request(request) => &request.name,
            Expect::Prompt(prompt) => &prompt.name,
            Expect::Driver(driver) => &driver.name,
            Expect::Reply(_) | Expect::Outcome(_) | Expect::Notice(_) => &None,
        };
        if let (Some(name), Some(report)) = (name, taken) {
            self.names.insert(name.clone(), report.value);
        }
    }

    /// Checks that a report is what is expected.
    fn check(&self, expect: &Expect, report: &Report) -> Result<(), String> {
        let member = |name: &str| report.value.get(name);
        let matches = |pattern: &Option<Value>, value: Option<&Value>| match pattern {
            Some(pattern) => check(&fill(pattern, &self.names)?, value),
            None => Ok(()),
        };
        let is = |name: &str, expected: &str| match member(name) {
            Some(found) if found == expected => Ok(()),
            _ => Err(format!("found {}", report.value)),
        };
        match expect {
            Expect::Reply(reply) => self.check_reply(reply, report),
            Expect::Request(request) => {
                is("action", &request.action)?;
                if member("response").is_some() {
                    return Err(format!("found {}", report.value));
                }
                matches(&request.id, member("requestId"))?;
                matches(&request.data, member("data"))
            }
            Expect::Prompt(prompt) => matches(&prompt.capabilities, member("capabilities")),
            Expect::Driver(driver) => {
                is("op", &driver.op)?;
                matches(&driver.data, member("data"))?;
                matches(&driver.rooms, member("rooms"))
            }
            Expect::Outcome(outcome) => {
                let id = self.id(&outcome.of)?;
                if member("id") != Some(&id) || outcome.error != member("error").is_some() {
                    return Err(format!("found {}", report.value));
                }
                matches(&outcome.ok, member("ok"))
            }
            Expect::Notice(notice) => {
                is("name", &notice.name)?;
                matches(&notice.data, member("data"))
            }
        }
    }

    fn check_reply(&self, reply: &Reply, report: &Report) -> Result<(), String> {
        let request =
            self.sent.get(&reply.to).ok_or_else(|| format!("no request has the ID {}", reply.to))?;
        let mut message = report.value.clone();
        let response = message.as_object_mut().and_then(|members| members.remove("response"));
        let mut original: Value = serde_json::from_str(request).map_err(|error| error.to_string())?;
        // A response of null is none.
        original.as_object_mut().and_then(|members| members.remove("response"));
        let Some(response) = response.filter(|_| is_same(&message, &original)) else {
            return Err(format!("found {}", report.text));
        };
        if reply.echo == Echo::Bytes && !is_echo(request, &report.text) {
            return Err(format!("expected the text of the request and `response`, found {}", report.text));
        }
        let is_error = response.get("error").is_some_and(|error| error.get("message").is_some());
        if is_error != reply.error {
            return Err(format!("found the response {response}"));
        }
        match &reply.response {
            Some(pattern) => check(&fill(pattern, &self.names)?, Some(&response)),
            None => Ok(()),
        }
    }
}

/// Returns `true` if the reply is the text of the request with `response` added at the end, or in place of null.
fn is_echo(request: &str, reply: &str) -> bool {
    let (head, tail) = match request.split_once("null") {
        Some((head, tail)) if head.trim_end().ends_with(r#""response":"#) => (head, tail),
        _ => (request.trim_end().strip_suffix('}').unwrap_or(request).trim_end(), "}"),
    };
    let response = reply.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
    let response = response.map(|rest| rest.trim_start().strip_prefix(r#","response":"#).unwrap_or(rest));
    response.is_some_and(|response| serde_json::from_str::<Value>(response).is_ok())
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}

fn kind(expect: &Expect) -> &'static str {
    match expect {
        Expect::Reply(_) | Expect::Request(_) => "post",
        Expect::Prompt(_) => "prompt",
        Expect::Driver(_) => "driver",
        Expect::Outcome(_) => "outcome",
        Expect::Notice(_) => "notice",
    }
}

fn describe(expect: &Expect) -> String {
    match expect {
        Expect::Reply(reply) if reply.error => format!("an error reply to {}", reply.to),
        Expect::Reply(reply) => format!("a reply to {}", reply.to),
        Expect::Request(request) => format!("the request {}", request.action),
        Expect::Prompt(_) => "a prompt".to_owned(),
        Expect::Driver(driver) => format!("the driver operation {}", driver.op),
        Expect::Outcome(outcome) => format!("the outcome of {}", outcome.of),
        Expect::Notice(notice) => format!("the notice {}", notice.name),
    }
}
