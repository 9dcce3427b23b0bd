//! Tests of the types, and of the modules of the build script.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may be blunt")]

#[path = "../../build/branches.rs"]
mod branches;
mod fixtures;
#[path = "../../build/profile.rs"]
mod profile;
mod types;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// A path from the root of the repository.
fn path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn json_file(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
