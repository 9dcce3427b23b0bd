//! The common parts of the trials.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use xshell::{Cmd, Shell};

use crate::{recorded::Recorded, repository::root, shell::said};

/// The trial of one language.
pub struct Trial<'t> {
    pub sh: &'t Shell,
    pub language: &'static str,
    /// An empty folder for the generated files.
    pub folder: PathBuf,
    pub messages: &'t [Recorded],
}

/// The result of a trial.
pub struct Outcome {
    /// The generator and its version.
    pub generator: String,
    /// The result of testing the generated types with the recorded messages.
    pub messages: String,
}

impl<'t> Trial<'t> {
    pub fn new(sh: &'t Shell, language: &'static str, messages: &'t [Recorded]) -> Result<Self> {
        let folder = root().join("target/consumers").join(language.to_lowercase());
        sh.remove_path(&folder)?;
        sh.create_dir(&folder)?;
        Ok(Self { sh, language, folder, messages })
    }
}

/// Returns the path of the schema of any message.
pub fn bundle() -> PathBuf {
    root().join("schemas/message.json")
}

/// Returns the folder with the schema of each body.
pub fn payloads() -> PathBuf {
    root().join("schemas/payloads")
}

/// Returns the folder with the pinned generators and the programs that test the generated types.
pub fn tools() -> PathBuf {
    root().join("bindings/consumers")
}

/// Runs a generator, and returns an error if it prints anything.
pub fn generate(generator: Cmd<'_>) -> Result<()> {
    let line = generator.to_string();
    let said = said(generator)?;
    ensure!(said.is_empty(), "`{line}` warns about the schemas:\n{said}");
    Ok(())
}

/// Returns the name of an npm package and its installed version.
pub fn npm_version(package: &str) -> Result<String> {
    let file = tools().join("node_modules").join(package).join("package.json");
    let manifest: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    let version =
        manifest["version"].as_str().with_context(|| format!("{} has no version", file.display()))?;
    Ok(format!("{package} {version}"))
}
