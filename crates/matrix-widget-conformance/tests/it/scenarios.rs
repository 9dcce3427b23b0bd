//! The scenarios in `conformance/`, played against the sessions.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use matrix_widget_conformance::{
    Report, Suite, Verdict,
    adapter::{SessionHost, SessionWidget},
    rules::{Rule, Rules, Scope},
    scenario::Role,
};

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
    assert_passes(&suite(Role::Host).play(|| Ok(SessionHost::default())).unwrap());
    assert_passes(&suite(Role::Widget).play(|| Ok(SessionWidget::default())).unwrap());
}

fn rules() -> Rules {
    serde_json::from_str(&fs::read_to_string(folder().join("rules.json")).unwrap()).unwrap()
}

#[test]
fn scenarios_cite_rules() {
    let Rules { rules } = rules();
    let known: BTreeSet<_> = rules.iter().map(|rule| rule.id.as_str()).collect();
    let suites = [suite(Role::Host), suite(Role::Widget)];
    let mut cited = BTreeSet::new();
    for (name, scenario) in suites.iter().flat_map(Suite::scenarios) {
        assert!(!scenario.rules.is_empty(), "{name} cites no rule");
        for rule in &scenario.rules {
            assert!(known.contains(rule.as_str()), "{name}: there is no rule {rule}");
            cited.insert(rule.as_str());
        }
    }
    for Rule { id, level, scope, untested, .. } in &rules {
        let needs_scenario = level == "MUST" && *scope == Scope::Wire && untested.is_none();
        assert!(!needs_scenario || cited.contains(id.as_str()), "{id} has no scenario, and no reason why");
        assert!(
            untested.is_none() || !cited.contains(id.as_str()),
            "{id} has a scenario, and a reason why not"
        );
    }
}
