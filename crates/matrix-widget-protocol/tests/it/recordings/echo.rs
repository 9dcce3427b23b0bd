//! Our answers equal the recorded answers as JSON.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Place, header, messages};
use crate::support::{answer_by, decode, json, unknown_members};

type Recorded = (Place, &'static str);

/// Returns every answered request with its first answer.
pub fn answered() -> Vec<(Recorded, Recorded)> {
    let mut pending = BTreeMap::new();
    let mut answered: Vec<(Recorded, Recorded)> = Vec::new();
    for (place, text) in messages() {
        let raw = header(text);
        let key = (place.0, raw.widget_id().to_owned(), raw.api(), raw.request_id().to_owned());
        if raw.is_request() {
            // If a driver returns nothing, the answer equals the request.
            if let Some((_, request)) = pending.insert(key, (place, text)) {
                assert_eq!(
                    text.replace(r#","response":null}"#, "}"),
                    request,
                    "{place:?}: duplicate pending request ID"
                );
            }
        } else if let Some(request) = pending.remove(&key) {
            answered.push((request, (place, text)));
        } else {
            // "The same request can be answered twice."
            let is_second = |(request, _): &(Recorded, _)| {
                let request = header(request.1);
                request.request_id() == raw.request_id() && request.data() == raw.data()
            };
            assert!(answered.iter().any(is_second), "{place:?}: response without a request");
        }
    }
    answered
}

/// Returns our answer to a request with the recorded outcome, or `None` if a malformed body prevents a typed answer.
fn our_answer(request: &str, response: &str) -> Option<String> {
    let response = &decode(response).ok()?;
    let request = match decode(request) {
        Ok(request) => request,
        Err(invalid) if invalid.raw().is_request() => {
            return response.error().and_then(|error| invalid.respond_error(invalid.raw().api(), error));
        }
        Err(invalid) => panic!("expected a request, found {invalid}"),
    };
    Some(answer_by(&request, response))
}

/// Removes null members, which mean the same as missing members.
fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

#[test]
fn answers_equal_recorded_answers() {
    let mut equal = 0;
    for ((_, request), (place, text)) in answered() {
        let Some(ours) = our_answer(request, text) else { continue };
        let (mut ours, mut theirs) = (json(&ours), json(text));
        // A typed answer has no unknown members.
        for path in unknown_members(&decode(text).unwrap()) {
            if let Some(name) = path.strip_prefix("response.") {
                assert!(theirs["response"].as_object_mut().unwrap().remove(name).is_some(), "{path}");
            }
        }
        without_nulls(&mut ours["response"]);
        without_nulls(&mut theirs["response"]);
        assert_eq!(ours, theirs, "{place:?}");
        equal += 1;
    }
    println!("echoes equal to the recorded: {equal}");
    assert!(equal >= 900, "only {equal} echoes were compared");
}

#[test]
fn answers_start_with_the_recorded_request() {
    for ((_, request), (place, text)) in answered() {
        let Some(ours) = our_answer(request, text) else { continue };
        let head = request.strip_suffix('}').unwrap();
        assert!(ours.starts_with(&format!("{head},\"response\":")), "{place:?}: {ours}");
    }
}

#[test]
fn recorded_responses_repeat_the_request_data() {
    for ((_, request), (place, text)) in answered() {
        assert_eq!(header(request).data(), header(text).data(), "{place:?}");
        assert_eq!(header(request).action(), header(text).action(), "{place:?}");
    }
}
