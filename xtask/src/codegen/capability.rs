//! `bindings/typescript/src/generated/capabilities.ts`: the names and prefixes of capabilities.

use std::fmt::Write;

use anyhow::{Result, bail};
use matrix_widget_capability::{Direction, EventKind, Family, Flag, Flow, Spelling};

use super::outputs::{NOTICE, Outputs, TYPESCRIPT};

pub fn generate(outputs: &mut Outputs) -> Result<()> {
    let mut out = format!(
        "// {NOTICE}\n\n\
         /** The capabilities that are a name and nothing else: today's name, and the stable one where it differs. */\n\
         export const flags = [\n"
    );
    for flag in Flag::ALL {
        writeln!(out, "  {},", names(|spelling| flag.as_str(spelling))?)?;
    }
    out += "] as const;\n\n\
            /** What stands before the type or the room of other capabilities: today's prefix, and the stable one where it differs. */\n\
            export const families = [\n";
    for family in Family::ALL {
        let (kind, direction) = words(*family)?;
        let direction =
            direction.map(|direction| format!("direction: \"{direction}\", ")).unwrap_or_default();
        let prefixes = names(|spelling| family.as_str(spelling))?;
        writeln!(out, "  {{ kind: \"{kind}\", {direction}prefixes: {prefixes} }},")?;
    }
    out += "] as const;\n";
    outputs.add(TYPESCRIPT, "capabilities.ts", out)
}

fn names(of: impl Fn(Spelling) -> &'static str) -> Result<String> {
    let mut names = vec![of(Spelling::Unstable), of(Spelling::Stable)];
    names.dedup();
    Ok(serde_json::to_string(&names)?.replace("\",\"", "\", \""))
}

/// What a capability is about and what the widget does with it, in the words of the wire.
fn words(family: Family) -> Result<(&'static str, Option<&'static str>)> {
    Ok(match family {
        Family::Event(direction, kind) => (event_kind(kind), Some(event_direction(direction))),
        Family::ToDevice(flow) => ("to_device", Some(flow_direction(flow))),
        Family::RoomAccountData(flow) => ("room_account_data", Some(flow_direction(flow))),
        Family::Timeline => ("timeline", None),
        other => bail!("the npm package has no words for {other:?}"),
    })
}

pub fn event_kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::MessageLike => "event",
        EventKind::State => "state_event",
    }
}

pub fn event_direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Send => "send",
        Direction::Receive => "receive",
        Direction::Read => "read",
    }
}

fn flow_direction(flow: Flow) -> &'static str {
    event_direction(flow.into())
}
