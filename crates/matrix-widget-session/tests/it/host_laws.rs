//! Laws of requests, grants and answers that hold for any order of inputs.

use std::collections::{BTreeMap, BTreeSet};

use matrix_widget_protocol::{
    Empty, ErrorResponse,
    from_widget::{ElementJoin, Navigate},
    reexports::matrix_widget_capability::{CapabilitySet, Flag},
};
use matrix_widget_session::host::{Asked, Event};
use proptest::prelude::*;

use crate::host_support::{ASK_MORE, ERROR, Host, config, seconds, set};

const CAPABILITIES: [&str; 5] =
    ["m.navigate", "org.matrix.msc2931.navigate", "m.sticker", "com.example.fly", "com.example.unknown"];
const LINK: &str = r#"{"uri":"https://matrix.to/#/!r:example.org"}"#;
const OWED: usize = 3;

#[derive(Clone, Debug)]
enum Input {
    FrameLoaded,
    Request(&'static str, String),
    Answer(&'static str, String),
    /// The application answers one of its events, with these approvals if it is a prompt.
    Handle(usize, Vec<&'static str>),
    /// The application drops one of its events.
    Drop(usize),
    Wait(u64),
}

fn input() -> impl Strategy<Value = Input> {
    let subset = || prop::sample::subsequence(CAPABILITIES.to_vec(), 0..=5);
    let list = move || subset().prop_map(|list| format!(r#"{{"capabilities":{}}}"#, serde_json::json!(list)));
    let requests = vec![
        ("content_loaded", "{}"),
        ("supported_api_versions", "{}"),
        ("org.matrix.msc2931.navigate", LINK),
        ("navigate", LINK),
        ("org.matrix.msc2931.navigate", r#"{"uri":5}"#),
        ("io.element.join", "{}"),
        ("com.example.fly", "{}"),
        ("m.sticker", "{}"),
        (ASK_MORE, "{}"),
        (ASK_MORE, "5"),
    ];
    prop_oneof![
        1 => Just(Input::FrameLoaded),
        8 => prop::sample::select(requests).prop_map(|(action, data)| Input::Request(action, data.to_owned())),
        2 => list().prop_map(|list| Input::Request(ASK_MORE, list)),
        4 => list().prop_map(|list| Input::Answer("capabilities", list)),
        1 => prop::sample::select(vec![ERROR, "{}", r#"{"capabilities":5}"#])
            .prop_map(|answer| Input::Answer("capabilities", answer.to_owned())),
        1 => Just(Input::Answer("supported_api_versions", r#"{"supported_versions":[]}"#.to_owned())),
        8 => (0..4_usize, subset()).prop_map(|(place, approved)| Input::Handle(place, approved)),
        1 => (0..4_usize).prop_map(Input::Drop),
        2 => (0..70_u64).prop_map(Input::Wait),
    ]
}

/// A session, and what the laws need to know about it.
struct Checked {
    host: Host,
    events: Vec<Event>,
    /// The number of answers to each request, and `true` if a later input may have been a sign of reloading.
    requests: BTreeMap<String, (usize, bool)>,
    /// What the user has approved in this session.
    approved: BTreeSet<String>,
    /// What the widget has been granted in this epoch.
    granted: BTreeSet<String>,
}

impl Checked {
    fn new(checks_origin: bool) -> Self {
        let mut config = config()
            .claim::<Navigate>()
            .claim::<ElementJoin>()
            .claim_custom("com.example.fly", Some("com.example.fly"));
        config.checks_origin = checks_origin;
        config.limits.owed_requests = OWED;
        Self {
            host: Host::new(config),
            events: Vec::new(),
            requests: BTreeMap::new(),
            approved: BTreeSet::new(),
            granted: BTreeSet::new(),
        }
    }

    fn apply(&mut self, input: Input) {
        match input {
            Input::FrameLoaded => {
                self.requests.values_mut().for_each(|request| request.1 = true);
                self.host.frame_loaded();
            }
            Input::Request(action, data) => {
                if action == "content_loaded" {
                    self.requests.values_mut().for_each(|request| request.1 = true);
                }
                let id = self.requests.len().to_string();
                self.requests.insert(id.clone(), (0, false));
                self.host.receive(&id, action, &data);
            }
            Input::Answer(action, response) => {
                if self.host.requests.contains_key(action) {
                    self.host.reply(action, &response);
                }
            }
            Input::Handle(place, approved) if place < self.events.len() => self.handle(place, &approved),
            Input::Drop(place) if place < self.events.len() => drop(self.events.remove(place)),
            Input::Handle(..) | Input::Drop(_) => {}
            Input::Wait(time) => self.host.wait(seconds(time)),
        }
        self.check();
    }

    /// Answers an event. Late answers are errors without an effect.
    fn handle(&mut self, place: usize, approved: &[&str]) {
        let (session, now) = (&mut self.host.session, self.host.now);
        let _ = match self.events.remove(place) {
            Event::Prompt { ticket, capabilities } => {
                let covered = capabilities.approved_by(&set(approved));
                let same = capabilities.strings().filter(|string| approved.contains(string));
                self.approved.extend(covered.strings().chain(same).map(str::to_owned));
                session.decide(ticket, &set(approved), now)
            }
            Event::Asked(Asked::Navigate(ask)) => session.answer(ask.ticket, Ok(Empty::new())),
            Event::Asked(Asked::ElementJoin(ask)) => {
                session.answer(ask.ticket, Err(ErrorResponse::new("no")))
            }
            _ => Ok(()),
        };
    }

    fn check(&mut self) {
        for event in self.host.events() {
            match &event {
                Event::Reloaded => self.granted.clear(),
                Event::Granted(granted) => {
                    let granted: BTreeSet<_> = granted.strings().map(str::to_owned).collect();
                    assert!(granted.is_superset(&self.granted), "approvals are not taken back");
                    self.granted = granted;
                }
                Event::Asked(Asked::Navigate(_)) => assert!(set_of(&self.granted).may(Flag::Navigate)),
                Event::Asked(Asked::Custom { .. }) => assert!(self.granted.contains("com.example.fly")),
                _ => {}
            }
            self.events.push(event);
        }
        // Both spellings of a capability are one permission.
        let approved = set_of(&self.approved);
        for string in &self.granted {
            let is_approved = self.approved.contains(string) || approved.covers(&set(&[string]));
            assert!(is_approved, "{string} was not approved");
        }
        for message in self.host.sent() {
            if let Some((id, _)) = message.split_once(": ")
                && let Some(request) = self.requests.get_mut(id)
            {
                request.0 += 1;
                assert_eq!(request.0, 1, "request {id} is answered once");
            }
        }
        let unanswered = self.requests.values().filter(|request| request.0 == 0 && !request.1).count();
        assert!(unanswered <= OWED);
    }

    /// Checks the laws that hold when all deadlines have passed and the application has let go of everything.
    fn finish(mut self) {
        for _ in 0..8 {
            self.events.clear();
            self.apply(Input::Wait(60));
        }
        for (id, (answers, may_be_gone)) in &self.requests {
            assert!(*answers == 1 || *may_be_gone, "request {id} has no answer");
        }
        self.host.session.end(self.host.now);
        assert_eq!(self.host.session.poll_timeout(), None);
        assert_eq!(self.host.sent(), [""; 0]);
    }
}

fn set_of(strings: &BTreeSet<String>) -> CapabilitySet {
    set(&strings.iter().map(String::as_str).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// H-ERR-1, H-LOAD-14, H-LOAD-17, H-NEG-20, H-PERM-1, H-REN-14, H-LIM-1: for any order of inputs, each request of a living
    /// document is answered once, nothing is granted that the user has not approved, and the application is asked only what is
    /// granted.
    #[test]
    fn laws_hold_for_any_order_of_inputs(
        checks_origin in any::<bool>(),
        inputs in prop::collection::vec(input(), 0..100),
    ) {
        let mut checked = Checked::new(checks_origin);
        for input in inputs {
            checked.apply(input);
        }
        checked.finish();
    }
}
