//! The rules of sessions.

use std::fmt::Write;

use serde::Deserialize;

use crate::scenario::Role;

/// The rules of sessions, as in `conformance/rules.json`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The rules, in order.
    pub rules: Vec<Rule>,
}

/// A rule of sessions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The ID, such as `H-LOAD-5`: the side (`H` or `W`), the topic and a number.
    pub id: String,
    /// The side that follows the rule.
    pub side: Role,
    /// `MUST`, `SHOULD` or `MAY`.
    pub level: String,
    /// The rule.
    pub text: String,
    /// The proposals, documents and implementations that the rule comes from. `project`: a decision of this project.
    pub sources: Vec<String>,
    /// Where the rule shows.
    pub scope: Scope,
    /// What deployed implementations do where they differ.
    pub deviations: Option<String>,
    /// Why no scenario tests the rule.
    pub untested: Option<String>,
}

/// Where a rule shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// In messages, in questions to the user, or in requests to the homeserver: a scenario can test it.
    Wire,
    /// In the API of a library only.
    Api,
    /// In a web browser only.
    Web,
    /// In the reading of a single message.
    Stateless,
}

/// The topics of rules, by the middle part of their IDs.
const TOPICS: [(&str, &str); 18] = [
    ("LOAD", "Loading"),
    ("ID", "Messages and their identity"),
    ("VER", "Versions"),
    ("NEG", "Negotiation of capabilities"),
    ("REN", "Later requests for capabilities"),
    ("PERM", "Permissions"),
    ("READ", "Reading"),
    ("PUSH", "Events and room state"),
    ("SUB", "Events and room state"),
    ("OID", "OpenID credentials"),
    ("TURN", "TURN servers"),
    ("MOD", "Modal widgets"),
    ("ACT", "Other actions"),
    ("ERR", "Errors"),
    ("LIM", "Limits"),
    ("REQ", "Requests"),
    ("END", "The end"),
    ("LOG", "Logging"),
];

impl Rules {
    /// Returns the page that lists the rules, as Markdown.
    #[must_use]
    pub fn page(&self) -> String {
        let mut page = String::from(
            "<!-- Generated from conformance/rules.json. Do not edit. -->\n\n\
             # Rules of sessions\n\n\
             The rules that a client (*host*) and a widget follow in a conversation. [Session](session.md) shows the conversations, and \
             [`conformance/`](../conformance/README.md) has scenarios that test an implementation.\n\n\
             *Sources* are proposals (MSCs), documents, and implementations that agree. A rule whose source is *project* is a decision \
             of this project where they say nothing. *(api)* rules show only in the API of a library, *(web)* rules only in a browser.\n",
        );
        let mut heading = String::new();
        for rule in &self.rules {
            let side = match rule.side {
                Role::Host => "Host",
                Role::Widget => "Widget",
            };
            let next = format!("{side}: {}", rule.topic());
            if next != heading {
                let _ = write!(page, "\n## {next}\n\n");
                heading = next;
            }
            let _ = writeln!(page, "- {rule}");
        }
        page
    }
}

impl Rule {
    fn topic(&self) -> &str {
        let topic = self.id.split('-').nth(1).unwrap_or_default();
        TOPICS.iter().find(|(name, _)| *name == topic).map_or(topic, |(_, title)| title)
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scope = match self.scope {
            Scope::Wire | Scope::Stateless => "",
            Scope::Api => " *(api)*",
            Scope::Web => " *(web)*",
        };
        let Self { id, level, text, .. } = self;
        write!(f, "**{id}** {level}{scope}: {text} *Sources: {}.*", self.sources.join(", "))?;
        match &self.deviations {
            Some(deviations) => write!(f, " *Deployed:* {deviations}"),
            None => Ok(()),
        }
    }
}
