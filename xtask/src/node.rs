//! Node, which the TypeScript part of the tests needs.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::process;

const OLDEST: u32 = 20;

/// Fails, in one sentence that says what to do, unless Node and npm are there and new enough.
pub fn require() -> Result<()> {
    let how = format!("install Node {OLDEST} or newer from https://nodejs.org or your system's packages");
    let Some(version) = process::output("node", &["--version"]) else {
        bail!("Node is missing, which checks the TypeScript types and the recordings: {how}.");
    };
    if major(&version).is_none_or(|major| major < OLDEST) {
        bail!("Node {version} is too old to check the TypeScript types and the recordings: {how}.");
    }
    if process::output(NPM, &["--version"]).is_none() {
        bail!("npm is missing, which comes with Node: {how}.");
    }
    Ok(())
}

/// Installs what a folder's lock file names, unless that has been done.
pub fn install(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let installed = folder.join("node_modules/.installed-package-lock.json");
    let wanted = std::fs::read_to_string(lock)?;
    if std::fs::read_to_string(&installed).is_ok_and(|have| have == wanted) {
        return Ok(());
    }
    process::run(folder, NPM, &["ci", "--no-audit", "--no-fund"])?;
    std::fs::write(installed, wanted)?;
    Ok(())
}

/// A program of a package that is installed in a folder.
pub fn tool(folder: &Path, name: &str) -> PathBuf {
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    folder.join("node_modules/.bin").join(file)
}

pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_the_first_number() {
        for (version, expected) in
            [("v20.20.2", Some(20)), ("v8.0.0", Some(8)), ("v25", Some(25)), ("20.1.0", None), ("", None)]
        {
            assert_eq!(major(version), expected, "{version}");
        }
    }
}
