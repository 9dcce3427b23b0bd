//! Tests that the checks of the npm package agree with serde about all mutants: verdict, path and words.

use std::{
    fmt::Write as _,
    io::Write,
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{node::run_script, repository::root, shell::shell};

/// Values and the errors of serde, one in each line.
#[derive(Clone, Default)]
pub struct Cases(String);

impl Cases {
    /// Adds a value of the body with this name, or a message.
    pub fn add(&mut self, body: Option<&str>, value: &Value, serde: &Result<(), String>) {
        _ = writeln!(self.0, "{}", json!([body, value, serde.as_ref().err()]));
    }
}

/// A Node process that compares cases.
pub struct Comparison(Mutex<Child>);

impl Comparison {
    pub fn start() -> Result<Self> {
        let package = root().join("bindings/typescript");
        run_script(&shell()?, &package, "build")?;
        let child =
            Command::new("node").arg(package.join("check/agree.mjs")).stdin(Stdio::piped()).spawn()?;
        Ok(Self(Mutex::new(child)))
    }

    pub fn compare(&self, cases: &mut Cases) -> Result<()> {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = std::mem::take(&mut cases.0);
        Ok(child.stdin.as_mut().context("Node has an input")?.write_all(text.as_bytes())?)
    }

    /// Waits for the result.
    ///
    /// # Errors
    ///
    /// Returns an error if serde and the checks disagree.
    pub fn finish(self) -> Result<()> {
        let status = self.0.into_inner().unwrap_or_else(PoisonError::into_inner).wait()?;
        ensure!(status.success(), "serde and the checks of the npm package disagree");
        Ok(())
    }
}
