//! The client: its session with the widget, and the mock homeserver.

#![allow(clippy::indexing_slicing, reason = "JSON values are null where there is no member")]

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use matrix_widget_conformance::{Implementation, Refusal, adapter::SessionHost};
use matrix_widget_protocol::{
    reexports::{
        matrix_widget_capability::{Capability, CapabilitySet, Dialect},
        ruma_common::OwnedRoomId,
    },
    widget::{UrlVariables, Widget, WidgetParameters, WidgetState},
};
use serde_json::{Value, json, value::RawValue};

use super::{record::Record, world::World};

/// The frame of the widget.
pub struct Frame {
    /// The URL with variables.
    template: String,
    /// The URL to load.
    url: String,
}

impl Frame {
    /// Creates a frame for a widget in this world, in a client with this origin.
    pub fn new(template: &str, world: &World, origin: &str) -> Result<Self, String> {
        let World { widget, user, room, .. } = world;
        let content =
            json!({ "type": widget.r#type, "url": template, "name": widget.name, "data": widget.data });
        let content = serde_json::from_value(content).map_err(|error| error.to_string())?;
        let state = WidgetState::in_room("im.vector.modular.widgets", &widget.id, content);
        let definition = state.map_err(|error| error.to_string())?.into_widget();
        let mut variables = UrlVariables::new(user.user_id.clone());
        variables.room_id.clone_from(room);
        variables.display_name.clone_from(&user.display_name);
        variables.avatar_url.clone_from(&user.avatar_url);
        variables.device_id.clone_from(&user.device_id);
        variables.client_id = Some("matrix-widget.serve".to_owned());
        variables.client_theme = Some("light".to_owned());
        variables.client_language = Some("en".to_owned());
        let url = definition.as_ref().map(|widget: &Widget| widget.url(&variables));
        let url = url.ok_or("the definition is malformed")?.map_err(|error| error.to_string())?;
        let parameters = WidgetParameters::new(&widget.id, &format!("{origin}/"));
        let url = parameters.add_to(&url).map_err(|error| error.to_string())?;
        Ok(Self { template: template.to_owned(), url })
    }
}

/// A client that shows a widget, whose user and homeserver the page plays.
pub struct Inspector {
    session: SessionHost,
    world: World,
    record: Record,
    start: Instant,
    /// The time of the session since the start.
    now: Duration,
    /// The operations that send an event and have not been answered, by ID.
    sending: BTreeMap<u64, (String, Value)>,
}

impl Inspector {
    /// Begins a session. Returns the first reports for the page.
    pub fn new(number: u64, frame: &Frame, world: World, record: Record) -> (Self, Vec<Value>) {
        let hello = json!({ "hello": {
            "session": number,
            "url": frame.url,
            "widgetId": world.widget.id,
            "user": world.user,
            "room": world.room,
            "rooms": world.rooms,
            "users": world.users,
        } });
        let create = json!({
            "do": "create",
            "widgetId": world.widget.id,
            "url": frame.template,
            "user": world.user.user_id,
            "room": world.room,
            "rooms": world.room.iter().chain(&world.rooms).collect::<Vec<&OwnedRoomId>>(),
            "waitForIframeLoad": world.widget.wait_for_iframe_load,
        });
        let (session, now, sending) = Default::default();
        let mut inspector = Self { session, world, record, start: Instant::now(), now, sending };
        let mut reports = vec![hello];
        reports.extend(inspector.carry_out(&create));
        (inspector, reports)
    }

    /// Carries out commands of the page, which are those of the adapter protocol. Returns reports for the page.
    pub fn run(&mut self, commands: &[&RawValue]) -> Vec<Value> {
        let mut reports = self.advance();
        for command in commands {
            match serde_json::from_str(command.get()) {
                Ok(command) => reports.extend(self.command(&command)),
                Err(error) => reports.push(failed(&error.to_string())),
            }
        }
        reports
    }

    /// Lets the time of the session pass.
    fn advance(&mut self) -> Vec<Value> {
        // The session counts whole milliseconds.
        let passed = (self.start.elapsed().saturating_sub(self.now)).as_millis();
        let passed = u64::try_from(passed).unwrap_or(u64::MAX);
        self.now += Duration::from_millis(passed);
        self.carry_out(&json!({ "do": "advance", "ms": passed }))
    }

    fn command(&mut self, command: &Value) -> Vec<Value> {
        match command.get("do").and_then(Value::as_str) {
            Some("message") => {
                let text = command.get("text").and_then(Value::as_str).unwrap_or_default();
                let mut reports = vec![self.record.add("widget", text, self.now)];
                reports.extend(self.carry_out(command));
                reports
            }
            Some("event") => match command.get("event") {
                Some(Value::Object(event)) => self.push(event.clone()),
                _ => vec![failed("event: expected an object")],
            },
            Some("return") => {
                let id = command.get("id").and_then(Value::as_u64).unwrap_or_default();
                let mut reports = self.carry_out(command);
                if reports.iter().any(|report| report.get("post").is_some())
                    && let Some((op, data)) = self.sending.remove(&id)
                    && let Some(event) = command.get("value").and_then(|value| World::sent(&op, &data, value))
                {
                    reports.extend(self.push(event));
                }
                reports
            }
            _ => self.carry_out(command),
        }
    }

    /// Adds an event to the homeserver, which the client receives.
    fn push(&mut self, event: serde_json::Map<String, Value>) -> Vec<Value> {
        let event = self.world.add(event);
        let mut reports = Vec::new();
        if event.get("state_key").is_some() {
            reports.extend(self.carry_out(&json!({ "do": "state", "events": [event] })));
        }
        reports.extend(self.carry_out(&json!({ "do": "event", "event": event })));
        reports
    }

    /// Passes a command to the session. Returns its reports, with what the page shows besides.
    fn carry_out(&mut self, command: &Value) -> Vec<Value> {
        let reports = match self.session.run(command) {
            Ok(reports) => reports,
            Err(Refusal::Unsupported) => return vec![failed("the command is unknown")],
            Err(Refusal::Failed(reason)) => return vec![failed(&reason)],
        };
        reports.into_iter().flat_map(|report| self.report(report)).collect()
    }

    fn report(&mut self, mut report: Value) -> Vec<Value> {
        if let Some(text) = report.get("post").and_then(Value::as_str) {
            return vec![self.record.add("client", text, self.now), report];
        }
        if let Some(prompt) = report.get_mut("prompt") {
            prompt["descriptions"] = descriptions(&prompt["capabilities"]);
        }
        if let Some(driver) = report.get_mut("driver") {
            let op = driver["op"].as_str().unwrap_or_default().to_owned();
            let rooms = driver["rooms"].as_array().cloned().unwrap_or_default();
            driver["answer"] = self.world.answer(&op, &driver["data"], &rooms);
            if World::SENDING.contains(&op.as_str()) {
                self.sending.extend(driver["id"].as_u64().map(|id| (id, (op, driver["data"].clone()))));
            }
        }
        if report["notice"]["name"] == "cancelled" {
            self.sending.retain(|id, _| report["notice"]["data"] != *id);
        }
        vec![report]
    }
}

/// Describes capabilities for a user.
fn descriptions(capabilities: &Value) -> Value {
    let strings = capabilities.as_array().into_iter().flatten().filter_map(Value::as_str);
    let none = CapabilitySet::new(Dialect::Msc2762);
    let describe =
        |string| Capability::parse_lenient(string, Dialect::Msc2762).permission().describe(&none).to_string();
    strings.map(describe).collect()
}

fn failed(reason: &str) -> Value {
    json!({ "failed": reason })
}
