//! The versions that a client lists, and the versions that a scenario needs.

use std::collections::BTreeSet;

use matrix_widget_protocol::{Direction, action};
use serde_json::{Value, json};

use super::Play;
use crate::{
    Implementation,
    scenario::{Role, Scenario, Send, Step},
};

/// The versions that a client lists.
pub(crate) type Claims = BTreeSet<String>;

/// Asks a client for its versions. Returns `None` if it does not answer, and for a widget, which answers later.
pub(crate) fn claims(role: Role, implementation: &mut dyn Implementation) -> Option<Claims> {
    if role == Role::Widget {
        return None;
    }
    let question = json!({ "title": "", "role": role, "rules": [], "steps": [] });
    let question: Scenario = serde_json::from_value(question).ok()?;
    let mut play = Play::new(&question, implementation);
    play.begin(None).ok()?;
    let action = "supported_api_versions".to_owned();
    play.send(&Send { id: "versions".to_owned(), action, data: None }).ok()?;
    let answer = play.reports.get("post")?.iter().find_map(|report| report.value.get("response"))?;
    let versions = answer.get("supported_versions")?.as_array()?;
    Some(versions.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

impl Scenario {
    /// Returns `true` if the widget sends an action whose versions a client with these claims does not list.
    pub(crate) fn is_beyond(&self, claims: &Claims) -> bool {
        self.role == Role::Host && self.steps.iter().any(|step| is_beyond(step, claims))
    }
}

fn is_beyond(step: &Step, claims: &Claims) -> bool {
    match step {
        Step::Repeat(repeat) => repeat.steps.iter().any(|step| is_beyond(step, claims)),
        Step::Send(send) => action::find(Direction::FromWidget, &send.action).is_some_and(|info| {
            let mut versions = [&info.version, &info.stable_version].into_iter().flatten().peekable();
            versions.peek().is_some() && !versions.any(|version| claims.contains(version.as_str()))
        }),
        _ => false,
    }
}
