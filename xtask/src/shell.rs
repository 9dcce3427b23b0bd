//! Runs other programs.

use anyhow::{Result, ensure};
use xshell::{Cmd, Shell};

use crate::repository::root;

/// Returns a shell in the root of the repository.
pub fn shell() -> Result<Shell> {
    let sh = Shell::new()?;
    sh.change_dir(root());
    Ok(sh)
}

/// Returns `true` if a command succeeds.
pub fn succeeds(command: Cmd<'_>) -> bool {
    command.quiet().ignore_stdout().ignore_stderr().run().is_ok()
}

/// Returns an error that says what to install unless a command succeeds.
pub fn require(command: Cmd<'_>, instruction: &str) -> Result<()> {
    ensure!(succeeds(command), "{instruction}");
    Ok(())
}

/// Returns the output of a command, including warnings and errors.
pub fn said(command: Cmd<'_>) -> Result<String> {
    let line = command.to_string();
    let output = command.quiet().ignore_status().output()?;
    let said = [output.stdout, output.stderr].map(|stream| String::from_utf8_lossy(&stream).into_owned());
    let said = said.concat().trim().to_owned();
    ensure!(output.status.success(), "`{line}` failed ({}):\n{said}", output.status);
    Ok(said)
}
