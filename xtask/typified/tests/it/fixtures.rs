//! Bodies that are made by hand from the proposals come through their types unchanged.

use serde_json::Value;
use typified::round_trip;

use crate::{json_file, path};

const FIXTURES: &str = "crates/matrix-widget-protocol/tests/fixtures/actions";

/// Every body with the name of its payload.
fn bodies() -> Vec<(String, Value)> {
    let registry = json_file(&path("schemas/actions.json"));
    let mut bodies = Vec::new();
    for action in registry["actions"].as_array().unwrap() {
        // `from_widget/navigate.json` for the schema, and for the fixture.
        let fixture = json_file(&path(FIXTURES).join(action["schema"].as_str().unwrap()));
        for (part, schema) in [("request", "request_schema"), ("response", "response_schema")] {
            let payload = action[schema].as_str().unwrap();
            let payload = payload.strip_prefix("payloads/").unwrap().strip_suffix(".json").unwrap();
            let part = &fixture[part];
            let others = part["others"].as_array().into_iter().flatten();
            let values = [&part["minimal"], &part["full"]].into_iter().chain(others);
            bodies.extend(values.map(|value| (payload.to_owned(), value.clone())));
        }
    }
    bodies
}

#[test]
fn every_body_is_written_as_it_is_read() {
    let bodies = bodies();
    for (payload, body) in &bodies {
        assert_eq!(round_trip(payload, body), Some(Ok(body.clone())), "{payload}");
    }
    assert!(bodies.len() > 200, "only {} bodies", bodies.len());
}

#[test]
fn further_members_are_kept() {
    let mut seen = 0;
    for (payload, mut body) in bodies() {
        if let Value::Object(members) = &mut body {
            members.insert("org.example.further".to_owned(), Value::Null);
            assert_eq!(round_trip(&payload, &body), Some(Ok(body.clone())), "{payload}");
            seen += 1;
        }
    }
    assert!(seen > 200, "only {seen} bodies");
}
