//! `matrix-widget conform`.

use std::{collections::BTreeSet, process::Command};

use crate::tool::run;

const DONE: &str = r#"n=0; while read -r line; do n=$((n+1)); echo "{\"done\":$n}"; done"#;

#[test]
fn conform_reports_failures() {
    let report = run(&["conform", "host", "--scenario", "refused-capability", "--", "sh", "-c", DONE]);
    assert_eq!(report.code, Some(1));
    assert!(
        report.output.starts_with("failed   refused-capability-is-not-granted (H-NEG-20)\n"),
        "{}",
        report.output
    );
    assert!(report.output.ends_with("0 passed, 0 skipped, 1 failed\n"), "{}", report.output);
    assert_eq!(report.errors, "");
}

#[test]
fn conform_prints_json() {
    let report = run(&["conform", "widget", "--json", "--", "sh", "-c", DONE]);
    let value: serde_json::Value = serde_json::from_str(&report.output).unwrap();
    let outcome = &value["results"]["capabilities-are-answered-once"];
    assert_eq!(outcome["verdict"], "failed");
    assert_eq!(outcome["step"], 3);
}

#[test]
fn conform_explains_wrong_commands() {
    for (arguments, error) in [
        (&["conform", "client", "--", "x"][..], "[possible values: host, widget]"),
        (&["conform", "host"][..], "required"),
        (
            &["conform", "host", "--profile", "x", "--", "x"][..],
            "[possible values: core, modals, turn-servers, actions]",
        ),
        (&["conform", "host", "--scenarios", "no/such", "--", "x"][..], "error: no/such: No such file"),
        (&["conform", "host", "--baseline", "no/such", "--", "x"][..], "error: no/such: No such file"),
        (&["conform", "host", "--baseline", "README.md", "--", "x"][..], "error: README.md: expected value"),
        (
            &["conform", "host", "--scenario", "x y", "--", "x"][..],
            "error: no scenario has `x y` in its name",
        ),
        (&["conform", "host", "--", "no-such-program"][..], "error: no-such-program: "),
        (&["check", "no/such"][..], "error: no/such: No such file"),
        (&["decode", "no/such"][..], "error: no/such: No such file"),
    ] {
        let report = run(arguments);
        assert_eq!(report.code, Some(2), "{report:?}");
        assert!(report.errors.contains(error), "{report:?}");
    }
}

/// Each scenario has one profile.
#[test]
fn conform_selects_profiles() {
    let played = |arguments: &[&str]| {
        let report = run(&[&["conform", "host", "--json"], arguments, &["--", "sh", "-c", DONE]].concat());
        let value: serde_json::Value = serde_json::from_str(&report.output).unwrap();
        value["results"].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>()
    };
    let profiles =
        ["core", "modals", "turn-servers", "actions"].map(|profile| played(&["--profile", profile]));
    assert!(profiles[0].contains("refused-capability-is-not-granted"));
    assert!(profiles[1].contains("one-modal-at-a-time"));
    let all = played(&[]);
    assert_eq!(profiles.iter().map(BTreeSet::len).sum::<usize>(), all.len());
    assert_eq!(profiles.iter().flatten().cloned().collect::<BTreeSet<_>>(), all);
    let two = played(&["--profile", "core", "--profile", "modals"]);
    assert_eq!(two.len(), profiles[0].len() + profiles[1].len());
}

/// A baseline for all scenarios also works for some of them.
#[test]
fn conform_compares_what_was_played() {
    let baseline = "conformance/baselines/matrix-widget-api-host.json";
    let arguments = ["conform", "host", "--scenario", "second-content", "--baseline", baseline];
    let report = run(&[&arguments[..], &["--", "sh", "-c", DONE]].concat());
    assert!(!report.errors.contains("listed in the baseline, but"), "{}", report.errors);
}

#[test]
fn conform_prints_colors_only_if_asked() {
    let arguments = ["conform", "host", "--scenario", "refused-capability", "--", "sh", "-c", DONE];
    assert!(!run(&arguments).output.contains('\u{1b}'));
    let mut command = Command::new(env!("CARGO_BIN_EXE_matrix-widget"));
    let output = command.args(arguments).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\u{1b}[31mfailed\u{1b}[0m"));
}

#[test]
fn conform_refuses_adapters_of_the_other_side() {
    let hello = r#"read -r line; echo '{"hello":{"role":"widget","name":"mine"}}'; echo '{"done":1}'"#;
    let report = run(&["conform", "host", "--scenario", "refused-capability", "--", "sh", "-c", hello]);
    assert_eq!(
        (report.code, report.errors.as_str()),
        (Some(2), "error: expected a host, found a widget: mine\n")
    );
}

#[test]
fn conform_fails_if_nothing_was_played() {
    let unsupported =
        r#"n=0; while read -r line; do n=$((n+1)); echo "{\"done\":$n,\"unsupported\":true}"; done"#;
    let report = run(&["conform", "host", "--", "sh", "-c", unsupported]);
    assert_eq!((report.code, report.errors.as_str()), (Some(1), "no scenario was played\n"));
}
