//! The recorded messages that are malformed on purpose, and their errors.

use matrix_widget_protocol::InvalidMessage;

use super::{Place, bad_requests, bad_responses, header, messages, why};
use crate::support::{assert_none, decode};

/// Returns the messages that flows mark as malformed, with their errors.
fn bad() -> impl Iterator<Item = (Place, &'static str, InvalidMessage)> {
    let is_bad = |(place, _): &(Place, &str)| why(*place).is_some();
    messages().filter(is_bad).filter_map(|(place, text)| Some((place, text, decode(text).err()?)))
}

#[test]
fn decode_rejects_exactly_the_recorded_bad_messages() {
    let wrong = messages().filter_map(|(place, text)| match (why(place), decode(text)) {
        (Some(why), Ok(_)) => Some(format!("{place:?} decodes, though {why}")),
        (None, Err(invalid)) => Some(format!("{place:?} is well-formed, but {invalid}")),
        _ => None,
    });
    assert_none("recorded messages", wrong);
}

/// The value found, as stated by the flow and by our error. The last matching row counts.
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
    ("not an integer", "a non-integer number"),
    ("is null", "null"),
    ("missing", "missing field"),
    ("lacks", "missing field"),
];

/// Flows and types were written independently from the same document.
#[test]
fn errors_agree_with_the_recorded_faults() {
    for (place, text, invalid) in bad() {
        let (why, error) = (why(place).unwrap(), invalid.to_string());
        let message = format!("{place:?}: the flow states {why:?}, our error is {error:?}");
        if why.starts_with("member and member_id") {
            assert_eq!(error, "data: missing field `member` or `member_id`", "{message}");
            continue;
        }
        let body = if header(text).is_request() { "data" } else { "response" };
        let (path, found_part) = error.split_once(": ").unwrap();
        let path = if path == body { path } else { path.strip_prefix(&format!("{body}.")).expect(&message) };

        // "data is absent, so type and url are missing"
        let fault = why.rsplit("so ").next().unwrap();
        let subject = fault.split_once([' ', ',']).map_or(fault, |(subject, _)| subject);
        let subject = subject.replace("[@", ".@").replace("org]", "org");
        let is_unspecific = ["both", "everything"].contains(&subject.as_str());
        let is_list = fault.contains("is a list with");
        assert!(
            is_unspecific
                || path == subject
                || error.starts_with(&format!("{subject}: "))
                || is_list
                || fault.contains("lacks all"),
            "{message}"
        );

        let found = FOUND.iter().rfind(|(fault_of, _)| fault.contains(fault_of));
        let found = found.map(|(_, found)| *found).or(is_list.then_some("a number"));
        let found = found.expect(&message);
        // Null means the same as a missing member.
        let is_expected = found_part == found || found == "null" && found_part == "missing field";
        assert!(is_expected || found_part.ends_with(&format!(", found {found}")), "{message}");
    }
}

#[test]
fn invalid_message_respond_answers_only_requests() {
    for (place, text, invalid) in bad() {
        let bad = if invalid.raw().is_request() { bad_requests() } else { bad_responses() };
        assert!(bad.contains_key(&place), "{place:?}");
        let answer = invalid.respond(invalid.raw().api());
        assert_eq!(answer.is_some(), invalid.raw().is_request(), "{place:?}");
        if let Some(answer) = answer {
            assert_eq!(decode(&answer).unwrap().error().unwrap().message(), invalid.error().to_string());
            assert!(answer.starts_with(text.strip_suffix('}').unwrap()), "{place:?}");
        }
    }
}

/// The reference implementation accepts many wrong types, so its answer may be a success.
#[test]
fn recorded_answers_to_bad_requests_decode() {
    let (mut errors, mut successes) = (0, 0);
    for (request, answer) in super::echo::answered() {
        if !bad_requests().contains_key(&request.0) || bad_responses().contains_key(&answer.0) {
            continue;
        }
        match decode(answer.1).unwrap_or_else(|invalid| panic!("{invalid} in {answer:?}")).error() {
            Some(_) => errors += 1,
            None => successes += 1,
        }
    }
    assert!(errors > 50 && successes > 50, "{errors} errors, {successes} successes");
}

#[test]
fn invalid_message_raw_keeps_the_header() {
    for (_, text, invalid) in bad() {
        assert_eq!(*invalid.raw(), header(text).into_owned());
        assert_eq!(invalid.raw().text(), text);
    }
}
