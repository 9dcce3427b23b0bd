//! `generated/checks.ts`: checks of bodies at run time, from their schemas, and `generated/actionChecks.ts`: those of actions.

use std::{collections::BTreeMap, fmt::Write};

use anyhow::{Result, bail};
use matrix_widget_protocol::Direction;
use serde_json::{Map, Value};

use super::{
    catalog::{Action, Catalog},
    declarations::header,
    outputs::{Outputs, TYPESCRIPT},
    schema, typescript,
};

/// The types with a node in `checks/nodes.ts` of their own, because their errors do not follow from their schemas.
const HANDWRITTEN: [&str; 6] =
    ["ErrorResponse", "EventId", "RoomId", "RoomSelector", "StateKeySelector", "UserId"];

pub fn generate(catalog: &Catalog, outputs: &mut Outputs) -> Result<()> {
    let mut checks = Checks::default();
    let mut bodies = BTreeMap::new();
    for body in catalog.bodies() {
        let (schema, definitions) = schema::with_definitions_of(body)?;
        checks.definitions.extend(definitions);
        let name = (body.name)();
        let node = checks.named(&name, &schema)?;
        let typescript = (body.typescript)();
        let ty = if typescript == name { format!("types.{name}") } else { typescript };
        bodies.insert(
            name.clone(),
            format!(
                "\n/** Checks values of the type `{name}`. */\n\
                 export const {name}: Check<{ty}> = /* @__PURE__ */ check(() => {node});\n"
            ),
        );
    }
    let mut out = header()
        + "\nimport { type Check, check } from \"../checks/check.js\";\nimport * as is from \"../checks/nodes.js\";\n\
           import type * as types from \"./payloads.js\";\n";
    for (name, node) in checks.parts {
        write!(out, "\nconst {name} = /* @__PURE__ */ is.lazy(() => {node});\n")?;
    }
    out.extend(bodies.into_values());
    outputs.add(TYPESCRIPT, "checks.ts", out)?;

    let entry = |action: &Action| {
        let [data, response] = [action.request, action.response].map(|body| (body.name)());
        format!("    {:?}: [checks.{data}, checks.{response}],\n", action.info.name)
    };
    let docs =
        "The checks of the data and of the response of each known action, by direction and unstable name.";
    let table = typescript::by_direction(catalog, "actionChecks", docs, entry)?;
    let import = "import * as checks from \"./checks.js\";\n\n";
    outputs.add(TYPESCRIPT, "actionChecks.ts", table.replacen("\n/**", &format!("\n{import}/**"), 1))?;
    outputs.add(TYPESCRIPT, "hostActions.ts", host_actions(catalog))
}

/// Returns what a client has to know of what it receives.
fn host_actions(catalog: &Catalog) -> String {
    let of = |direction| catalog.actions.iter().filter(move |action| action.info.direction == direction);
    let mut out = header()
        + "\nimport * as checks from \"./checks.js\";\n\n\
           /**\n \
           * What a client has to know of the requests of widgets, by the unstable name of the action: the method of its driver, the\n \
           * check of the data, and the versions that announce the action.\n \
           */\n\
           export const hostActions = {\n";
    for action in of(Direction::FromWidget) {
        let (first, rest) = action.info.variant.split_at(1);
        let method = first.to_ascii_lowercase() + rest;
        let mut versions = vec![&action.info.version, &action.info.stable_version];
        versions.dedup();
        let versions = versions.into_iter().flatten().map(|version| format!(", {:?}", version.as_str()));
        let (name, check) = (action.info.name, (action.request.name)());
        out += &format!("  {name:?}: [{method:?}, checks.{check}{}],\n", versions.collect::<String>());
    }
    out += "} as const;\n\n\
            /** The checks of the responses of widgets that are not empty, by the unstable name of the action. */\n\
            export const responseChecks = {\n";
    for action in of(Direction::ToWidget) {
        let check = (action.response.name)();
        if check != "Empty" {
            out += &format!("  {:?}: checks.{check},\n", action.info.name);
        }
    }
    out + "} as const;\n"
}

/// The definitions of the schemas, and the nodes of those that are objects with known members.
#[derive(Default)]
struct Checks {
    definitions: Map<String, Value>,
    parts: BTreeMap<String, String>,
}

impl Checks {
    /// Returns the TypeScript expression of the node that checks a schema.
    fn node(&mut self, schema: &Value) -> Result<String> {
        if let Some(name) = schema["$ref"].as_str() {
            return self.definition(name.trim_start_matches("#/$defs/"));
        }
        if let Some([schema]) = schema["allOf"].as_array().map(Vec::as_slice) {
            return self.node(schema);
        }
        match schema["anyOf"].as_array().map(Vec::as_slice) {
            Some([schema, null]) if null["type"] == "null" => {
                return Ok(format!("is.optional({})", self.node(schema)?));
            }
            Some(branches) => return self.one_of(branches),
            None => {}
        }
        if let Some([kind, Value::String(_)]) = schema["type"].as_array().map(Vec::as_slice) {
            let mut schema = schema.clone();
            schema["type"] = kind.clone();
            return Ok(format!("is.optional({})", self.node(&schema)?));
        }
        Ok(match schema["type"].as_str() {
            None => "is.any".to_owned(),
            Some("string") if schema["enum"].is_array() => {
                format!("is.oneOf({})", list(schema["enum"].as_array()))
            }
            Some(kind @ ("string" | "boolean")) => format!("is.{kind}"),
            Some("integer") if schema["maximum"] == 9_007_199_254_740_991_i64 => "is.integer()".to_owned(),
            Some("integer") => format!("is.integer({}, {})", schema["minimum"], schema["maximum"]),
            Some("array") if schema["items"]["$ref"] == "#/$defs/Capability" => {
                "is.CapabilityList".to_owned()
            }
            Some("array") => format!("is.list({})", self.node(&schema["items"])?),
            Some("object") if schema["properties"].is_object() => self.object(schema)?,
            Some("object") => match schema["patternProperties"].as_object().and_then(|all| all.iter().next())
            {
                Some((pattern, item)) => {
                    let name = if pattern == "^@" { "UserId" } else { "DeviceIdOrAllDevices" };
                    format!("is.map({}, is.{name})", self.node(item)?)
                }
                None if schema["additionalProperties"].is_object() => {
                    format!("is.map({})", self.node(&schema["additionalProperties"])?)
                }
                None => "is.record".to_owned(),
            },
            Some(_) => bail!("no check for the schema {schema}"),
        })
    }

    /// Returns the node of the type with this name.
    fn named(&mut self, name: &str, schema: &Value) -> Result<String> {
        if HANDWRITTEN.contains(&name) { Ok(format!("is.{name}")) } else { self.node(schema) }
    }

    fn definition(&mut self, name: &str) -> Result<String> {
        let schema = self.definitions[name].clone();
        let node = self.named(name, &schema)?;
        if schema["properties"].is_null() {
            return Ok(node);
        }
        self.parts.insert(name.to_owned(), node);
        Ok(name.to_owned())
    }

    /// Returns the node of an object. Its required members come first, in the order in which serde misses them.
    fn object(&mut self, schema: &Value) -> Result<String> {
        let (properties, required) = (schema["properties"].as_object(), names(&schema["required"]));
        let optional = properties.into_iter().flat_map(Map::keys).filter(|name| !required.contains(name));
        let mut members = Vec::new();
        for name in required.iter().chain(optional) {
            let node = self.node(&schema["properties"][name])?;
            let is_settled = required.contains(name) || node.starts_with("is.optional(");
            let node = if is_settled { node } else { format!("is.optional({node})") };
            let is_identifier = name.chars().all(|letter| letter == '_' || letter.is_ascii_alphanumeric());
            members.push(if is_identifier { format!("{name}: {node}") } else { format!("{name:?}: {node}") });
        }
        let others = if schema["additionalProperties"] == true { ", is.string" } else { "" };
        Ok(format!("is.object({{ {} }}{others})", members.join(", ")))
    }

    /// Returns the node of an object with alternatives. Each requires other members, and may have another value of one member.
    fn one_of(&mut self, branches: &[Value]) -> Result<String> {
        let [.., loosest] = branches else { bail!("no alternatives") };
        let mut common = loosest.clone();
        let all = branches.iter().map(|branch| names(&branch["required"])).collect::<Vec<_>>();
        let in_all = |name: &String| all.iter().all(|required| required.contains(name));
        let extra: Vec<_> =
            all.iter().map(|names| names.iter().filter(|name| !in_all(name)).collect()).collect();
        common["required"] = all[0].iter().filter(|name| in_all(name)).cloned().collect();
        let mut tagged = None;
        for (name, member) in common["properties"].as_object_mut().into_iter().flatten() {
            let of_branches: Vec<_> = branches.iter().map(|branch| &branch["properties"][name]).collect();
            if member["const"].is_string() {
                let values: Vec<_> = of_branches.iter().map(|member| member["const"].clone()).collect();
                *member = serde_json::json!({ "type": "string", "enum": values });
                tagged = Some((name.clone(), values));
            } else if let Some(index) = extra.iter().position(|extra: &Vec<_>| !extra.contains(&name)) {
                *member = of_branches[index].clone();
            }
        }
        let object = self.object(&common)?;
        let Some((tag, values)) = tagged else {
            let names: Vec<_> = extra.concat().iter().map(|name| format!("{name:?}")).collect();
            return Ok(format!("is.withOneOf({object}, {})", names.join(", ")));
        };
        let with_extra = values.iter().zip(&extra).filter(|(_, extra)| !extra.is_empty());
        let cases: Vec<_> = with_extra.map(|(value, extra)| format!("{value}: {extra:?}")).collect();
        Ok(format!("is.withTagged({object}, {tag:?}, {{ {} }})", cases.join(", ")))
    }
}

fn names(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|name| Some(name.as_str()?.to_owned())).collect()
}

fn list(values: Option<&Vec<Value>>) -> String {
    values.into_iter().flatten().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
