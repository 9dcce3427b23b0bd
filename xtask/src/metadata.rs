//! What cargo knows of the workspace.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// The packages of the workspace and, on demand, those that they depend on.
pub fn packages(with_dependencies: bool) -> Result<Vec<Value>> {
    let mut arguments = vec!["metadata", "--format-version", "1"];
    if !with_dependencies {
        arguments.push("--no-deps");
    }
    let mut metadata: Value = serde_json::from_str(&process::cargo_output(&arguments)?)?;
    metadata["packages"].as_array_mut().map(std::mem::take).context("cargo metadata names no packages")
}

/// Those of the workspace that are there for others.
pub fn published() -> Result<Vec<Value>> {
    Ok(packages(false)?.into_iter().filter(|package| package["publish"].is_null()).collect())
}

pub fn names(packages: &[Value]) -> Vec<&str> {
    packages.iter().filter_map(|package| package["name"].as_str()).collect()
}
