//! Implementations under test.

use serde_json::{Value, json};

/// An implementation of a client or a widget, which carries out commands of the adapter protocol.
pub trait Implementation {
    /// Carries out a command until the implementation is at rest. Returns its reports.
    ///
    /// # Errors
    ///
    /// Returns an error if the command is unknown or has failed.
    fn run(&mut self, command: &Value) -> Result<Vec<Value>, Refusal>;

    /// Returns `false` if the implementation can carry out no further commands, and another one has to be started.
    fn is_usable(&self) -> bool {
        true
    }
}

/// The reason why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The implementation does not know the command, or cannot do what it asks for. The scenario is skipped.
    Unsupported,
    /// The implementation has failed. The scenario fails.
    Failed(String),
}

impl From<String> for Refusal {
    fn from(reason: String) -> Self {
        Self::Failed(reason)
    }
}

impl From<&str> for Refusal {
    fn from(reason: &str) -> Self {
        Self::Failed(reason.to_owned())
    }
}

/// Serves an implementation as lines of JSON: a command on each line of the input, and its reports and `done` on the output.
///
/// # Errors
///
/// Returns an error if a line is not JSON, or the input or output fails.
pub fn serve(
    input: impl std::io::BufRead,
    mut output: impl std::io::Write,
    implementation: &mut impl Implementation,
) -> std::io::Result<()> {
    for line in input.lines() {
        let command: Value = serde_json::from_str(&line?)?;
        let mut done = json!({ "done": command.get("n") });
        match implementation.run(&command) {
            Ok(reports) => reports.iter().try_for_each(|report| writeln!(output, "{report}"))?,
            Err(Refusal::Unsupported) => insert(&mut done, "unsupported", true.into()),
            Err(Refusal::Failed(reason)) => insert(&mut done, "failed", reason.into()),
        }
        writeln!(output, "{done}")?;
        output.flush()?;
    }
    Ok(())
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}
