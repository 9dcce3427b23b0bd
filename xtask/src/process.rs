//! Running other programs.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, ensure};

/// Runs the cargo that runs this.
pub fn cargo(arguments: &[&str]) -> Result<()> {
    run(&crate::root(), &this_cargo(), arguments)
}

/// What that cargo prints, or what it complains of as an error.
pub fn cargo_output(arguments: &[&str]) -> Result<String> {
    let output = Command::new(this_cargo()).args(arguments).current_dir(crate::root()).output()?;
    ensure!(
        output.status.success(),
        "cargo {}: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// Fails, in one sentence that says what to do, unless cargo has this command, which a package brings in this version.
pub fn require_cargo(command: &str, version: &str, purpose: &str) -> Result<()> {
    ensure!(
        cargo_output(&[command, "--version"]).is_ok(),
        "cargo-{command} is missing, which {purpose}: `cargo install cargo-{command}@{version} --locked`."
    );
    Ok(())
}

fn this_cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// Runs a program in a folder, its output passed through, and fails if it does.
pub fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    run_to(folder, program, arguments, &[0])
}

/// The same of the cargo that runs this, for which several exit codes are none of failure.
pub fn cargo_to(arguments: &[&str], good: &[i32]) -> Result<()> {
    run_to(&crate::root(), &this_cargo(), arguments, good)
}

fn run_to(folder: &Path, program: &str, arguments: &[&str], good: &[i32]) -> Result<()> {
    let line = line(Path::new(program), arguments);
    eprintln!("\n> {line}");
    let status = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .status()
        .with_context(|| format!("`{line}` could not be started"))?;
    ensure!(status.code().is_some_and(|code| good.contains(&code)), "`{line}` failed ({status})");
    Ok(())
}

/// What a program says, first what it prints and then what it complains of, while it works in a folder.
pub fn said(folder: &Path, program: &Path, arguments: &[&str]) -> Result<String> {
    let line = line(program, arguments);
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .with_context(|| format!("`{line}` could not be started"))?;
    let said = [output.stdout, output.stderr].map(|stream| String::from_utf8_lossy(&stream).into_owned());
    let said = said.concat().trim().to_owned();
    ensure!(output.status.success(), "`{line}` failed ({}):\n{said}", output.status);
    Ok(said)
}

fn line(program: &Path, arguments: &[&str]) -> String {
    let name = program.file_stem().unwrap_or_default().to_string_lossy();
    format!("{name} {}", arguments.join(" "))
}

/// What a program prints, or `None` if it cannot be run.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A path as an argument.
pub fn utf8(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("{} is not UTF-8", path.display()))
}
