//! Laws of a host's session that is connected to a widget's session, for any order of inputs.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use matrix_widget_protocol::{
    ApiVersion, Empty, ErrorResponse, RawMessage, RawObject, Secret,
    event::MatrixEvent,
    from_widget::{
        Navigate, NavigateRequest, OpenIdCredentials, OpenModal, OpenModalRequest, ReadEvents,
        ReadEventsRequest, SendEvent, SendEventRequest, WatchTurnServers,
    },
    reexports::{
        matrix_widget_capability::{CapabilitySet, Dialect},
        ruma_common::{RoomId, room_id, user_id},
    },
    to_widget::{ModalClosedRequest, OpenIdDecision, UpdateTurnServersRequest},
    widget::{AccountWidgets, UrlVariables, WidgetState},
};
use matrix_widget_session::{
    host::{self, HostConfig, HostSession, Push, RoomEvent},
    widget::{self, Settings, TurnConsumer, WidgetSession},
};

/// The limit of unanswered requests.
const OWED: usize = 4;
/// The limit of unsent messages of the host's session.
const UNSENT: usize = 8;

const CAPABILITIES: [&str; 8] = [
    "org.matrix.msc2931.navigate",
    "org.matrix.msc2762.send.event:t",
    "org.matrix.msc2762.receive.event:t",
    "org.matrix.msc2762.receive.state_event:t",
    "org.matrix.msc2762.timeline:*",
    "org.matrix.msc4407.receive.sticky_event",
    "town.robin.msc3846.turn_servers",
    "org.matrix.msc3819.receive.to_device:t",
];

/// Texts that neither session writes.
const TEXTS: [&str; 8] = [
    "",
    "[]",
    r#"{"api":"fromWidget","widgetId":"w","requestId":"x","action":"content_loaded","data":5}"#,
    r#"{"api":"fromWidget","widgetId":"w","requestId":"x","action":"org.matrix.msc2931.navigate","data":{"uri":"https://matrix.to/#/!r:example.org"}}"#,
    r#"{"api":"fromWidget","widgetId":"w","requestId":"x","action":"com.example.unknown","data":{}}"#,
    r#"{"api":"fromWidget","widgetId":"w","requestId":"x","action":"org.matrix.msc2974.request_capabilities","data":{"capabilities":["org.matrix.msc2762.timeline:*"]}}"#,
    r#"{"api":"fromWidget","widgetId":"other","requestId":"x","action":"get_openid","data":{}}"#,
    r#"{"api":"toWidget","widgetId":"w","requestId":"x","action":"capabilities","data":{},"response":{"capabilities":["m.sticker"]}}"#,
];

/// Checks the laws for the inputs that the bytes stand for.
pub fn hold(bytes: &[u8]) {
    let mut world = World::new(bytes);
    while let Some(input) = world.bytes.pop_front() {
        world.apply(input);
        world.check();
    }
    world.finish();
}

/// A request that the host's session has received.
#[derive(Default)]
struct Seen {
    received: usize,
    answers: usize,
    /// A later input may have been a sign of reloading.
    may_be_gone: bool,
}

/// Two sessions, the messages between them, and what the laws need to know.
struct World {
    bytes: VecDeque<u8>,
    now: Duration,
    host: HostSession,
    page: WidgetSession,
    to_host: VecDeque<String>,
    to_page: VecDeque<String>,
    /// The events that the application of the client has not handled.
    host_events: Vec<host::Event>,
    page_events: Vec<widget::Event>,
    consumers: Vec<TurnConsumer>,
    /// The requests of the widget's application that have not been answered.
    calls: BTreeSet<String>,
    seen: BTreeMap<String, Seen>,
    /// What the user has approved.
    approved: CapabilitySet,
    /// What the last notification has granted.
    notified: CapabilitySet,
    /// The applications poll nothing.
    is_paused: bool,
}

fn set(capabilities: &[&str]) -> CapabilitySet {
    CapabilitySet::from_strings(capabilities, Dialect::Msc2762)
}

fn rooms() -> [&'static RoomId; 2] {
    [room_id!("!a:example.org"), room_id!("!b:example.org")]
}

fn config() -> HostConfig {
    let content = r#"{"type":"m.custom","url":"https://widget.example.org/","waitForIframeLoad":false}"#;
    let content = RawObject::from_text(content).unwrap();
    let user = user_id!("@me:example.org");
    let widgets = AccountWidgets::from(RawObject::empty()).with("w", user, content);
    let Ok(Some(WidgetState::Present(widget))) = widgets.get("w") else { panic!("expected a widget") };
    let mut config = HostConfig::in_account(widget)
        .claim::<Navigate>()
        .claim::<SendEvent>()
        .claim::<ReadEvents>()
        .claim::<WatchTurnServers>()
        .claim::<OpenModal>()
        .with_version(ApiVersion::Msc2762UpdateState);
    config.variables = Some(UrlVariables::new(user.to_owned()));
    config.limits.owed_requests = OWED;
    config.limits.unsent = UNSENT;
    config
}

fn page(first: u8, now: Duration) -> WidgetSession {
    let wanted = CAPABILITIES.iter().enumerate().filter(|(place, _)| first >> place & 1 == 1);
    let mut settings = Settings {
        widget_id: Some("w".to_owned()),
        capabilities: wanted.map(|(_, capability)| *capability).collect(),
        ..Settings::default()
    };
    settings.versions.extend((first & 1 == 1).then_some(ApiVersion::Msc2762UpdateState));
    WidgetSession::new(settings, now)
}

fn matrix_event(id: u8) -> MatrixEvent {
    let key = if id & 4 == 0 { r#""state_key":"","# } else { "" };
    let text = format!(
        r#"{{"type":"t",{key}"event_id":"${id}","content":{{}},"msc4354_sticky":{{"duration_ms":1}}}}"#
    );
    RawObject::from_text(text).unwrap().into()
}

impl World {
    fn new(bytes: &[u8]) -> Self {
        let mut bytes: VecDeque<_> = bytes.iter().copied().collect();
        let first = bytes.pop_front().unwrap_or_default();
        let mut config = config();
        config.checks_origin = first & 2 == 2;
        Self {
            bytes,
            now: Duration::ZERO,
            host: HostSession::new(config),
            page: page(first, Duration::ZERO),
            to_host: VecDeque::new(),
            to_page: VecDeque::new(),
            host_events: Vec::new(),
            page_events: Vec::new(),
            consumers: Vec::new(),
            calls: BTreeSet::new(),
            seen: BTreeMap::new(),
            approved: set(&[]),
            notified: set(&[]),
            is_paused: false,
        }
    }

    fn byte(&mut self) -> u8 {
        self.bytes.pop_front().unwrap_or_default()
    }

    fn apply(&mut self, input: u8) {
        let now = self.now;
        let room = rooms()[usize::from(input >> 4 & 1)];
        match input % 16 {
            // Messages usually keep their order.
            0 if self.host.wants_text() => {
                let place = usize::from(input >> 6).min(self.to_host.len().saturating_sub(1));
                if let Some(text) = self.to_host.remove(place) {
                    self.receive(text);
                }
            }
            1 if self.page.wants_text() => {
                let place = usize::from(input >> 6).min(self.to_page.len().saturating_sub(1));
                if let Some(text) = self.to_page.remove(place) {
                    self.page.receive(text, now);
                }
            }
            2 | 3 => self.exchange(),
            4 if input >= 0xC0 => {
                self.forget();
                self.host.frame_loaded(now);
            }
            5 if input >= 0xC0 => self.reload(),
            6 => self.page.content_loaded(now),
            4 | 7 => self.call(input >> 4),
            5 | 8 | 9 if !self.host_events.is_empty() => {
                let event = self.host_events.remove(usize::from(input >> 6) % self.host_events.len());
                self.handle(event, input >> 4 & 3);
            }
            10 => {
                self.now += Duration::from_secs(u64::from(input >> 4) * 5);
                self.host.handle_timeout(self.now);
                self.page.handle_timeout(self.now);
            }
            11 => {
                let event = RoomEvent::new(matrix_event(input >> 5), room).unwrap();
                let _: Push = match input >> 5 {
                    0 | 1 => self.host.push_state(&[event], now),
                    2 => self.host.push_to_device("t", user_id!("@a:b"), &RawObject::empty(), true, now),
                    _ => self.host.push_event(&event, now),
                };
            }
            12 => match input >> 5 {
                0..=3 => self.host.viewed_room(Some(room.to_owned()), now),
                4 => self.host.viewed_room(None, now),
                5 | 6 => self.host.room_joined(room, now),
                _ => self.host.room_left(room),
            },
            13 => self.forge(input >> 4),
            14 => self.is_paused = !self.is_paused,
            15 => self.page_events.clear(),
            _ => {}
        }
    }

    /// Lets the sessions exchange their messages, in order.
    fn exchange(&mut self) {
        for _ in 0..4 {
            while let Some(text) = self.to_host.pop_front() {
                if self.host.wants_text() {
                    self.receive(text);
                    self.check();
                }
            }
            while let Some(text) = self.to_page.pop_front() {
                self.page.receive(text, self.now);
                self.check();
            }
        }
    }

    /// Passes a text to the host's session.
    fn receive(&mut self, text: String) {
        if let Ok(raw) = RawMessage::parse(&text)
            && raw.is_for_client()
            && raw.is_request()
            && raw.widget_id() == "w"
        {
            if raw.action() == "content_loaded" {
                self.forget();
            }
            self.seen.entry(raw.request_id().to_owned()).or_default().received += 1;
        }
        self.host.receive(text, self.now);
    }

    /// The document of the requests until now may be gone.
    fn forget(&mut self) {
        self.seen.values_mut().for_each(|seen| seen.may_be_gone = true);
    }

    fn reload(&mut self) {
        let first = self.byte();
        self.page.end();
        self.poll_page();
        assert!(self.calls.is_empty(), "not answered: {:?}", self.calls);
        self.page_events.clear();
        self.consumers.clear();
        self.page = page(first, self.now);
    }

    /// Lets the application of the widget call its session. Errors have no effect.
    fn call(&mut self, call: u8) {
        let (page, now) = (&mut self.page, self.now);
        let sent = match call {
            0..=2 => {
                let data = NavigateRequest::new("https://matrix.to/#/!r:example.org");
                page.request::<Navigate>(data, now).map(|sent| sent.id().to_owned())
            }
            3..=5 => {
                let data = SendEventRequest::new("t", RawObject::empty().into());
                page.request::<SendEvent>(data, now).map(|sent| sent.id().to_owned())
            }
            6 | 7 => {
                let data = ReadEventsRequest::new("t");
                page.request::<ReadEvents>(data, now).map(|sent| sent.id().to_owned())
            }
            8 => {
                page.request_custom("com.example.a", RawObject::empty(), now).map(|sent| sent.id().to_owned())
            }
            9 => return drop(page.get_openid(now)),
            10 | 11 => return drop(page.request_capabilities(&CAPABILITIES.into_iter().collect(), now)),
            12 => return self.consumers.extend(page.watch_turn_servers(now)),
            13 => {
                return self.consumers.pop().into_iter().for_each(|one| page.unwatch_turn_servers(one, now));
            }
            14 => {
                let data = OpenModalRequest::new("m.custom", "https://widget.example.org/modal");
                return drop(page.open_modal(data, now));
            }
            _ => return drop(page.close_modal(RawObject::empty(), now)),
        };
        if let Ok(id) = sent {
            assert!(self.calls.insert(id), "repeated ID");
        }
    }

    /// Lets the application of the client handle an event, in one of four ways. Late answers have no effect.
    fn handle(&mut self, event: host::Event, way: u8) {
        let (host, now, succeeds) = (&mut self.host, self.now, way != 0);
        let error = || ErrorResponse::new("no");
        let _ = match event {
            host::Event::Prompt { ticket, capabilities } => {
                let some = CAPABILITIES
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| way == 3 || place % 3 == usize::from(way));
                let some = set(&some.map(|(_, capability)| *capability).collect::<Vec<_>>());
                let clipped =
                    capabilities.strings().filter(|string| some.strings().any(|one| one == *string));
                clipped.for_each(|string| self.approved.insert(string));
                host.decide(ticket, &some, now)
            }
            host::Event::Asked(host::Asked::Navigate(ask)) => {
                host.answer(ask.ticket, if succeeds { Ok(Empty::new()) } else { Err(error()) })
            }
            host::Event::Asked(host::Asked::ReadEvents(ask)) | host::Event::AskedForState(ask) => {
                let events = |room| (room, (0..8).map(matrix_event).collect());
                host.answer_read(ask.ticket, Ok(ask.rooms.into_iter().map(events).collect()))
            }
            host::Event::OpenId { ticket, .. } => {
                let credentials = OpenIdCredentials::new(Secret::from("s"), Duration::from_secs(1), "b");
                let allowed = OpenIdDecision::Allowed(credentials);
                host.decide_openid(ticket, if succeeds { allowed } else { OpenIdDecision::Blocked }, now)
            }
            host::Event::ReadState { ticket, .. } => {
                host.state_read(ticket, succeeds.then(|| vec![matrix_event(way)]), now)
            }
            host::Event::ReadStickyEvents { ticket, .. } => {
                host.sticky_events_read(ticket, (0..8).map(matrix_event).collect(), now)
            }
            host::Event::WatchTurnServers { ticket } if succeeds => {
                let servers = UpdateTurnServersRequest::new(vec![], "u", Secret::from("p"));
                let outcome = host.turn_servers(&ticket, servers, now);
                self.host_events.push(host::Event::WatchTurnServers { ticket });
                outcome
            }
            host::Event::WatchTurnServers { ticket } => host.turn_servers_ended(ticket, &error(), now),
            host::Event::OpenModal { ticket, modal } if succeeds => {
                let outcome = host.modal_shown(&ticket, now);
                self.host_events.push(host::Event::OpenModal { ticket, modal });
                outcome
            }
            host::Event::OpenModal { ticket, .. } => {
                host.modal_closed(ticket, ModalClosedRequest::exited(), now)
            }
            // All other tickets are dropped.
            _ => Ok(()),
        };
    }

    /// Passes a forged text to a session: a known one, a changed copy of a message, or arbitrary text.
    fn forge(&mut self, way: u8) {
        let place = self.byte();
        let source = if way & 8 == 0 { &self.to_host } else { &self.to_page };
        let text = match (way & 3, source.back()) {
            (0, _) => TEXTS[usize::from(place) % TEXTS.len()].to_owned(),
            (1, Some(text)) => text.clone(),
            (2, Some(text)) => {
                let mut bytes = text.clone().into_bytes();
                let (place, byte) = (usize::from(place) * bytes.len() / 256, self.byte());
                bytes[place] = byte;
                String::from_utf8_lossy(&bytes).into_owned()
            }
            _ => {
                let bytes: Vec<_> = self.bytes.drain(..usize::from(place).min(self.bytes.len())).collect();
                String::from_utf8_lossy(&bytes).into_owned()
            }
        };
        if way & 8 == 0 {
            if self.host.wants_text() {
                self.receive(text);
            }
        } else {
            self.page.receive(text, self.now);
        }
    }

    /// Checks the laws that hold after each input.
    fn check(&mut self) {
        if self.is_paused {
            return;
        }
        self.poll_host();
        self.poll_page();
        let is_open = |seen: &&Seen| !seen.may_be_gone && seen.answers < seen.received;
        assert!(self.seen.values().filter(is_open).count() <= OWED, "too many unanswered requests");
    }

    fn poll_host(&mut self) {
        while let Some(event) = self.host.poll_event() {
            if let host::Event::Granted(granted) = &event {
                assert!(self.approved.covers(granted), "{granted:?} was not approved");
            }
            self.host_events.push(event);
        }
        while let Some(text) = self.host.poll_transmit() {
            let message = RawMessage::parse(&text).expect("a message");
            if message.response().is_some() {
                let seen = self.seen.get_mut(message.request_id()).expect("an answer belongs to a request");
                seen.answers += 1;
                assert!(seen.answers <= seen.received, "answered twice: {text}");
            } else {
                let data = RawObject::from_text(message.data().expect("a request has data")).unwrap();
                self.check_push(message.action(), &data);
            }
            self.to_page.push_back(text);
        }
    }

    fn check_push(&mut self, action: &str, data: &RawObject) {
        let events = match action {
            "notify_capabilities" => {
                let approved: Vec<String> = data.get("approved").unwrap().unwrap();
                self.notified = CapabilitySet::from_strings(approved, Dialect::Msc2762);
                return;
            }
            "send_event" => vec![MatrixEvent::from(data.clone())],
            "update_state" => data.get("state").unwrap().unwrap(),
            "send_to_device" => return assert!(self.notified.may_receive_to_device("t")),
            _ => return,
        };
        for event in events {
            let may_receive = |viewed| event.may_be_received(&self.notified, viewed);
            assert!(rooms().into_iter().any(|room| may_receive(Some(room))), "{data:?} may not be received");
        }
    }

    fn poll_page(&mut self) {
        while let Some(event) = self.page.poll_event() {
            if let widget::Event::Answered(answer) = &event {
                assert!(self.calls.remove(answer.id()), "one answer for each request");
            }
            self.page_events.push(event);
        }
        while let Some(text) = self.page.poll_transmit() {
            self.to_host.push_back(text);
        }
    }

    /// Checks the laws that hold when all deadlines have passed and the applications have let go of everything.
    fn finish(mut self) {
        self.is_paused = false;
        for _ in 0..8 {
            self.check();
            self.host_events.clear();
            self.page_events.clear();
            self.apply(0xCA);
        }
        self.check();
        for (id, seen) in &self.seen {
            assert!(seen.may_be_gone || seen.answers == seen.received, "request {id} has no answer");
        }
        self.host.end(self.now);
        assert_eq!(self.host.poll_timeout(), None);
        assert_eq!(self.host.poll_transmit(), None);
        self.reload();
    }
}
