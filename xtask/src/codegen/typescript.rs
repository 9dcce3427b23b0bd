//! `bindings/typescript/src/generated/`: the types of the bodies, the union of all messages, and the registry.

use std::fmt::Write;

use anyhow::{Result, ensure};
use matrix_widget_protocol::{Direction, jsdoc};

use super::{
    catalog::{Action, Catalog},
    declarations::{Types, header, payloads},
    outputs::{Outputs, TYPESCRIPT, pretty},
    registry,
};

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let mut types = Types::default();
    for body in catalog.bodies() {
        (body.declare)(&mut types);
    }
    ensure!(types.clashes.is_empty(), "duplicate type names: {}", types.clashes.join(", "));
    outputs.add(TYPESCRIPT, "payloads.ts", payloads(&types))?;
    outputs.add(TYPESCRIPT, "messages.ts", messages(catalog, &types)?)?;
    outputs.add(TYPESCRIPT, "names.ts", names_constant(catalog)?)?;
    outputs.add(TYPESCRIPT, "registry.ts", registry_constant(catalog)?)?;
    outputs.add(TYPESCRIPT, "index.ts", index())
}

fn messages(catalog: &Catalog, types: &Types) -> Result<String> {
    let mut out = header();
    let mut declarations = String::new();
    for action in &catalog.actions {
        declarations += &message_types(action)?;
    }
    let used = types.declarations.keys().filter(|name| mentions(&declarations, name));
    let imports: Vec<_> = used.map(String::as_str).collect();
    writeln!(
        out,
        "\nimport type {{ CustomRequest, CustomResponse, RequestMessage, ResponseMessage }} from \"../envelope.js\";\n\
         import type {{ {} }} from \"./payloads.js\";",
        imports.join(", ")
    )?;
    out += &declarations;
    for direction in Direction::ALL {
        out += &direction_types(catalog, direction)?;
    }
    out += "\n/** Any message whose action the protocol knows: a union that its `api` and `action` discriminate. */\n\
            export type KnownMessage =\n  | FromWidgetRequest\n  | FromWidgetResponse\n  | ToWidgetRequest\n  | ToWidgetResponse;\n\
            \n/**\n * Any message, as it is read: `isKnown` rules out the custom ones. Type what you write as `KnownMessage`, or as\n\
            \x20* `CustomRequest` if it is one: here, a known action with wrong data would pass for a custom one.\n */\n\
            export type Message = KnownMessage | CustomRequest | CustomResponse;\n";
    Ok(out)
}

/// Returns the types of the request and the response of an action.
fn message_types(action: &Action) -> Result<String> {
    let names: Vec<_> = action.names().iter().map(|name| format!("{name:?}")).collect();
    let (name, api, names) = (action.full_name(), action.info.direction, names.join(" | "));
    let (data, response) = ((action.request.typescript)(), (action.response.typescript)());
    let docs = jsdoc(&action.info.description());
    let mut out = String::new();
    writeln!(out, "\n{docs}export type {name}Request = RequestMessage<\"{api}\", {names}, {data}>;")?;
    writeln!(out, "\n/** The response to {{@link {name}Request}}. */")?;
    writeln!(out, "export type {name}Response = ResponseMessage<\"{api}\", {names}, {response}>;")?;
    Ok(out)
}

/// Returns the unions of a direction, and its map from names to types.
fn direction_types(catalog: &Catalog, direction: Direction) -> Result<String> {
    let actions = || catalog.actions.iter().filter(move |action| action.info.direction == direction);
    let prefix = match direction {
        Direction::FromWidget => "FromWidget",
        Direction::ToWidget => "ToWidget",
    };
    let mut out = String::new();
    for kind in ["Request", "Response"] {
        writeln!(out, "\n/** Any {} of a known action with `api` \"{direction}\". */", kind.to_lowercase())?;
        write!(out, "export type {prefix}{kind} =")?;
        for action in actions() {
            write!(out, "\n  | {}{kind}", action.full_name())?;
        }
        writeln!(out, ";")?;
    }
    writeln!(
        out,
        "\n/** The types of `data` and `response`, by the unstable names of the actions with `api` \"{direction}\". */"
    )?;
    writeln!(out, "export interface {prefix}Actions {{")?;
    for action in actions() {
        let (data, response) = ((action.request.typescript)(), (action.response.typescript)());
        let docs = jsdoc(&action.info.description()).trim_end().replace('\n', "\n  ");
        writeln!(out, "  {docs}\n  {:?}: {{ request: {data}; response: {response} }};", action.info.name)?;
    }
    writeln!(out, "}}")?;
    Ok(out)
}

fn registry_constant(catalog: &Catalog) -> Result<String> {
    let entry = |action: &Action| {
        let facts = pretty(&registry::facts(action));
        format!("    {:?}: {},\n", action.info.name, facts.trim_end().replace('\n', "\n    "))
    };
    let docs = "All known actions, by direction and unstable name.";
    by_direction(catalog, "registry", docs, entry)
}

fn names_constant(catalog: &Catalog) -> Result<String> {
    let entry = |action: &Action| {
        let row = |name| format!("    {name:?}: {:?},\n", action.info.name);
        action.names().into_iter().map(row).collect()
    };
    let docs = "The unstable name of each known action, by direction and by each of its names.";
    let all = by_direction(catalog, "unstableNames", docs, entry)?;
    let renamed = |action: &Action| {
        let others = action.names().into_iter().filter(|name| *name != action.info.name);
        others.map(|name| format!("    {name:?}: {:?},\n", action.info.name)).collect()
    };
    let docs = "The unstable name of each known action, by direction and by each of its other names.";
    Ok(all + by_direction(catalog, "renamed", docs, renamed)?.trim_start_matches(&header()))
}

/// Returns a constant with the entries of each action, by direction.
pub fn by_direction(
    catalog: &Catalog,
    name: &str,
    docs: &str,
    entry: impl Fn(&Action) -> String,
) -> Result<String> {
    let mut out = header();
    writeln!(out, "\n/** {docs} */\nexport const {name} = {{")?;
    for direction in Direction::ALL {
        let actions = catalog.actions.iter().filter(|action| action.info.direction == direction);
        writeln!(out, "  {direction}: {{\n{}  }},", actions.map(&entry).collect::<String>())?;
    }
    Ok(out + "} as const;\n")
}

fn index() -> String {
    let modules = ["messages", "payloads"].map(|module| format!("export type * from \"./{module}.js\";\n"));
    format!("{}\n{}export * from \"./registry.js\";\n", header(), modules.concat())
}

/// Returns `true` if a whole word occurs in a text.
fn mentions(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|other| other == word)
}
