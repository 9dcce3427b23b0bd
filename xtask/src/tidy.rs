//! `cargo xtask tidy`: serde, schemars and ts-rs read the payload types alike.
//!
//! Each of the three makes something else of some attributes, and no test of values finds, say, a name that serde alone
//! accepts. So the source may have only what they agree on.

mod attributes;
mod check;
mod rules;
mod source;
#[cfg(test)]
mod tests;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

/// The folder of the crates whose `src` is read.
const CRATES: &str = "crates";

pub fn run() -> Result<()> {
    let root = crate::repository::root();
    let files = sources(&root.join(CRATES))?;
    let mut count = 0;
    for file in &files {
        let place = file.strip_prefix(&root).unwrap_or(file).display();
        let text = fs::read_to_string(file).with_context(|| format!("{place} cannot be read"))?;
        for fault in check::faults(&text) {
            println!("{place}:{}: {}", fault.line, fault.text);
            count += 1;
        }
    }
    ensure!(count == 0, "{count} times, serde, schemars and ts-rs do not read the source alike");
    println!("serde, schemars and ts-rs read {} source files alike", files.len());
    Ok(())
}

/// The source files of some crates.
fn sources(crates: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(crates).with_context(|| format!("{} cannot be read", crates.display()))? {
        folders.push(entry?.path().join("src"));
    }
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
