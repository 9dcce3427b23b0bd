//! Each rule of sessions has a test that names it.
//!
//! `tests/rules.txt` lists the rules, and the crate whose tests name the rule if it is not this one. Rules of web pages, which
//! a session leaves to its caller, are not in the list.

use std::{collections::BTreeSet, fs, path::Path};

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

#[test]
fn each_rule_has_a_test_that_names_it() {
    let list =
        include_str!("../rules.txt").lines().map(|line| line.split_once(' ').unwrap_or((line, "session")));
    let here = ids(&["matrix-widget-session/tests"]);
    let protocol = ids(&["matrix-widget-protocol/tests", "matrix-widget-capability/tests"]);
    let has_test = |id: &str, place: &str| if place == "session" { &here } else { &protocol }.contains(id);
    let untested: Vec<_> = list.clone().filter(|(id, place)| !has_test(id, place)).collect();
    assert!(untested.is_empty(), "rules without a test: {untested:?}");

    let mut unknown: BTreeSet<_> = &(&here | &protocol) | &ids(&["matrix-widget-session/src"]);
    list.for_each(|(id, _)| {
        unknown.remove(id);
    });
    assert!(unknown.is_empty(), "rules that are not in the list: {unknown:?}");
}
