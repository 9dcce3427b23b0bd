//! The requested and the approved capabilities are those of the sources.

use std::collections::BTreeSet;

use matrix_widget_capability::{CapabilitySet, Dialect};
use matrix_widget_protocol::vendor::element_call::{CAPABILITIES, CallMembership, ElementCallCapability};
use ruma_common::{device_id, room_id, user_id};
use serde_json::Value;

use super::{facts, strings};

const FACTS: &str = include_str!("../../fixtures/element_call/capabilities.json");
const CURRENT: &str = "0.24.0";
const MEMBER: &str = "org.matrix.msc3401.call.member";

fn call() -> CallMembership<'static> {
    CallMembership::new(user_id!("@alice:example.org"), device_id!("PHONE"), room_id!("!room:example.org"))
}

/// Returns the capabilities of a list of facts, in the order in which Element Call requests them.
fn expected(list: &Value) -> Vec<String> {
    let mut all = strings(&list["before"]);
    if list.get("timeline") != Some(&false.into()) {
        all.push("org.matrix.msc2762.timeline:!room:example.org".to_owned());
    }
    let mut extend = |name: &str, prefix: &str| {
        all.extend(strings(&list[name]).iter().map(|text| format!("{prefix}{text}")));
    };
    extend("send", "org.matrix.msc2762.send.event:");
    extend("receive", "org.matrix.msc2762.receive.event:");
    extend("send_state_keys", &format!("org.matrix.msc2762.send.state_event:{MEMBER}#"));
    extend("receive_state", "org.matrix.msc2762.receive.state_event:");
    extend("to_device", "org.matrix.msc3819.send.to_device:");
    extend("to_device", "org.matrix.msc3819.receive.to_device:");
    extend("after", "");
    let key = format!("{MEMBER}#");
    let with_ids = |text: String| match text.split_once(&key) {
        Some((prefix, state_key)) => {
            format!(
                "{prefix}{key}{}",
                state_key.replacen('U', "@alice:example.org", 1).replacen("_D", "_PHONE", 1)
            )
        }
        None => text,
    };
    all.into_iter().map(with_ids).collect()
}

/// Returns the capabilities of the rows, with IDs.
fn rows(is_wanted: impl Fn(&ElementCallCapability) -> bool) -> BTreeSet<String> {
    let values = [
        ("{user_id}", "@alice:example.org"),
        ("{device_id}", "PHONE"),
        ("{room_id}", "!room:example.org"),
        ("{application}", "m.call"),
    ];
    let fill = |row: &ElementCallCapability| {
        values.iter().fold(row.template.to_owned(), |text, (place, value)| text.replace(place, value))
    };
    CAPABILITIES.iter().filter(|row| is_wanted(row)).map(fill).collect()
}

fn version(text: &str) -> Vec<u32> {
    text.split('.').map(|part| part.parse().unwrap()).collect()
}

#[test]
fn requested_capabilities_are_those_of_the_current_version_in_order() {
    let requested = call().requested_capabilities();
    assert_eq!(requested.iter().collect::<Vec<_>>(), expected(&facts(FACTS)["versions"][CURRENT]));
}

#[test]
fn versions_request_the_rows_of_the_table() {
    for (name, list) in facts(FACTS)["versions"].as_object().unwrap() {
        let now = version(name);
        let is_requested = |row: &ElementCallCapability| {
            row.since.is_some_and(|since| version(since) <= now)
                && row.until.is_none_or(|until| version(until) > now)
                && !row.is_of_sdk
        };
        assert_eq!(rows(is_requested), expected(list).into_iter().collect(), "{name}");
    }
}

#[test]
fn approved_capabilities_cover_every_version_and_nothing_else() {
    let approved = call().approved_capabilities();
    let mut of_all_versions = BTreeSet::new();
    for (name, list) in facts(FACTS)["versions"].as_object().unwrap() {
        let requested = CapabilitySet::from_strings(expected(list), Dialect::Msc2762);
        assert_eq!(requested.approved_by(&approved).to_list(), requested.to_list(), "{name}");
        of_all_versions.extend(expected(list));
    }
    assert_eq!(approved.strings().map(str::to_owned).collect::<BTreeSet<_>>(), of_all_versions);
}

#[test]
fn hosts_approve_the_rows_of_the_table() {
    let facts = facts(FACTS);
    assert_eq!(rows(|row| row.element_web), expected(&facts["element_web"]).into_iter().collect());
    assert_eq!(rows(|row| row.element_x), expected(&facts["element_x"]).into_iter().collect());
}

#[test]
fn ids_are_not_searched_for_placeholders() {
    let call = CallMembership::new(
        user_id!("@u:example.org"),
        "{application}{room_id}".into(),
        room_id!("!room:example.org"),
    );
    let state_key = "call.member#@u:example.org_{application}{room_id}_m.call";
    assert!(call.requested_capabilities().iter().any(|text| text.ends_with(state_key)));
}
