//! Reading files, with their names in errors.

use std::{fs, io, path::Path};

use serde::de::DeserializeOwned;

/// Adds the name of the file to an error.
pub fn located<T, E: ToString>(path: &Path, result: Result<T, E>) -> io::Result<T> {
    result.map_err(|error| io::Error::other(format!("{}: {}", path.display(), error.to_string())))
}

/// Reads a JSON file. An error names the member.
pub fn read_json<T: DeserializeOwned>(path: &Path) -> io::Result<T> {
    let text = located(path, fs::read_to_string(path))?;
    located(path, serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(&text)))
}
