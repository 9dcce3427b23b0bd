//! Recorded messages decode as expected.

use std::collections::{BTreeMap, BTreeSet};

use matrix_widget_protocol::Direction;
use serde_json::Value;

use super::{bad_requests, bad_responses, declared, header, messages, variant, why};
use crate::{
    fixtures::{action_named, file_of},
    support::{assert_lossless, assert_none, class, decode, unknown_members},
};

#[test]
fn recorded_messages_have_the_expected_class() {
    let mut classes = BTreeMap::<_, usize>::new();
    for (place, text) in messages() {
        let value = crate::support::json(text);
        let expected = match value.get("response") {
            _ if why(place).is_some() => "invalid",
            None | Some(Value::Null) => "request",
            Some(response) if response["error"]["message"].is_string() => "error",
            Some(_) => "response",
        };
        assert_eq!(class(text), expected, "{place:?}: {text}");
        assert!(decode(text).is_err() || decode(text).is_ok_and(|message| message.is_lossless()), "{text}");
        let header = header(text);
        assert_eq!(header.api().as_str(), value["api"]);
        assert_eq!(header.action(), value["action"]);
        *classes.entry(expected).or_default() += 1;
    }
    println!("recorded messages: {classes:?}");
    assert_eq!(classes["invalid"], bad_requests().len() + bad_responses().len());
    assert_eq!(classes.values().sum::<usize>(), messages().count());
}

#[test]
fn recorded_messages_with_known_names_are_typed() {
    let mut custom = BTreeSet::new();
    for (place, text) in messages() {
        let Ok(message) = decode(text) else { continue };
        let (api, name) = (message.raw().api(), message.raw().action());
        let expected = action_named(api, name).map_or("Custom", |info| info.variant);
        assert_eq!(variant(&message), expected, "{place:?}: {api} {name:?}");
        if expected == "Custom" {
            custom.insert((api, name.to_owned()));
        }
    }
    println!("custom: {custom:?}");
    let made_up = |name: &str| name.starts_with("org.example.") || name.starts_with('"');
    let other = |api| match api {
        Direction::FromWidget => Direction::ToWidget,
        Direction::ToWidget => Direction::FromWidget,
    };
    for (api, name) in custom {
        assert!(made_up(&name) || action_named(other(api), &name).is_some(), "{api} {name}");
    }
}

/// A recording of an undeclared action would only repeat our own JSON.
#[test]
fn recordings_have_exactly_the_declared_actions() {
    let declared = declared();
    let recorded: BTreeSet<_> =
        messages().map(|(_, text)| (header(text).api(), header(text).action().to_owned())).collect();
    let file = |(api, name): &(Direction, String)| action_named(*api, name).map(file_of);
    let known: BTreeSet<_> = declared.iter().filter_map(file).collect();

    let ours = declared.iter().filter(|action| file(action).is_none());
    let ours = ours.map(|(api, name)| format!("{api} {name} is declared by the package, but not known here"));
    let missing = declared.difference(&recorded);
    let missing = missing
        .map(|(api, name)| format!("{api} {name} is declared, but not recorded by conformance/interop"));
    let unneeded: BTreeSet<_> =
        recorded.iter().filter_map(file).filter(|file| !known.contains(file)).collect();
    let unneeded = unneeded.iter().map(|file| format!("{file}: recorded, but not declared by the package"));
    assert_none("recordings", ours.chain(missing).chain(unneeded));
}

#[test]
fn recorded_messages_survive_a_round_trip() {
    for (_, text) in messages() {
        let Ok(message) = decode(text) else { continue };
        let unknown = unknown_members(&message);
        let unknown: Vec<&str> = unknown.iter().map(String::as_str).collect();
        assert_lossless(text, &unknown);
    }
}

/// The only unknown members are members that flows add on purpose, and three that the package sends.
#[test]
fn unknown_members_of_recordings_are_intended() {
    let on_purpose =
        |name: &str| name.split_once(".org.example.").is_some_and(|(_, name)| !name.contains('.'));
    let mut others = BTreeSet::new();
    let mut places = BTreeSet::new();
    for (_, text) in messages() {
        let Ok(message) = decode(text) else { continue };
        let raw = message.raw();
        for path in unknown_members(&message) {
            let place = format!("{} {} {path}", raw.api(), raw.action());
            if on_purpose(&path) {
                places.insert(place)
            } else {
                others.insert(place)
            };
        }
    }
    let others: Vec<_> = others.iter().map(String::as_str).collect();
    assert_eq!(
        others,
        [
            "toWidget supported_api_versions data.unheard_of",
            "toWidget update_turn_servers data.ttl",
            "toWidget visibility visible",
        ]
    );
    assert!(places.len() >= 20, "{places:?}");
}
