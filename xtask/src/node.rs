//! Node and npm.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::shell::require;

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Returns an error that says what to install unless Node and npm are new enough.
pub fn require_node(sh: &Shell) -> Result<()> {
    let instruction = "Node 20 or newer with npm is needed: install it from https://nodejs.org or with your package manager";
    let is_new_enough = "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)";
    require(cmd!(sh, "node --eval {is_new_enough}"), instruction)?;
    require(cmd!(sh, "{NPM} --version"), instruction)
}

/// Installs the packages in the lock file of a folder, unless they are installed already.
pub fn install(sh: &Shell, folder: &Path) -> Result<()> {
    let wanted = fs::read_to_string(folder.join("package-lock.json"))?;
    let installed = folder.join("node_modules/.installed-package-lock.json");
    if fs::read_to_string(&installed).is_ok_and(|have| have == wanted) {
        return Ok(());
    }
    let _folder = sh.push_dir(folder);
    cmd!(sh, "{NPM} ci --ignore-scripts --no-audit --no-fund").run()?;
    Ok(fs::write(installed, wanted)?)
}

/// Installs the packages of a folder and runs one of its scripts.
pub fn run_script(sh: &Shell, folder: &Path, script: &str) -> Result<()> {
    install(sh, folder)?;
    let _folder = sh.push_dir(folder);
    Ok(cmd!(sh, "{NPM} run --silent {script}").run()?)
}

/// Returns the path of a program in the packages of a folder.
pub fn tool(folder: &Path, name: &str) -> PathBuf {
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    folder.join("node_modules/.bin").join(file)
}
