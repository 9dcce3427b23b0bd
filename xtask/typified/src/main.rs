//! Reads values through the types that typify made, and writes them again.
//!
//! Each line of the file that is given is `{"payload": "NavigateRequest", "value": {…}}`. It fails, and shows the smallest such
//! value, unless each comes out as it went in.

use std::{
    env,
    fs::File,
    io::{BufRead as _, BufReader},
};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Line {
    payload: String,
    value: Value,
}

fn main() -> Result<()> {
    let path = env::args().nth(1).context("expected the path of a file of values")?;
    let file = File::open(&path).with_context(|| format!("{path} cannot be read"))?;
    let mut faults = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = serde_json::from_str(&line?).with_context(|| format!("{path} is no list of values"))?;
        let Line { payload, value } = line;
        let fault = match typified::round_trip(&payload, &value) {
            Some(Ok(written)) if written == value => continue,
            Some(Ok(written)) => format!("is written as {written}"),
            Some(Err(error)) => format!("is refused: {error}"),
            None => "has no type".to_owned(),
        };
        faults.push(format!("{payload}: {value} {fault}"));
    }
    faults.sort_by_key(String::len);
    let smallest = faults.first().map(String::as_str).unwrap_or_default();
    ensure!(
        faults.is_empty(),
        "typify's types change or refuse {} values, for instance {smallest}",
        faults.len()
    );
    Ok(())
}
