//! The adapter of a client's session.

use std::{collections::BTreeMap, fmt, time::Duration};

use matrix_widget_protocol::{
    event::MatrixEvent,
    reexports::ruma_common::{OwnedRoomId, RoomId, UserId},
    to_widget,
};
use matrix_widget_session::{
    Late, Now, TicketId,
    host::{Event, HostSession, Push, RequestError, RoomEvent},
};
use serde_json::{Value, json};

use super::{
    config::config,
    json::{Calls, Outcome, advance, data, method, name, outcome, read, text},
    work::{self, Work},
};
use crate::{Implementation, Refusal};

/// A client's session as an implementation.
#[derive(Default)]
pub struct SessionHost(Option<Host>);

impl fmt::Debug for SessionHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SessionHost").field(&self.0.as_ref().map(|host| &host.session)).finish()
    }
}

impl Implementation for SessionHost {
    fn run(&mut self, command: &Value) -> Result<Vec<Value>, Refusal> {
        match (text(command, "do")?, &mut self.0) {
            ("hello", _) => Ok(vec![json!({ "hello": { "role": "host", "name": "matrix-widget-session" } })]),
            ("create", host) => host.insert(Host::new(command)?).run("create", command),
            (name, Some(host)) => host.run(name, command),
            (_, None) => Err(Refusal::Failed("there is no session".to_owned())),
        }
    }
}

struct Host {
    session: HostSession,
    now: Now,
    next: u64,
    works: BTreeMap<u64, Work>,
    /// The IDs of works by ticket.
    tickets: BTreeMap<TicketId, u64>,
    calls: Calls,
}

impl Host {
    fn new(command: &Value) -> Result<Self, String> {
        let session = HostSession::new(config(command)?);
        let (works, tickets, calls) = Default::default();
        let mut host = Self { session, now: Now::ZERO, next: 0, works, tickets, calls };
        for room in read::<Option<Vec<String>>>(&command["rooms"])?.unwrap_or_default() {
            host.session.room_joined(&RoomId::parse(room).map_err(|error| error.to_string())?, host.now);
        }
        Ok(host)
    }

    fn run(&mut self, name: &str, command: &Value) -> Result<Vec<Value>, Refusal> {
        let mut reports = Vec::new();
        match name {
            "create" => {}
            "message" => self.session.receive(text(command, "text")?.to_owned(), self.now),
            "frameLoaded" => self.session.frame_loaded(self.now),
            "joinRoom" => self.session.room_joined(&read::<OwnedRoomId>(&command["room"])?, self.now),
            "viewRoom" => self.session.viewed_room(read(&command["room"])?, self.now),
            "event" => {
                reports.push(pushed(self.session.push_event(&room_event(&command["event"])?, self.now)));
            }
            "state" => {
                let events = command["events"].as_array().into_iter().flatten();
                let events: Vec<_> = events.map(room_event).collect::<Result<_, _>>()?;
                reports.push(pushed(self.session.push_state(&events, self.now)));
            }
            "toDevice" => {
                let message = &command["message"];
                let sender = UserId::parse(text(message, "sender")?).map_err(|error| error.to_string())?;
                let (event_type, content) = (text(message, "type")?, data(&message["content"])?);
                let is_encrypted = command["encrypted"] == true;
                let push = self.session.push_to_device(event_type, &sender, &content, is_encrypted, self.now);
                reports.push(pushed(push));
            }
            "decide" | "return" => {
                let id = read(&command["id"])?;
                let outcome =
                    if name == "decide" { Ok(command["approve"].clone()) } else { outcome(command)? };
                if self.finish(id, outcome)?.is_err() {
                    reports.push(notice("late", id));
                }
            }
            "advance" => {
                let time = Duration::from_millis(read(&command["ms"])?);
                let (host, now) = (&mut self.session, self.now);
                self.now = advance(host, now, time, HostSession::poll_timeout, HostSession::handle_timeout);
            }
            "call" => reports.extend(self.call(text(command, "name")?, command)?),
            _ => return Err(Refusal::Unsupported),
        }
        reports
            .extend(std::iter::from_fn(|| self.session.poll_transmit()).map(|text| json!({ "post": text })));
        while let Some(event) = self.session.poll_event() {
            reports.extend(self.report(event));
        }
        Ok(reports)
    }

    /// Passes a decision or an answer of the driver to the session.
    fn finish(&mut self, id: u64, outcome: Outcome) -> Result<Result<(), Late>, String> {
        let Some(work) = self.works.remove(&id) else { return Ok(Err(Late)) };
        let (late, more) = work.finish(&mut self.session, outcome, self.now)?;
        self.works.extend(more.map(|work| (id, work)));
        Ok(late)
    }

    fn call(&mut self, name: &str, command: &Value) -> Result<Option<Value>, String> {
        let (id, args) = (&command["id"], &command["args"]);
        match name {
            "click" => self.session.click(text(args, "button")?, self.now),
            "visibility" => self.session.set_visible(args["visible"] == true),
            "themeChange" => self.session.set_theme(read(args)?),
            "languageChange" => self.session.set_language(text(args, "lang")?),
            "roomLeft" => self.session.room_left(&read::<OwnedRoomId>(&args["room"])?),
            "modalShown" => {
                if self.finish(read(&args["id"])?, Ok(Value::Null))?.is_err() {
                    return Ok(Some(notice("late", args["id"].clone())));
                }
            }
            "end" => self.session.end(self.now),
            _ => {
                let error = self.request(id, name, args)?.err();
                return Ok(error.map(|error| json!({ "outcome": { "id": id, "error": error.to_string() } })));
            }
        }
        Ok(Some(json!({ "outcome": { "id": id, "ok": {} } })))
    }

    fn report(&mut self, event: Event) -> Option<Value> {
        let event = match work::request(event) {
            Ok((ticket, op, work, mut details)) => {
                details["op"] = op.into();
                details["id"] = self.add(ticket, work).into();
                return Some(json!({ "driver": details }));
            }
            Err(event) => *event,
        };
        Some(match event {
            Event::Prompt { ticket, capabilities } => {
                let id = self.add(ticket.id(), Work::Prompt(ticket));
                json!({ "prompt": { "id": id, "capabilities": capabilities.strings().collect::<Vec<_>>() } })
            }
            Event::Granted(granted) => notice("granted", granted.strings().collect::<Vec<_>>()),
            Event::CloseModal(data) => notice("closeModal", json!(data)),
            Event::ButtonEnabled { button, enabled } => {
                notice("buttonEnabled", json!({ "button": button, "enabled": enabled }))
            }
            Event::Answered(answer) => self.calls.outcome(&answer)?,
            Event::Cancelled(ticket) => {
                let id = self.tickets.remove(&ticket)?;
                self.works.remove(&id);
                notice("cancelled", id)
            }
            other => notice(&name(&other), Value::Null),
        })
    }

    fn add(&mut self, ticket: TicketId, work: Work) -> u64 {
        self.next += 1;
        self.works.insert(self.next, work);
        self.tickets.insert(ticket, self.next);
        self.next
    }
}

fn room_event(event: &Value) -> Result<RoomEvent, String> {
    let room = RoomId::parse(text(event, "room_id")?).map_err(|error| error.to_string())?;
    RoomEvent::new(read::<MatrixEvent>(event)?, &room).map_err(|error| error.to_string())
}

macro_rules! to_widget {
    ($($Action:ident)*) => {
        impl Host {
            /// Sends a request to the widget: one of these actions by its method, or else a custom action.
            fn request(&mut self, id: &Value, name: &str, data: &Value) -> Result<Result<(), RequestError>, String> {
                let Self { session, calls, now, .. } = self;
                Ok(match name {
                    $(_ if name == method(stringify!($Action)) => {
                        session.request::<to_widget::$Action>(read(data)?, *now).map(|sent| calls.add(id, sent))
                    })*
                    _ => session.request_custom(name, read(data)?, *now).map(|sent| calls.add(id, sent)),
                })
            }
        }
    };
}

to_widget! { Screenshot CommetSafeAreaChanged ElementJoin ElementHangup ElementDeviceMute }

fn notice(name: &str, data: impl Into<Value>) -> Value {
    json!({ "notice": { "name": name, "data": data.into() } })
}

fn pushed(push: Push) -> Value {
    notice("push", name(&push))
}
