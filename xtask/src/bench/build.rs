//! Measures builds of the type crates.

use std::{collections::BTreeSet, fs, path::Path, process::Command, time::Instant};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::table::{head, row};

/// The builds: a name, a package, and its features.
const BUILDS: [(&str, &str, &str); 7] = [
    ("`matrix-widget-capability`", "matrix-widget-capability", ""),
    ("… with `serde`", "matrix-widget-capability", "serde"),
    ("… with `schemars`", "matrix-widget-capability", "schemars"),
    ("… with `ts-rs`", "matrix-widget-capability", "ts-rs"),
    ("`matrix-widget-protocol`", "matrix-widget-protocol", ""),
    ("… with `schemars`", "matrix-widget-protocol", "schemars"),
    ("… with `ts-rs`", "matrix-widget-protocol", "ts-rs"),
];

pub fn table() -> Result<String> {
    let mut table = head(&["", "seconds", "processor seconds", "crates"]);
    let alone = package_of(RUMA)?;
    table += &measure(alone.path(), &format!("`{RUMA}` alone"), RUMA, "")?;
    for (name, package, features) in BUILDS {
        table += &measure(&crate::repository::root(), name, package, features)?;
    }
    Ok(table)
}

const RUMA: &str = "ruma-common";

/// Creates a package that depends only on one crate, because other members of a workspace would add features to it.
fn package_of(dependency: &str) -> Result<TempDir> {
    let root = crate::repository::root();
    let workspace = fs::read_to_string(root.join("Cargo.toml"))?;
    let line = workspace.lines().find(|line| line.starts_with(&format!("{dependency} = ")));
    let line = line.with_context(|| format!("the workspace does not depend on {dependency}"))?;
    let folder = tempfile::tempdir()?;
    let manifest =
        format!("[package]\nname = \"alone\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{line}\n");
    fs::write(folder.path().join("Cargo.toml"), manifest)?;
    fs::create_dir(folder.path().join("src"))?;
    fs::write(folder.path().join("src/lib.rs"), "")?;
    fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock"))?;
    Ok(folder)
}

fn measure(workspace: &Path, name: &str, package: &str, features: &str) -> Result<String> {
    let mut arguments = vec!["--package", package];
    if !features.is_empty() {
        arguments.extend(["--features", features]);
    }
    let start = Instant::now();
    let processor = build(workspace, &arguments)?;
    let seconds = start.elapsed().as_secs_f64();
    let crates = crates(workspace, &arguments)?.to_string();
    Ok(row([name.to_owned(), format!("{seconds:.1}"), format!("{processor:.1}"), crates]))
}

/// Makes a clean build, and returns its processor time in seconds, which other programs hardly affect.
fn build(workspace: &Path, arguments: &[&str]) -> Result<f64> {
    let folder = tempfile::tempdir()?;
    let cargo = cargo(workspace);
    let output = Command::new("sh")
        .args(["-c", r#""$@" && times"#, "sh"])
        .arg(cargo.get_program())
        .args(["build", "--quiet"])
        .args(arguments)
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", folder.path())
        // Dependencies are built without incremental compilation.
        .env("CARGO_INCREMENTAL", "0")
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{} does not build: {said}", arguments.join(" "));
    let times = String::from_utf8(output.stdout)?;
    // The second line has the user and system times of child processes: `0m25.3s 0m1.2s`.
    let times = times.lines().nth(1).and_then(|line| line.split_whitespace().map(in_seconds).sum());
    times.context("the shell's `times` gave no times")
}

/// Converts `1m2.5s` to 62.5.
fn in_seconds(time: &str) -> Option<f64> {
    let (minutes, seconds) = time.strip_suffix('s')?.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
}

/// Returns the number of crates in the build, including the package itself.
fn crates(workspace: &Path, arguments: &[&str]) -> Result<usize> {
    let mut tree = cargo(workspace);
    tree.args(["tree", "--edges", "normal", "--prefix", "none"]).args(arguments);
    let output = tree.output().context("`cargo tree` could not be started")?;
    ensure!(output.status.success(), "`cargo tree` failed ({})", output.status);
    let lines = String::from_utf8(output.stdout)?;
    let crates: BTreeSet<_> = lines.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    Ok(crates.len())
}

fn cargo(workspace: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(workspace);
    cargo
}

#[cfg(test)]
mod tests {
    use super::in_seconds;

    #[test]
    fn in_seconds_converts_minutes() {
        assert_eq!(in_seconds("1m2.5s"), Some(62.5));
        assert_eq!(in_seconds("2.5"), None);
    }
}
