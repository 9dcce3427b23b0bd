//! The engine against implementations that do nothing, agree to everything, or misbehave.

use std::process::Command;

use matrix_widget_conformance::{
    Baseline, Changes, Implementation, Program, Refusal, Report, Suite, Verdict, play,
    scenario::{Role, Scenario},
};
use serde_json::{Value, json};

/// Does nothing.
struct Silent;

impl Implementation for Silent {
    fn run(&mut self, _command: &Value) -> Result<Vec<Value>, Refusal> {
        Ok(Vec::new())
    }
}

/// Answers each request with `{}`.
struct YesToAll;

impl Implementation for YesToAll {
    fn run(&mut self, command: &Value) -> Result<Vec<Value>, Refusal> {
        let message =
            command.get("text").and_then(Value::as_str).and_then(|text| serde_json::from_str(text).ok());
        let Some(Value::Object(mut message)) = message else { return Ok(Vec::new()) };
        if message.contains_key("response") {
            return Ok(Vec::new());
        }
        message.insert("response".to_owned(), json!({}));
        Ok(vec![json!({ "post": Value::Object(message).to_string() })])
    }
}

/// Pushes an event after each of so many commands.
struct Pushing(usize);

impl Implementation for Pushing {
    fn run(&mut self, _command: &Value) -> Result<Vec<Value>, Refusal> {
        let Some(left) = self.0.checked_sub(1) else { return Ok(Vec::new()) };
        self.0 = left;
        let push = r#"{"api":"toWidget","widgetId":"w","requestId":"1","action":"send_event","data":{"type":"m.reaction"}}"#;
        Ok(vec![json!({ "post": push })])
    }
}

fn count(report: &Report) -> (usize, usize) {
    (report.failed().count(), report.results.len())
}

/// Most scenarios show that something is wrong with an implementation that does not implement anything.
#[test]
fn useless_implementations_fail_most_scenarios() {
    for role in [Role::Host, Role::Widget] {
        let suite = Suite::bundled(role);
        for report in [suite.play(|| Ok(Silent)), suite.play(|| Ok(YesToAll))] {
            let (failed, all) = count(&report.unwrap());
            assert!(failed * 10 >= all * 9, "{role}: only {failed} of {all} scenarios fail");
        }
    }
}

/// A client that answers nothing but the question for its versions.
struct Versions(&'static [&'static str]);

impl Implementation for Versions {
    fn run(&mut self, command: &Value) -> Result<Vec<Value>, Refusal> {
        let text = command.get("text").and_then(Value::as_str).unwrap_or_default();
        let Ok(mut message) = serde_json::from_str::<Value>(text) else { return Ok(Vec::new()) };
        if message["action"] != "supported_api_versions" {
            return Ok(Vec::new());
        }
        message["response"] = json!({ "supported_versions": self.0 });
        Ok(vec![json!({ "post": message.to_string() })])
    }
}

/// A client is not held to actions whose versions it does not list.
#[test]
fn scenarios_beyond_the_versions_of_a_client_are_skipped() {
    let verdict = |versions, name: &str| {
        let report = Suite::bundled(Role::Host).only(name).play(|| Ok(Versions(versions))).unwrap();
        report.results.into_values().map(|outcome| outcome.verdict).collect::<Vec<_>>()
    };
    let skipped = verdict(&["0.0.1"], "one-modal-at-a-time");
    let reason = "the client does not list org.matrix.msc2790".to_owned();
    assert_eq!(skipped, [Verdict::Skipped { reason }]);
    let failed = verdict(&["0.0.1", "org.matrix.msc2790"], "one-modal-at-a-time");
    assert!(matches!(failed[..], [Verdict::Failed { .. }]), "{failed:?}");
    let failed = verdict(&["0.0.1"], "acknowledges-each-content-loaded");
    assert!(matches!(failed[..], [Verdict::Failed { .. }]), "{failed:?}");
}

/// A push that the kit answers by itself must be expected all the same.
#[test]
fn unexpected_pushes_fail_the_scenario() {
    let scenario = r#"{
        "title": "t", "role": "host", "rules": ["H-PUSH-15"],
        "steps": [{ "nothing": {} }]
    }"#;
    let scenario: Scenario = serde_json::from_str(scenario).unwrap();
    assert!(matches!(play(&scenario, &mut Pushing(1)), Verdict::Failed { step: 1, .. }));
    let endless = Verdict::Failed { step: 0, reason: "the implementation does not come to rest".to_owned() };
    assert_eq!(play(&scenario, &mut Pushing(usize::MAX)), endless);
}

#[test]
fn baselines_know_failures() {
    let report = Suite::bundled(Role::Host).play(|| Ok(Silent)).unwrap();
    let failed: Vec<_> = report.failed().map(str::to_owned).collect();
    let baseline = |names: &[String]| -> Baseline {
        let names = names.iter().map(|name| (name.clone(), "known".into())).collect();
        serde_json::from_value(Value::Object(names)).unwrap()
    };
    assert_eq!(report.compare(&baseline(&failed)), Changes::default());
    let all = Suite::bundled(Role::Host);
    let passed = all.scenarios().keys().find(|name| !failed.contains(name)).unwrap();
    let known = baseline(&[&failed[1..], &[passed.clone(), "unknown".to_owned()]].concat());
    let changes = report.compare(&known);
    assert_eq!(changes, Changes { regressions: vec![failed[0].clone()], stale: vec![passed.clone()] });
    assert_eq!(known.unknown(&all).collect::<Vec<_>>(), ["unknown"]);

    // What is not played is not stale.
    let one = Suite::bundled(Role::Host).only(&failed[0]).play(|| Ok(Silent)).unwrap();
    assert_eq!(one.compare(&known).stale, [""; 0]);
}

fn program(script: &str) -> Verdict {
    let scenario = r#"{
        "title": "t", "role": "host", "rules": ["H-LOAD-1"],
        "steps": [{ "send": { "id": "1", "action": "a" } }, { "nothing": {} }]
    }"#;
    let scenario: Scenario = serde_json::from_str(scenario).unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    play(&scenario, &mut Program::start(command).unwrap())
}

#[test]
fn adapters_are_programs() {
    assert_eq!(
        program(r#"n=0; while read -r line; do n=$((n+1)); echo "{\"done\":$n}"; done"#),
        Verdict::Passed
    );
    let reason = "unsupported: create".to_owned();
    assert_eq!(
        program(r#"while read -r line; do echo '{"done":1,"unsupported":true}'; done"#),
        Verdict::Skipped { reason }
    );
    // Members that say nothing, as some serializers write them.
    let verbose = r#"n=0; while read -r line; do n=$((n+1)); echo '{"post":null,"notice":{"name":"x"}}'; echo "{\"done\":$n,\"unsupported\":false,\"failed\":null}"; done"#;
    assert_eq!(program(verbose), Verdict::Passed);
}

/// An implementation that cannot say who it is, or is one of the other side, is not played.
#[test]
fn adapters_of_the_other_side_are_refused() {
    struct Hello(Value);

    impl Implementation for Hello {
        fn run(&mut self, _command: &Value) -> Result<Vec<Value>, Refusal> {
            Ok(vec![json!({ "hello": self.0 })])
        }
    }

    for (hello, error) in [
        (json!({ "role": "widget", "name": "mine" }), "expected a host, found a widget: mine"),
        (json!({ "role": "client", "name": "mine" }), "hello: unknown variant `client`"),
        (json!({ "role": "host" }), "hello: missing field `name`"),
    ] {
        let result = Suite::bundled(Role::Host).play(|| Ok(Hello(hello.clone())));
        assert!(result.as_ref().is_err_and(|found| found.starts_with(error)), "{result:?}");
    }
}

#[test]
fn adapters_that_misbehave_fail_the_scenario() {
    let cases = [
        ("exit 1", "the adapter "),
        ("read -r line; echo junk; cat >/dev/null", r#"the adapter wrote "junk""#),
        (r#"read -r line; echo '{"done":7}'; cat >/dev/null"#, "expected the end of command 1"),
        (
            r#"read -r line; echo '{"x":1}'; echo '{"done":1}'; cat >/dev/null"#,
            r#"the adapter reports {"x":1}"#,
        ),
        (
            r#"read -r line; echo '{"done":1,"failed":"why"}'; cat >/dev/null"#,
            r#"the adapter has failed: "why""#,
        ),
        (r#"read -r line; echo '{"post":"{"}'; echo '{"done":1}'; cat >/dev/null"#, r#"posted "{""#),
    ];
    for (script, expected) in cases {
        match program(script) {
            Verdict::Failed { step: 0, reason } => assert!(reason.starts_with(expected), "{reason}"),
            other => panic!("{script}: {other:?}"),
        }
    }
}
