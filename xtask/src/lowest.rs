//! `cargo xtask lowest`: tests the libraries with the lowest versions of their dependencies.

use anyhow::Result;
use xshell::cmd;

use crate::{repository::root, shell::shell};

/// The crates, and the folders that their tests read.
const FOLDERS: [&str; 4] = ["crates", "conformance", "docs", "fuzz/corpus"];

/// Copies the crates to a separate workspace with its own lock file, and tests them there.
pub fn run() -> Result<()> {
    let sh = shell()?;
    let copy = root().join("target/lowest");
    for folder in FOLDERS {
        sh.remove_path(copy.join(folder))?;
        let parent = sh.create_dir(copy.join(folder).join(".."))?;
        cmd!(sh, "cp -Rp {folder} {parent}").run()?;
    }
    // The tool has its own lock file when it is installed.
    let libraries = r#"]
exclude = ["crates/matrix-widget-cli"]"#;
    let manifest = sh.read_file("Cargo.toml")?.replace(r#", "xtask"]"#, libraries);
    sh.write_file(copy.join("Cargo.toml"), manifest)?;

    sh.change_dir(&copy);
    sh.remove_path("Cargo.lock")?;
    // The flag of cargo is unstable. The compiler is still the stable one.
    cmd!(sh, "cargo -Zdirect-minimal-versions generate-lockfile --quiet")
        .env("RUSTC_BOOTSTRAP", "1")
        .run()?;
    // The numbers of allocations hold for the highest versions.
    let tests = ["--all-features", "--filterset", "not binary(allocation)"];
    cmd!(sh, "cargo nextest run --locked {tests...}").env("CARGO_PROFILE_DEV_DEBUG", "0").run()?;
    Ok(())
}
