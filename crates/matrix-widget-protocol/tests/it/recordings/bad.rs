//! The messages that are bad on purpose, and what is wrong with each.

use matrix_widget_protocol::InvalidMessage;

use super::{Place, bad_requests, bad_responses, header, messages, why};
use crate::support::{assert_none, decode};

/// The messages that their flows call bad, each with its error.
fn bad() -> impl Iterator<Item = (Place, &'static str, InvalidMessage)> {
    let is_bad = |(place, _): &(Place, &str)| why(*place).is_some();
    messages().filter(is_bad).filter_map(|(place, text)| Some((place, text, decode(text).err()?)))
}

#[test]
fn exactly_the_messages_that_their_flows_call_bad_are_invalid() {
    let wrong = messages().filter_map(|(place, text)| match (why(place), decode(text)) {
        (Some(why), Ok(_)) => Some(format!("{place:?} decodes, though {why}")),
        (None, Err(invalid)) => Some(format!("{place:?} is well-formed, but {invalid}")),
        _ => None,
    });
    assert_none("recorded messages", wrong);
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
    ("not an integer", "a non-integer number"),
    ("is null", "null"),
    ("missing", "missing field"),
    ("lacks", "missing field"),
];

/// What the flow says, and what the type says, written by different people from the same document.
#[test]
fn the_error_says_what_the_flow_says() {
    for (place, text, invalid) in bad() {
        let (why, error) = (why(place).unwrap(), invalid.to_string());
        let said = format!("{place:?} says {why:?}, and we say {error:?}");
        if why.starts_with("member and member_id") {
            assert_eq!(error, "data: missing field `member` or `member_id`", "{said}");
            continue;
        }
        let body = if header(text).is_request() { "data" } else { "response" };
        let (path, what) = error.split_once(": ").unwrap();
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
        let found = found.expect(&said);
        // Null counts as absent.
        let is_said = what == found || found == "null" && what == "missing field";
        assert!(is_said || what.ends_with(&format!(", found {found}")), "{said}");
    }
}

#[test]
fn a_bad_request_is_owed_an_error_and_gets_it() {
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
    for (_, text, invalid) in bad() {
        assert_eq!(*invalid.raw(), header(text).into_owned());
        assert_eq!(invalid.raw().text(), text);
    }
}
