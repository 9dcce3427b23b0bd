//! `schemas/`: JSON Schemas of the bodies, of the messages of each action, and of any message.

mod messages;

use anyhow::{Result, ensure};
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Map, Value};

use super::{
    catalog::{Action, Body, Catalog},
    outputs::{NOTICE, Outputs, SCHEMAS, pretty},
    registry,
};

/// The beginning of the `$id` of each schema.
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

/// Returns the schema of a body, and the definitions that it refers to.
pub fn with_definitions_of(body: &Body) -> Result<(Value, Map<String, Value>)> {
    let mut generator = generator();
    let inline = (body.schema)(&mut generator).to_value();
    let mut definitions = definitions(generator)?;
    let schema = definitions.remove(&(body.name)()).unwrap_or(inline);
    Ok((schema, definitions))
}

/// Returns the complete schema of a body.
pub fn body_schema(body: &Body) -> Result<Value> {
    let (schema, definitions) = with_definitions_of(body)?;
    let mut root = root(&body.schema_file(), &(body.name)());
    if let Value::Object(schema) = schema {
        root.extend(schema);
    }
    Ok(with_definitions(root, definitions))
}

/// Returns `true` if the schemas of serialization and deserialization are the same.
pub fn is_the_same_both_ways(body: &Body) -> bool {
    let [written, read] = [SchemaSettings::for_serialize, SchemaSettings::for_deserialize].map(|contract| {
        let mut generator = contract(SchemaSettings::draft2020_12()).into_generator();
        ((body.schema)(&mut generator).to_value(), generator.take_definitions(true))
    });
    written == read
}

/// Returns the schema of all messages of an action.
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

/// Returns the schema of any message of the protocol.
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

/// Returns the schema of the additional keywords in the schemas of actions.
fn vocabulary() -> Value {
    let mut root = root("vocabulary.json", "Vocabulary");
    let description = "The annotation keywords in the schemas. They do not affect validation.";
    root.insert("description".to_owned(), description.into());
    root.insert("type".to_owned(), "object".into());
    let nullable = serde_json::json!({ "type": "boolean", "description": "`true` if null has another meaning than absence." });
    let keywords = registry::FACTS.iter().map(|fact| (fact.keyword(), fact.schema()));
    let keywords = keywords.chain([("x-nullable".to_owned(), nullable)]);
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
        // schemars appends a number if the name of a type is taken.
        ensure!(!name.ends_with(|last: char| last.is_ascii_digit()), "duplicate type name: {name}");
    }
    Ok(definitions)
}

/// Replaces the `format` of an integer, which names a Rust type, with `minimum` and `maximum`.
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
