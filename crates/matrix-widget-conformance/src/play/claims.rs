//! The versions that a client lists, and the versions that a scenario needs.

use std::collections::BTreeSet;

use matrix_widget_protocol::{ApiVersion, Direction, action};
use serde_json::{Value, json};

use super::Play;
use crate::{
    Implementation,
    scenario::{Role, Scenario, Send, Step},
};

/// The versions that a client lists.
pub(crate) type Claims = BTreeSet<String>;

/// Asks a client for its versions. Returns `None` if it does not answer, and for a widget, whose versions the kit chooses.
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
    /// Returns the version of an action that the widget sends, if a client with these claims does not list it.
    pub(crate) fn beyond(&self, claims: &Claims) -> Option<&'static str> {
        self.steps.iter().filter(|_| self.role == Role::Host).find_map(|step| beyond(step, claims))
    }
}

fn beyond(step: &Step, claims: &Claims) -> Option<&'static str> {
    match step {
        Step::Repeat(repeat) => repeat.steps.iter().find_map(|step| beyond(step, claims)),
        Step::Send(send) => {
            let info = action::find(Direction::FromWidget, &send.action)?;
            let versions = [&info.version, &info.stable_version].into_iter().flatten();
            let versions: Vec<_> = versions.map(ApiVersion::as_str).collect();
            let is_listed = versions.iter().any(|version| claims.contains(*version));
            versions.first().filter(|_| !is_listed).copied()
        }
        _ => None,
    }
}
