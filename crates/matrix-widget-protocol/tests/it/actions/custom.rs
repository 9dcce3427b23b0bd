//! Actions with unknown names are custom actions, which keep their data.

use matrix_widget_protocol::{Direction, RawObject};

use crate::{
    fixtures::{FIXTURES, action_named},
    support::{assert_lossless, decode, request, response},
};

const UNUSUAL: &str = r#"{"b" : 1.0,"a":[1e999,{"\ud800":null}],"a":{},"":"\u0000"}"#;

#[test]
fn custom_requests_keep_their_data() {
    for name in ["com.example.ping", "\\\"quoted\\\" \\n name", "io.element.unheard_of", "x", " ", "👋"] {
        let text = request("fromWidget", name, UNUSUAL);
        assert_eq!(typed!(FromWidgetRequest::Custom, &text).data.as_str(), UNUSUAL);
        assert_lossless(&text, &[]);
        let text = request("toWidget", name, UNUSUAL);
        assert_eq!(typed!(ToWidgetRequest::Custom, &text).data.as_str(), UNUSUAL);
        assert_lossless(&text, &[]);
        assert_eq!(decode(&text).unwrap().info(), None);
        assert_eq!(decode(&text).unwrap().to_json(), text);
    }
}

/// Names of drafts and of declarations that nothing handles. "Draft ones stay unknown."
#[test]
fn actions_of_drafts_are_custom() {
    for name in ["org.matrix.msc4354.send_sticky_event", "org.matrix.msc4407.initial_sticky_state"] {
        assert_eq!(
            typed!(FromWidgetRequest::Custom, &request("fromWidget", name, UNUSUAL)).data.as_str(),
            UNUSUAL
        );
        assert_eq!(
            typed!(ToWidgetRequest::Custom, &request("toWidget", name, UNUSUAL)).data.as_str(),
            UNUSUAL
        );
    }
}

#[test]
fn custom_responses_are_kept() {
    let text = response("fromWidget", "com.example", UNUSUAL);
    assert_eq!(typed!(FromWidgetResponse::Custom, &text).outcome.unwrap().as_str(), UNUSUAL);
    assert_lossless(&text, &[]);
    let text = response("toWidget", "com.example", UNUSUAL);
    assert_eq!(typed!(ToWidgetResponse::Custom, &text).outcome.unwrap().as_str(), UNUSUAL);
    assert_lossless(&text, &[]);
}

#[test]
fn actions_of_the_other_direction_are_custom() {
    for (info, fixture) in FIXTURES.iter() {
        let other = match info.direction {
            Direction::FromWidget => Direction::ToWidget,
            Direction::ToWidget => Direction::FromWidget,
        };
        for name in fixture.names.iter().filter(|name| action_named(other, name).is_none()) {
            let text = request(other.as_str(), name, UNUSUAL);
            assert_eq!(decode(&text).map(|message| message.info()), Ok(None), "{other} {name}");
        }
    }
}

#[test]
fn action_names_are_compared_exactly() {
    for name in ["Navigate", "navigate ", "org.matrix.msc2931.navigat\u{435}"] {
        typed!(FromWidgetRequest::Custom, &request("fromWidget", name, "{}"));
    }
}

#[test]
fn custom_actions_of_different_names_differ() {
    let [one, other] = ["com.example.a", "com.example.b"].map(|name| request("fromWidget", name, "{}"));
    assert_ne!(decode(&one).unwrap(), decode(&other).unwrap());
}

#[test]
fn raw_object_rejects_other_json() {
    for text in ["null", "5", "[]", r#""{}""#, "true", "", "{", "{} {}"] {
        assert!(RawObject::from_text(text).is_err(), "{text}");
    }
    assert_eq!(RawObject::from_text(" { } ").unwrap().as_str(), "{ }");
}
