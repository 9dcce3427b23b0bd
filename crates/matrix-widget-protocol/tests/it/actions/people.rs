//! Users, devices and rooms: identifiers that accessors validate, and extra members.

use matrix_widget_capability::{CapabilitySet, Dialect};
use matrix_widget_protocol::{
    RawJson, RawObject,
    event::ToDeviceEvent,
    from_widget::{DirectoryUser, RoomPreset, RoomVisibility, ShareUsersHint, SharedUser},
};

use crate::support::{
    assert_invalid_requests, assert_invalid_responses, assert_lossless, request, request_error, response,
};

#[test]
fn directory_keeps_invalid_user_ids() {
    let body = r#"{"limited":false,"results":[{"user_id":"bob"},{"user_id":""},{"user_id":"@bob:example.org",
        "display_name":null,"avatar_url":null},{"user_id":"@Odd One:example.org"}]}"#;
    let text = response("fromWidget", "user_directory_search", body);
    assert_lossless(&text, &[]);
    let users = typed!(FromWidgetResponse::SearchUserDirectory, &text).outcome.unwrap().results;
    let ids: Vec<_> = users.iter().map(|user| user.user_id.as_str()).collect();
    assert_eq!(ids, ["bob", "", "@bob:example.org", "@Odd One:example.org"]);
    for (user, is_valid) in users.iter().zip([false, false, true]) {
        match user.checked_user_id() {
            Ok(id) => assert!(is_valid, "{id}"),
            Err(error) => {
                assert!(!is_valid, "{error}");
                assert!(error.to_string().starts_with("user_id: invalid user ID: "), "{error}");
            }
        }
    }
    assert_eq!((users[2].display_name.as_deref(), users[2].avatar_url.as_ref()), (None, None));
}

#[test]
fn directory_users_keep_extra_members() {
    let body = r#"{"limited":true,"results":[{"user_id":"@bob:example.org","display_name":"Bob",
        "avatar_url":"mxc://example.org/bob","org.example.pronouns":["he" , "they"]}]}"#;
    let text = response("fromWidget", "user_directory_search", body);
    assert_lossless(&text, &[]);
    let answer = typed!(FromWidgetResponse::SearchUserDirectory, &text).outcome.unwrap();
    let bob = &answer.results[0];
    assert_eq!((bob.display_name.as_deref(), answer.limited), (Some("Bob"), true));
    assert_eq!(bob.avatar_url.as_deref().unwrap(), "mxc://example.org/bob");
    let pronouns = bob.get::<RawJson>("org.example.pronouns").unwrap().unwrap();
    assert_eq!(pronouns.as_str(), r#"["he" , "they"]"#);
}

#[test]
fn checked_limit_accepts_zero_and_rejects_negative_numbers() {
    let search = |limit: &str| {
        let data = format!(r#"{{"search_term":"bob","limit":{limit}}}"#);
        let text = request("fromWidget", "user_directory_search", &data);
        typed!(FromWidgetRequest::SearchUserDirectory, &text).data.checked_limit()
    };
    let relations = |limit: &str| {
        let text =
            request("fromWidget", "read_relations", &format!(r#"{{"event_id":"$e","limit":{limit}}}"#));
        typed!(FromWidgetRequest::ReadRelations, &text).data.checked_limit()
    };
    // "Zero is out of range for `read_events` only."
    for (limit, expected) in
        [("0", Some(0)), ("25", Some(25)), ("9007199254740991", Some(u32::MAX)), ("null", None)]
    {
        assert_eq!(search(limit), Ok(expected));
        assert_eq!(relations(limit), Ok(expected));
    }
    for limit in ["-1", "-9007199254740991"] {
        for result in [search(limit), relations(limit)] {
            let error = result.unwrap_err().to_string();
            assert_eq!(error, "data.limit: expected an integer of at least 0, found an out-of-range number");
        }
    }
}

#[test]
fn room_account_data_keeps_invalid_room_ids() {
    let body = r#"{"events":[{"type":"t","room_id":"no room","content":{"a" : 1.0},"org.example.more":1},
        {"type":"t","room_id":"!r:example.org","content":{}}]}"#;
    let text = response("fromWidget", "com.beeper.read_room_account_data", body);
    assert_lossless(&text, &[]);
    let events = typed!(FromWidgetResponse::ReadRoomAccountData, &text).outcome.unwrap().events;
    let error = events[0].checked_room_id().unwrap_err();
    assert!(error.to_string().starts_with("room_id: invalid room ID: "), "{error}");
    assert_eq!(events[1].checked_room_id().unwrap(), "!r:example.org");
    assert_eq!((events[0].event_type.as_str(), events[0].content.as_str()), ("t", r#"{"a" : 1.0}"#));
}

#[test]
fn share_users_reads_valid_user_ids_only() {
    let data =
        r#"{"users":[{"user_id":"@bob:example.org","display_name":"Bob"}],"action_hint":"org.example.wave"}"#;
    let text = request("fromWidget", "mxid_share", data);
    assert_lossless(&text, &[]);
    let data = typed!(FromWidgetRequest::ShareUsers, &text).data;
    assert_eq!(data.users[0].user_id, "@bob:example.org");
    assert_eq!(data.action_hint.unwrap(), "org.example.wave");
    for (hint, expected) in [("invite", ShareUsersHint::Invite), ("create_room", ShareUsersHint::CreateRoom)]
    {
        assert_eq!(ShareUsersHint::from(hint), expected);
    }
    let error = request_error("fromWidget", "mxid_share", r#"{"users":[{"user_id":"bob"}]}"#);
    assert!(error.starts_with("data.users[0].user_id: invalid user ID: "), "{error}");

    let bob = SharedUser::new("@bob:example.org".try_into().unwrap());
    assert_eq!(DirectoryUser::from(bob), DirectoryUser::new("@bob:example.org"));
}

#[test]
fn create_room_keeps_unknown_presets_and_visibilities() {
    let data = r#"{"preset":"org.example.odd","visibility":"PUBLIC"}"#;
    let text = request("fromWidget", "create_room", data);
    assert_lossless(&text, &[]);
    let data = typed!(FromWidgetRequest::CreateRoom, &text).data;
    assert_eq!(data.preset, Some(RoomPreset::from("org.example.odd")));
    assert_eq!(data.visibility, Some(RoomVisibility::from("PUBLIC")));
    assert_ne!(data.visibility, Some(RoomVisibility::Public));
}

#[test]
fn create_room_keeps_extra_members() {
    let text = request("fromWidget", "create_room", r#"{"org.example.more":{"a" : 1.0},"name":"n"}"#);
    assert_lossless(&text, &[]);
    let data = typed!(FromWidgetRequest::CreateRoom, &text).data;
    let more = data.get::<RawJson>("org.example.more").unwrap().unwrap();
    assert_eq!((more.as_str(), data.name.as_deref()), (r#"{"a" : 1.0}"#, Some("n")));
}

#[test]
fn send_to_device_reads_messages_by_user_and_device() {
    let data =
        r#"{"type":"t","messages":{"@bob:example.org":{"*":{"a" : 1.0},"D":{}},"@carol:example.org":{}}}"#;
    let text = request("fromWidget", "send_to_device", data);
    assert_lossless(&text, &[]);
    let data = typed!(FromWidgetRequest::SendToDevice, &text).data;
    let devices: Vec<_> = data
        .messages
        .values()
        .map(|devices| devices.keys().map(ToString::to_string).collect::<Vec<_>>())
        .collect();
    assert_eq!(devices, [vec!["D", "*"], vec![]]);
    assert_eq!(data.encrypted, None);
    let contents: Vec<_> = data.messages.values().flat_map(|devices| devices.values()).collect();
    assert_eq!(contents[1].as_str(), r#"{"a" : 1.0}"#);
    let error = request_error("fromWidget", "send_to_device", r#"{"type":"t","messages":{"bob":{}}}"#);
    assert!(error.starts_with("data.messages") && error.contains("invalid user ID: "), "{error}");
    let refused = [(
        r#"{"type":"t","messages":{"@bob:example.org":{"D":{},"":{}}}}"#,
        "data.messages.@bob:example.org.: expected a device ID or `*`, found another string",
    )];
    assert_invalid_requests("fromWidget", "send_to_device", &refused);
    // Only the proposal's example has this form.
    let refused = [(r#"{"@bob:example.org":{"D":{}}}"#, "data.type: missing field")];
    assert_invalid_requests("fromWidget", "send_to_device", &refused);
}

/// Some parsers read the first and some the last of duplicate keys.
#[test]
fn unique_maps_reject_duplicate_names() {
    assert_invalid_requests(
        "fromWidget",
        "send_to_device",
        &[
            (
                r#"{"type":"t","messages":{"@a:b":{"D":{}},"@a:b":{"E":{}}}}"#,
                "data.messages.@a:b: duplicate field",
            ),
            (
                r#"{"type":"t","messages":{"@a:b":{"D":{"x":1},"\u0044":{"x":2}}}}"#,
                "data.messages.@a:b.D: duplicate field",
            ),
        ],
    );
    let twice = r#"{"failures":{"@a:b":["D"],"@a:b":["E"]}}"#;
    let error = "response.failures.@a:b: duplicate field";
    assert_invalid_responses("fromWidget", "send_to_device", &[(twice, error)]);
}

#[test]
fn failures_keep_invalid_user_ids() {
    for (body, count) in [
        ("{}", None),
        (r#"{"failures":null}"#, None),
        (r#"{"failures":{}}"#, Some(0)),
        (r#"{"failures":{"@bob:example.org":["D"],"bob":[],"":[""]}}"#, Some(3)),
    ] {
        let text = response("fromWidget", "send_to_device", body);
        assert_lossless(&text, &[]);
        let answer = typed!(FromWidgetResponse::SendToDevice, &text).outcome.unwrap();
        assert_eq!(answer.failures.map(|failures| failures.len()), count, "{body}");
    }
    let refused = [
        (r#"{"failures":[]}"#, "response.failures: expected an object, found an array"),
        (r#"{"failures":{"@b:c":"D"}}"#, "response.failures.@b:c: expected an array, found a string"),
        (r#"{"failures":{"@b:c":[5]}}"#, "response.failures.@b:c[0]: expected a string, found a number"),
    ];
    assert_invalid_responses("fromWidget", "send_to_device", &refused);
}

#[test]
fn to_device_events_keep_extra_members() {
    let data = r#"{"sender":"@bob:example.org","content":{"a" : 1.0},"type":"t","org.example.more":[1.0],"encrypted":null}"#;
    let text = request("toWidget", "send_to_device", data);
    assert_lossless(&text, &[]);
    let event = typed!(ToWidgetRequest::SendToDevice, &text).data;
    assert_eq!(event.event_type().as_deref(), Ok("t"));
    assert_eq!(event.sender().unwrap(), "@bob:example.org");
    assert_eq!((event.encrypted(), event.content().unwrap().as_str()), (Ok(None), r#"{"a" : 1.0}"#));
    assert_eq!(event.raw().get::<Vec<f64>>("org.example.more"), Ok(Some(vec![1.0])));
    assert_eq!(event.raw().as_str(), data);
}

fn to_device(text: &str) -> ToDeviceEvent {
    RawObject::from_text(text).unwrap().into()
}

#[test]
fn to_device_accessors_reject_missing_mistyped_and_duplicate_members() {
    let event = to_device(r#"{"sender":"bob","encrypted":1,"content":{},"content":{}}"#);
    for (error, path) in [
        (event.event_type().unwrap_err(), "type"),
        (event.sender().unwrap_err(), "sender"),
        (event.encrypted().unwrap_err(), "encrypted"),
        (event.content().unwrap_err(), "content"),
    ] {
        assert_eq!(error.path(), path);
    }
}

#[test]
fn with_encrypted_replaces_every_encrypted_member() {
    for claim in ["", r#","encrypted":true"#, r#","encrypted":true,"encr\u0079pted":null"#] {
        let event = to_device(&format!(r#"{{"type":"t"{claim},"n":1.0}}"#)).with_encrypted(false);
        assert_eq!(event.raw().as_str(), r#"{"encrypted":false,"type":"t","n":1.0}"#);
    }
}

#[test]
fn with_encrypted_keeps_other_members_byte_for_byte() {
    let event = to_device(r#"{"a\ud800":1,"a\ud801":2,"\u0062" : 1.0}"#).with_encrypted(true);
    assert_eq!(event.raw().as_str(), r#"{"encrypted":true,"a\ud800":1,"a\ud801":2,"\u0062":1.0}"#);
}

#[test]
fn may_be_received_rejects_ambiguous_to_device_events() {
    let granted = CapabilitySet::from_strings(["org.matrix.msc3819.receive.to_device:t"], Dialect::Msc2762);
    for (text, is_allowed) in [
        (r#"{"type":"t","sender":"@a:b.c","content":{}}"#, true),
        (r#"{"type":"t","sender":"@a:b.c","content":{},"encrypted":false}"#, true),
        (r#"{"type":"other","sender":"@a:b.c","content":{}}"#, false),
        (r#"{"type":"t","content":{}}"#, false),
        (r#"{"type":"t","sender":"@a:b.c"}"#, false),
        (r#"{"type":"t","type":"t","sender":"@a:b.c","content":{}}"#, false),
        (r#"{"type":"t","sender":"@a:b.c","content":{},"content":{}}"#, false),
        (r#"{"type":"t","sender":"@a:b.c","sender":"@x:b.c","content":{}}"#, false),
        (r#"{"type":"t","sender":"@a:b.c","content":{},"encrypted":false,"encrypted":true}"#, false),
        (r#"{"content":{}}"#, false),
    ] {
        assert_eq!(to_device(text).may_be_received(&granted), is_allowed, "{text}");
    }
}
