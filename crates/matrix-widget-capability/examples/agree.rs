//! Answers permission questions in plain MSC2762, for comparison with other implementations.
//!
//! Each line of input has the capabilities of a widget and its requests in the viewed room:
//! `{"capabilities": [string], "wishes": [{"direction", "kind", "type", "key": string | null}]}`. Each line of output has the
//! parsed capabilities, with `null` for capabilities without an event type, and whether each request is allowed.

use std::{
    error::Error,
    io::{self, BufRead as _, Write as _},
};

use matrix_widget_capability::{
    Capability, CapabilitySet, Dialect, Direction, EventKind, EventQuery, Flow, Permission,
};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Question {
    capabilities: Vec<String>,
    wishes: Vec<Wish>,
}

#[derive(Deserialize)]
struct Wish {
    direction: Way,
    kind: Kind,
    #[serde(rename = "type")]
    event_type: String,
    key: Option<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    read: Vec<Option<Parts<'a>>>,
    granted: Vec<bool>,
}

#[derive(Serialize)]
struct Parts<'a> {
    direction: Way,
    kind: Kind,
    #[serde(rename = "type")]
    event_type: &'a str,
    key: Option<&'a str>,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    Send,
    Receive,
    Read,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Event,
    StateEvent,
    ToDevice,
    RoomAccount,
}

const ROOM: &str = "!room:example.org";

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let question: Question = serde_json::from_str(&line?)?;
        let set = CapabilitySet::from_strings(&question.capabilities, Dialect::Msc2762);
        let capabilities: Vec<_> = set.capabilities().collect();
        let answer = Answer {
            read: capabilities.iter().map(parts).collect(),
            granted: question.wishes.iter().map(|wish| is_granted(&set, wish)).collect(),
        };
        serde_json::to_writer(&mut output, &answer)?;
        writeln!(output)?;
    }
    Ok(())
}

fn parts<'a>(capability: &'a Capability<'_>) -> Option<Parts<'a>> {
    let of_flow = |flow, kind, event_type| Parts {
        direction: match flow {
            Flow::Send => Way::Send,
            Flow::Receive => Way::Receive,
        },
        kind,
        event_type,
        key: None,
    };
    match capability.permission() {
        Permission::Event(event) => Some(Parts {
            direction: match event.direction() {
                Direction::Send => Way::Send,
                Direction::Receive => Way::Receive,
                Direction::Read => Way::Read,
            },
            kind: match event.kind() {
                EventKind::MessageLike => Kind::Event,
                EventKind::State => Kind::StateEvent,
            },
            event_type: event.event_type(),
            key: event.key(),
        }),
        Permission::ToDevice(flow, of_type) => Some(of_flow(*flow, Kind::ToDevice, of_type.as_str())),
        Permission::RoomAccountData(flow, of_type) => {
            Some(of_flow(*flow, Kind::RoomAccount, of_type.as_str()))
        }
        _ => None,
    }
}

fn is_granted(set: &CapabilitySet, wish: &Wish) -> bool {
    let Wish { direction, kind, event_type, key } = wish;
    let query = match (kind, key.as_deref()) {
        (Kind::ToDevice, _) => {
            return match direction {
                Way::Send => set.may_send_to_device(event_type),
                Way::Receive | Way::Read => set.may_receive_to_device(event_type),
            };
        }
        (Kind::RoomAccount, _) => {
            return match direction {
                Way::Send => set.may_send_room_account_data(event_type),
                Way::Receive | Way::Read => set.may_receive_room_account_data(event_type),
            };
        }
        (Kind::Event, msgtype) => EventQuery::message_like(event_type, msgtype, ROOM),
        (Kind::StateEvent, Some(key)) => EventQuery::state(event_type, key, ROOM),
        (Kind::StateEvent, None) => EventQuery::any_state(event_type, ROOM),
    };
    match direction {
        Way::Send => set.may_send(&query, Some(ROOM)),
        Way::Receive => set.may_receive(&query, Some(ROOM)),
        Way::Read => set.may_read(&query, Some(ROOM)),
    }
}
