//! The pages, the schema and the bundle of the conformance kit.

use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result};
use matrix_widget_conformance::{
    Baseline, Suite,
    compatibility::{self, Known},
    rules::Rules,
    scenario::{self, Role},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::outputs::Outputs;
use crate::repository::root;

/// The implementations with a baseline: its name, the side, the name to show, and the file and place of the version.
const KNOWN: [(&str, Role, &str, [&str; 3]); 4] = [
    ("matrix-widget-api-host", Role::Host, "matrix-widget-api", NPM_API),
    ("matrix-widget-api-widget", Role::Widget, "matrix-widget-api", NPM_API),
    ("nordeck-widget", Role::Widget, "@matrix-widget-toolkit/api (Nordeck)", NPM_NORDECK),
    (
        "matrix-sdk-host",
        Role::Host,
        "matrix-sdk",
        ["adapters/sdk/Cargo.toml", "matrix-sdk = { version = \"=", "\""],
    ),
];
const NPM_API: [&str; 3] = ["package.json", "\"matrix-widget-api\": \"", "\""];
const NPM_NORDECK: [&str; 3] = ["package.json", "\"@matrix-widget-toolkit/api\": \"", "\""];

pub fn generate(outputs: &mut Outputs) -> Result<()> {
    outputs.add_file("conformance/scenario.schema.json", scenario::schema())?;
    outputs.add_file("docs/rules.md", parse::<Rules>("rules.json")?.page())?;
    let folder = root().join("conformance/scenarios");
    let suites = [Suite::read(&folder, Role::Host)?, Suite::read(&folder, Role::Widget)?];
    let sides: Vec<_> = suites.iter().map(bundle).collect::<Result<_>>()?;
    let bundle = format!("{{{}}}\n", sides.join(","));
    outputs.add_file("crates/matrix-widget-conformance/src/scenarios.json", bundle)?;

    let mut known = Vec::new();
    for (file, role, name, [manifest, before, after]) in KNOWN {
        let manifest = read(manifest)?;
        let version = manifest.split(before).nth(1).and_then(|rest| rest.split(after).next());
        let name = format!("{name} {}", version.with_context(|| format!("no version of {name}"))?);
        known.push((name, role, parse::<Baseline>(&format!("baselines/{file}.json"))?));
    }
    let suite = |role: Role| suites.iter().find(|suite| suite.role() == role).context("no suite");
    let known: Vec<_> = known
        .iter()
        .map(|(name, role, baseline)| Ok(Known { name, suite: suite(*role)?, baseline }))
        .collect::<Result<_>>()?;
    outputs.add_file("docs/compatibility.md", compatibility::page(&known))
}

/// Returns the scenarios of a side, each on a line.
fn bundle(suite: &Suite) -> Result<String> {
    let role = suite.role();
    let mut lines = BTreeMap::new();
    for name in suite.scenarios().keys() {
        lines.insert(name, parse::<Value>(&format!("scenarios/{role}/{name}.json"))?);
    }
    let lines: Vec<_> = lines.iter().map(|(name, scenario)| format!("{name:?}:{scenario}")).collect();
    Ok(format!("\"{role}\":{{\n{}\n}}", lines.join(",\n")))
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(root().join("conformance").join(path)).with_context(|| path.to_owned())
}

fn parse<T: DeserializeOwned>(path: &str) -> Result<T> {
    serde_json::from_str(&read(path)?).with_context(|| path.to_owned())
}
