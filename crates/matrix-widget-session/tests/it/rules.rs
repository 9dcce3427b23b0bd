//! Each rule of sessions has a test that names it.
//!
//! Rules of single messages have their tests in the other crates. Rules of web pages are left to the caller of a session, and what a
//! session may do needs no test.

use std::{collections::BTreeSet, fs, path::Path};

use serde::Deserialize;

/// Adds the IDs in the Rust files of a folder, such as `H-NEG-13`.
fn add_ids(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add_ids(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(path).unwrap();
            let comments = text.lines().filter_map(|line| line.trim().strip_prefix("//"));
            found.extend(comments.flat_map(words).filter(|word| is_id(word)).map(str::to_owned));
        }
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
}

fn is_id(word: &str) -> bool {
    let mut parts = word.split('-');
    let [side, topic, number] = [parts.next(), parts.next(), parts.next()].map(Option::unwrap_or_default);
    let is_topic = topic.len() > 1 && topic.bytes().all(|byte| byte.is_ascii_uppercase());
    ["H", "W"].contains(&side) && is_topic && number.parse::<u8>().is_ok() && parts.next().is_none()
}

fn ids(folders: &[&str]) -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = BTreeSet::new();
    folders.iter().for_each(|folder| add_ids(&crates.join(folder), &mut found));
    found
}

/// The rules of `conformance/rules.json`.
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
fn each_rule_has_a_test_that_names_it() {
    let Rules { rules } = serde_json::from_str(include_str!("../../../../conformance/rules.json")).unwrap();
    let tests = ids(&[
        "matrix-widget-session/tests",
        "matrix-widget-protocol/tests",
        "matrix-widget-capability/tests",
    ]);
    let needs_test = |rule: &&Rule| rule.level != "MAY" && rule.scope != "web" && !tests.contains(&rule.id);
    let untested: Vec<_> = rules.iter().filter(needs_test).map(|rule| &rule.id).collect();
    assert!(untested.is_empty(), "rules without a test: {untested:?}");

    let mut unknown = &tests | &ids(&["matrix-widget-session/src"]);
    rules.iter().for_each(|rule| drop(unknown.take(&rule.id)));
    assert!(unknown.is_empty(), "rules that are not in the list: {unknown:?}");
}
