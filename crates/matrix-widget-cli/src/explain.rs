//! `explain`: explains capability strings.

use std::io::{self, Write};

use matrix_widget_capability::{
    Capability, CapabilitySet, Dialect, Direction, EventKind, Permission, Room, Spelling,
};
use serde::Serialize;

#[derive(Serialize)]
struct Explanation<'a> {
    input: &'a str,
    family: &'static str,
    direction: Option<&'static str>,
    kind: Option<&'static str>,
    event_type: Option<&'a str>,
    key: Option<&'a str>,
    room: Option<&'a str>,
    unknown: bool,
    reason: Option<String>,
    canonical: String,
    description: String,
}

#[derive(clap::Args)]
pub struct Arguments {
    /// The dialect: `msc2762`, or `room-scoped`, in which a capability can end with a room
    #[arg(long, default_value = "room-scoped", value_parser = dialect)]
    dialect: Dialect,
    /// The capability strings
    #[arg(required = true)]
    capabilities: Vec<String>,
}

fn dialect(name: &str) -> Result<Dialect, String> {
    Dialect::from_name(name).ok_or_else(|| "expected `msc2762` or `room-scoped`".to_owned())
}

/// Explains capabilities.
pub fn run(Arguments { dialect, capabilities }: &Arguments) -> io::Result<bool> {
    let mut output = io::stdout().lock();
    for input in capabilities {
        let capability = Capability::parse_lenient(input, *dialect);
        let explanation = explain(input, &capability, *dialect).map_err(io::Error::other)?;
        serde_json::to_writer(&mut output, &explanation)?;
        writeln!(output)?;
    }
    Ok(true)
}

fn explain<'a>(
    input: &'a str,
    capability: &'a Capability<'a>,
    dialect: Dialect,
) -> Result<Explanation<'a>, String> {
    let permission = capability.permission();
    let mut explanation = Explanation {
        input,
        family: "",
        direction: None,
        kind: None,
        event_type: permission.event_type(),
        key: None,
        room: None,
        unknown: false,
        reason: None,
        canonical: capability
            .clone()
            .with_spelling(Spelling::Unstable)
            .in_dialect(dialect)
            .map_err(|error| error.to_string())?
            .to_string(),
        description: permission.describe(&CapabilitySet::new(dialect)).to_string(),
    };
    match permission {
        Permission::Flag(_) => explanation.family = "flag",
        Permission::Event(event) => {
            explanation.family = "event";
            explanation.direction = Some(word(event.direction()));
            explanation.kind = Some(match event.kind() {
                EventKind::MessageLike => "message-like",
                EventKind::State => "state",
            });
            explanation.key = event.key();
            explanation.room = event.room().map(Room::as_str);
        }
        Permission::ToDevice(flow, _) => {
            explanation.family = "to_device";
            explanation.direction = Some(word((*flow).into()));
        }
        Permission::RoomAccountData(flow, _) => {
            explanation.family = "room_account_data";
            explanation.direction = Some(word((*flow).into()));
        }
        Permission::AccountData(_) => {
            explanation.family = "account_data";
            explanation.direction = Some(word(Direction::Read));
        }
        Permission::Timeline(room) => {
            explanation.family = "timeline";
            explanation.room = Some(room.as_str());
        }
        Permission::Unknown(unknown) => {
            explanation.family = "unknown";
            explanation.unknown = true;
            explanation.reason = unknown.reason().map(|reason| reason.to_string());
        }
        other => return Err(format!("unsupported permission: {other:?}")),
    }
    Ok(explanation)
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Send => "send",
        Direction::Receive => "receive",
        Direction::Read => "read",
    }
}
