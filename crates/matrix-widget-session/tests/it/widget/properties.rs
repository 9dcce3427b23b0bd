//! Laws that hold for any order of messages, calls and time-outs.

use std::{collections::BTreeMap, time::Duration};

use matrix_widget_protocol::{
    RawObject,
    from_widget::{
        FromWidgetAction, Navigate, NavigateRequest, OpenModalRequest, ReadRelations, ReadRelationsRequest,
    },
    reexports::ruma_common::event_id,
};
use matrix_widget_session::widget::{Asked, Event, Settings, TurnConsumer, WidgetSession};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::support::with_response;

/// An input of the session.
#[derive(Clone, Debug)]
enum Input {
    /// A request of the client with one of a few IDs.
    Request {
        id: u8,
        action: &'static str,
        data: Value,
    },
    /// An answer to a recent request of the widget, possibly to one that has been answered.
    Answer {
        back: usize,
        response: Value,
    },
    /// A text of another program.
    Text(String),
    Call(Call),
    Wait(u64),
    /// The application polls the events, and answers or drops the tickets.
    Events {
        answers: bool,
    },
    /// The application drops the tickets that it holds.
    DropTickets,
}

#[derive(Clone, Copy, Debug)]
enum Call {
    ContentLoaded,
    Navigate,
    ReadRelations,
    Custom,
    OpenId,
    Capabilities(bool),
    WatchTurn,
    UnwatchTurn,
    OpenModal,
    CloseModal,
}

fn request() -> impl Strategy<Value = Input> {
    let state = json!({ "type": "t", "state_key": "", "event_id": "$e", "content": {} });
    let valid = [
        ("supported_api_versions", json!({})),
        ("capabilities", json!({})),
        ("notify_capabilities", json!({ "requested": ["m.navigate"], "approved": [] })),
        (
            "notify_capabilities",
            json!({ "requested": [], "approved": ["m.sticker", "m.receive.state_event:t"] }),
        ),
        ("visibility", json!({ "visible": false })),
        ("send_event", state.clone()),
        ("update_state", json!({ "state": [state] })),
        ("send_to_device", json!({ "type": "t", "content": {} })),
        ("openid_credentials", json!({ "original_request_id": "r", "state": "blocked" })),
        ("update_turn_servers", json!({ "uris": [], "username": "u", "password": "p" })),
        ("widget_config", json!({ "type": "t", "url": "u" })),
        ("close_modal", json!({})),
        ("theme_change", json!({})),
        ("com.example.wave", json!({})),
    ];
    let data = prop_oneof![
        4 => Just(None),
        1 => prop::sample::select(vec![json!(5), json!([]), json!({ "state": 5, "capabilities": [5] })]).prop_map(Some),
    ];
    (any::<u8>(), prop::sample::select(valid.to_vec()), data).prop_map(|(id, (action, valid), data)| {
        Input::Request { id: id % 4, action, data: data.unwrap_or(valid) }
    })
}

fn input() -> impl Strategy<Value = Input> {
    let responses = vec![
        json!({}),
        json!({ "error": { "message": "no" } }),
        json!(5),
        json!({ "state": "request" }),
        json!({ "state": "blocked" }),
        json!({ "supported_versions": [] }),
        json!({ "supported_versions": ["org.matrix.msc2871", "org.matrix.msc2762_update_state"] }),
        json!({ "events": [{ "type": "t", "state_key": "", "event_id": "$e" }] }),
    ];
    let calls = vec![
        Call::ContentLoaded,
        Call::Navigate,
        Call::ReadRelations,
        Call::Custom,
        Call::OpenId,
        Call::Capabilities(false),
        Call::Capabilities(true),
        Call::WatchTurn,
        Call::UnwatchTurn,
        Call::OpenModal,
        Call::CloseModal,
    ];
    prop_oneof![
        6 => request(),
        4 => (0..4_usize, prop::sample::select(responses))
            .prop_map(|(back, response)| Input::Answer { back, response }),
        1 => ".*".prop_map(Input::Text),
        5 => prop::sample::select(calls).prop_map(Input::Call),
        2 => (0..12_u64).prop_map(Input::Wait),
        2 => any::<bool>().prop_map(|answers| Input::Events { answers }),
        1 => Just(Input::DropTickets),
    ]
}

/// A session, and what the laws need to know about it.
struct Checked {
    session: WidgetSession,
    now: Duration,
    /// The number of answers to each request of the client.
    answers: BTreeMap<usize, usize>,
    /// All requests of the widget.
    sent: Vec<Value>,
    /// The requests of the widget that may still be answered, and their deadlines.
    in_flight: BTreeMap<String, Duration>,
    /// The number of answers to each request of the application.
    answered: BTreeMap<String, usize>,
    held: Vec<Asked>,
    consumers: Vec<TurnConsumer>,
    calls: usize,
}

impl Checked {
    fn new(is_modal: bool) -> Self {
        let settings = Settings {
            widget_id: Some("w".to_owned()),
            capabilities: ["m.navigate", "m.receive.state_event:t"].into_iter().collect(),
            is_modal,
            ..Settings::default()
        };
        Self {
            session: WidgetSession::new(settings, Duration::ZERO),
            now: Duration::ZERO,
            answers: BTreeMap::new(),
            sent: Vec::new(),
            in_flight: BTreeMap::new(),
            answered: BTreeMap::new(),
            held: Vec::new(),
            consumers: Vec::new(),
            calls: 0,
        }
    }

    fn apply(&mut self, input: Input) {
        match input {
            Input::Request { id, action, data } => {
                let n = self.answers.len();
                self.answers.insert(n, 0);
                let mut request = super::support::request(&id.to_string(), action, &data);
                request["n"] = json!(n);
                self.session.receive(request.to_string(), self.now);
            }
            Input::Answer { back, response } => {
                let Some(request) = self.sent.iter().rev().nth(back) else { return };
                self.in_flight.remove(request["requestId"].as_str().unwrap());
                self.session.receive(with_response(request, &response).to_string(), self.now);
            }
            Input::Text(text) => self.session.receive(text, self.now),
            Input::Call(call) => self.call(call),
            Input::Wait(seconds) => {
                self.now += Duration::from_secs(seconds);
                self.session.handle_timeout(self.now);
                assert!(self.session.poll_timeout().is_none_or(|timeout| timeout > self.now));
                self.in_flight.retain(|_, deadline| *deadline > self.now);
            }
            Input::Events { answers } => self.poll_events(answers),
            Input::DropTickets => self.held.clear(),
        }
        self.check();
    }

    fn call(&mut self, call: Call) {
        self.calls += 1;
        let (session, now) = (&mut self.session, self.now);
        let sent = match call {
            Call::Navigate => {
                let sent = session.request::<Navigate>(NavigateRequest::new("u"), now);
                sent.map(|sent| sent.id().to_owned())
            }
            Call::ReadRelations => {
                let data = ReadRelationsRequest::new(event_id!("$e").to_owned());
                session.request::<ReadRelations>(data, now).map(|sent| sent.id().to_owned())
            }
            Call::Custom => {
                let sent = session.request_custom("com.example.wave", RawObject::empty(), now);
                sent.map(|sent| sent.id().to_owned())
            }
            other => {
                match other {
                    Call::ContentLoaded => session.content_loaded(now),
                    Call::OpenId => session.get_openid(now).unwrap(),
                    Call::Capabilities(again) => {
                        let list = &["m.sticker", "m.navigate"].into_iter().collect();
                        if again {
                            session.request_capabilities_again(list, now).unwrap();
                        } else {
                            session.request_capabilities(list, now).unwrap();
                        }
                    }
                    Call::WatchTurn => self.consumers.push(session.watch_turn_servers(now).unwrap()),
                    Call::UnwatchTurn => {
                        self.consumers.pop().into_iter().for_each(|consumer| {
                            session.unwatch_turn_servers(consumer, now);
                        });
                    }
                    Call::OpenModal => drop(session.open_modal(OpenModalRequest::new("t", "u"), now)),
                    _ => session.close_modal(RawObject::empty(), now).unwrap(),
                }
                return;
            }
        };
        self.answered.insert(sent.unwrap(), 0);
    }

    fn poll_events(&mut self, answers: bool) {
        while let Some(event) = self.session.poll_event() {
            match event {
                Event::Asked(Asked::ThemeChange(ask)) if answers => {
                    // The session may have answered already.
                    let _ = self.session.answer(ask.ticket, Ok(Default::default()));
                }
                Event::Asked(asked) => self.held.push(asked),
                Event::Answered(answer) => {
                    *self.answered.get_mut(answer.id()).expect("an answer belongs to a request") += 1;
                }
                _ => {}
            }
        }
    }

    /// Checks the laws that hold after each input.
    fn check(&mut self) {
        while let Some(text) = self.session.poll_transmit() {
            let message: Value = serde_json::from_str(&text).expect("a message is JSON");
            if message["api"] == "toWidget" {
                assert!(message["response"].is_object(), "{message}");
                let n = message["n"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap();
                *self.answers.get_mut(&n).unwrap() += 1;
                continue;
            }
            assert!(self.session.is_ready() || !is_gated(&message), "sent before ready: {message}");
            let id = message["requestId"].as_str().unwrap().to_owned();
            assert_eq!(self.in_flight.insert(id, self.now + Duration::from_secs(10)), None, "repeated ID");
            self.sent.push(message);
        }
        assert!(self.in_flight.len() <= 12, "{:?}", self.in_flight);
        assert!(self.answers.values().all(|count| *count <= 1), "answered twice");
    }

    /// Checks the laws that hold when all deadlines have passed and the application has let go of everything.
    fn finish(mut self) {
        let mut events = 0;
        for _ in 0..self.calls + 10 {
            while let Some(event) = self.session.poll_event() {
                events += 1;
                if let Event::Answered(answer) = event {
                    *self.answered.get_mut(answer.id()).expect("an answer belongs to a request") += 1;
                }
            }
            self.held.clear();
            self.apply(Input::Wait(10));
        }
        assert!(events <= 512 + 2 * self.calls + 16, "{events} events");
        assert!(self.answers.values().all(|count| *count == 1), "not answered: {:?}", self.answers);
        self.session.end();
        self.poll_events(false);
        assert!(self.answered.values().all(|count| *count == 1), "{:?}", self.answered);
        assert_eq!(self.session.poll_timeout(), None);
        assert_eq!(self.session.poll_transmit(), None);
    }
}

fn is_gated(request: &Value) -> bool {
    let action = FromWidgetAction::from(request["action"].as_str().unwrap());
    match action.info() {
        Some(info) => {
            !info.capabilities.is_empty() || ["ReadRelations", "RequestCapabilities"].contains(&info.variant)
        }
        None => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    /// W-ERR-1, W-LOAD-5, W-REQ-2, W-ID-4: for any order of inputs, each well-formed request is answered once, no gated
    /// request is sent before the session is ready, at most 12 are in flight, and IDs do not repeat.
    #[test]
    fn laws_hold_for_any_order_of_inputs(is_modal: bool, inputs in prop::collection::vec(input(), 0..100)) {
        let mut checked = Checked::new(is_modal);
        checked.check();
        for input in inputs {
            checked.apply(input);
        }
        checked.finish();
    }
}
