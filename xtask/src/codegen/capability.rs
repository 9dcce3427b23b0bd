//! `bindings/typescript/src/generated/`: the names, prefixes and meanings of capabilities, and what requests need.

use std::fmt::Write;

use anyhow::{Result, bail, ensure};
use matrix_widget_capability::{Direction, EventKind, Family, Flag, Flow, Spelling};
use matrix_widget_protocol::Direction as Api;

use super::{
    catalog::Catalog,
    outputs::{NOTICE, Outputs, TYPESCRIPT},
};

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    names_and_prefixes(outputs)?;
    meanings(outputs)?;
    needs(catalog, outputs)
}

fn names_and_prefixes(outputs: &mut Outputs) -> Result<()> {
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

fn meanings(outputs: &mut Outputs) -> Result<()> {
    let mut out = format!(
        "// {NOTICE}\n\n\
         /** What each flag and each family permits, by its unstable name or prefix. */\n\
         export const meanings: {{ readonly [name: string]: string }} = {{\n"
    );
    let flags = Flag::ALL.iter().map(|flag| (flag.as_str(Spelling::Unstable), flag.meaning()));
    let families = Family::ALL.iter().map(|family| (family.as_str(Spelling::Unstable), family.meaning()));
    for (name, meaning) in flags.chain(families) {
        writeln!(out, "  {name:?}: {meaning:?},")?;
    }
    outputs.add(TYPESCRIPT, "meanings.ts", out + "};\n")
}

fn needs(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let mut out = format!(
        "// {NOTICE}\n\n\
         /**\n \
         * The capability that a widget needs, by the unstable name of the action: a flag, a prefix if the request determines the\n \
         * capability, or an empty string.\n \
         */\n\
         export const needs: {{ readonly [action: string]: string }} = {{\n"
    );
    for action in catalog.actions.iter().filter(|action| action.info.direction == Api::FromWidget) {
        let needs: Vec<_> =
            action.info.capabilities.iter().map(|need| need.as_str(Spelling::Unstable)).collect();
        let need = match needs[..] {
            [] => "",
            [flag] => flag,
            [family, ..] => family,
        };
        ensure!(
            needs.len() < 2 || need.ends_with(':'),
            "{}: the npm package supports one flag",
            action.info.name
        );
        writeln!(out, "  {:?}: {need:?},", action.info.name)?;
    }
    outputs.add(TYPESCRIPT, "needs.ts", out + "};\n")
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
