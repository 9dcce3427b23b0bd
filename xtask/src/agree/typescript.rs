//! Tests that the TypeScript compiler agrees with serde about values and mutants, written as literals.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use anyhow::{Result, bail};
use serde_json::Value;
use xshell::cmd;

use super::{
    lenient::{self, Other, Verdicts},
    mutants::{Change, Mutant, Vocabulary},
};
use crate::{
    codegen::{
        catalog::Body,
        declarations::{self, Types},
    },
    node::install,
    repository::root,
    shell::shell,
};

/// The number of random values of each body that become statements.
const VALUES: usize = 16;

/// Statements about the type of one body.
#[derive(Clone, Default)]
pub struct Statements {
    body: String,
    type_name: String,
    statements: Vec<Statement>,
    /// The mutants so far. Each change of each member occurs once.
    seen: BTreeSet<String>,
    values: usize,
}

#[derive(Clone)]
struct Statement {
    literal: String,
    /// The place where it differs from a valid value, or an empty string.
    place: String,
    /// The verdict of serde.
    serde: Result<(), String>,
}

impl Statements {
    pub fn of(body: &Body) -> Self {
        Self { body: (body.name)(), type_name: (body.typescript)(), ..Self::default() }
    }

    pub fn add_value(&mut self, value: &Value) {
        if self.values < VALUES {
            self.values += 1;
            self.statements.push(Statement { literal: literal(value), place: String::new(), serde: Ok(()) });
        }
    }

    pub fn add_mutant(&mut self, mutant: &Mutant<'_>, serde: &Result<(), String>, vocabulary: &Vocabulary) {
        if !can_tell(mutant, serde.is_ok()) {
            return;
        }
        let kind = if mutant.change == Change::Exchanged { mutant.to.to_string() } else { String::new() };
        if self.seen.insert(format!("{:?} {kind} at {}", mutant.change, general(mutant.place, vocabulary))) {
            let place = format!("{} ({:?})", mutant.place, mutant.change);
            self.statements.push(Statement { literal: literal(mutant.value), place, serde: serde.clone() });
        }
    }
}

/// Returns the numbers of statements that the compiler has to accept and to refuse.
pub fn count(statements: &[Statements]) -> (usize, usize) {
    let all = || statements.iter().flat_map(|of_body| &of_body.statements);
    (
        all().filter(|statement| statement.serde.is_ok()).count(),
        all().filter(|statement| statement.serde.is_err()).count(),
    )
}

/// Returns `true` if TypeScript can express the verdict of serde.
///
/// TypeScript has no bounds of numbers, no patterns of strings except prefixes, and no forbidden names.
fn can_tell(mutant: &Mutant<'_>, serde_accepts: bool) -> bool {
    serde_accepts
        || match mutant.change {
            Change::Dropped | Change::Added | Change::Positional => true,
            Change::Renamed => false,
            Change::Exchanged => kind(mutant.from) != kind(mutant.to) || *mutant.to == "text",
        }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Returns a place with `*` for array indexes and names that are not in the schema.
fn general(place: &str, vocabulary: &Vocabulary) -> String {
    let names = place.split('/').map(|name| if vocabulary.names.contains(name) { name } else { "*" });
    names.collect::<Vec<_>>().join("/")
}

/// Returns a value as a TypeScript expression.
fn literal(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let name = literal(&name.as_str().into());
                // Without brackets it would set the prototype.
                let name = if name == r#""__proto__""# { format!("[{name}]") } else { name };
                format!("{name}: {}", literal(value))
            };
            format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        // TypeScript treats both as line breaks.
        other => other.to_string().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"),
    }
}

/// Compiles statements about bodies, and returns those about which the compiler and serde disagree, the shortest first.
///
/// # Errors
///
/// Returns an error if the compiler cannot be run, or reports an error that is not about a statement.
pub fn faults(bodies: &[Body], statements: &[Statements], folder: &Path) -> Result<Vec<String>> {
    let (source, lines) = source(bodies, statements)?;
    let package = root().join("bindings/typescript");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/check.ts"), source)?;
    // Without the library `dom`, types that JSON cannot express are `unknown`, so that any value is accepted.
    fs::copy(package.join("src/platform.ts"), folder.join("platform.ts"))?;
    fs::write(folder.join("tsconfig.json"), CONFIG)?;
    let sh = shell()?;
    install(&sh, &package)?;
    let tsc = package.join("node_modules/typescript/bin/tsc");
    let command = cmd!(sh, "node {tsc} --pretty false --project {folder}");
    let output = command.quiet().ignore_status().output()?;
    let output =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let mut faults = Vec::new();
    for message in messages(&output) {
        let place =
            message.split_once("check.ts(").and_then(|(_, rest)| rest.split(',').next()?.parse().ok());
        let statement = place.and_then(|line: usize| lines.get(&line).or_else(|| lines.get(&(line + 1))));
        let Some((body, statement)) = statement else { bail!("{message}") };
        let Statement { literal, place, serde } = statement;
        let serde_says = serde.as_ref().map(|_| "accepts it").map_err(String::as_str);
        if !lenient::is_intended(&Verdicts {
            serde: serde_says.map(drop),
            other: Other::TypeScript(&message),
        }) {
            let serde = serde_says.unwrap_or_else(|error| error);
            faults.push(format!(
                "{body}: {literal}\n  differs at: {place}\n  serde: {serde}\n  TypeScript: {message}"
            ));
        }
    }
    faults.sort_by_key(String::len);
    Ok(faults)
}

/// Splits the output of the compiler into messages. The first line of a message is not indented.
fn messages(output: &str) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    for line in output.lines().filter(|line| !line.is_empty()) {
        match messages.last_mut().filter(|_| line.starts_with(' ')) {
            Some(message) => *message += &format!("\n{line}"),
            None => messages.push(line.to_owned()),
        }
    }
    messages
}

const CONFIG: &str = r#"{
  "compilerOptions": {
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "noEmit": true,
    "target": "es2022",
    "module": "nodenext",
    "moduleDetection": "force",
    "types": [],
    "lib": ["es2022"]
  },
  "files": ["src/check.ts"]
}
"#;

const HELPERS: &str = "
type ReadonlyDeep<T> = T extends (infer I)[] ? readonly ReadonlyDeep<I>[]
  : T extends object ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> }
  : T;
";

type Lines<'s> = BTreeMap<usize, (&'s str, &'s Statement)>;

/// Returns the source code of the types and the statements, and the line of each statement.
fn source<'s>(bodies: &[Body], statements: &'s [Statements]) -> Result<(String, Lines<'s>)> {
    let mut types = Types::default();
    bodies.iter().for_each(|body| (body.declare)(&mut types));
    let mut source = declarations::payloads(&types);
    source += HELPERS;
    let mut line = source.lines().count() + 1;
    let mut lines = BTreeMap::new();
    for of_body in statements {
        for statement in &of_body.statements {
            if statement.serde.is_err() {
                source += "// @ts-expect-error\n";
                line += 1;
            }
            let constant = if statement.literal == "null" { "" } else { " as const" };
            writeln!(
                source,
                "{{ const v = {}{constant}; const w: ReadonlyDeep<{}> = v; void w; }}",
                statement.literal, of_body.type_name
            )?;
            lines.insert(line, (of_body.body.as_str(), statement));
            line += 1;
        }
    }
    Ok((source, lines))
}
