//! Python, and programs that are installed with it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use crate::process::{self, utf8};

const OLDEST: (u32, u32) = (3, 10);
const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// Fails, in one sentence that says what to do, unless Python is there and new enough for its purpose here: it "runs …".
pub fn require(purpose: &str) -> Result<()> {
    let (major, minor) = OLDEST;
    let how = format!(
        "install Python {major}.{minor} or newer, with venv, from https://www.python.org or your system's packages"
    );
    let Some(version) = process::output(PYTHON, &["--version"]) else {
        bail!("Python is missing, which {purpose}: {how}.");
    };
    if number(&version).is_none_or(|number| number < OLDEST) {
        bail!("{version} is too old, which {purpose}: {how}.");
    }
    Ok(())
}

/// An environment with what a file of requirements names, made unless that has been done, and the place of its programs.
pub fn install(environment: &Path, requirements: &Path) -> Result<impl Fn(&str) -> PathBuf + use<>> {
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let tool = move |name: &str| programs.join(name);
    let wanted = fs::read_to_string(requirements)?;
    let installed = environment.join("requirements.txt");
    if fs::read_to_string(&installed).is_ok_and(|have| have == wanted) {
        return Ok(tool);
    }
    let root = crate::root();
    process::run(&root, PYTHON, &["-m", "venv", "--clear", utf8(environment)?])?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", utf8(requirements)?];
    process::run(&root, utf8(&tool("python"))?, &pip)?;
    fs::write(installed, wanted)?;
    Ok(tool)
}

/// `Python 3.11.7`: 3 and 11.
fn number(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.strip_prefix("Python ")?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_version_is_its_first_two_numbers() {
        for (version, expected) in
            [("Python 3.11.7", Some((3, 11))), ("Python 2.7.18", Some((2, 7))), ("3.11", None), ("", None)]
        {
            assert_eq!(number(version), expected, "{version}");
        }
    }
}
