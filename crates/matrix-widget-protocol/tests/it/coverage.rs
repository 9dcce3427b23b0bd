//! The coverage of requests, by the rules of the protocol.

mod filter;
mod properties;
mod vectors;

use matrix_widget_capability::{Capability, CapabilitySet, Dialect, Flag, Permission};
use matrix_widget_protocol::{
    Coverage, Direction, ErrorResponse, Message, OtherRooms, from_widget::FromWidgetRequest,
};
use ruma_common::RoomId;
use serde_json::{Value, json};

use crate::{
    fixtures::FIXTURES,
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

/// Returns the coverage of a request in the viewed room `VIEWED`.
fn coverage(action: &str, data: &Value, granted: &CapabilitySet) -> Coverage {
    coverage_of_text(action, &data.to_string(), granted, Some(VIEWED))
}

fn coverage_of_text(action: &str, data: &str, granted: &CapabilitySet, viewed: Option<&str>) -> Coverage {
    from_widget_request(&request("fromWidget", action, data)).coverage(granted, viewed.map(room))
}

fn from_widget_request(text: &str) -> FromWidgetRequest<'_> {
    match decode(text) {
        Ok(Message::FromWidgetRequest(request)) => request,
        other => panic!("expected a request of a widget, found {other:?}"),
    }
}

/// Asserts the coverage of requests of an action. Each row has `data`, capabilities, and `true` if they cover the request.
#[track_caller]
fn assert_covered(action: &str, rows: &[(&Value, &[&str], bool)]) {
    for (data, granted, is_covered) in rows {
        let found = coverage(action, data, &set(granted)).into_result().is_ok();
        assert_eq!(found, *is_covered, "{action} {data} with {granted:?}");
    }
}

/// Asserts that capabilities do not cover a request, and the text of the missing requirement.
#[track_caller]
fn assert_missing(action: &str, data: &Value, granted: &[&str], expected: &str) {
    assert_covered(action, &[(data, granted, false)]);
    let coverage = coverage(action, data, &set(granted));
    let missing = coverage.missing().map(ToString::to_string);
    assert_eq!(missing.as_deref(), Some(expected), "{action} {data} with {granted:?}");
}

/// H-PERM-6: both spellings of a capability mean the same.
#[test]
fn coverage_accepts_a_flag_in_either_spelling() {
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
fn coverage_of_send_event_checks_type_and_msgtype() {
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
fn coverage_of_messages_without_a_string_msgtype_needs_a_capability_without_key() {
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

/// H-PERM-7: a duplicate `msgtype` or `content` is an error.
#[test]
fn coverage_rejects_a_duplicate_msgtype() {
    let all = ["m.send.event:m.room.message", "m.send.event:m.room.message:*", "m.timeline:*"];
    for content in
        [r#"{"msgtype":"m.text","msgtype":"m.emote"}"#, r#"{"msgtype":"m.text","\u006dsgtype":"m.text"}"#]
    {
        let data = format!(r#"{{"type":"m.room.message","content":{content}}}"#);
        let missing =
            coverage_of_text("send_event", &data, &set(&all), Some(VIEWED)).into_result().unwrap_err();
        let error = "this request cannot be granted by any capability";
        assert_eq!(missing.to_string(), error);
        assert_eq!(ErrorResponse::from(missing).message(), error);
    }
}

/// H-PERM-8: only events of the type `m.room.redaction` redact.
#[test]
fn coverage_of_redactions_checks_the_type() {
    let content = json!({ "redacts": "$e" });
    let redaction = json!({ "type": "m.room.redaction", "content": content });
    let other = json!({ "type": "m.reaction", "content": content });
    let (redact, react) = ("m.send.event:m.room.redaction", "m.send.event:m.reaction");
    assert_covered("send_event", &[(&redaction, &[redact], true), (&redaction, &[react], false)]);
    assert_covered("send_event", &[(&other, &[react], true), (&other, &[redact], false)]);
}

#[test]
fn coverage_rejects_an_empty_event_type() {
    let data = json!({ "type": "", "content": {} });
    assert_covered("send_event", &[(&data, &["m.send.event:", "m.send.event::*"], false)]);
}

#[test]
fn coverage_of_events_without_an_exact_capability_needs_a_wider_one() {
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
        assert_covered("send_event", &[(&data, &[granted], true)]);
    }
}

#[test]
fn missing_names_capabilities_in_the_dialect_of_the_set() {
    let data = json!({ "type": "m.policy.rule.room", "content": {}, "state_key": "rule:!bad:example.org" });
    let missing_in = |dialect| {
        let coverage = coverage("send_event", &data, &CapabilitySet::new(dialect));
        coverage.missing().unwrap().to_string()
    };
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

/// H-READ-5, H-ACT-1: limits out of range and invalid links are errors.
#[test]
fn check_rejects_invalid_requests_that_decode() {
    for (action, data, expected) in [
        (
            "send_event",
            json!({ "type": "t", "state_key": "", "sticky_duration_ms": 5 }),
            Some("data.sticky_duration_ms: a state event cannot be sticky"),
        ),
        (
            "send_event",
            json!({ "type": "t", "delay": -1 }),
            Some("data.delay: expected a non-negative duration, found a negative number"),
        ),
        (
            "read_events",
            json!({ "type": "t", "limit": 0 }),
            Some("data.limit: expected an integer of at least 1, found an out-of-range number"),
        ),
        ("read_relations", json!({ "event_id": "$e", "limit": 0 }), None),
        (
            "read_relations",
            json!({ "event_id": "$e", "limit": -1 }),
            Some("data.limit: expected an integer of at least 0, found an out-of-range number"),
        ),
        (
            "user_directory_search",
            json!({ "search_term": "s", "limit": -1 }),
            Some("data.limit: expected an integer of at least 0, found an out-of-range number"),
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
fn coverage_of_a_delayed_sticky_message_to_another_room_needs_four_capabilities() {
    let data = json!({ "type": "m.room.message", "content": { "msgtype": "m.text" }, "room_id": OTHER,
        "delay": 1000, "sticky_duration_ms": 0 });
    let all = [
        "m.send.event:m.room.message#m.text",
        "m.timeline:!other:example.org",
        "m.send.delayed_event",
        "m.send.sticky_event",
    ];
    assert_covered("send_event", &[(&data, &all, true)]);
    for without in 0..all.len() {
        let mut some = all.to_vec();
        some.remove(without);
        assert_covered("send_event", &[(&data, &some, false)]);
    }
    let scoped = ["m.send.event:m.room.message:!other:example.org", all[2], all[3]];
    assert_covered(
        "send_event",
        &[
            (&data, &scoped, true), // a capability with a room allows that room
            (&data, &[all[0], "m.timeline:*", all[2], all[3]], true),
        ],
    );
    let missing = "missing capability: org.matrix.msc2762.timeline:!other:example.org or \
                   org.matrix.msc2762.send.event:m.room.message#m.text:!other:example.org";
    assert_missing("send_event", &data, &[all[0], all[2], all[3]], missing);
}

#[test]
fn coverage_of_parent_delay_id_needs_the_delayed_event_capability() {
    let data = json!({ "type": "m.reaction", "content": {}, "parent_delay_id": "d" });
    let missing = "missing capability: org.matrix.msc4157.send.delayed_event";
    assert_missing("send_event", &data, &["m.send.event:m.reaction"], missing);
    assert_covered("send_event", &[(&data, &["m.send.event:m.reaction", "m.send.delayed_event"], true)]);
}

#[test]
fn coverage_of_the_viewed_room_by_id_needs_no_timeline_capability() {
    let data = json!({ "type": "m.reaction", "content": {}, "room_id": VIEWED });
    assert_covered("send_event", &[(&data, &["m.send.event:m.reaction"], true)]);
}

#[test]
fn coverage_without_a_room_needs_a_viewed_room() {
    let error = "the request names no room, and no room is viewed";
    for (action, data, granted, missing) in [
        ("send_event", r#"{"type":"m.reaction","content":{}}"#, "m.send.event:m.reaction", Some(error)),
        ("send_event", r#"{"type":"m.reaction","content":{}}"#, "m.send.event:m.reaction:*", Some(error)),
        ("read_events", r#"{"type":"m.reaction"}"#, "m.receive.event:m.reaction", Some(error)),
        ("read_relations", r#"{"event_id":"$e"}"#, "m.receive.event:m.reaction", Some(error)),
    ] {
        let coverage = coverage_of_text(action, data, &set(&[granted]), None);
        assert_eq!(coverage.missing().map(ToString::to_string).as_deref(), missing, "{action} {granted}");
    }
}

/// A request can be wider than the grant. State capabilities do not count without `state_key`. `"*"` means the accessible
/// rooms.
/// H-READ-6: reads wider than the grants are not permitted. H-READ-7: without `state_key`, state capabilities are not enough.
#[test]
fn coverage_of_requests_wider_than_the_grant_is_partial() {
    let message = json!({ "type": "m.room.message" });
    let members = json!({ "type": "m.room.member", "state_key": true });
    let member = json!({ "type": "m.room.member" });
    let anywhere = json!({ "type": "m.reaction", "room_ids": "*" });
    let two_rooms = json!({ "type": "m.room.message", "room_ids": [VIEWED, OTHER] });
    let related = json!({ "event_id": "$e" });
    let missing = |capability: &str| Some(format!("missing capability: {capability}"));
    let in_viewed = |capability: &str| missing(&format!("{capability} or {capability}:{VIEWED}"));
    type Row<'a> = (&'a str, &'a Value, &'a [&'a str], &'a str, Option<String>);
    let rows: [Row<'_>; 9] = [
        ("read_events", &message, &["m.receive.event:m.room.message"], "wholly", None),
        (
            "read_events",
            &message,
            &["m.receive.event:m.room.message#m.text"],
            "partly",
            in_viewed("org.matrix.msc2762.receive.event:m.room.message"),
        ),
        (
            "read_events",
            &members,
            &["m.receive.state_event:m.room.member#@a:b"],
            "partly",
            in_viewed("org.matrix.msc2762.receive.state_event:m.room.member"),
        ),
        (
            "read_events",
            &member,
            &["m.receive.state_event:m.room.member"],
            "no",
            in_viewed("org.matrix.msc2762.receive.event:m.room.member"),
        ),
        ("read_events", &anywhere, &["m.receive.event:m.reaction:*"], "wholly", None),
        ("read_events", &anywhere, &["m.receive.event:m.reaction"], "partly", None),
        ("read_events", &two_rooms, &["m.receive.event:m.room.message", "m.timeline:*"], "wholly", None),
        (
            "read_events",
            &two_rooms,
            &["m.receive.event:m.room.message#m.text", "m.timeline:*"],
            "partly",
            in_viewed("org.matrix.msc2762.receive.event:m.room.message"),
        ),
        ("read_relations", &related, &[], "partly", None),
    ];
    for (action, data, granted, expected, missing) in rows {
        let coverage = coverage(action, data, &set(granted));
        let found = match coverage {
            Coverage::Wholly => "wholly",
            Coverage::Partly(_) => "partly",
            Coverage::No(_) => "no",
        };
        assert_eq!(found, expected, "{action} {data} with {granted:?}");
        assert_eq!(coverage.missing().map(ToString::to_string), missing, "{action} {data} with {granted:?}");
    }
}

#[test]
fn coverage_of_read_events_checks_the_state_key() {
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
fn coverage_of_read_events_checks_each_named_room() {
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
fn coverage_of_read_events_in_any_room_needs_the_events_in_some_room() {
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
fn coverage_of_read_events_ignores_the_msgtype_of_other_types() {
    let data = json!({ "type": "m.reaction", "msgtype": "m.text" });
    assert_covered("read_events", &[(&data, &["m.receive.event:m.reaction"], true)]);
    let missing = "missing capability: org.matrix.msc2762.receive.event:m.reaction \
                   or org.matrix.msc2762.receive.event:m.reaction:!viewed:example.org";
    assert_missing("read_events", &data, &["m.receive.event:m.room.message#m.text"], missing);
}

#[test]
fn coverage_of_read_relations_checks_only_the_named_room() {
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
fn coverage_of_to_device_and_account_data_checks_the_type() {
    let invite = json!({ "type": "m.call.invite", "messages": {} });
    let missing = "missing capability: org.matrix.msc3819.send.to_device:m.call.invite";
    assert_covered("send_to_device", &[(&invite, &["m.send.to_device:m.call.invite"], true)]);
    assert_missing("send_to_device", &invite, &["m.receive.to_device:m.call.invite"], missing);
    let (action, tag) = ("com.beeper.read_room_account_data", json!({ "type": "m.tag" }));
    let missing = "missing capability: com.beeper.capabilities.receive.room_account_data:m.tag";
    assert_covered(action, &[(&tag, &["com.beeper.capabilities.receive.room_account_data:m.tag"], true)]);
    assert_missing(action, &tag, &["com.beeper.capabilities.send.room_account_data:m.tag"], missing);
    assert_missing(action, &tag, &["m.read.account_data:m.tag"], missing);

    let (action, direct) = ("read_account_data", json!({ "type": "m.direct" }));
    let missing = "missing capability: org.matrix.msc3751.read.account_data:m.direct";
    assert_covered(action, &[(&direct, &["m.read.account_data:m.direct"], true)]);
    assert_missing(action, &direct, &["m.read.account_data:m.tag"], missing);
    assert_missing(action, &direct, &["com.beeper.capabilities.receive.room_account_data:m.direct"], missing);
    assert_covered(action, &[(&json!({ "type": "" }), &["m.read.account_data:"], false)]);
}

/// "A custom action is covered by nothing", "an action with capabilities needs one of them".
#[test]
fn coverage_by_an_empty_set_allows_only_actions_without_capabilities() {
    let empty = set::<&str>(&[]);
    let custom = coverage("com.example.custom", &json!({}), &empty);
    assert_eq!(custom.missing().unwrap().to_string(), "this request cannot be granted by any capability");
    for (info, fixture) in FIXTURES.iter().filter(|(info, _)| info.direction == Direction::FromWidget) {
        let coverage = coverage(&fixture.names[0], &fixture.request.full, &empty);
        // Relations are filtered by event, so only a named room needs a capability.
        let needs_any = !fixture.capabilities.is_empty() || info.variant == "ReadRelations";
        assert_eq!(matches!(coverage, Coverage::No(_)), needs_any, "{}", info.variant);
        let names_one = coverage.missing().is_none_or(|missing| missing.capabilities().next().is_some());
        assert!(names_one, "{}", info.variant);
    }
}

#[test]
fn coverage_of_checks_any_permission() {
    let granted = set(&["m.navigate"]);
    let [navigate, sticker] = [Flag::Navigate, Flag::Sticker].map(Permission::Flag);
    assert_eq!(Coverage::of(&navigate, &granted), Coverage::Wholly);
    let missing = Coverage::of(&sticker, &granted).into_result().unwrap_err();
    assert_eq!(missing.to_string(), "missing capability: m.sticker");
    let unknown = Capability::parse("com.example.fly", Dialect::RoomScoped).unwrap();
    let granted = set(&["com.example.fly"]);
    assert!(
        Coverage::of(unknown.permission(), &granted).into_result().is_err(),
        "unknown strings grant nothing"
    );
}

#[test]
fn permit_returns_the_error_response() {
    let permit = |data: &Value, granted: &[&str]| {
        let text = request("fromWidget", "navigate", &data.to_string());
        let permitted = from_widget_request(&text).permit(&set(granted), Some(room(VIEWED)));
        permitted.map_err(|error| error.message().to_owned())
    };
    let alice = json!({ "uri": "https://matrix.to/#/@alice:example.org" });
    assert_eq!(permit(&alice, &["m.navigate"]), Ok(()));
    let missing = "missing capability: org.matrix.msc2931.navigate".to_owned();
    assert_eq!(permit(&alice, &[]), Err(missing));
    assert!(permit(&json!({ "uri": "nowhere" }), &["m.navigate"]).unwrap_err().starts_with("data.uri: "));
}

#[test]
fn other_rooms_excludes_the_viewed_room() {
    let other_rooms = |action: &str, data: Value| {
        let text = request("fromWidget", action, &data.to_string());
        match from_widget_request(&text).other_rooms(Some(room(VIEWED))) {
            OtherRooms::Any => None,
            OtherRooms::Named(rooms) => Some(rooms.into_iter().map(ToString::to_string).collect::<Vec<_>>()),
        }
    };
    let send = |room: Value| json!({ "type": "t", "content": {}, "room_id": room });
    let read = |rooms: Value| json!({ "type": "t", "room_ids": rooms });
    assert_eq!(other_rooms("send_event", send(Value::Null)), Some(vec![]));
    assert_eq!(other_rooms("send_event", send(json!(VIEWED))), Some(vec![]));
    assert_eq!(other_rooms("send_event", send(json!(OTHER))), Some(vec![OTHER.to_owned()]));
    assert_eq!(other_rooms("read_events", read(json!([OTHER, VIEWED, OTHER]))), Some(vec![OTHER.to_owned()]));
    assert_eq!(other_rooms("read_events", read(json!("*"))), None);
    assert_eq!(
        other_rooms("read_relations", json!({ "event_id": "$e", "room_id": OTHER })),
        Some(vec![OTHER.to_owned()])
    );
    assert_eq!(
        other_rooms("com.beeper.read_room_account_data", read(json!([OTHER]))),
        Some(vec![OTHER.to_owned()])
    );
    assert_eq!(
        other_rooms("io.element.view_room", json!({ "room_id": OTHER })),
        Some(vec![OTHER.to_owned()])
    );
    assert_eq!(
        other_rooms("navigate", json!({ "uri": "https://matrix.to/#/!other:example.org" })),
        Some(vec![])
    );
}

/// A new action that names rooms must not be forgotten.
#[test]
fn other_rooms_covers_every_action_that_names_rooms() {
    let mut count = 0;
    for (info, fixture) in FIXTURES.iter().filter(|(info, _)| info.direction == Direction::FromWidget) {
        let data = &fixture.request.full;
        if data.get("room_id").or(data.get("room_ids")).is_some() {
            let text = request("fromWidget", &fixture.names[0], &data.to_string());
            let request = from_widget_request(&text);
            let rooms = request.other_rooms(None);
            assert!(!matches!(&rooms, OtherRooms::Named(rooms) if rooms.is_empty()), "{}", info.variant);
            count += 1;
        }
    }
    assert!(count >= 7, "{count} actions name rooms");
}
