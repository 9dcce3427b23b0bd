//! The messages that are bad on purpose, and what is wrong with each.

use std::collections::BTreeMap;

use matrix_widget_protocol::InvalidMessage;

use super::{Place, bad_requests, bad_responses, header, messages, why};
use crate::support::decode;

/// Flow and line of a bad message, and the text of its error.
const ERRORS: &str = include_str!("../../fixtures/recordings/errors.txt");

/// Every bad message with the error that it must give.
fn expected() -> Vec<(Place, &'static str, &'static str)> {
    let texts: BTreeMap<String, (Place, &str)> =
        messages().map(|((flow, line), text)| (format!("{flow}:{line}"), ((flow, line), text))).collect();
    let mut expected: Vec<_> = ERRORS
        .lines()
        .map(|row| {
            let (place, error) = row.split_once('\t').unwrap_or_else(|| panic!("{row}: no tab"));
            let (place, text) = texts.get(place).unwrap_or_else(|| panic!("{place} is not recorded"));
            (*place, *text, error)
        })
        .collect();
    expected.sort();
    expected
}

#[test]
fn exactly_the_listed_messages_are_invalid() {
    let found: Vec<String> = messages()
        .filter_map(|((flow, line), text)| Some(format!("{flow}:{line}\t{}", decode(text).err()?)))
        .collect();
    let missing: Vec<_> = found.iter().filter(|row| !ERRORS.lines().any(|listed| listed == *row)).collect();
    assert!(
        missing.is_empty(),
        "not in errors.txt:\n{}",
        missing.into_iter().map(|row| format!("{row}\n")).collect::<String>()
    );
    assert_eq!(found, ERRORS.lines().collect::<Vec<_>>(), "errors.txt has more, or another order");
}

#[test]
fn every_message_that_its_flow_calls_bad_is_listed() {
    let listed: Vec<_> = expected().iter().map(|row| row.0).collect();
    let mut bad: Vec<_> = bad_requests().keys().chain(bad_responses().keys()).copied().collect();
    bad.sort_unstable();
    assert_eq!(listed, bad);
}

/// What an error says that it found, by what the flow says of it. The last that fits counts.
const FOUND: [(&str, &str); 13] = [
    ("is a string", "a string"),
    ("is a number", "a number"),
    ("is a boolean", "a boolean"),
    ("is an array", "an array"),
    ("is an object", "an object"),
    ("is false", "`false`"),
    ("is neither", "another string"),
    ("is none", "another string"),
    ("other than", "another string"),
    ("not an integer", "a number that is not one"),
    ("is null", "null"),
    ("missing", "nothing"),
    ("lacks", "nothing"),
];

/// What the flow says, and what the type says, written by different people from the same document.
#[test]
fn the_error_says_what_the_flow_says() {
    for (place, text, error) in expected() {
        let why = why(place).unwrap();
        let said = format!("{place:?} says {why:?}, and we say {error:?}");
        if why.starts_with("member and member_id") {
            assert_eq!(error, "data: not valid: expected `member` or `member_id`, found neither", "{said}");
            continue;
        }
        let body = if header(text).is_request() { "data" } else { "response" };
        let (path, what) = error.split_once(": ").unwrap();
        assert!(what.starts_with("expected "), "{said}");
        let path = if path == body { path } else { path.strip_prefix(&format!("{body}.")).expect(&said) };

        // "data is absent, so type and url are missing"
        let fault = why.rsplit("so ").next().unwrap();
        let subject = fault.split_once([' ', ',']).map_or(fault, |(subject, _)| subject);
        let subject = subject.replace("[@", ".@").replace("org]", "org");
        let is_vague = ["both", "everything"].contains(&subject.as_str());
        let is_list = fault.contains("is a list with");
        assert!(
            is_vague
                || path == subject
                || error.starts_with(&format!("{subject}: "))
                || is_list
                || fault.contains("lacks all"),
            "{said}"
        );

        let found = FOUND.iter().rfind(|(fault_of, _)| fault.contains(fault_of));
        let found = found.map(|(_, found)| *found).or(is_list.then_some("a number"));
        assert!(what.ends_with(&format!(", found {}", found.expect(&said))), "{said}");
    }
}

#[test]
fn a_bad_request_is_owed_an_error_and_gets_it() {
    for (place, text, error) in expected() {
        match decode(text).unwrap_err() {
            InvalidMessage::FromWidgetRequest(invalid) | InvalidMessage::ToWidgetRequest(invalid) => {
                assert!(bad_requests().contains_key(&place), "{place:?}");
                let answer = invalid.respond();
                assert_eq!(decode(&answer).unwrap().error().unwrap().message(), invalid.error().to_string());
                assert!(answer.starts_with(text.strip_suffix('}').unwrap()), "{place:?}");
            }
            InvalidMessage::Response(_) => {
                assert!(bad_responses().contains_key(&place), "{place:?}: {error}");
            }
        }
    }
}

/// The reference implementation lets many wrong types pass, so that its own answer may be a success.
#[test]
fn the_recorded_answers_to_bad_requests_decode() {
    let (mut errors, mut successes) = (0, 0);
    for (request, answer) in super::echo::answered() {
        if !bad_requests().contains_key(&request.0) || bad_responses().contains_key(&answer.0) {
            continue;
        }
        match decode(answer.1).unwrap_or_else(|invalid| panic!("{invalid} at {answer:?}")).error() {
            Some(_) => errors += 1,
            None => successes += 1,
        }
    }
    assert!(errors > 50 && successes > 50, "{errors} errors, {successes} successes");
}

#[test]
fn a_bad_message_still_has_its_header() {
    for (_, text, _) in expected() {
        let invalid = decode(text).unwrap_err();
        assert_eq!(*invalid.raw(), header(text).into_owned());
        assert_eq!(invalid.raw().text(), text);
    }
}
