//! `schemas/`: JSON Schema of the bodies, of each action's messages, and of any message.

mod messages;

use anyhow::{Result, ensure};
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Map, Value};

use super::{
    catalog::{Action, Body, Catalog},
    outputs::{NOTICE, Outputs, SCHEMAS, pretty},
    registry,
};

/// What the `$id` of each schema begins with.
const ID_BASE: &str = "urn:matrix-widget-protocol:";
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let mut written = std::collections::BTreeSet::new();
    for body in catalog.bodies() {
        if written.insert((body.name)()) {
            outputs.add(SCHEMAS, &body.schema_file(), pretty(&body_schema(body)?))?;
        }
    }
    for action in &catalog.actions {
        outputs.add(SCHEMAS, &action.schema_file(), pretty(&action_schema(action, &catalog.error)?))?;
    }
    outputs.add(SCHEMAS, "message.json", pretty(&bundle(catalog)?))?;
    outputs.add(SCHEMAS, "vocabulary.json", pretty(&vocabulary()))
}

/// The schema of one body, and the definitions that it refers to.
pub fn with_definitions_of(body: &Body) -> Result<(Value, Map<String, Value>)> {
    let mut generator = generator();
    let inline = (body.schema)(&mut generator).to_value();
    let mut definitions = definitions(generator)?;
    let schema = definitions.remove(&(body.name)()).unwrap_or(inline);
    Ok((schema, definitions))
}

/// A schema of its own for one body.
pub fn body_schema(body: &Body) -> Result<Value> {
    let (schema, definitions) = with_definitions_of(body)?;
    let mut root = root(&body.schema_file(), &(body.name)());
    if let Value::Object(schema) = schema {
        root.extend(schema);
    }
    Ok(with_definitions(root, definitions))
}

/// Whether the schema of what is written is that of what is read.
pub fn is_the_same_both_ways(body: &Body) -> bool {
    let [written, read] = [SchemaSettings::for_serialize, SchemaSettings::for_deserialize].map(|contract| {
        let mut generator = contract(SchemaSettings::draft2020_12()).into_generator();
        ((body.schema)(&mut generator).to_value(), generator.take_definitions(true))
    });
    written == read
}

/// A schema for all messages of one action.
pub fn action_schema(action: &Action, error: &Body) -> Result<Value> {
    let mut generator = generator();
    let messages = messages::of_action(action, error, &mut generator);
    let mut definitions = definitions(generator)?;
    let mut root = root(&action.schema_file(), action.info.variant);
    root.insert("description".to_owned(), action.info.description().into());
    root.extend(registry::FACTS.iter().map(|fact| (fact.keyword(), (fact.of)(action))));
    root.insert("anyOf".to_owned(), messages::references(&messages));
    definitions.extend(messages);
    Ok(with_definitions(root, definitions))
}

/// A schema for any message of the protocol.
pub fn bundle(catalog: &Catalog) -> Result<Value> {
    let mut generator = generator();
    let (kinds, messages) = messages::of_any_action(catalog, &mut generator)?;
    let mut definitions = definitions(generator)?;
    let mut root = root("message.json", "Message");
    root.insert("description".to_owned(), "Any message of the Matrix Widget API.".into());
    root.insert("anyOf".to_owned(), messages::references(&kinds));
    definitions.extend(kinds);
    definitions.extend(messages);
    Ok(with_definitions(root, definitions))
}

/// A schema for the keywords that the schemas of actions have beside those of JSON Schema.
fn vocabulary() -> Value {
    let mut root = root("vocabulary.json", "Vocabulary");
    let description = "The annotation keywords in the schemas of actions. They do not affect validation.";
    root.insert("description".to_owned(), description.into());
    root.insert("type".to_owned(), "object".into());
    let keywords = registry::FACTS.iter().map(|fact| (fact.keyword(), fact.schema()));
    root.insert("properties".to_owned(), Value::Object(keywords.collect()));
    root.into()
}

fn root(file: &str, title: &str) -> Map<String, Value> {
    let id = format!("{ID_BASE}{}", file.trim_end_matches(".json"));
    let members = [("$schema", DIALECT), ("$id", &id), ("$comment", NOTICE), ("title", title)];
    members.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
}

fn with_definitions(mut root: Map<String, Value>, definitions: Map<String, Value>) -> Value {
    if !definitions.is_empty() {
        root.insert("$defs".to_owned(), definitions.into());
    }
    root.into()
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().with_transform(RecursiveTransform(bound_integers)).into_generator()
}

fn definitions(mut generator: SchemaGenerator) -> Result<Map<String, Value>> {
    let definitions = generator.take_definitions(true);
    for name in definitions.keys() {
        // schemars numbers a type whose name is taken.
        ensure!(!name.ends_with(|last: char| last.is_ascii_digit()), "two types have the name of {name}");
    }
    Ok(definitions)
}

/// Says the bounds of an integer in the words of JSON Schema instead of the `format` names of Rust's types.
fn bound_integers(schema: &mut Schema) {
    let bounds = match schema.get("format").and_then(Value::as_str) {
        Some("uint8") => (0, i64::from(u8::MAX)),
        Some("uint16") => (0, i64::from(u16::MAX)),
        Some("uint32") => (0, i64::from(u32::MAX)),
        Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => return,
    };
    schema.remove("format");
    schema.insert("minimum".to_owned(), bounds.0.into());
    schema.insert("maximum".to_owned(), bounds.1.into());
}
