//! The driver of a widget, and what it waits for.

use std::{collections::BTreeMap, time::Duration};

use axum::http::StatusCode;
use matrix_sdk::{
    Client,
    config::SyncSettings,
    ruma::RoomId,
    widget::{
        Capabilities, CapabilitiesProvider, Filter, StateEventFilter, WidgetDriver, WidgetDriverHandle,
        WidgetSettings,
    },
};
use matrix_widget_conformance::{Implementation, Refusal};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    runtime::{Builder, Runtime},
    sync::{
        mpsc::{self, UnboundedReceiver, UnboundedSender},
        oneshot,
    },
    task::JoinHandle,
};

use crate::{
    client::{connect, room},
    homeserver::{self, Request, Response},
    operation::{is_sync, operation, response},
};

/// The driver of matrix-sdk as an implementation.
#[derive(Default)]
pub(crate) struct SdkHost(Option<Host>);

impl Implementation for SdkHost {
    fn run(&mut self, command: &Value) -> Result<Vec<Value>, Refusal> {
        match (text(&command["do"])?, &mut self.0) {
            ("hello", _) => {
                Ok(vec![json!({ "hello": { "role": "host", "name": "matrix-sdk", "version": "0.18.0" } })])
            }
            ("create", host) => host.insert(Host::new(command)?).start(command),
            (name, Some(host)) => host.run(name, command),
            (_, None) => Err(Refusal::Failed("there is no widget".to_owned())),
        }
    }
}

/// Something that the client or the driver does.
enum Output {
    Post(String),
    Prompt(Capabilities, oneshot::Sender<Capabilities>),
    Request(Request),
}

impl From<Request> for Output {
    fn from(request: Request) -> Self {
        Self::Request(request)
    }
}

/// Something that waits for the kit.
enum Work {
    Prompt(oneshot::Sender<Capabilities>),
    ReadState,
    Operation(String, oneshot::Sender<Response>),
}

struct Host {
    client: Client,
    room: String,
    /// The driver, until it runs.
    driver: Option<WidgetDriver>,
    widget: Option<WidgetDriverHandle>,
    /// The driver, while it runs.
    running: Option<JoinHandle<Result<(), ()>>>,
    outputs: UnboundedReceiver<Output>,
    sender: UnboundedSender<Output>,
    has_loaded: bool,
    /// The last ID.
    next: u64,
    works: BTreeMap<u64, Work>,
    /// The response to the next sync.
    sync: Option<Value>,
    /// Stops all tasks when it is dropped.
    runtime: Runtime,
    _folder: TempDir,
}

impl Host {
    fn new(command: &Value) -> Result<Self, Refusal> {
        let is_other = |name| command[name] != Value::Null && command[name] != json!({});
        // The driver needs a room, and has no modal widgets, custom actions or decisions about OpenID credentials.
        if command["room"].is_null() || ["modal", "custom"].into_iter().any(is_other) {
            return Err(Refusal::Unsupported);
        }
        if is_other("openId") && command["openId"] != "allow" {
            return Err(Refusal::Unsupported);
        }
        let runtime = Builder::new_current_thread().enable_all().start_paused(true).build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let (sender, outputs) = mpsc::unbounded_channel();
        let socket = folder.path().join("homeserver");
        let client = runtime.block_on(async {
            homeserver::start(&socket, sender.clone()).map_err(|error| error.to_string())?;
            connect(&socket, text(&command["user"])?).await
        })?;
        let waits = command["waitForIframeLoad"] == true;
        let settings =
            WidgetSettings::new(text(&command["widgetId"])?.to_owned(), !waits, text(&command["url"])?);
        let (driver, widget) = WidgetDriver::new(settings.map_err(|error| error.to_string())?);
        Ok(Self {
            client,
            room: text(&command["room"])?.to_owned(),
            driver: Some(driver),
            widget: Some(widget),
            running: None,
            outputs,
            sender,
            has_loaded: false,
            next: 0,
            works: BTreeMap::new(),
            sync: None,
            runtime,
            _folder: folder,
        })
    }

    /// Joins the rooms, and runs the driver unless it waits for the document to load.
    fn start(&mut self, command: &Value) -> Result<Vec<Value>, Refusal> {
        let rooms = command["rooms"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let rooms = rooms.chain([self.room.as_str()]).map(|id| (id.to_owned(), room([], [])));
        let joined: Value = rooms.collect();
        self.sync(json!({ "rooms": { "join": joined } }))?;
        if command["waitForIframeLoad"] != true {
            self.run_driver()?;
        }
        Ok(self.settle())
    }

    fn run_driver(&mut self) -> Result<(), String> {
        let (Some(driver), Some(widget)) = (self.driver.take(), self.widget.clone()) else { return Ok(()) };
        let room = RoomId::parse(&self.room).map_err(|error| error.to_string())?;
        let room = self.client.get_room(&room).ok_or("the client has not joined the room")?;
        self.running = Some(self.runtime.spawn(driver.run(room, Provider(self.sender.clone()))));
        let sender = self.sender.clone();
        self.runtime.spawn(async move {
            while let Some(text) = widget.recv().await {
                if sender.send(Output::Post(text)).is_err() {
                    break;
                }
            }
        });
        Ok(())
    }

    fn run(&mut self, name: &str, command: &Value) -> Result<Vec<Value>, Refusal> {
        let mut reports = Vec::new();
        match name {
            "message" => {
                if let Some(widget) = &self.widget {
                    self.runtime.block_on(widget.send(text(&command["text"])?.to_owned()));
                }
            }
            // Only the client notices the load event. A further one can mean a new document, for which it would need a new driver.
            "frameLoaded" if !self.has_loaded => {
                self.has_loaded = true;
                self.run_driver()?;
            }
            // The driver has one room.
            "viewRoom" => {}
            "joinRoom" => {
                let joined = json!({ text(&command["room"])?: room([], []) });
                reports = self.sync(json!({ "rooms": { "join": joined } }))?;
            }
            // Reads of the store take no time, so nothing happens meanwhile.
            "event" | "state" if self.has_reads() => return Err(Refusal::Unsupported),
            "event" => {
                let event = &command["event"];
                let joined = json!({ text(&event["room_id"])?: room([event], []) });
                reports = self.sync(json!({ "rooms": { "join": joined } }))?;
            }
            "state" => reports = self.sync_state(command["events"].as_array().into_iter().flatten())?,
            // The kit has no keys to encrypt a message with.
            "toDevice" if command["encrypted"] != true => {
                reports = self.sync(json!({ "to_device": { "events": [command["message"]] } }))?;
            }
            "decide" | "return" => reports = self.finish(command)?,
            "call" if command["name"] == "end" => {
                self.widget = None;
                self.running.take().inspect(JoinHandle::abort);
                reports.push(json!({ "outcome": { "id": command["id"], "ok": {} } }));
            }
            _ => return Err(Refusal::Unsupported),
        }
        reports.extend(self.settle());
        Ok(reports)
    }

    /// Passes a decision or an answer of the driver on.
    fn finish(&mut self, command: &Value) -> Result<Vec<Value>, Refusal> {
        let id = command["id"].as_u64().ok_or("id: expected a number")?;
        let value = if command["error"].is_null() { Ok(&command["value"]) } else { Err(&command["error"]) };
        match (self.works.remove(&id), value) {
            // The receivers are gone if nothing waits any longer.
            (Some(Work::Prompt(decision)), _) => {
                let approved = serde_json::from_value(command["approve"].clone());
                let _ = decision.send(approved.map_err(|error| error.to_string())?);
            }
            (Some(Work::Operation(op, answer)), value) => {
                let _ = answer.send(response(&op, value).ok_or(Refusal::Unsupported)?);
            }
            (Some(Work::ReadState), Ok(value)) if self.is_deciding() => {
                return self.sync_state(value["events"].as_array().into_iter().flatten());
            }
            // The driver has read the store already, and such a read cannot fail.
            (Some(Work::ReadState), _) => return Err(Refusal::Unsupported),
            (None, _) => return Ok(vec![json!({ "notice": { "name": "late", "data": id } })]),
        }
        Ok(Vec::new())
    }

    fn is_deciding(&self) -> bool {
        self.works.values().any(|work| matches!(work, Work::Prompt(_)))
    }

    fn has_reads(&self) -> bool {
        self.works.values().any(|work| matches!(work, Work::ReadState))
    }

    fn sync_state<'a>(&mut self, events: impl Iterator<Item = &'a Value>) -> Result<Vec<Value>, Refusal> {
        let mut rooms: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
        for event in events {
            rooms.entry(text(&event["room_id"])?).or_default().push(event);
        }
        let joined: Value = rooms.into_iter().map(|(id, events)| (id.to_owned(), room([], events))).collect();
        self.sync(json!({ "rooms": { "join": joined } }))
    }

    /// Lets the client synchronize with this response.
    fn sync(&mut self, mut response: Value) -> Result<Vec<Value>, Refusal> {
        // The client ignores a repeated response.
        self.next += 1;
        response["next_batch"] = self.next.to_string().into();
        self.sync = Some(response);
        let client = self.client.clone();
        let sync = self.runtime.spawn(async move { client.sync_once(SyncSettings::new()).await });
        let reports = self.settle();
        match self.runtime.block_on(sync) {
            Ok(Ok(_)) => Ok(reports),
            Ok(Err(error)) => Err(Refusal::Failed(error.to_string())),
            Err(error) => Err(Refusal::Failed(error.to_string())),
        }
    }

    /// Waits until everything is at rest. Returns what has happened.
    fn settle(&mut self) -> Vec<Value> {
        let mut reports = Vec::new();
        loop {
            self.runtime.block_on(rest());
            let Ok(output) = self.outputs.try_recv() else { return reports };
            reports.extend(self.report(output));
        }
    }

    /// Reports something, or answers it.
    fn report(&mut self, output: Output) -> Vec<Value> {
        match output {
            Output::Post(text) => vec![json!({ "post": text })],
            Output::Prompt(capabilities, decision) => self.prompt(&capabilities, decision),
            Output::Request(request) if is_sync(&request) => {
                let response = self.sync.take().unwrap_or_default();
                let _ = request.response.send((StatusCode::OK, response.to_string()));
                Vec::new()
            }
            Output::Request(request) => {
                // The server answers what is dropped: not found.
                let Some(mut operation) = operation(&request) else { return Vec::new() };
                let op = operation["op"].as_str().unwrap_or_default().to_owned();
                operation["id"] = self.add(Work::Operation(op, request.response)).into();
                vec![json!({ "driver": operation })]
            }
        }
    }

    /// Asks the user. Before that, asks for the state that the driver will read from the client's store.
    fn prompt(&mut self, capabilities: &Capabilities, decision: oneshot::Sender<Capabilities>) -> Vec<Value> {
        let strings = json!(capabilities);
        // There is nothing to ask the user.
        if strings == json!([]) {
            let _ = decision.send(Capabilities::default());
            return Vec::new();
        }
        let mut reports = Vec::new();
        for filter in &capabilities.read {
            let Filter::State(filter) = filter else { continue };
            let data = match filter {
                StateEventFilter::WithType(name) => json!({ "type": name, "state_key": true }),
                StateEventFilter::WithTypeAndStateKey(name, key) => json!({ "type": name, "state_key": key }),
            };
            let id = self.add(Work::ReadState);
            let read = json!({ "id": id, "op": "readState", "rooms": [self.room], "data": data });
            reports.push(json!({ "driver": read }));
        }
        let id = self.add(Work::Prompt(decision));
        reports.push(json!({ "prompt": { "id": id, "capabilities": strings } }));
        reports
    }

    fn add(&mut self, work: Work) -> u64 {
        self.next += 1;
        self.works.insert(self.next, work);
        self.next
    }
}

/// Asks the user through the kit.
struct Provider(UnboundedSender<Output>);

impl CapabilitiesProvider for Provider {
    async fn acquire_capabilities(&self, capabilities: Capabilities) -> Capabilities {
        let (decision, answer) = oneshot::channel();
        let _ = self.0.send(Output::Prompt(capabilities, decision));
        answer.await.unwrap_or_default()
    }
}

/// Waits until no task can proceed: Tokio's paused clock goes on when all tasks wait. Each pause looks for input once, so a request
/// and its response need several.
async fn rest() {
    for _ in 0..16 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn text(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| format!("expected a string, found {value}"))
}
