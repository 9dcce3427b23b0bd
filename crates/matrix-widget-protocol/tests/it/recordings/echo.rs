//! Every answer of ours equals theirs as JSON.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Place, header, messages};
use crate::support::{answer_by, decode, json, unknown_members};

type Recorded = (Place, &'static str);

/// Every request that was answered, with its first answer.
pub fn answered() -> Vec<(Recorded, Recorded)> {
    let mut pending = BTreeMap::new();
    let mut answered: Vec<(Recorded, Recorded)> = Vec::new();
    for (place, text) in messages() {
        let raw = header(text);
        let key = (place.0, raw.widget_id().to_owned(), raw.api(), raw.request_id().to_owned());
        if raw.is_request() {
            // An answer for which a driver gave nothing reads like the request again.
            if let Some((_, request)) = pending.insert(key, (place, text)) {
                assert_eq!(
                    text.replace(r#","response":null}"#, "}"),
                    request,
                    "{place:?}: its ID is pending"
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
            assert!(answered.iter().any(is_second), "{place:?} answers nothing");
        }
    }
    answered
}

/// Our answer to a request, with the outcome of theirs; none where a body is bad, so that there is no typed answer.
fn our_answer(request: &str, response: &str) -> Option<String> {
    let response = &decode(response).ok()?;
    let request = match decode(request) {
        Ok(request) => request,
        Err(invalid) if invalid.raw().is_request() => {
            return response.error().and_then(|error| invalid.respond_error(invalid.raw().api(), error));
        }
        Err(invalid) => panic!("{invalid} is no request"),
    };
    Some(answer_by(&request, response))
}

/// Null members count as absent, as everywhere.
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
fn every_echo_of_ours_equals_theirs() {
    let mut equal = 0;
    for ((_, request), (place, text)) in answered() {
        let Some(ours) = our_answer(request, text) else { continue };
        let (mut ours, mut theirs) = (json(&ours), json(text));
        // What no type names is not in an answer that a type gives.
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
fn every_echo_of_ours_is_the_requests_own_text() {
    for ((_, request), (place, text)) in answered() {
        let Some(ours) = our_answer(request, text) else { continue };
        let head = request.strip_suffix('}').unwrap();
        assert!(ours.starts_with(&format!("{head},\"response\":")), "{place:?}: {ours}");
    }
}

#[test]
fn a_response_repeats_the_data_of_its_request() {
    for ((_, request), (place, text)) in answered() {
        assert_eq!(header(request).data(), header(text).data(), "{place:?}");
        assert_eq!(header(request).action(), header(text).action(), "{place:?}");
    }
}
