//! Coverage and filters agree with the checks of a capability set, for random sets and requests.

use matrix_widget_capability::{EventQuery, Flag};
use matrix_widget_protocol::{
    Coverage,
    from_widget::{FromWidgetRequest, ReadEventsResponse},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{OTHER, VIEWED, coverage, filter::event, from_widget_request, room, set};
use crate::{properties::cases, support::request};

prop_compose! {
    /// Generates capabilities from few values, so that requests often match them.
    fn capability()(
        family in prop::sample::select(vec!["send.event", "send.state_event", "receive.event", "receive.state_event", "read.event", "read.state_event"]),
        event_type in prop::sample::select(vec!["m.room.message", "m.reaction", "a\\"]),
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
    fn coverage_of_send_event_agrees_with_may_send(
        granted in prop::collection::vec(capability(), 0..6),
        event_type in prop::sample::select(vec!["m.room.message", "m.reaction", "a\\"]),
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
        prop_assert_eq!(coverage("send_event", &data, &granted) == Coverage::Wholly, expected);
    }

    #[test]
    fn coverage_of_read_events_agrees_with_may_read(
        granted in prop::collection::vec(capability(), 0..6),
        event_type in prop::sample::select(vec!["m.room.message", "m.reaction", "a\\"]),
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
        prop_assert_eq!(coverage("read_events", &data, &granted) == Coverage::Wholly, granted.may_read(&query, Some(VIEWED)));
    }

    /// The filter keeps exactly the requested events that the set allows: all of them if the coverage is whole, and not all
    /// of them if there is no coverage.
    #[test]
    fn retain_allowed_agrees_with_coverage(
        granted in prop::collection::vec(capability(), 0..6),
        event_type in prop::sample::select(vec!["m.room.message", "m.reaction"]),
        state_key in prop::sample::select(vec![json!(null), json!(true), json!(""), json!("a")]),
        msgtype in prop::sample::select(vec![None, Some("a")]),
        rooms in prop::sample::select(vec![json!(null), json!("*"), json!([VIEWED]), json!([OTHER]), json!([OTHER, VIEWED, OTHER])]),
    ) {
        let granted = set(&granted);
        let data = json!({ "type": event_type, "state_key": state_key, "msgtype": msgtype, "room_ids": rooms });
        let keys = [None, Some(""), Some("a"), Some("b")];
        let world = [VIEWED, OTHER].into_iter().flat_map(|room| {
            ["m.room.message", "m.reaction"].into_iter().flat_map(move |of| keys.into_iter().flat_map(move |key| {
                let message = json!({ "type": of, "room_id": room, "content": { "msgtype": key } });
                let state = json!({ "type": of, "room_id": room, "content": {}, "state_key": key.unwrap_or("c") });
                [message, state]
            }))
        });
        let is_requested = |event: &Value| {
            let has_key = match &state_key {
                Value::Null if event_type == "m.room.message" => {
                    msgtype.is_none_or(|msgtype| event["content"]["msgtype"] == msgtype)
                }
                Value::Bool(_) | Value::Null => true,
                key => event["state_key"] == *key,
            };
            let has_room = match &rooms {
                Value::Null => event["room_id"] == VIEWED,
                Value::Array(rooms) => rooms.contains(&event["room_id"]),
                _ => true,
            };
            event["type"] == event_type && event["state_key"].is_null() == state_key.is_null() && has_key && has_room
        };
        let is_allowed = |event: &Value| {
            let (of, room) = (event["type"].as_str().unwrap(), event["room_id"].as_str().unwrap());
            let msgtype = event["content"]["msgtype"].as_str().filter(|_| of == "m.room.message");
            let query = match event["state_key"].as_str() {
                Some(key) => EventQuery::state(of, key, room),
                None => EventQuery::message_like(of, msgtype, room),
            };
            granted.may_read(&query, Some(VIEWED))
        };
        let requested: Vec<_> = world.clone().filter(is_requested).collect();
        let allowed: Vec<_> = requested.iter().filter(|event| is_allowed(event)).collect();

        let text = request("fromWidget", "read_events", &data.to_string());
        let FromWidgetRequest::ReadEvents(read) = from_widget_request(&text) else { panic!("{text}") };
        let mut response = ReadEventsResponse::new(world.map(|one| event(&one.to_string())).collect::<Vec<_>>());
        response.retain_allowed(&read.data, &granted, Some(room(VIEWED)));
        let expected: Vec<_> = allowed.iter().map(|one| event(&one.to_string())).collect();
        prop_assert_eq!(response.events, expected);

        match coverage("read_events", &data, &granted) {
            Coverage::Wholly => prop_assert_eq!(allowed.len(), requested.len()),
            Coverage::Partly(_) => {}
            Coverage::No(_) => prop_assert!(allowed.len() < requested.len()),
        }
    }
}
