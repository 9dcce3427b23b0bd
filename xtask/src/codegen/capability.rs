//! `bindings/typescript/src/generated/capabilities.ts`: the names and prefixes of capabilities.

use std::fmt::Write;

use anyhow::{Result, bail};
use matrix_widget_capability::{Direction, EventKind, Family, Flag, Flow, Spelling};

use super::outputs::{NOTICE, Outputs, TYPESCRIPT};

pub fn generate(outputs: &mut Outputs) -> Result<()> {
    let mut out = format!(
        "// {NOTICE}\n\n\
         /** The names of the capabilities that are only a name: the unstable name and, if it differs, the stable name. */\n\
         export const flags = [\n"
    );
    for flag in Flag::ALL {
        writeln!(out, "  {},", names(|spelling| flag.as_str(spelling))?)?;
    }
    out += "] as const;\n\n\
            /** The former names of flags, which are only read, and their unstable names. */\n\
            export const formerFlags = [\n";
    for flag in Flag::ALL {
        let [name, former] = [Spelling::Unstable, Spelling::Former].map(|spelling| flag.as_str(spelling));
        if name != former {
            writeln!(out, "  [\"{former}\", \"{name}\"],")?;
        }
    }
    out += "] as const;\n\n\
            /** The prefixes of the other capabilities: the unstable prefix and, if it differs, the stable prefix. */\n\
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

/// Returns the kind and the direction of a family, as the npm package names them.
fn words(family: Family) -> Result<(&'static str, Option<&'static str>)> {
    Ok(match family {
        Family::Event(direction, kind) => (event_kind(kind), Some(event_direction(direction))),
        Family::ToDevice(flow) => ("to_device", Some(flow_direction(flow))),
        Family::RoomAccountData(flow) => ("room_account_data", Some(flow_direction(flow))),
        Family::AccountData => ("account_data", None),
        Family::Timeline => ("timeline", None),
        other => bail!("the npm package does not support {other:?}"),
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
