//! TypeScript declarations of types, written by ts-rs.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use super::outputs::NOTICE;

/// The TypeScript declarations of types and their dependencies, by name.
#[derive(Default)]
pub struct Types {
    pub declarations: BTreeMap<String, Declaration>,
    /// The names that more than one type has.
    pub clashes: Vec<String>,
}

#[derive(PartialEq)]
pub struct Declaration {
    docs: String,
    text: String,
}

impl Types {
    pub fn declare<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let config = config();
            let name = T::ident(&config);
            let declaration = Declaration { docs: T::docs().unwrap_or_default(), text: T::decl(&config) };
            match self.declarations.get(&name) {
                Some(known) if *known == declaration => return,
                Some(_) => self.clashes.push(name),
                None => _ = self.declarations.insert(name, declaration),
            }
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.declare::<T>();
    }
}

pub fn config() -> Config {
    Config::new().with_large_int("number").with_import_extension(Some("js"))
}

pub fn payloads(types: &Types) -> String {
    let mut out = header();
    out += "\nimport type { Blob, XMLHttpRequestBodyInit } from \"../platform.js\";\n";
    for declaration in types.declarations.values() {
        let text = tidy(&declaration.text);
        out += &format!("\n{}export {text}\n", declaration.docs);
    }
    out
}

/// Puts each member on a line of its own, with its doc comment indented, which ts-rs does not do.
fn tidy(declaration: &str) -> String {
    let whole = declaration.split_once("= { \n");
    let Some((head, (members, tail))) = whole.and_then(|(head, rest)| Some((head, rest.rsplit_once(", }")?)))
    else {
        return declaration.to_owned();
    };
    let mut out = format!("{head}= {{\n");
    for line in members.lines().map(str::trim_end) {
        if line == "/**" && !out.ends_with("{\n") {
            out.push('\n');
        }
        match line.strip_suffix(',') {
            Some(member) if !line.starts_with(" *") => out += &format!("  {member};\n"),
            _ if line == " */" || line == "/**" || line.starts_with(" *") => out += &format!("  {line}\n"),
            _ => out += &format!("  {line};\n"),
        }
    }
    out + "}" + tail
}

/// Returns the first line of each generated file.
pub fn header() -> String {
    format!("// {NOTICE}\n")
}
