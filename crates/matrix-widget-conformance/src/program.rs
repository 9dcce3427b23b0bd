//! Implementations in a program of their own.

use std::{
    io::{self, BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{Implementation, Refusal};

/// The time that an adapter has for a command.
const LIMIT: Duration = Duration::from_secs(10);

/// An adapter: a program that reads commands and writes reports, as lines of JSON. It is stopped when it is dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    input: ChildStdin,
    lines: Receiver<io::Result<String>>,
    commands: u64,
    is_usable: bool,
}

impl Program {
    /// Starts an adapter.
    ///
    /// # Errors
    ///
    /// Returns an error if the program cannot be started.
    pub fn start(mut command: Command) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let pipe = || io::Error::other("the adapter has no input or output");
        let input = child.stdin.take().ok_or_else(pipe)?;
        let output = child.stdout.take().ok_or_else(pipe)?;
        let (sender, lines) = channel();
        // Ends with the output of the adapter.
        thread::spawn(move || BufReader::new(output).lines().try_for_each(|line| sender.send(line)));
        Ok(Self { child, input, lines, commands: 0, is_usable: true })
    }

    fn line(&self, deadline: Instant) -> Result<Value, String> {
        let line = match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(line) => line.map_err(|error| format!("the adapter cannot be read: {error}"))?,
            Err(RecvTimeoutError::Timeout) => {
                return Err(format!("the adapter has not ended the command in {} seconds", LIMIT.as_secs()));
            }
            Err(RecvTimeoutError::Disconnected) => return Err("the adapter has ended".to_owned()),
        };
        serde_json::from_str(&line).map_err(|error| format!("the adapter wrote {line:?}: {error}"))
    }
}

impl Implementation for Program {
    fn run(&mut self, command: &Value) -> Result<Vec<Value>, Refusal> {
        let result = self.carry_out(command);
        self.is_usable &= !matches!(result, Err(Refusal::Failed(_)));
        result
    }

    fn is_usable(&self) -> bool {
        self.is_usable
    }
}

impl Program {
    fn carry_out(&mut self, command: &Value) -> Result<Vec<Value>, Refusal> {
        let deadline = Instant::now() + LIMIT;
        self.commands += 1;
        let mut command = command.clone();
        if let Value::Object(members) = &mut command {
            members.insert("n".to_owned(), self.commands.into());
        }
        let sent = writeln!(self.input, "{command}").and_then(|()| self.input.flush());
        sent.map_err(|error| format!("the adapter cannot be written to: {error}"))?;
        let mut reports = Vec::new();
        loop {
            let report = self.line(deadline)?;
            match report.get("done") {
                None => reports.push(report),
                Some(number) if *number != self.commands => {
                    return Err(
                        format!("expected the end of command {}, found {report}", self.commands).into()
                    );
                }
                Some(_) if report.get("unsupported") == Some(&Value::Bool(true)) => {
                    return Err(Refusal::Unsupported);
                }
                Some(_) => match report.get("failed").filter(|reason| !reason.is_null()) {
                    Some(reason) => return Err(format!("the adapter has failed: {reason}").into()),
                    None => return Ok(reports),
                },
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // The adapter may have ended already.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}
