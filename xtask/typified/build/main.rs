//! Generates the types, and the table that finds one by the name of its schema.

mod branches;
mod profile;

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use typify::{TypeSpace, TypeSpaceSettings};

fn main() -> Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas/payloads");
    println!("cargo::rerun-if-changed={folder}");
    let payloads = read(Path::new(folder)).context("the schemas of the payloads")?;

    let schema = profile::apply(&payloads)?;
    let mut types =
        TypeSpace::new(TypeSpaceSettings::default().with_map_type("::std::collections::BTreeMap"));
    types.add_root_schema(serde_json::from_value(schema)?)?;
    let mut table = String::new();
    for name in payloads.keys() {
        let reference = serde_json::from_value(json!({ "$ref": format!("#/definitions/{name}") }))?;
        let id = types.add_type(&reference)?;
        let ident = types.get_type(&id)?.ident();
        writeln!(table, "({name:?}, through::<generated::{ident}>),")?;
    }

    let out = env::var("OUT_DIR")?;
    fs::write(format!("{out}/types.rs"), types.to_stream().to_string())?;
    fs::write(format!("{out}/table.rs"), format!("&[\n{table}]"))?;
    Ok(())
}

/// The schemas by their names, which are those of their files.
fn read(folder: &Path) -> Result<BTreeMap<String, Value>> {
    let mut schemas = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let place = || path.display().to_string();
        let name = path.file_stem().with_context(place)?.to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).with_context(place)?;
        schemas.insert(name, serde_json::from_str(&text).with_context(place)?);
    }
    Ok(schemas)
}
