//! Random values through the Rust types that typify makes of the committed schemas.
//!
//! In a program of its own: what is built from the schemas must not be in the way of writing them.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::bodies::Tally;
use crate::process;

/// Has typify's types read and write every value.
///
/// # Errors
///
/// When one of them comes out as another value, or is refused.
pub fn prove(tallies: &[Tally], folder: &Path) -> Result<()> {
    let lines = tallies.iter().flat_map(|tally| &tally.lines).map(|line| format!("{line}\n"));
    let file = folder.join("values.jsonl");
    fs::create_dir_all(folder)?;
    fs::write(&file, lines.collect::<String>())?;
    let file = file.to_str().context("the path of the repository is no Unicode")?;
    process::cargo(&["run", "--quiet", "--package", "typified", "--", file])
}
