//! What a request needs, by the rules of the protocol's documents.

use matrix_widget_capability::{CapabilitySet, Dialect, EventQuery, Flag};
use matrix_widget_protocol::{
    Direction, ErrorResponse, Message, RawObject,
    event::MatrixEvent,
    from_widget::{FromWidgetRequest, ReadEventsResponse, ReadRelationsResponse},
    requirement::{Enforcement, Requirements},
    to_widget::UpdateStateRequest,
};
use proptest::prelude::*;
use ruma_common::RoomId;
use serde_json::{Value, json};

use crate::{
    fixtures::FIXTURES,
    properties::cases,
    support::{decode, request},
};

const VIEWED: &str = "!viewed:example.org";
const OTHER: &str = "!other:example.org";

fn room(id: &str) -> &RoomId {
    id.try_into().unwrap()
}

fn set<S: AsRef<str>>(strings: &[S]) -> CapabilitySet {
    CapabilitySet::from_strings(strings, Dialect::RoomScoped)
}

/// The requirements of a request while `VIEWED` is viewed.
fn requirements(action: &str, data: &Value) -> Requirements {
    requirements_of_text(action, &data.to_string(), Some(VIEWED))
}

fn requirements_of_text(action: &str, data: &str, viewed: Option<&str>) -> Requirements {
    from_widget_request(&request("fromWidget", action, data)).requirements(viewed.map(room))
}

fn from_widget_request(text: &str) -> FromWidgetRequest<'_> {
    match decode(text) {
        Ok(Message::FromWidgetRequest(request)) => request,
        other => panic!("{other:?} is no request of a widget"),
    }
}

/// Asserts for requests of an action which capabilities cover them: rows of `data`, capabilities, and the answer.
#[track_caller]
fn assert_covered(action: &str, rows: &[(&Value, &[&str], bool)]) {
    for (data, granted, is_covered) in rows {
        let found = requirements(action, data).are_met_by(&set(granted));
        assert_eq!(found, *is_covered, "{action} {data} with {granted:?}");
    }
}

/// Asserts what a request lacks that these capabilities do not cover.
#[track_caller]
fn assert_missing(action: &str, data: &Value, granted: &[&str], expected: &str) {
    assert_covered(action, &[(data, granted, false)]);
    let missing = requirements(action, data).missing_in(&set(granted)).map(|missing| missing.to_string());
    assert_eq!(missing.as_deref(), Some(expected), "{action} {data} with {granted:?}");
}

#[test]
fn a_flag_is_needed_in_either_spelling() {
    let navigate = json!({ "uri": "https://matrix.to/#/!r:example.org" });
    assert_covered(
        "navigate",
        &[(&navigate, &["m.navigate"], true), (&navigate, &["org.matrix.msc2931.navigate"], true)],
    );
    let missing = "missing capability: org.matrix.msc2931.navigate";
    assert_missing("navigate", &navigate, &[], missing);
    assert_missing("org.matrix.msc2931.navigate", &navigate, &["M.NAVIGATE", "m.sticker"], missing);
    let missing = "missing capability: org.matrix.msc4039.upload_file";
    assert_covered("get_media_config", &[(&json!({}), &["m.upload_file"], true)]);
    assert_missing("get_media_config", &json!({}), &["m.download_file"], missing);
}

#[test]
fn a_message_needs_its_type_and_msgtype_in_the_viewed_room() {
    let text = json!({ "type": "m.room.message", "content": { "msgtype": "m.text" } });
    for granted in [
        "m.send.event:m.room.message#m.text",
        "m.send.event:m.room.message",
        "m.send.event:m.room.message#m.text:!viewed:example.org",
        "m.send.event:m.room.message:*",
    ] {
        assert_covered("send_event", &[(&text, &[granted], true)]);
    }
    let missing = "missing capability: org.matrix.msc2762.send.event:m.room.message#m.text \
                   or org.matrix.msc2762.send.event:m.room.message#m.text:!viewed:example.org";
    for granted in [
        "m.send.event:m.room.message#m.emote",
        "m.send.event:m.room.message#m.text:!other:example.org",
        "m.receive.event:m.room.message",
        "m.send.state_event:m.room.message",
    ] {
        assert_missing("send_event", &text, &[granted], missing);
    }
}

#[test]
fn a_message_without_a_string_msgtype_needs_a_capability_without_key() {
    for content in [json!({}), json!({ "msgtype": 5 }), json!(null), json!("text")] {
        let data = json!({ "type": "m.room.message", "content": content });
        assert_covered(
            "send_event",
            &[
                (&data, &["m.send.event:m.room.message"], true),
                (&data, &["m.send.event:m.room.message#m.text"], false),
                (&data, &["m.send.event:m.room.message#"], false),
            ],
        );
    }
}

#[test]
fn a_duplicate_msgtype_is_covered_by_nothing() {
    let all = ["m.send.event:m.room.message", "m.send.event:m.room.message:*", "m.timeline:*"];
    for content in
        [r#"{"msgtype":"m.text","msgtype":"m.emote"}"#, r#"{"msgtype":"m.text","\u006dsgtype":"m.text"}"#]
    {
        let data = format!(r#"{{"type":"m.room.message","content":{content}}}"#);
        let requirements = requirements_of_text("send_event", &data, Some(VIEWED));
        let missing = requirements.missing_in(&set(&all)).unwrap();
        assert_eq!(missing.to_string(), "no capability allows just this");
        assert_eq!(ErrorResponse::from(missing).message(), "no capability allows just this");
    }
}

#[test]
fn an_empty_event_type_is_covered_by_nothing() {
    let requirements = requirements("send_event", &json!({ "type": "", "content": {} }));
    assert!(!requirements.are_met_by(&set(&["m.send.event:", "m.send.event::*"])));
}

#[test]
fn events_that_no_string_can_name_are_covered_by_wider_capabilities() {
    for (granted, data) in [
        ("m.send.state_event:foo\\", json!({ "type": "foo\\", "content": {}, "state_key": "k" })),
        (
            "m.send.state_event:t:!other:example.org",
            json!({ "type": "t", "content": {}, "state_key": "k\\", "room_id": OTHER }),
        ),
        (
            "m.send.event:m.room.message:*",
            json!({ "type": "m.room.message", "content": { "msgtype": "a\\" }, "room_id": OTHER }),
        ),
    ] {
        assert!(requirements("send_event", &data).are_met_by(&set(&[granted])), "{granted}");
    }
}

#[test]
fn missing_in_names_capabilities_in_the_dialect_of_the_set() {
    let data = json!({ "type": "m.policy.rule.room", "content": {}, "state_key": "rule:!bad:example.org" });
    let requirements = requirements("send_event", &data);
    let missing_in = |dialect| requirements.missing_in(&CapabilitySet::new(dialect)).unwrap().to_string();
    assert_eq!(
        missing_in(Dialect::Msc2762),
        "missing capability: org.matrix.msc2762.send.state_event:m.policy.rule.room#rule:!bad:example.org"
    );
    assert_eq!(
        missing_in(Dialect::RoomScoped),
        "missing capability: org.matrix.msc2762.send.state_event:m.policy.rule.room#rule\\:!bad:example.org or \
         org.matrix.msc2762.send.state_event:m.policy.rule.room#rule:!bad:example.org:!viewed:example.org"
    );
}

#[test]
fn check_rejects_impossible_requests_that_decode() {
    for (action, data, expected) in [
        (
            "send_event",
            json!({ "type": "t", "state_key": "", "sticky_duration_ms": 5 }),
            Some("data.sticky_duration_ms: not valid: a state event cannot be sticky"),
        ),
        (
            "send_event",
            json!({ "type": "t", "delay": -1 }),
            Some("data.delay: expected a duration that is not negative, found a number out of range"),
        ),
        (
            "read_events",
            json!({ "type": "t", "limit": 0 }),
            Some("data.limit: expected an integer of at least 1, found a number out of range"),
        ),
        ("read_relations", json!({ "event_id": "$e", "limit": 0 }), None),
        (
            "read_relations",
            json!({ "event_id": "$e", "limit": -1 }),
            Some("data.limit: expected an integer of at least 0, found a number out of range"),
        ),
        (
            "user_directory_search",
            json!({ "search_term": "s", "limit": -1 }),
            Some("data.limit: expected an integer of at least 0, found a number out of range"),
        ),
        ("navigate", json!({ "uri": "https://matrix.to/#/!r:example.org" }), None),
        ("download_file", json!({ "content_uri": "mxc://example.org/abc" }), None),
    ] {
        let text = request("fromWidget", action, &data.to_string());
        let error = from_widget_request(&text).check().err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), expected, "{text}");
    }
    for (action, data) in
        [("navigate", r#"{"uri":"nowhere"}"#), ("download_file", r#"{"content_uri":"nowhere"}"#)]
    {
        let text = request("fromWidget", action, data);
        assert!(from_widget_request(&text).check().is_err(), "{text}");
    }
}

#[test]
fn a_delayed_sticky_text_message_into_another_room_needs_four_things() {
    let data = json!({ "type": "m.room.message", "content": { "msgtype": "m.text" }, "room_id": OTHER,
        "delay": 1000, "sticky_duration_ms": 0 });
    let all = [
        "m.send.event:m.room.message#m.text",
        "m.timeline:!other:example.org",
        "m.send.delayed_event",
        "m.send.sticky_event",
    ];
    let requirements = requirements("send_event", &data);
    assert!(requirements.are_met_by(&set(&all)));
    for without in 0..all.len() {
        let mut some = all.to_vec();
        some.remove(without);
        assert!(!requirements.are_met_by(&set(&some)), "without {}", all[without]);
    }
    let enforced: Vec<_> = requirements.iter().map(|one| one.enforcement).collect();
    assert_eq!(
        enforced,
        [
            Enforcement::Everywhere,
            Enforcement::TypeScriptHosts,
            Enforcement::Everywhere,
            Enforcement::Everywhere
        ]
    );
    let scoped = ["m.send.event:m.room.message:!other:example.org", all[2], all[3]];
    assert!(requirements.are_met_by(&set(&scoped)), "a room-scoped capability opens its room");
    assert!(requirements.are_met_by(&set(&[all[0], "m.timeline:*", all[2], all[3]])));
}

#[test]
fn a_timeline_for_the_viewed_room_is_required_by_typescript_hosts_only() {
    let data = json!({ "type": "m.reaction", "content": {}, "room_id": VIEWED });
    let requirements = requirements("send_event", &data);
    assert!(requirements.are_met_by(&set(&["m.send.event:m.reaction"])));
    let timeline =
        requirements.iter().find(|one| one.enforcement == Enforcement::TypeScriptHostsOnly).unwrap();
    assert!(timeline.is_met_by(&set(&["m.timeline:!viewed:example.org"])));
    assert!(!timeline.is_met_by(&set(&["m.send.event:m.reaction:*"])));
}

#[test]
fn state_is_read_by_key_or_by_any_key() {
    let any = json!({ "type": "m.room.member", "state_key": true });
    let one = json!({ "type": "m.room.member", "state_key": "@a:example.org" });
    let of_a = "m.receive.state_event:m.room.member#@a:example.org";
    let rows: &[(&Value, &[&str], bool)] = &[
        (&any, &["m.receive.state_event:m.room.member"], true),
        (&any, &["m.read.state_event:m.room.member"], true),
        (&any, &[of_a], false),
        (&one, &[of_a], true),
        (&one, &["m.receive.state_event:m.room.member"], true),
        (&one, &["m.receive.event:m.room.member"], false),
        (&one, &["m.send.state_event:m.room.member"], false),
    ];
    assert_covered("read_events", rows);
}

#[test]
fn reading_needs_each_named_room_and_none_where_any_will_do() {
    let (receive, other) = ("m.receive.event:m.reaction", "m.timeline:!other:example.org");
    let scoped = "m.receive.event:m.reaction:!third:example.org";
    let rows: [(Value, &[&str], bool); 11] = [
        (json!([VIEWED]), &[receive], true),
        (json!([VIEWED, OTHER]), &[receive], false),
        (json!([VIEWED, OTHER]), &[receive, other], true),
        (json!([OTHER]), &[scoped, other], false),
        (json!(["!third:example.org"]), &[scoped], true),
        (json!("*"), &[receive], true),
        (json!("*"), &[scoped], true),
        (json!("*"), &["m.read.event:m.reaction:*"], true),
        (json!("*"), &["m.timeline:*"], false),
        (json!([]), &[receive], true),
        (json!([]), &[], false),
    ];
    for (rooms, granted, is_covered) in rows {
        let data = json!({ "type": "m.reaction", "room_ids": rooms });
        assert_covered("read_events", &[(&data, granted, is_covered)]);
    }
}

#[test]
fn reading_anywhere_needs_the_same_events_somewhere() {
    let of = |event_type: &str, more: Value| {
        let mut data = json!({ "type": event_type, "room_ids": "*" });
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        data
    };
    let reaction = of("m.reaction", json!({}));
    let text = of("m.room.message", json!({ "msgtype": "m.text" }));
    let message = of("m.room.message", json!({}));
    let member = of("m.room.member", json!({ "state_key": "@a:example.org" }));
    let members = of("m.room.member", json!({ "state_key": true }));
    for (data, granted, is_covered) in [
        (&reaction, "m.receive.event:m.reaction", true),
        (&reaction, "m.read.event:m.reaction:!third:example.org", true),
        (&reaction, "m.send.event:m.reaction", false),
        (&reaction, "m.receive.state_event:m.reaction", false),
        (&reaction, "m.receive.event:m.room.message", false),
        (&text, "m.receive.event:m.room.message#m.text", true),
        (&text, "m.receive.event:m.room.message", true),
        (&text, "m.receive.event:m.room.message#m.emote", false),
        (&text, "m.receive.event:m.reaction", false),
        (&message, "m.receive.event:m.room.message", true),
        (&message, "m.receive.event:m.room.message#m.text", false),
        (&member, "m.receive.state_event:m.room.member#@a:example.org:*", true),
        (&member, "m.receive.state_event:m.room.member#@b:example.org", false),
        (&member, "m.send.state_event:m.room.member", false),
        (&members, "m.receive.state_event:m.room.member", true),
        (&members, "m.receive.state_event:m.room.member#@a:example.org", false),
        (&members, "m.receive.event:m.room.member", false),
    ] {
        assert_covered("read_events", &[(data, &[granted], is_covered)]);
    }
}

#[test]
fn a_msgtype_means_nothing_for_events_that_are_no_messages() {
    let data = json!({ "type": "m.reaction", "msgtype": "m.text" });
    assert_covered("read_events", &[(&data, &["m.receive.event:m.reaction"], true)]);
    let missing = "missing capability: org.matrix.msc2762.receive.event:m.reaction \
                   or org.matrix.msc2762.receive.event:m.reaction:!viewed:example.org";
    assert_missing("read_events", &data, &["m.receive.event:m.room.message#m.text"], missing);
}

#[test]
fn relations_need_a_named_room_and_nothing_else() {
    let somewhere = json!({ "event_id": "$e" });
    let other = json!({ "event_id": "$e", "room_id": OTHER });
    assert_covered(
        "read_relations",
        &[
            (&somewhere, &[], true),
            (&other, &[], false),
            (&other, &["m.timeline:*"], true),
            (&other, &["m.receive.event:m.reaction"], false),
            (&other, &["m.receive.event:m.reaction:!other:example.org"], true),
            (&other, &["m.receive.state_event:m.room.topic:*"], true),
            (&other, &["m.receive.event:m.reaction:!third:example.org"], false),
            (&other, &["m.send.event:m.reaction:!other:example.org"], false),
        ],
    );
}

#[test]
fn to_device_and_account_data_need_their_type() {
    let invite = json!({ "type": "m.call.invite", "messages": {} });
    let missing = "missing capability: org.matrix.msc3819.send.to_device:m.call.invite";
    assert_covered("send_to_device", &[(&invite, &["m.send.to_device:m.call.invite"], true)]);
    assert_missing("send_to_device", &invite, &["m.receive.to_device:m.call.invite"], missing);
    let (action, tag) = ("com.beeper.read_room_account_data", json!({ "type": "m.tag" }));
    let missing = "missing capability: com.beeper.capabilities.receive.room_account_data:m.tag";
    assert_covered(action, &[(&tag, &["com.beeper.capabilities.receive.room_account_data:m.tag"], true)]);
    assert_missing(action, &tag, &["com.beeper.capabilities.send.room_account_data:m.tag"], missing);
}

#[test]
fn creating_rooms_is_required_by_proposals_only() {
    let requirements = requirements("create_room", &json!({}));
    assert!(!requirements.are_met_by(&set::<&str>(&[])));
    assert!(requirements.iter().all(|one| one.enforcement == Enforcement::ProposalsOnly));
}

fn event(text: &str) -> MatrixEvent {
    MatrixEvent::from(RawObject::from_text(text).unwrap())
}

#[test]
fn retain_allowed_keeps_what_the_widget_may_see() {
    let events = || {
        ["m.reaction", "org.example.read", "org.example.other"].map(|event_type| {
            event(&format!(r#"{{"type":"{event_type}","room_id":"{VIEWED}","content":{{}}}}"#))
        })
    };
    let elsewhere = event(&format!(r#"{{"type":"m.reaction","room_id":"{OTHER}","content":{{}}}}"#));
    let all = [events().to_vec(), vec![elsewhere.clone()]].concat();
    let granted = set(&["m.receive.event:m.reaction", "m.read.event:org.example.read"]);
    let [reaction, read, _] = events();

    let mut response = ReadEventsResponse::new(all.clone());
    response.retain_allowed(&granted, Some(room(VIEWED)));
    assert_eq!(response.events, [reaction.clone(), read]);
    let mut response = ReadRelationsResponse::new(all.clone());
    response.retain_allowed(&granted, Some(room(OTHER)));
    assert_eq!(response.chunk, [elsewhere]);
    let mut request = UpdateStateRequest::new(all);
    request.retain_allowed(&granted, Some(room(VIEWED)));
    assert_eq!(request.state, [reaction]);
}

#[test]
fn ambiguous_events_are_received_by_nobody() {
    let granted = set(&["m.receive.event:m.room.message:*", "m.receive.state_event:m.room.message:*"]);
    let [message, viewed] = [r#""type":"m.room.message""#, r#""room_id":"!viewed:example.org""#];
    for (members, is_let_through) in [
        ([message, viewed, r#""content":{"msgtype":"m.text"}"#].join(","), true),
        ([message, viewed, r#""content":{}"#].join(","), true),
        ([message, viewed, r#""content":{},"state_key":null"#].join(","), true),
        ([message, viewed, r#""content":{},"state_key":"""#].join(","), true),
        ([message, r#""content":{}"#].join(","), false),
        ([viewed, r#""content":{}"#].join(","), false),
        ([r#""type":5"#, viewed, r#""content":{}"#].join(","), false),
        ([message, r#""room_id":"viewed","content":{}"#].join(","), false),
        ([message, message, viewed, r#""content":{}"#].join(","), false),
        ([message, viewed, r#""content":{},"state_key":5"#].join(","), false),
        ([message, viewed, r#""content":{},"content":{}"#].join(","), false),
        ([message, viewed, r#""content":{"msgtype":"a","msgtype":"b"}"#].join(","), false),
    ] {
        let event = event(&format!("{{{members}}}"));
        assert_eq!(event.may_be_received(&granted, Some(room(VIEWED))), is_let_through, "{members}");
        assert_eq!(event.may_be_read(&granted, Some(room(VIEWED))), is_let_through, "{members}");
    }
}

#[test]
fn a_read_capability_does_not_receive() {
    let event = event(r#"{"type":"m.reaction","room_id":"!viewed:example.org","content":{}}"#);
    let read = set(&["m.read.event:m.reaction"]);
    assert!(event.may_be_read(&read, Some(room(VIEWED))));
    assert!(!event.may_be_received(&read, Some(room(VIEWED))));
    assert!(!event.may_be_read(&read, None), "the viewed room is not known");
}

#[test]
fn every_action_with_capabilities_has_requirements() {
    assert_eq!(requirements("com.example.custom", &json!({})).iter().count(), 0);
    for (info, fixture) in FIXTURES.iter().filter(|(info, _)| info.direction == Direction::FromWidget) {
        let requirements = requirements(&fixture.names[0], &fixture.request.full);
        let demanding = requirements.iter().filter(|one| one.enforcement != Enforcement::TypeScriptHostsOnly);
        let demanding: Vec<_> = demanding.collect();
        assert!(demanding.iter().all(|one| !one.any_of.is_empty()), "{}", info.variant);
        // What a widget may read of relations is filtered; only a named room needs something.
        let needs_any = !fixture.capabilities.is_empty() || info.variant == "ReadRelations";
        assert_eq!(!demanding.is_empty(), needs_any, "{}", info.variant);
    }
}

prop_compose! {
    /// Capabilities of a small world, so that they meet its requests often.
    fn capability()(
        family in prop::sample::select(vec!["send.event", "send.state_event", "receive.event", "receive.state_event", "read.event", "read.state_event"]),
        event_type in prop::sample::select(vec!["m.room.message", "m.reaction", "odd\\"]),
        key in prop::sample::select(vec!["", "#", "#a", "#b", "#a\\"]),
        room in prop::sample::select(vec!["", ":*", ":!viewed:example.org", ":!other:example.org"]),
        other in prop::sample::select(vec![None, None, None, Some("m.timeline:*"), Some("m.timeline:!other:example.org"), Some("m.timeline:!viewed:example.org"), Some("m.send.delayed_event"), Some("m.send.sticky_event"), Some("nonsense")]),
    ) -> String {
        other.map_or_else(|| format!("m.{family}:{event_type}{key}{room}"), str::to_owned)
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn an_event_is_covered_if_the_set_lets_it_be_sent(
        granted in prop::collection::vec(capability(), 0..6),
        event_type in prop::sample::select(vec!["m.room.message", "m.reaction", "odd\\"]),
        state_key in prop::sample::select(vec![None, Some(""), Some("a"), Some("a\\")]),
        msgtype in prop::sample::select(vec![None, Some(""), Some("a"), Some("a\\")]),
        named in prop::sample::select(vec![None, Some(VIEWED), Some(OTHER)]),
        is_delayed: bool,
        is_sticky: bool,
    ) {
        let granted = set(&granted);
        let mut data = json!({ "type": event_type, "content": { "msgtype": msgtype } });
        for (name, value) in [("state_key", state_key), ("room_id", named)] {
            if let Some(value) = value {
                data[name] = value.into();
            }
        }
        if is_delayed {
            data["delay"] = 1.into();
        }
        if is_sticky {
            data["sticky_duration_ms"] = 1.into();
        }
        let room = named.unwrap_or(VIEWED);
        let query = match state_key {
            Some(state_key) => EventQuery::state(event_type, state_key, room),
            None => EventQuery::message_like(event_type, msgtype.filter(|_| event_type == "m.room.message"), room),
        };
        let expected = granted.may_send(&query, Some(VIEWED))
            && (!is_delayed || granted.may(Flag::SendDelayedEvent))
            && (!is_sticky || granted.may(Flag::SendStickyEvent));
        prop_assert_eq!(requirements("send_event", &data).are_met_by(&granted), expected);
    }

    #[test]
    fn reading_is_covered_if_the_set_lets_it_be_read(
        granted in prop::collection::vec(capability(), 0..6),
        event_type in prop::sample::select(vec!["m.room.message", "m.reaction", "odd\\"]),
        state_key in prop::sample::select(vec![json!(null), json!(true), json!("a"), json!("a\\")]),
        msgtype in prop::sample::select(vec![None, Some("a")]),
        named in prop::sample::select(vec![None, Some(VIEWED), Some(OTHER)]),
    ) {
        let granted = set(&granted);
        let mut data = json!({ "type": event_type, "state_key": state_key, "msgtype": msgtype });
        if let Some(named) = named {
            data["room_ids"] = json!([named]);
        }
        let room = named.unwrap_or(VIEWED);
        let query = match &state_key {
            Value::Bool(true) => EventQuery::any_state(event_type, room),
            Value::String(state_key) => EventQuery::state(event_type, state_key, room),
            _ => EventQuery::message_like(event_type, msgtype.filter(|_| event_type == "m.room.message"), room),
        };
        prop_assert_eq!(requirements("read_events", &data).are_met_by(&granted), granted.may_read(&query, Some(VIEWED)));
    }
}
