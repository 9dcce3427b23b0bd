//! The scenarios in `conformance/`, played against the sessions.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use matrix_widget_conformance::{
    Baseline, Report, Suite, Verdict,
    adapter::{SessionHost, SessionWidget},
    compatibility::{self, Known},
    rules::{Rule, Rules, Scope},
    scenario::{Role, schema},
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
    assert_passes(&suite(Role::Host).play(|| Ok(SessionHost::default())));
    assert_passes(&suite(Role::Widget).play(|| Ok(SessionWidget::default())));
}

/// Compares a generated file with what it should be.
fn assert_current(path: &str, text: &str) {
    let path = folder().join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).unwrap();
    }
    let is_current = fs::read_to_string(&path).unwrap() == text;
    assert!(is_current, "{}: run this test with the environment variable UPDATE=1", path.display());
}

fn baseline(name: &str) -> Baseline {
    let path = folder().join("baselines").join(name).with_extension("json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Returns all scenarios as one text, with each scenario on a line.
fn bundle() -> String {
    let side = |role: Role| {
        let mut files: Vec<_> =
            fs::read_dir(folder().join("scenarios").join(role.as_str())).unwrap().collect();
        files.sort_by_key(|file| file.as_ref().unwrap().file_name());
        let line = |file: std::io::Result<fs::DirEntry>| {
            let path = file.unwrap().path();
            let scenario: serde_json::Value =
                serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            format!("{:?}:{scenario}", path.file_stem().unwrap().to_str().unwrap())
        };
        format!("{:?}:{{\n{}\n}}", role.as_str(), files.into_iter().map(line).collect::<Vec<_>>().join(",\n"))
    };
    format!("{{{},{}}}\n", side(Role::Host), side(Role::Widget))
}

fn rules() -> Rules {
    serde_json::from_str(&fs::read_to_string(folder().join("rules.json")).unwrap()).unwrap()
}

#[test]
fn generated_files_are_current() {
    assert_current("scenario.schema.json", &schema());
    assert_current("../docs/rules.md", &rules().page());
    let [host, widget] = [suite(Role::Host), suite(Role::Widget)];
    assert_current("../crates/matrix-widget-conformance/src/scenarios.json", &bundle());
    let known = [
        ("matrix-widget-api 1.19.0", &host, baseline("matrix-widget-api-host")),
        ("matrix-widget-api 1.19.0", &widget, baseline("matrix-widget-api-widget")),
        ("@matrix-widget-toolkit/api 5.0.3 (Nordeck)", &widget, baseline("nordeck-widget")),
        ("matrix-sdk 0.18.0", &host, baseline("matrix-sdk-host")),
    ];
    let known = known.each_ref().map(|(name, suite, baseline)| Known { name, suite, baseline });
    assert_current("../docs/compatibility.md", &compatibility::page(&known));
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
