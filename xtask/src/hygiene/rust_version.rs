//! The oldest Rust that the crates promise.

use anyhow::{Result, bail, ensure};

use crate::{metadata, process};

/// `rust-version` of the workspace.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// That no dependency needs a newer one. What the crates themselves use of the standard library, clippy looks at.
pub fn check_dependencies() -> Result<()> {
    let mut newer = Vec::new();
    for package in metadata::packages(true)? {
        let needed = package["rust_version"].as_str().unwrap_or_default();
        if numbers(needed) > numbers(OLDEST) {
            newer.push(format!("{} {} needs Rust {needed}", package["name"], package["version"]));
        }
    }
    ensure!(newer.is_empty(), "Rust {OLDEST} is promised, and yet {}", newer.join(", "));
    println!("no dependency needs a newer Rust than {OLDEST}");
    Ok(())
}

/// Fails, in one sentence that says what to do, unless it is there.
pub fn require() -> Result<()> {
    if process::output("rustup", &["run", OLDEST, "cargo", "--version"]).is_none() {
        bail!(
            "Rust {OLDEST} is missing, the oldest that is promised: `rustup toolchain install {OLDEST} --profile minimal`."
        );
    }
    Ok(())
}

/// Builds the type crates with it.
pub fn build() -> Result<()> {
    let published = metadata::published()?;
    let names = metadata::names(&published);
    let packages = names.iter().flat_map(|name| ["--package", name]);
    let cargo = ["run", OLDEST, "cargo", "check", "--all-features", "--target-dir", "target/oldest"];
    process::run(&crate::root(), "rustup", &cargo.into_iter().chain(packages).collect::<Vec<_>>())
}

/// `1.89`: 1 and 89. What is no number counts for nothing.
fn numbers(version: &str) -> Vec<u32> {
    let mut numbers: Vec<_> = version.split('.').map(|number| number.parse().unwrap_or_default()).collect();
    numbers.resize(3, 0);
    numbers
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_are_compared_number_by_number() {
        assert!(numbers("1.100") > numbers("1.89"));
        assert!(numbers("1.89.1") > numbers("1.89"));
        assert!(numbers("1.89.0") == numbers("1.89"));
        assert!(numbers("") < numbers("1.89"));
    }
}
