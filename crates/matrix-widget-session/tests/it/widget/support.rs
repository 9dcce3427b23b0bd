//! A widget's session with a scripted client and a virtual clock.

use std::time::Duration;

use matrix_widget_session::widget::{Event, Settings, WidgetSession};
use serde_json::{Value, json};

/// The document of a widget.
pub struct Page {
    pub session: WidgetSession,
    pub now: Duration,
    /// The requests of the widget that no test has looked at.
    sent: Vec<Value>,
    requests: u32,
}

pub fn settings(capabilities: &[&str]) -> Settings {
    Settings {
        widget_id: Some("w".to_owned()),
        capabilities: capabilities.iter().copied().collect(),
        ..Settings::default()
    }
}

/// Returns a request of the client.
pub fn request(id: &str, action: &str, data: &Value) -> Value {
    json!({ "api": "toWidget", "widgetId": "w", "requestId": id, "action": action, "data": data })
}

/// Returns the message with a response.
pub fn with_response(request: &Value, response: &Value) -> Value {
    let mut answer = request.clone();
    answer["response"] = response.clone();
    answer
}

/// Returns `true` for the body of an error response.
pub fn is_error(response: &Value) -> bool {
    response["error"]["message"].is_string()
}

impl Page {
    pub fn new(settings: Settings) -> Self {
        let now = Duration::from_secs(1000);
        Self { session: WidgetSession::new(settings, now), now, sent: Vec::new(), requests: 0 }
    }

    /// Returns the page of a widget without capabilities.
    pub fn plain() -> Self {
        Self::new(settings(&[]))
    }

    /// Returns the page of a widget whose client has these versions and has approved all its capabilities.
    pub fn ready_with(settings: Settings, versions: &[&str]) -> Self {
        let capabilities: Vec<_> = settings.capabilities.iter().map(str::to_owned).collect();
        let mut page = Self::new(settings);
        page.answer_versions(versions);
        page.ask("capabilities", json!({}));
        page.notify(&json!(capabilities), &json!(capabilities));
        assert!(page.session.is_ready());
        page
    }

    pub fn ready(capabilities: &[&str]) -> Self {
        let mut page = Self::ready_with(settings(capabilities), &["org.matrix.msc2871"]);
        page.events();
        page
    }

    /// Passes a message to the session.
    pub fn receive(&mut self, message: &Value) {
        self.session.receive(message.to_string(), self.now);
    }

    /// Passes a request of the client to the session, and returns the response if it has been answered.
    pub fn ask_for_answer(&mut self, action: &str, data: Value) -> Option<Value> {
        self.requests += 1;
        let mut request = request(&format!("client-{}", self.requests), action, &Value::Null);
        request["data"] = data;
        self.receive(&request);
        self.answers().into_iter().find(|answer| answer["requestId"] == request["requestId"]).map(
            |mut answer| {
                let response = answer["response"].take();
                assert_eq!(answer.as_object().map(serde_json::Map::len), Some(6), "{answer}");
                assert_eq!(with_response(&request, &Value::Null), answer);
                response
            },
        )
    }

    /// Passes a request of the client to the session, and returns the response.
    pub fn ask(&mut self, action: &str, data: Value) -> Value {
        self.ask_for_answer(action, data).expect("the session answers")
    }

    pub fn notify(&mut self, requested: &Value, approved: &Value) {
        let data = json!({ "requested": requested, "approved": approved });
        assert_eq!(self.ask("notify_capabilities", data), json!({}));
    }

    pub fn answer_versions(&mut self, versions: &[&str]) {
        let question = self.sent_one("supported_api_versions");
        self.answer(&question, &json!({ "supported_versions": versions }));
    }

    /// Polls the session, and returns its answers to the client.
    pub fn answers(&mut self) -> Vec<Value> {
        let mut answers = Vec::new();
        while let Some(text) = self.session.poll_transmit() {
            let message: Value = serde_json::from_str(&text).expect("a message is JSON");
            let is_answer = message["api"] == "toWidget";
            assert_eq!(is_answer, message.get("response").is_some(), "{message}");
            if is_answer { answers.push(message) } else { self.sent.push(message) }
        }
        answers
    }

    /// Takes the requests that the widget has sent, with this action.
    pub fn sent(&mut self, action: &str) -> Vec<Value> {
        self.assert_no_answers();
        let (found, others) = self.sent.drain(..).partition(|request| request["action"] == action);
        self.sent = others;
        found
    }

    /// Takes the only request that the widget has sent with this action.
    pub fn sent_one(&mut self, action: &str) -> Value {
        let mut sent = self.sent(action);
        assert_eq!(sent.len(), 1, "{action}");
        sent.remove(0)
    }

    /// Returns the actions of all requests that the widget has sent and that have not been taken.
    pub fn sent_actions(&mut self) -> Vec<String> {
        self.assert_no_answers();
        self.sent.drain(..).filter_map(|request| request["action"].as_str().map(str::to_owned)).collect()
    }

    /// Passes the answer to a request of the widget to the session.
    pub fn answer(&mut self, request: &Value, response: &Value) {
        self.receive(&with_response(request, response));
    }

    pub fn assert_no_answers(&mut self) {
        let answers = self.answers();
        assert!(answers.is_empty(), "{answers:?}");
    }

    pub fn assert_nothing_sent(&mut self) {
        let actions = self.sent_actions();
        assert!(actions.is_empty(), "{actions:?}");
    }

    pub fn assert_no_events(&mut self) {
        let events = self.events();
        assert!(events.is_empty(), "{events:?}");
    }

    pub fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.session.poll_event()).collect()
    }

    /// Returns the names of the variants of the events.
    pub fn event_names(&mut self) -> Vec<String> {
        let name = |event: &Event| format!("{event:?}").split(['(', ' ']).next().map(str::to_owned);
        self.events().iter().filter_map(name).collect()
    }

    /// Lets time pass, as far as the session is concerned.
    pub fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
        while self.session.poll_timeout().is_some_and(|timeout| timeout <= self.now) {
            self.session.handle_timeout(self.now);
        }
    }
}
