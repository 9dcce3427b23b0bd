//! Members of commands, and the outcomes of calls.

use std::time::Duration;

use matrix_widget_protocol::{ErrorResponse, RawObject, action::Action};
use matrix_widget_session::{Answer, Failure, Now, Sent};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The value or error of a `return` command.
pub(super) type Outcome = Result<Value, ErrorResponse>;

pub(super) fn text<'a>(command: &'a Value, name: &str) -> Result<&'a str, String> {
    command[name].as_str().ok_or_else(|| format!("{name}: expected a string"))
}

/// Reads a value through its text, which keeps the raw parts of types.
pub(super) fn read<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    serde_json::from_str(&value.to_string()).map_err(|error| error.to_string())
}

/// Reads an object, which may be missing.
pub(super) fn data(value: &Value) -> Result<RawObject, String> {
    if value.is_null() { Ok(RawObject::empty()) } else { read(value) }
}

/// Reads the `value` or `error` of a command.
pub(super) fn outcome(command: &Value) -> Result<Outcome, String> {
    if command["error"].is_null() {
        return Ok(Ok(command["value"].clone()));
    }
    read(&json!({ "error": command["error"] })).map(Err)
}

/// Reads the response to a request of action `A`.
pub(super) fn response<A: Action>(outcome: Outcome) -> Result<Result<A::Response, ErrorResponse>, String> {
    match outcome {
        Ok(value) => read(&value).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

/// Returns the name of an event: `reloaded` for `Reloaded` and `stateFailed` for `StateFailed(…)`.
pub(super) fn name(event: &impl std::fmt::Debug) -> String {
    let text = format!("{event:?}");
    method(text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
}

/// Returns the name of a method: `sendEvent` for the variant `SendEvent`.
pub(super) fn method(variant: &str) -> String {
    let mut letters = variant.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// Reads the answer to a request, if it is the answer to this request.
type Read = Box<dyn Fn(&Answer) -> Option<Result<Value, Failure>> + Send>;

/// The `call` commands whose requests have not been answered, with their IDs.
#[derive(Default)]
pub(super) struct Calls(Vec<(Value, Read)>);

impl Calls {
    pub(super) fn add<A: Action>(&mut self, id: &Value, sent: Sent<A>) {
        let read =
            move |answer: &Answer| answer.read(&sent).map(|result| result.map(|response| json!(response)));
        self.0.push((id.clone(), Box::new(read)));
    }

    /// Returns the `outcome` of the call that this answer is for.
    pub(super) fn outcome(&mut self, answer: &Answer) -> Option<Value> {
        let mut calls = self.0.iter().enumerate();
        let (place, result) = calls.find_map(|(place, (_, read))| Some((place, read(answer)?)))?;
        let (id, _) = self.0.remove(place);
        Some(match result {
            Ok(value) => json!({ "outcome": { "id": id, "ok": value } }),
            Err(error) => json!({ "outcome": { "id": id, "error": failure(error) } }),
        })
    }
}

/// Returns the error of the answer, or why the request got no answer.
pub(super) fn failure(failure: Failure) -> Value {
    match failure {
        Failure::Refused(error) => json!(error)["error"].clone(),
        other => other.to_string().into(),
    }
}

/// Lets time pass: handles each deadline of a session at its time. Returns the new time.
pub(super) fn advance<S>(
    session: &mut S,
    mut now: Now,
    time: Duration,
    poll_timeout: impl Fn(&S) -> Option<Now>,
    handle_timeout: impl Fn(&mut S, Now),
) -> Now {
    let end = now + time;
    while let Some(deadline) = poll_timeout(session).filter(|deadline| *deadline <= end) {
        now = now.max(deadline);
        handle_timeout(session, now);
    }
    handle_timeout(session, end);
    end
}
