//! A client's session with a scripted widget and a virtual clock.

use std::{collections::BTreeMap, time::Duration};

use matrix_widget_protocol::{
    RawObject,
    reexports::{
        matrix_widget_capability::{CapabilitySet, Dialect},
        ruma_common::{OwnedRoomId, RoomId, user_id},
    },
    widget::{AccountWidgets, Widget, WidgetState},
};
use matrix_widget_session::{
    Now,
    host::{Event, HostConfig, HostSession, PromptTicket},
};
use serde_json::Value;

pub const ROOM: &str = "!room:example.org";
pub const OTHER: &str = "!other:example.org";
pub const TEXT: &str = "org.matrix.msc2762.send.event:m.room.message#m.text";
pub const ASK_MORE: &str = "org.matrix.msc2974.request_capabilities";

/// Returns the definition of a room widget with the ID `w`.
pub fn widget(wait_for_load: bool) -> Widget {
    let content = format!(
        r#"{{"type":"m.custom","url":"https://widget.example.org/","waitForIframeLoad":{wait_for_load}}}"#
    );
    let content = RawObject::from_text(content).unwrap();
    match WidgetState::in_room("im.vector.modular.widgets", "w", content) {
        Ok(WidgetState::Present(widget)) => widget,
        other => panic!("expected a widget, found {other:?}"),
    }
}

/// Returns the definition of an account widget with the ID `w`.
pub fn account_widget() -> Widget {
    let content = r#"{"type":"m.custom","url":"https://widget.example.org/","waitForIframeLoad":false}"#;
    let widgets = AccountWidgets::from(RawObject::empty());
    let content = RawObject::from_text(content).unwrap();
    match widgets.with("w", user_id!("@me:example.org"), content).get("w") {
        Ok(Some(WidgetState::Present(widget))) => widget,
        other => panic!("expected a widget, found {other:?}"),
    }
}

/// Returns the configuration of a room widget that sends `content_loaded` and whose origin is checked.
pub fn config() -> HostConfig {
    let mut config = HostConfig::in_room(widget(false), room(ROOM));
    config.checks_origin = true;
    config
}

pub fn room(id: &str) -> OwnedRoomId {
    RoomId::parse(id).unwrap()
}

pub fn set(capabilities: &[&str]) -> CapabilitySet {
    CapabilitySet::from_strings(capabilities, Dialect::Msc2762)
}

pub const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A client's session.
pub struct Host {
    /// The ID of the widget.
    id: String,
    pub session: HostSession,
    pub now: Now,
    /// The last request of the client by action, as text.
    pub requests: BTreeMap<String, String>,
}

impl Host {
    pub fn new(config: HostConfig) -> Self {
        let id = config.widget.id().to_owned();
        Self { id, session: HostSession::new(config), now: seconds(1000), requests: BTreeMap::new() }
    }

    /// Starts a session in which these capabilities were requested and approved.
    pub fn established(config: HostConfig, capabilities: &[&str]) -> Self {
        let mut host = Self::new(config);
        host.frame_loaded();
        host.load(capabilities);
        host
    }

    /// Sends `content_loaded`, and negotiates these capabilities, which are approved if there is a prompt.
    pub fn load(&mut self, capabilities: &[&str]) {
        self.receive("load", "content_loaded", "{}");
        self.sent();
        self.wish(capabilities);
        if let Some((ticket, asked)) = self.prompt() {
            self.session.decide(ticket, &asked, self.now).unwrap();
        }
        self.sent();
        self.events();
    }

    /// Receives a request of the widget. Returns its text.
    pub fn receive(&mut self, id: &str, action: &str, data: &str) -> String {
        let widget = &self.id;
        let text = format!(
            r#"{{"api":"fromWidget","widgetId":"{widget}","requestId":"{id}","action":"{action}","data":{data}}}"#
        );
        self.session.receive(text.clone(), self.now);
        text
    }

    pub fn frame_loaded(&mut self) {
        self.session.frame_loaded(self.now);
    }

    /// Receives the answer to the last request with this action.
    pub fn reply(&mut self, action: &str, response: &str) {
        let text = with_response(&self.requests[action], response);
        self.session.receive(text, self.now);
    }

    /// Receives the answer to `capabilities`.
    pub fn wish(&mut self, capabilities: &[&str]) {
        let list = serde_json::to_string(capabilities).unwrap();
        self.reply("capabilities", &format!(r#"{{"capabilities":{list}}}"#));
    }

    /// Receives the answer to `supported_api_versions`.
    pub fn versions(&mut self, versions: &[&str]) {
        let list = serde_json::to_string(versions).unwrap();
        self.reply("supported_api_versions", &format!(r#"{{"supported_versions":{list}}}"#));
    }

    /// Lets time pass. Handles each deadline at its time.
    pub fn wait(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some(deadline) = self.session.poll_timeout().filter(|deadline| *deadline <= end) {
            self.now = self.now.max(deadline);
            self.session.handle_timeout(self.now);
        }
        self.now = end;
        self.session.handle_timeout(end);
    }

    /// Returns the messages to the widget as `action data`, `id: response`, or `id: error`.
    pub fn sent(&mut self) -> Vec<String> {
        let texts: Vec<_> = std::iter::from_fn(|| self.session.poll_transmit()).collect();
        texts.iter().map(|text| self.summary(text)).collect()
    }

    fn summary(&mut self, text: &str) -> String {
        let message: Value = serde_json::from_str(text).unwrap();
        assert_eq!(message["widgetId"], self.id);
        if let Some(response) = message.get("response") {
            assert_eq!(message["api"], "fromWidget");
            let id = message["requestId"].as_str().unwrap();
            return match response.get("error") {
                Some(_) => format!("{id}: error"),
                None => format!("{id}: {response}"),
            };
        }
        assert_eq!(message["api"], "toWidget");
        let action = message["action"].as_str().unwrap();
        self.requests.insert(action.to_owned(), text.to_owned());
        format!("{action} {}", message["data"])
    }

    pub fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.session.poll_event()).collect()
    }

    /// Returns the names of the events.
    pub fn event_names(&mut self) -> Vec<String> {
        let name = |event: &Event| {
            let text = format!("{event:?}");
            text.split(['(', ' ']).next().unwrap_or_default().to_owned()
        };
        self.events().iter().map(name).collect()
    }

    /// Returns the open prompt, if it is new, and drops other events.
    pub fn prompt(&mut self) -> Option<(PromptTicket, CapabilitySet)> {
        self.events().into_iter().find_map(|event| match event {
            Event::Prompt { ticket, capabilities } => Some((ticket, capabilities)),
            _ => None,
        })
    }

    /// Decides about the open prompt. Fails if it does not ask for these capabilities.
    pub fn decide(&mut self, asked: &[&str], approved: &[&str]) {
        let (ticket, capabilities) = self.prompt().expect("there is a prompt");
        assert_eq!(capabilities.strings().collect::<Vec<_>>(), asked);
        self.session.decide(ticket, &set(approved), self.now).unwrap();
    }
}

/// Returns the answer to a request.
pub fn with_response(request: &str, response: &str) -> String {
    format!(r#"{},"response":{response}}}"#, request.strip_suffix('}').unwrap())
}

/// Returns `notify_capabilities` as [`Host::sent`] shows it.
pub fn notify(requested: &[&str], approved: &[&str]) -> String {
    let data = serde_json::json!({ "requested": requested, "approved": approved });
    format!("notify_capabilities {data}")
}

pub const ERROR: &str = r#"{"error":{"message":"no"}}"#;
pub const CAPABILITIES: &str = "capabilities {}";
pub const VERSIONS: &str = "supported_api_versions {}";

/// Takes a ticket of the only request that the application is asked to answer.
#[macro_export]
macro_rules! asked {
    ($host:expr, $Variant:ident) => {{
        let mut events = $host.events();
        match (events.pop(), events.len()) {
            (
                Some(matrix_widget_session::host::Event::Asked(
                    matrix_widget_session::host::Asked::$Variant(ask),
                )),
                0,
            ) => ask,
            other => panic!("expected a request, found {other:?}"),
        }
    }};
}
