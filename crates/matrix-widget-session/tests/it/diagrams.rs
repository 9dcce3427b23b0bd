//! The diagrams of `docs/session.md`, played by both sessions.

use std::{collections::VecDeque, mem, time::Duration};

use matrix_widget_protocol::{
    ApiVersion, RawJson, RawObject, Secret, defaults,
    from_widget::{
        OpenIdCredentials, OpenModal, OpenModalRequest, SendEvent, SendEventRequest, SendEventResponse,
        WatchTurnServers,
    },
    reexports::ruma_common::user_id,
    to_widget::{ModalClosedRequest, OpenIdDecision, UpdateTurnServersRequest},
    widget::UrlVariables,
};
use matrix_widget_session::{
    host::{Asked, Event, HostConfig, HostSession, OpenIdPolicy, Push, RoomEvent},
    widget::{self, Settings, WidgetSession},
};
use serde_json::Value;

use crate::host_support::{ROOM, config, room, seconds, set, widget};

const DOCUMENT: &str = include_str!("../../../../docs/session.md");
const NOW: Duration = seconds(1000);

const SEND: &str = "org.matrix.msc2762.send.event:m.room.message";
const RECEIVE: &str = "org.matrix.msc2762.receive.event:m.room.message";
const TOPIC: &str = "org.matrix.msc2762.receive.state_event:m.room.topic";
const STICKERS: &str = "m.sticker";
const TURN: &str = "town.robin.msc3846.turn_servers";

/// What a diagram shows.
#[derive(Debug, PartialEq)]
enum Line {
    /// An arrow, such as `W->>C`, the action, and members of its data or response.
    Message(String, String, Value),
    Note(String),
}

/// Takes the event of a pattern, which the client gets besides others.
macro_rules! event {
    ($play:expr, $pattern:pat => $value:expr) => {
        $play
            .client_events()
            .into_iter()
            .find_map(|event| match event {
                $pattern => Some($value),
                _ => None,
            })
            .expect("an event")
    };
}

/// The two sides of a conversation.
struct Play {
    client: HostSession,
    page: WidgetSession,
    settings: Settings,
    /// The name of the widget in the diagram.
    name: &'static str,
    /// The texts that have not been delivered yet.
    posted: VecDeque<Posted>,
    lines: Vec<Line>,
}

enum Posted {
    ByClient(String),
    ByPage(String),
}

impl Play {
    fn new(config: HostConfig, settings: Settings) -> Self {
        let page = WidgetSession::new(settings.clone(), NOW);
        Self {
            client: HostSession::new(config),
            page,
            settings,
            name: "W",
            posted: VecDeque::new(),
            lines: Vec::new(),
        }
    }

    /// Plays until the session is established. The user approves everything.
    fn established(config: HostConfig, capabilities: &[&str]) -> Self {
        let mut play = Self::new(config, settings(capabilities));
        play.content_loaded();
        play.approve();
        play.lines.clear();
        play.page_events();
        play
    }

    /// Posts the texts of both sides.
    fn post(&mut self) {
        while let Some(text) = self.client.poll_transmit() {
            self.lines.push(line("C", self.name, &text));
            self.posted.push_back(Posted::ByClient(text));
        }
        while let Some(text) = self.page.poll_transmit() {
            self.lines.push(line(self.name, "C", &text));
            self.posted.push_back(Posted::ByPage(text));
        }
    }

    /// Posts and delivers all texts, in order.
    fn carry(&mut self) {
        self.post();
        while let Some(posted) = self.posted.pop_front() {
            match posted {
                Posted::ByClient(text) => self.page.receive(text, NOW),
                Posted::ByPage(text) => self.client.receive(text, NOW),
            }
            self.post();
        }
    }

    fn note(&mut self, note: &str) {
        self.lines.push(Line::Note(note.to_owned()));
    }

    fn content_loaded(&mut self) {
        self.page.content_loaded(NOW);
        self.carry();
    }

    fn frame_loaded(&mut self) {
        self.client.frame_loaded(NOW);
        self.carry();
    }

    /// Approves what the user is asked about, if there is a prompt.
    fn approve(&mut self) {
        for event in self.client_events() {
            if let Event::Prompt { ticket, capabilities } = event {
                self.client.decide(ticket, &capabilities, NOW).unwrap();
            }
        }
        self.carry();
    }

    /// Lets the widget send a message.
    fn send(&mut self) {
        let content = RawJson::from_text(r#"{"msgtype":"m.text","body":"Hello"}"#).unwrap();
        let message = SendEventRequest::new("m.room.message", content);
        let _sent = self.page.request::<SendEvent>(message, NOW).unwrap();
    }

    /// Answers the request of [`send`](Self::send).
    fn answer(&mut self) {
        let ticket = event!(self, Event::Asked(Asked::SendEvent(ask)) => ask.ticket);
        let answer = SendEventResponse::sent(room(ROOM), "$event".try_into().unwrap());
        self.client.answer(ticket, Ok(answer)).unwrap();
        self.carry();
    }

    fn client_events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.client.poll_event()).collect()
    }

    fn page_events(&mut self) -> Vec<widget::Event> {
        std::iter::from_fn(|| self.page.poll_event()).collect()
    }

    /// Returns the lines from the first `capabilities` on.
    fn since_capabilities(self) -> Vec<Line> {
        let is_question =
            |line: &Line| matches!(line, Line::Message(_, action, _) if action == "capabilities");
        self.lines.into_iter().skip_while(|line| !is_question(line)).collect()
    }
}

fn line(from: &str, to: &str, text: &str) -> Line {
    let mut message: Value = serde_json::from_str(text).unwrap();
    let action = message["action"].as_str().unwrap().to_owned();
    match message.get_mut("response") {
        Some(response) => Line::Message(format!("{from}-->>{to}"), action, response.take()),
        None => Line::Message(format!("{from}->>{to}"), action, message["data"].take()),
    }
}

fn settings(capabilities: &[&str]) -> Settings {
    let mut settings = Settings {
        widget_id: Some("w".to_owned()),
        capabilities: capabilities.iter().copied().collect(),
        ..Settings::default()
    };
    settings.versions.push(ApiVersion::Msc2762UpdateState);
    settings
}

fn event(json: &str) -> RoomEvent {
    RoomEvent::new(RawObject::from_text(json).unwrap().into(), &room(ROOM)).unwrap()
}

fn topic(topic: &str) -> RoomEvent {
    event(&format!(
        r#"{{"type":"m.room.topic","state_key":"","event_id":"${topic}","content":{{"topic":"{topic}"}}}}"#
    ))
}

// The conversations

fn load_event() -> Vec<Line> {
    let mut play = Play::new(HostConfig::in_room(widget(true), room(ROOM)), settings(&[]));
    play.content_loaded();
    play.note("load event of the frame");
    play.frame_loaded();
    play.lines
}

fn content_loaded() -> Vec<Line> {
    let mut play = Play::new(config(), settings(&[]));
    play.carry();
    play.note("load event of the frame");
    play.frame_loaded();
    play.content_loaded();
    play.lines
}

fn negotiation() -> Vec<Line> {
    let mut play = Play::new(config(), settings(&[SEND, STICKERS, "com.example.fly"]));
    play.content_loaded();
    play.note("the user allows messages, and no stickers");
    let ticket = event!(play, Event::Prompt { ticket, .. } => ticket);
    play.client.decide(ticket, &set(&[SEND]), NOW).unwrap();
    play.carry();
    play.since_capabilities()
}

fn renegotiation() -> Vec<Line> {
    let mut play = Play::established(config(), &[SEND]);
    assert_eq!(play.page.request_capabilities(&[STICKERS].into_iter().collect(), NOW), Ok(true));
    play.carry();
    play.note("the user allows stickers");
    play.approve();
    play.lines
}

fn requests_and_events() -> Vec<Line> {
    let mut play = Play::established(config().claim::<SendEvent>(), &[SEND, RECEIVE]);
    play.send();
    play.carry();
    play.note("permission check, then the homeserver");
    play.answer();
    play.note("next sync");
    let message =
        r#"{"type":"m.room.message","event_id":"$event","content":{"msgtype":"m.text","body":"Hello"}}"#;
    assert_eq!(play.client.push_event(&event(message), NOW), Push::Queued);
    play.carry();
    play.lines
}

fn state() -> Vec<Line> {
    let mut play = Play::new(config().with_version(ApiVersion::Msc2762UpdateState), settings(&[TOPIC]));
    play.content_loaded();
    play.note("the user allows the topic");
    play.approve();
    play.note("the client reads the current state");
    let ticket = event!(play, Event::ReadState { ticket, .. } => ticket);
    play.client.state_read(ticket, Some(vec![topic("Old").event().clone()]), NOW).unwrap();
    play.carry();
    play.note("the topic changes");
    assert_eq!(play.client.push_event(&topic("New"), NOW), Push::Queued);
    assert_eq!(play.client.push_state(&[topic("New")], NOW), Push::Queued);
    play.carry();
    play.since_capabilities()
}

fn credentials() -> OpenIdCredentials {
    OpenIdCredentials::new(Secret::from("token"), seconds(3600), "example.org")
}

fn openid_by_policy() -> Vec<Line> {
    let mut config = config();
    config.openid = OpenIdPolicy::Allow(Some(credentials()));
    let mut play = Play::established(config, &[]);
    play.page.get_openid(NOW).unwrap();
    play.carry();
    play.lines
}

fn openid_of_the_user() -> Vec<Line> {
    let mut play = Play::established(config(), &[]);
    play.page.get_openid(NOW).unwrap();
    play.carry();
    play.note("the user allows it");
    let ticket = event!(play, Event::OpenId { ticket, asks_user: true } => ticket);
    play.client.decide_openid(ticket, OpenIdDecision::Allowed(credentials()), NOW).unwrap();
    play.carry();
    play.lines
}

fn turn() -> Vec<Line> {
    let servers =
        |uri: &str| UpdateTurnServersRequest::new(vec![uri.to_owned()], "user", Secret::from("secret"));
    let mut play = Play::established(config().claim::<WatchTurnServers>(), &[TURN]);
    let consumer = play.page.watch_turn_servers(NOW).unwrap();
    play.carry();
    let ticket = event!(play, Event::WatchTurnServers { ticket } => ticket);
    play.note("the homeserver names the servers");
    play.client.turn_servers(&ticket, servers("turn:a"), NOW).unwrap();
    play.carry();
    play.note("the password expires");
    play.client.turn_servers(&ticket, servers("turn:b"), NOW).unwrap();
    play.carry();
    play.note("the call ends");
    play.page.unwatch_turn_servers(consumer, NOW);
    play.carry();
    play.lines
}

fn modal() -> Vec<Line> {
    let mut config = config().claim::<OpenModal>();
    config.variables = Some(UrlVariables::new(user_id!("@me:example.org").to_owned()));
    let mut opener = Play::established(config, &[]);
    let url = "https://widget.example.org/modal";
    opener.page.open_modal(OpenModalRequest::new("m.custom", url), NOW).unwrap();
    opener.carry();
    let (ticket, open) = event!(opener, Event::OpenModal { ticket, modal } => (ticket, modal));
    opener.note("the client shows the modal widget");
    opener.client.modal_shown(&ticket, NOW).unwrap();
    opener.carry();

    let settings = Settings { widget_id: Some("modal_w".to_owned()), is_modal: true, ..settings(&[]) };
    let mut modal = Play::new(HostConfig::modal(open.widget, open.room), settings);
    modal.name = "M";
    modal.lines = mem::take(&mut opener.lines);
    modal.content_loaded();
    modal.note("load event of the frame");
    modal.frame_loaded();
    modal.note("the user is done");
    modal.page.close_modal(RawObject::from_text(r#"{"result":1}"#).unwrap(), NOW).unwrap();
    modal.carry();
    let data: ModalClosedRequest = event!(modal, Event::CloseModal(data) => data);

    opener.lines = modal.lines;
    opener.client.modal_closed(ticket, data, NOW).unwrap();
    opener.carry();
    opener.lines
}

fn reload() -> Vec<Line> {
    let mut play = Play::established(config(), &[SEND]);
    play.note("the user reloads the widget");
    play.page.end();
    play.page = WidgetSession::new(play.settings.clone(), NOW);
    play.content_loaded();
    play.approve();
    play.lines
}

fn second_load_event() -> Vec<Line> {
    let mut play = Play::established(config().claim::<SendEvent>(), &[SEND]);
    play.frame_loaded();
    play.note("load event of the frame");
    play.client.frame_loaded(NOW);
    play.post();
    play.send();
    play.carry();
    play.note("the request was held, and is passed on now");
    play.answer();
    play.lines
}

// The diagrams

type Conversation = fn() -> Vec<Line>;

/// The diagrams by heading, in order.
const DIAGRAMS: [(&str, Conversation); 12] = [
    ("With the load event", load_event),
    ("With `content_loaded`", content_loaded),
    ("Negotiation", negotiation),
    ("Renegotiation", renegotiation),
    ("Requests and events", requests_and_events),
    ("Room state", state),
    ("Allowed by policy", openid_by_policy),
    ("Decided by the user", openid_of_the_user),
    ("TURN servers", turn),
    ("Modal widgets", modal),
    ("A new document", reload),
    ("The same document", second_load_event),
];

/// Returns the lines of each diagram of the document, with the heading above it.
fn diagrams() -> Vec<(&'static str, Vec<Line>)> {
    let mut heading = "";
    let mut diagrams: Vec<(&str, Vec<Line>)> = Vec::new();
    let mut is_open = false;
    for line in DOCUMENT.lines() {
        if line.starts_with("```") {
            is_open = line == "```mermaid";
            if is_open {
                diagrams.push((heading, Vec::new()));
            }
        } else if is_open {
            diagrams.last_mut().unwrap().1.extend(parse(line.trim()));
        } else if let Some(title) = line.strip_prefix('#') {
            heading = title.trim_start_matches(['#', ' ']);
        }
    }
    diagrams
}

/// Parses a line of a diagram, which is a message, a note, or of another kind.
fn parse(line: &str) -> Option<Line> {
    let (place, text) = line.split_once(": ")?;
    if place.starts_with("Note over ") {
        return Some(Line::Note(text.to_owned()));
    }
    let (action, members) = text.split_once(' ').unwrap_or((text, "{}"));
    Some(Line::Message(place.to_owned(), action.to_owned(), serde_json::from_str(members).unwrap()))
}

/// Removes the members that the other line does not show.
fn narrow(line: &mut Line, shown: &Line) {
    if let (Line::Message(_, _, Value::Object(members)), Line::Message(_, _, shown)) = (line, shown) {
        members.retain(|name, _| shown.get(name).is_some());
    }
}

#[test]
fn diagrams_show_the_messages_of_conversations() {
    let diagrams = diagrams();
    let headings: Vec<_> = diagrams.iter().map(|(heading, _)| *heading).collect();
    assert_eq!(headings, DIAGRAMS.map(|(heading, _)| heading));
    for ((heading, shown), (_, play)) in diagrams.iter().zip(DIAGRAMS) {
        let mut played = play();
        for (line, shown) in played.iter_mut().zip(shown) {
            narrow(line, shown);
        }
        assert_eq!(*shown, played, "{heading}");
    }
}

#[test]
fn tables_show_the_defaults() {
    let row = |name: &str, value: String| {
        let is_row = |line: &&str| line.contains(&format!("| `{name}` |"));
        let rows: Vec<_> = DOCUMENT.lines().filter(is_row).collect();
        assert!(
            matches!(rows[..], [row] if row.contains(&format!("| {value} |"))),
            "{name}: {value}: {rows:?}"
        );
    };
    let time = |name, value: Duration| row(name, format!("{} s", value.as_secs()));
    let bytes = |name, value: usize| row(name, format!("{} MiB", value >> 20));
    let number = |name, value: usize| row(name, value.to_string());
    time("RESPONSE_DEADLINE", defaults::RESPONSE_DEADLINE);
    time("DECISION_DEADLINE", defaults::DECISION_DEADLINE);
    time("TO_DEVICE_DEADLINE", defaults::TO_DEVICE_DEADLINE);
    time("FILE_DEADLINE", defaults::FILE_DEADLINE);
    time("FILE_TIMEOUT_MARGIN", defaults::FILE_TIMEOUT_MARGIN);
    time("HOMESERVER_DEADLINE", defaults::HOMESERVER_DEADLINE);
    time("PROMPT_PERIOD", defaults::PROMPT_PERIOD);
    bytes("MAX_MESSAGE_BYTES", defaults::MAX_MESSAGE_BYTES);
    bytes("MAX_PENDING_BYTES", defaults::MAX_PENDING_BYTES);
    number("MAX_PENDING_REQUESTS", defaults::MAX_PENDING_REQUESTS);
    number("MAX_REQUESTS_IN_FLIGHT", defaults::MAX_REQUESTS_IN_FLIGHT);
    number("MAX_FILES_IN_FLIGHT", defaults::MAX_FILES_IN_FLIGHT);
    number("MAX_UNSENT_MESSAGES", defaults::MAX_UNSENT_MESSAGES);
    number("MAX_PROMPTS", defaults::MAX_PROMPTS);
    row("CAPABILITIES_ATTEMPTS", defaults::CAPABILITIES_ATTEMPTS.to_string());
}
