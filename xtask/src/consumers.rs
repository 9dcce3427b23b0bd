//! `cargo xtask consumers`: what generators of code for other languages make of the schemas.

mod python;
mod quicktype;
mod typescript;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{codegen, node, process, recorded};

pub fn run() -> Result<()> {
    node::require()?;
    crate::python::require("runs the models generated for it")?;
    node::install(&tools())?;
    let messages = recorded::messages()?;
    let results = [
        python::consume(&messages)?,
        quicktype::consume(
            "Kotlin",
            "kt",
            &["data class", "enum class", "sealed class", "class", "typealias"],
        )?,
        quicktype::consume("Swift", "swift", &["struct", "enum", "typealias"])?,
        typescript::consume(&messages)?,
    ];
    println!("\n{:<11} {:<36} {:>5} {:>5}  recorded messages", "language", "generator", "files", "types");
    for result in results {
        let Consumed { language, generator, files, types, messages } = result;
        println!("{language:<11} {generator:<36} {files:>5} {types:>5}  {messages}");
    }
    Ok(())
}

/// What came of one language.
struct Consumed {
    language: &'static str,
    /// The generator and its version.
    generator: String,
    /// How many files were generated, and how many types they have.
    files: usize,
    types: usize,
    /// What the recorded messages said of them.
    messages: String,
}

/// The schema of any message, and the folder with one of each body.
fn bundle() -> PathBuf {
    schemas().join("message.json")
}

fn payloads() -> PathBuf {
    schemas().join("payloads")
}

fn schemas() -> PathBuf {
    crate::root().join(codegen::SCHEMAS)
}

/// What is written by hand for the consumers: their tools, and what is run on their types.
fn tools() -> PathBuf {
    crate::root().join("bindings/consumers")
}

/// Where everything that is generated for a language goes, emptied.
fn output(language: &str) -> Result<PathBuf> {
    let folder = target().join(language);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn target() -> PathBuf {
    crate::root().join("target/consumers")
}

/// The version of a package that is installed from npm.
fn npm_version(package: &str) -> Result<String> {
    let file = tools().join("node_modules").join(package).join("package.json");
    let manifest: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    let version =
        manifest["version"].as_str().with_context(|| format!("{} has no version", file.display()))?;
    Ok(format!("{package} {version}"))
}

/// Generates, and fails if the generator has anything to say: it is about the schema.
fn generate(generator: &Path, arguments: &[&str]) -> Result<()> {
    let said = process::said(&target(), generator, arguments)?;
    ensure!(said.is_empty(), "{} is not content with the schema:\n{said}", generator.display());
    Ok(())
}

/// The files below a folder.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

/// How many lines of some files begin with one of these words.
fn count(files: &[PathBuf], words: &[&str]) -> Result<usize> {
    let mut count = 0;
    for file in files {
        let text = fs::read_to_string(file)?;
        let begins = |line: &&str| {
            words.iter().any(|word| line.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
        };
        count += text.lines().filter(begins).count();
    }
    Ok(count)
}
