//! Laws of OpenID, room state, TURN servers and modal widgets that hold for any order of inputs.

use std::collections::BTreeMap;

use matrix_widget_protocol::{
    ApiVersion, ErrorResponse, RawObject, Secret,
    event::MatrixEvent,
    from_widget::{OpenIdCredentials, OpenModal, WatchTurnServers},
    reexports::{
        matrix_widget_capability::CapabilitySet,
        ruma_common::{RoomId, user_id},
    },
    to_widget::{ModalClosedRequest, OpenIdDecision, UpdateTurnServersRequest},
    widget::UrlVariables,
};
use matrix_widget_session::host::{Event, HostConfig, RoomEvent};
use proptest::prelude::*;

use crate::host_support::{ASK_MORE, ERROR, Host, OTHER, ROOM, account_widget, room, seconds, set};

const CAPABILITIES: [&str; 6] = [
    "org.matrix.msc2762.receive.state_event:t",
    "org.matrix.msc2762.receive.state_event:u#k",
    "org.matrix.msc2762.receive.event:t",
    "org.matrix.msc2762.timeline:*",
    "org.matrix.msc4407.receive.sticky_event",
    "town.robin.msc3846.turn_servers",
];

#[derive(Clone, Debug)]
enum Input {
    FrameLoaded,
    /// A request of the widget, by its action and data.
    Request(&'static str, String),
    /// An answer to the last request with this action.
    Answer(&'static str, String),
    View(Option<&'static str>),
    Join(&'static str),
    Leave(&'static str),
    State(&'static str, MatrixEvent),
    Event(&'static str, MatrixEvent),
    /// The application handles one of its events, successfully or not.
    Handle(usize, bool),
    /// The application drops one of its events.
    Drop(usize),
    Wait(u64),
}

fn event(event_type: &str, state_key: Option<&str>, id: u8) -> MatrixEvent {
    let key = state_key.map(|key| format!(r#""state_key":"{key}","#)).unwrap_or_default();
    let text = format!(
        r#"{{"type":"{event_type}",{key}"event_id":"${id}","content":{{}},"msc4354_sticky":{{"duration_ms":1}}}}"#
    );
    RawObject::from_text(text).unwrap().into()
}

fn input() -> impl Strategy<Value = Input> {
    let list = || {
        prop::sample::subsequence(CAPABILITIES.to_vec(), 0..=6)
            .prop_map(|list| format!(r#"{{"capabilities":{}}}"#, serde_json::json!(list)))
    };
    let rooms = || prop::sample::select(vec![ROOM, OTHER]);
    let state = (prop::sample::select(vec!["t", "u"]), prop::sample::select(vec!["k", "l"]), any::<u8>())
        .prop_map(|(event_type, key, id)| event(event_type, Some(key), id));
    let requests = vec![
        ("get_openid", "{}".to_owned()),
        ("watch_turn_servers", "{}".to_owned()),
        ("unwatch_turn_servers", "{}".to_owned()),
        ("open_modal", r#"{"type":"m.custom","url":"https://widget.example.org/modal"}"#.to_owned()),
    ];
    let versions = vec!["[]", r#"["org.matrix.msc2762_update_state"]"#];
    prop_oneof![
        1 => Just(Input::FrameLoaded),
        1 => Just(Input::Request("content_loaded", "{}".to_owned())),
        6 => prop::sample::select(requests).prop_map(|(action, data)| Input::Request(action, data)),
        2 => list().prop_map(|list| Input::Request(ASK_MORE, list)),
        4 => list().prop_map(|list| Input::Answer("capabilities", list)),
        1 => Just(Input::Answer("capabilities", ERROR.to_owned())),
        2 => prop::sample::select(versions)
            .prop_map(|list| Input::Answer("supported_api_versions", format!(r#"{{"supported_versions":{list}}}"#))),
        1 => prop::option::of(rooms()).prop_map(Input::View),
        1 => rooms().prop_map(Input::Join),
        1 => rooms().prop_map(Input::Leave),
        2 => (rooms(), state).prop_map(|(room, event)| Input::State(room, event)),
        2 => (rooms(), 0..4_u8).prop_map(|(room, id)| Input::Event(room, event("t", None, id))),
        8 => (0..4_usize, any::<bool>()).prop_map(|(place, succeeds)| Input::Handle(place, succeeds)),
        1 => (0..4_usize).prop_map(Input::Drop),
        2 => (0..12_u64).prop_map(Input::Wait),
    ]
}

/// What has happened to a request of the widget.
#[derive(Debug)]
struct Seen {
    action: &'static str,
    answers: usize,
    follow_ups: usize,
    /// The follow-ups that its answer promises.
    promised: usize,
    /// A later input may have been a sign of reloading.
    may_be_gone: bool,
}

/// A session, and what the laws need to know about it.
struct Checked {
    host: Host,
    events: Vec<Event>,
    requests: BTreeMap<String, Seen>,
    /// The capabilities in the last `notify_capabilities` of this epoch.
    approved: Option<CapabilitySet>,
    viewed: Vec<&'static str>,
    is_watching: bool,
    is_open: bool,
    sticky: Vec<String>,
}

impl Checked {
    fn new() -> Self {
        let config =
            HostConfig::in_account(account_widget()).claim::<WatchTurnServers>().claim::<OpenModal>();
        let mut config = config.with_version(ApiVersion::Msc2762UpdateState);
        config.checks_origin = true;
        config.limits.prompts = 1000;
        config.variables = Some(UrlVariables::new(user_id!("@me:example.org").to_owned()));
        Self {
            host: Host::new(config),
            events: Vec::new(),
            requests: BTreeMap::new(),
            approved: None,
            viewed: Vec::new(),
            is_watching: false,
            is_open: false,
            sticky: Vec::new(),
        }
    }

    fn apply(&mut self, input: Input) {
        let now = self.host.now;
        match input {
            Input::FrameLoaded => {
                self.requests.values_mut().for_each(|seen| seen.may_be_gone = true);
                self.host.frame_loaded();
            }
            Input::Request(action, data) => {
                if action == "content_loaded" {
                    self.requests.values_mut().for_each(|seen| seen.may_be_gone = true);
                }
                let id = self.requests.len().to_string();
                let seen = Seen { action, answers: 0, follow_ups: 0, promised: 0, may_be_gone: false };
                self.requests.insert(id.clone(), seen);
                self.host.receive(&id, action, &data);
            }
            Input::Answer(action, response) => {
                if self.host.requests.contains_key(action) {
                    self.host.reply(action, &response);
                }
            }
            Input::View(name) => {
                self.viewed.extend(name);
                self.host.session.viewed_room(name.map(room), now);
            }
            Input::Join(name) => self.host.session.room_joined(&room(name), now),
            Input::Leave(name) => self.host.session.room_left(&room(name)),
            Input::State(name, event) => {
                let event = RoomEvent::new(event, &room(name)).unwrap();
                let _ = self.host.session.push_state(&[event], now);
            }
            Input::Event(name, event) => {
                let event = RoomEvent::new(event, &room(name)).unwrap();
                let _ = self.host.session.push_event(&event, now);
            }
            Input::Handle(place, succeeds) if place < self.events.len() => {
                let event = self.events.remove(place);
                self.handle(event, succeeds);
            }
            Input::Drop(place) if place < self.events.len() => drop(self.events.remove(place)),
            Input::Handle(..) | Input::Drop(_) => {}
            Input::Wait(time) => {
                self.host.wait(seconds(time));
                let timeout = self.host.session.poll_timeout();
                assert!(timeout.is_none_or(|timeout| timeout > self.host.now));
            }
        }
        self.check();
    }

    /// Handles an event. Late answers are errors without an effect.
    fn handle(&mut self, event: Event, succeeds: bool) {
        let (session, now) = (&mut self.host.session, self.host.now);
        let _ = match event {
            Event::Prompt { ticket, capabilities } => {
                let approved = if succeeds { capabilities } else { set(&[]) };
                session.decide(ticket, &approved, now)
            }
            Event::OpenId { ticket, .. } => {
                let credentials = OpenIdCredentials::new(Secret::from("s"), seconds(1), "example.org");
                let allowed = OpenIdDecision::Allowed(credentials);
                session.decide_openid(ticket, if succeeds { allowed } else { OpenIdDecision::Blocked }, now)
            }
            Event::ReadState { ticket, read } => {
                // Some entries are not those that were asked for.
                let keys = ["k", "l"].map(|key| event_of(&read.event_type, key));
                session.state_read(ticket, succeeds.then(|| keys.to_vec()), now)
            }
            Event::ReadStickyEvents { ticket, .. } => {
                let events = (0..4).map(|id| self::event("t", None, id)).collect();
                session.sticky_events_read(ticket, events, now)
            }
            Event::WatchTurnServers { ticket } if succeeds => {
                let servers = UpdateTurnServersRequest::new(vec![], "u", Secret::from("p"));
                let outcome = session.turn_servers(&ticket, servers, now);
                self.events.push(Event::WatchTurnServers { ticket });
                outcome
            }
            Event::WatchTurnServers { ticket } => {
                session.turn_servers_ended(ticket, &ErrorResponse::new("none"), now)
            }
            Event::OpenModal { ticket, modal } if succeeds => {
                let outcome = session.modal_shown(&ticket, now);
                self.events.push(Event::OpenModal { ticket, modal });
                outcome
            }
            Event::OpenModal { ticket, .. } => {
                session.modal_closed(ticket, ModalClosedRequest::exited(), now)
            }
            _ => Ok(()),
        };
    }

    /// Checks the laws that hold after each input.
    fn check(&mut self) {
        for event in self.host.events() {
            if let Event::Reloaded = event {
                (self.approved, self.is_watching, self.is_open) = (None, false, false);
                self.sticky.clear();
            }
            self.events.push(event);
        }
        for message in self.host.sent() {
            match message.split_once(": ") {
                Some((id, response)) if id.bytes().all(|byte| byte.is_ascii_digit()) => {
                    self.check_answer(id, response);
                }
                _ => self.check_request(&message),
            }
        }
    }

    fn check_answer(&mut self, id: &str, response: &str) {
        let seen = self.requests.get_mut(id).expect("an answer belongs to a request");
        seen.answers += 1;
        assert_eq!(seen.answers, 1, "{seen:?}");
        match (seen.action, response) {
            ("get_openid", r#"{"state":"request"}"#) => seen.promised = 1,
            ("watch_turn_servers", "{}") => self.is_watching = true,
            ("unwatch_turn_servers", "{}") => self.is_watching = false,
            ("open_modal", "{}") => self.is_open = true,
            _ => {}
        }
    }

    fn check_request(&mut self, message: &str) {
        let (action, data) = message.split_once(' ').unwrap();
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        let events = match action {
            "capabilities" | "supported_api_versions" => return,
            "openid_credentials" => {
                let seen = self.requests.get_mut(data["original_request_id"].as_str().unwrap()).unwrap();
                seen.follow_ups += 1;
                assert!(seen.follow_ups <= seen.promised, "{seen:?}");
                return;
            }
            "notify_capabilities" => {
                let approved = data["approved"].as_array().unwrap();
                let approved: Vec<_> = approved.iter().map(|string| string.as_str().unwrap()).collect();
                self.approved = Some(set(&approved));
                return;
            }
            "update_turn_servers" => return assert!(self.is_watching),
            "close_modal" => return assert!(std::mem::take(&mut self.is_open)),
            "update_state" => data["state"].as_array().unwrap().clone(),
            "send_event" => {
                self.sticky.push(data["event_id"].to_string());
                let sent = self.sticky.iter().filter(|id| *id == self.sticky.last().unwrap()).count();
                assert_eq!(sent, 1, "a sticky event is sent once");
                vec![data]
            }
            other => panic!("unexpected {other}"),
        };
        let approved = self.approved.as_ref().expect("a push follows the notification");
        for event in events {
            let event = MatrixEvent::from(RawObject::from_text(event.to_string()).unwrap());
            let may_receive = |viewed: Option<&RoomId>| event.may_be_received(approved, viewed);
            let is_allowed =
                may_receive(None) || self.viewed.iter().any(|name| may_receive(Some(&room(name))));
            assert!(is_allowed, "{message} under {approved:?}");
        }
    }

    /// Checks the laws that hold when all deadlines have passed and the application has let go of everything.
    fn finish(mut self) {
        for _ in 0..8 {
            self.events.clear();
            self.apply(Input::Wait(60));
        }
        for (id, seen) in &self.requests {
            let is_settled = seen.answers == 1 || seen.may_be_gone;
            assert!(is_settled && seen.follow_ups == seen.promised, "{id}: {seen:?}");
        }
        self.host.session.end(self.host.now);
        assert_eq!(self.host.session.poll_timeout(), None);
        assert_eq!(self.host.sent(), [""; 0]);
    }
}

fn event_of(event_type: &str, key: &str) -> MatrixEvent {
    event(event_type, Some(key), 9)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// H-ERR-1, H-NEG-4, H-PERM-5, H-PUSH-11, H-OID-4, H-OID-5, H-TURN-1, H-TURN-5, H-MOD-13: for any order of inputs, requests
    /// are answered once, each promised `openid_credentials` comes once, sticky events come once, and nothing is pushed that the
    /// widget may not have.
    #[test]
    fn laws_hold_for_any_order_of_inputs(inputs in prop::collection::vec(input(), 0..100)) {
        let mut checked = Checked::new();
        checked.check();
        for input in inputs {
            checked.apply(input);
        }
        checked.finish();
    }
}
