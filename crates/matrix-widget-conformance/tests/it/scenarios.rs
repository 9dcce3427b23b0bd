//! The scenarios in `conformance/`, played against the sessions.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use matrix_widget_conformance::{
    Report, Suite, Verdict,
    adapter::{SessionHost, SessionWidget},
    scenario::{Role, schema},
};
use serde::Deserialize;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance")
}

fn suite(role: Role) -> Suite {
    Suite::read(&folder().join("scenarios"), role).unwrap()
}

fn assert_passes(report: &Report) {
    let failed = report.results.iter().filter(|(_, outcome)| outcome.verdict != Verdict::Passed);
    let failed: Vec<_> = failed.map(|(name, outcome)| format!("{name}: {:?}", outcome.verdict)).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn sessions_pass_every_scenario() {
    assert_passes(&suite(Role::Host).play(|| Ok(SessionHost::default())));
    assert_passes(&suite(Role::Widget).play(|| Ok(SessionWidget::default())));
}

#[test]
fn schema_is_current() {
    let path = folder().join("scenario.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, schema()).unwrap();
    }
    assert!(
        fs::read_to_string(path).unwrap() == schema(),
        "run the tests with the environment variable UPDATE=1"
    );
}

#[derive(Deserialize)]
struct Rules {
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    id: String,
    level: String,
    scope: String,
}

#[test]
fn scenarios_cite_rules() {
    let rules: Rules =
        serde_json::from_str(&fs::read_to_string(folder().join("rules.json")).unwrap()).unwrap();
    let known: BTreeSet<_> = rules.rules.iter().map(|rule| rule.id.as_str()).collect();
    let suites = [suite(Role::Host), suite(Role::Widget)];
    let mut cited = BTreeSet::new();
    for (name, scenario) in suites.iter().flat_map(Suite::scenarios) {
        assert!(!scenario.rules.is_empty(), "{name} cites no rule");
        for rule in &scenario.rules {
            assert!(known.contains(rule.as_str()), "{name}: there is no rule {rule}");
            cited.insert(rule.as_str());
        }
    }
    let missing: Vec<_> = rules
        .rules
        .iter()
        .filter(|rule| rule.level == "MUST" && rule.scope == "wire" && !cited.contains(rule.id.as_str()))
        .map(|rule| rule.id.as_str())
        .collect();
    println!("rules without a scenario: {missing:?}");
}
