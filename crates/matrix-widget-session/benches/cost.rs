//! Benchmarks of a client's session, compared with its parts.
//!
//! `cargo xtask bench` runs the benchmark with these arguments:
//!
//! - `list`: prints the cases as JSON.
//! - `run CASE COUNT`: runs a case COUNT times.

use std::{collections::VecDeque, env, hint::black_box, time::Duration};

use matrix_widget_protocol::{
    Message, RawObject,
    from_widget::{FromWidgetRequest, SendEvent, SendEventResponse},
    reexports::{
        matrix_widget_capability::{CapabilitySet, Dialect},
        ruma_common::{RoomId, owned_event_id, owned_room_id, room_id},
    },
    widget::{Widget, WidgetState},
};
use matrix_widget_session::{
    Ticket,
    host::{Asked, Event, HostConfig, HostSession, Push, RoomEvent},
};

const SEND: &str = "org.matrix.msc2762.send.event:m.room.message#m.text";
const NOW: Duration = Duration::from_secs(1);

/// A request of 200 bytes.
const REQUEST: &str = r#"{"api":"fromWidget","widgetId":"w","requestId":"widgetapi-1700000000000-0","action":"send_event","data":{"type":"m.room.message","content":{"msgtype":"m.text","body":"Hello, everybody, once again!"}}}"#;

/// An operation. Returns `true` if it succeeds.
type Run = Box<dyn FnMut() -> bool>;

/// The table, the row, the column, the repetitions for a count of instructions, and the operation.
type Case = (&'static str, &'static str, &'static str, u64, fn() -> Run);

const CASES: [Case; 5] = [
    ("session", "`send_event`, 200 B", "parts", 50, parts),
    ("session", "`send_event`, 200 B", "session", 50, || answered(0)),
    ("session", "`send_event`, 200 B", "session, 255 others", 50, || answered(255)),
    ("push", "event for 1,000 widgets", "facts and checks", 5, checks),
    ("push", "event for 1,000 widgets", "sessions", 5, pushes),
];

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["list"] => {
            let cases = CASES.map(|(table, row, column, times, _)| (table, row, column, times));
            println!("{}", serde_json::to_string(&cases).expect("the cases are JSON"));
        }
        ["run", name, times] => println!("{}", run(name, times.parse().expect("expected a number"))),
        _ => {}
    }
}

/// Runs a case repeatedly, and returns `true` if every run succeeds.
fn run(name: &str, times: u64) -> bool {
    let is_named = |case: &&Case| format!("{}/{}/{}", case.0, case.1, case.2) == name;
    let mut run = CASES.iter().find(is_named).expect("expected the name of a case").4();
    (0..times).fold(true, |is_ok, _| black_box(run()) && is_ok)
}

fn viewed() -> &'static RoomId {
    room_id!("!room:example.org")
}

fn set(capabilities: &[&str]) -> CapabilitySet {
    CapabilitySet::from_strings(capabilities, Dialect::Msc2762)
}

fn response() -> SendEventResponse {
    SendEventResponse::sent(
        owned_room_id!("!roomroomroomroom:example.org"),
        owned_event_id!("$eventeventeventeventeventeventeventeventev"),
    )
}

/// Returns an established session whose widget has this capability.
fn session(capability: &str) -> HostSession {
    let content = r#"{"type":"m.custom","url":"https://widget.example.org/"}"#;
    let content = RawObject::from_text(content).expect("expected an object");
    let state = WidgetState::in_room("im.vector.modular.widgets", "w", content);
    let Ok(WidgetState::Present(widget)) = state else { unreachable!("expected a widget") };
    let mut config = config(widget);
    config.approved = set(&[capability]);
    let mut session = HostSession::new(config);
    session.frame_loaded(NOW);
    let question = session.poll_transmit().expect("expected a question");
    let question = question.strip_suffix('}').expect("expected an object");
    session.receive(format!(r#"{question},"response":{{"capabilities":["{capability}"]}}}}"#), NOW);
    while session.poll_transmit().is_some() {}
    while session.poll_event().is_some() {}
    session
}

fn config(widget: Widget) -> HostConfig {
    HostConfig::in_room(widget, viewed().to_owned()).claim::<SendEvent>()
}

/// Reads a request, checks its permission, and answers it.
fn parts() -> Run {
    let (granted, response) = (set(&[SEND]), response());
    Box::new(move || {
        let message = Message::parse_owned(black_box(REQUEST).to_owned());
        let Ok(Message::FromWidgetRequest(request)) = message else { return false };
        if request.permit(&granted, Some(viewed())).is_err() {
            return false;
        }
        let FromWidgetRequest::SendEvent(request) = request else { return false };
        !black_box(request.into_responder().respond(&response.clone())).is_empty()
    })
}

/// Lets a session ask and answer a request, with this many other unanswered requests.
fn answered(others: usize) -> Run {
    let (mut session, response) = (session(SEND), response());
    let mut asked: VecDeque<Ticket<SendEvent>> = VecDeque::new();
    let ask = |session: &mut HostSession| {
        session.receive(black_box(REQUEST).to_owned(), NOW);
        match session.poll_event() {
            Some(Event::Asked(Asked::SendEvent(ask))) => Some(ask.ticket),
            _ => None,
        }
    };
    asked.extend((0..others).filter_map(|_| ask(&mut session)));
    Box::new(move || {
        asked.extend(ask(&mut session));
        let Some(ticket) = asked.pop_front() else { return false };
        session.answer(ticket, Ok(response.clone())).is_ok() && black_box(session.poll_transmit()).is_some()
    })
}

fn event() -> RoomEvent {
    let text = r#"{"type":"m.room.message","event_id":"$e","sender":"@a:example.org","content":{"msgtype":"m.text","body":"Hello"}}"#;
    let event = RawObject::from_text(text).expect("expected an object").into();
    RoomEvent::new(black_box(event), viewed()).expect("expected a valid event")
}

/// Checks for 1,000 widgets whether they may receive an event.
fn checks() -> Run {
    let granted = vec![set(&["m.receive.event:m.reaction"]); 1000];
    Box::new(move || {
        let event = event();
        granted.iter().all(|granted| !event.facts().may_be_received(granted, Some(viewed())))
    })
}

/// Offers an event to 1,000 sessions whose widgets may not receive it.
fn pushes() -> Run {
    let mut sessions: Vec<_> = (0..1000).map(|_| session("m.receive.event:m.reaction")).collect();
    Box::new(move || {
        let event = event();
        sessions.iter_mut().all(|session| session.push_event(&event, NOW) == Push::NotAllowed)
    })
}
