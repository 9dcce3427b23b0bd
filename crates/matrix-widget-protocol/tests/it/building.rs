//! `NewRequest` writes requests.

mod payloads;

use std::time::Duration;

use js_int::int;
use matrix_widget_capability::CapabilityList;
use matrix_widget_protocol::{
    Empty, NewRequest, NewRequestError, RawJson, RawObject, Spelling,
    action::{Action, CustomAction, KnownAction},
    from_widget::{
        self, NavigateRequest, ReadDirection, ReadEventsRequest, RequestCapabilitiesRequest, RoomSelector,
        SendEventRequest, StateKeySelector,
    },
    to_widget::{self, NotifyCapabilitiesRequest},
};
use serde_json::json;

use crate::support::{decode, json, unknown_members};

/// Asserts that a new request writes this data under both names, and that the message survives a round trip.
fn assert_writes<A: KnownAction>(
    new: fn(A::Request) -> NewRequest<A>,
    data: A::Request,
    api: &str,
    names: [&str; 2],
    expected: &serde_json::Value,
) {
    let spellings = [Spelling::Unstable, Spelling::Stable];
    for (spelling, name) in spellings.into_iter().zip(names) {
        let request = new(data.clone()).with_spelling(spelling);
        let text = request.to_json("w\"\u{0}", "r/é").unwrap();
        assert_eq!(
            json(&text),
            json!({"api": api, "widgetId": "w\"\u{0}", "requestId": "r/é", "action": name, "data": expected})
        );
        let message = decode(&text).unwrap();
        assert_eq!(message.info().map(|info| info.variant), Some(A::INFO.variant));
        assert_eq!(json(&message.to_json()), json(&text));
        assert!(unknown_members(&message).is_empty());
    }
    assert_eq!(
        new(data.clone()).to_json("w", "r"),
        new(data).with_spelling(Spelling::Unstable).to_json("w", "r"),
        "the unstable name is the default"
    );
}

fn raw(text: &str) -> RawJson {
    RawJson::from_text(text).unwrap()
}

#[test]
fn new_request_writes_capability_requests() {
    assert_writes::<to_widget::NotifyCapabilities>(
        NewRequest::to_widget,
        NotifyCapabilitiesRequest::new(["a", ""].into_iter().collect(), CapabilityList::new()),
        "toWidget",
        ["notify_capabilities"; 2],
        &json!({"requested": ["a", ""], "approved": []}),
    );
    assert_writes::<from_widget::RequestCapabilities>(
        NewRequest::from_widget,
        RequestCapabilitiesRequest::new(["a"].into_iter().collect()),
        "fromWidget",
        ["org.matrix.msc2974.request_capabilities", "request_capabilities"],
        &json!({"capabilities": ["a"]}),
    );
}

#[test]
fn new_request_writes_navigate() {
    assert_writes::<from_widget::Navigate>(
        NewRequest::from_widget,
        NavigateRequest::new("matrix:r/room:example.org"),
        "fromWidget",
        ["org.matrix.msc2931.navigate", "navigate"],
        &json!({"uri": "matrix:r/room:example.org"}),
    );
}

#[test]
fn new_request_writes_send_event() {
    let names = ["send_event"; 2];
    assert_writes::<from_widget::SendEvent>(
        NewRequest::from_widget,
        SendEventRequest::new("m.room.message", raw(r#"{"body":"b"}"#)),
        "fromWidget",
        names,
        &json!({"type": "m.room.message", "content": {"body": "b"}}),
    );
    assert_writes::<from_widget::SendEvent>(
        NewRequest::from_widget,
        SendEventRequest::state("m.room.topic", "", raw("{}")),
        "fromWidget",
        names,
        &json!({"type": "m.room.topic", "content": {}, "state_key": ""}),
    );
    let mut full = SendEventRequest::new("m.rtc.member", raw("{}"));
    full.room_id = Some("!r:example.org".try_into().unwrap());
    let mut full = full.with_delay_and_parent(Duration::ZERO, "d");
    full.sticky_duration_ms = Some(int!(3_600_000));
    assert_writes::<from_widget::SendEvent>(
        NewRequest::from_widget,
        full,
        "fromWidget",
        names,
        &json!({"type": "m.rtc.member", "content": {}, "room_id": "!r:example.org", "delay": 0,
            "parent_delay_id": "d", "sticky_duration_ms": 3_600_000}),
    );
}

#[test]
fn new_request_writes_event_content_unchanged() {
    let request = SendEventRequest::new("t", raw(r#"{"b":1.0,"a":[1e2],"a":null}"#));
    let text = NewRequest::<from_widget::SendEvent>::from_widget(request).to_json("w", "r").unwrap();
    assert!(text.contains(r#""content":{"b":1.0,"a":[1e2],"a":null}"#), "{text}");
}

#[test]
fn new_request_writes_read_events() {
    let names = ["org.matrix.msc2876.read_events", "read_events"];
    assert_writes::<from_widget::ReadEvents>(
        NewRequest::from_widget,
        ReadEventsRequest::new("m.room.message"),
        "fromWidget",
        names,
        &json!({"type": "m.room.message"}),
    );
    assert_writes::<from_widget::ReadEvents>(
        NewRequest::from_widget,
        ReadEventsRequest::state("m.room.member", StateKeySelector::Any),
        "fromWidget",
        names,
        &json!({"type": "m.room.member", "state_key": true}),
    );
    let mut full = ReadEventsRequest::state("m.room.member", "".into());
    full.msgtype = Some("m.text".into());
    full.limit = Some(int!(25));
    full.room_ids = Some(RoomSelector::Any);
    full.since = Some("$since".try_into().unwrap());
    full.id = Some("$id".try_into().unwrap());
    full.from = Some("token".into());
    full.dir = Some(ReadDirection::Backwards);
    assert_writes::<from_widget::ReadEvents>(
        NewRequest::from_widget,
        full.clone(),
        "fromWidget",
        names,
        &json!({"type": "m.room.member", "state_key": "", "msgtype": "m.text", "limit": 25, "room_ids": "*",
            "since": "$since", "id": "$id", "from": "token", "dir": "b"}),
    );
    full = ReadEventsRequest::new("t");
    full.room_ids = Some(RoomSelector::Rooms(vec!["!a:example.org".try_into().unwrap()]));
    full.dir = Some(ReadDirection::Forwards);
    assert_writes::<from_widget::ReadEvents>(
        NewRequest::from_widget,
        full,
        "fromWidget",
        names,
        &json!({"type": "t", "room_ids": ["!a:example.org"], "dir": "f"}),
    );
}

fn assert_writes_custom<A: CustomAction>(new: fn(&str, RawObject) -> Result<NewRequest<A>, NewRequestError>) {
    let data = RawObject::from_text(r#"{"b" : 1.0}"#).unwrap();
    let request = new("com.example.\"é\"", data).unwrap();
    let text = request.to_json("w", "r").unwrap();
    assert!(text.contains(r#"{"b" : 1.0}"#), "{text}");
    let expected = json!({"api": A::DIRECTION.as_str(), "widgetId": "w", "requestId": "r",
        "action": "com.example.\"é\"", "data": {"b": 1.0}});
    assert_eq!(json(&text), expected);
    assert!(decode(&text).unwrap().info().is_none());
}

#[test]
fn new_request_writes_custom_actions_in_both_directions() {
    assert_writes_custom(|name, data| NewRequest::custom_from_widget(name, data));
    assert_writes_custom(|name, data| NewRequest::custom_to_widget(name, data));
}

fn custom_from_widget(name: &str) -> Result<NewRequest<from_widget::Custom>, NewRequestError> {
    NewRequest::custom_from_widget(name, RawObject::empty())
}

fn custom_to_widget(name: &str) -> Result<NewRequest<to_widget::Custom>, NewRequestError> {
    NewRequest::custom_to_widget(name, RawObject::empty())
}

#[test]
fn custom_rejects_known_names() {
    for name in [
        "org.matrix.msc2931.navigate",
        "navigate",
        "read_events",
        "supported_api_versions",
        "io.element.close",
    ] {
        assert!(custom_from_widget(name).is_err(), "{name}");
    }
    for name in ["supported_api_versions", "capabilities", "im.vector.ready"] {
        assert!(custom_to_widget(name).is_err(), "{name}");
    }
}

#[test]
fn custom_accepts_names_of_the_other_direction() {
    let requests = [
        custom_to_widget("navigate").unwrap().to_json("w", "r"),
        custom_to_widget("content_loaded").unwrap().to_json("w", "r"),
        custom_from_widget("capabilities").unwrap().to_json("w", "r"),
        custom_from_widget("notify_capabilities").unwrap().to_json("w", "r"),
    ];
    for text in requests.map(Result::unwrap) {
        assert!(decode(&text).unwrap().info().is_none(), "{text}");
    }
}

#[test]
fn new_request_rejects_empty_names() {
    fn assert_refused<A: Action>(request: &NewRequest<A>) {
        let errors = [("", "r", "widgetId"), ("w", "", "requestId")];
        for (widget_id, request_id, member) in errors {
            let error = request.to_json(widget_id, request_id).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{member}: ")), "{error}");
        }
        assert!(request.to_json("", "").is_err());
        assert!(request.to_json(" ", " ").is_ok());
    }
    assert_refused(&NewRequest::<from_widget::ContentLoaded>::from_widget(Empty::new()));
    assert_refused(&custom_to_widget("a").unwrap());
    let error = custom_to_widget("").unwrap_err().to_string();
    assert!(error.starts_with("action: "), "{error}");
}
