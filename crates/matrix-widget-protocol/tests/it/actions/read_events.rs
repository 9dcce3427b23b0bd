//! `read_events`: selectors, a limit and pagination tokens → `events: [event]`.

use js_int::Int;
use matrix_widget_protocol::from_widget::{
    ReadEventsRequest, ReadEventsResponse, RoomSelector, StateKeySelector,
};

use crate::support::{assert_invalid_requests, assert_invalid_responses, assert_lossless, request, response};

fn read(data: &str) -> ReadEventsRequest {
    let text = request("fromWidget", "read_events", data);
    assert_lossless(&text, &[]);
    typed!(FromWidgetRequest::ReadEvents, &text).data
}

#[test]
fn state_key_accepts_strings_and_true() {
    assert_eq!(read(r#"{"type":"t","state_key":true}"#).state_key, Some(StateKeySelector::Any));
    assert_eq!(read(r#"{"type":"t","state_key":"true"}"#).state_key, Some("true".into()));
}

#[test]
fn room_ids_accepts_a_list_or_a_star() {
    assert_eq!(read(r#"{"type":"t","room_ids":"\u002a"}"#).room_ids, Some(RoomSelector::Any));
    assert_eq!(read(r#"{"type":"t","room_ids":[]}"#).room_ids, Some(RoomSelector::Rooms(vec![])));
}

#[test]
fn errors_name_the_item_of_a_list() {
    let rooms = r#"{"type":"t","room_ids":["!a:example.org",5]}"#;
    let error = "data.room_ids[1]: expected a string, found a number";
    assert_invalid_requests("fromWidget", "read_events", &[(rooms, error)]);
    let error = "response.events[2]: expected an object, found an array";
    assert_invalid_responses("fromWidget", "read_events", &[(r#"{"events":[{},{},[{}]]}"#, error)]);
}

/// H-READ-5: a limit of 0 or less is an error.
#[test]
fn checked_limit_rejects_limits_that_decode_keeps() {
    for (limit, expected) in [
        (1, Some(1)),
        (25, Some(25)),
        (4_294_967_295, Some(4_294_967_295)),
        // "2^53−1 is valid."
        (9_007_199_254_740_991, Some(u32::MAX)),
        (0, None),
        (-1, None),
        (-9_007_199_254_740_991, None),
    ] {
        let data = read(&format!(r#"{{"type":"t","limit":{limit}}}"#));
        assert_eq!(data.limit.map(i64::from), Some(limit));
        if let Some(expected) = expected {
            assert_eq!(data.checked_limit(), Ok(Some(expected)));
        } else {
            let error = data.checked_limit().unwrap_err();
            assert_eq!(error.path(), "data.limit");
            assert_eq!(
                error.to_string(),
                "data.limit: expected an integer of at least 1, found an out-of-range number"
            );
        }
    }
    assert_eq!(read(r#"{"type":"t"}"#).checked_limit(), Ok(None));
    assert_eq!(read(r#"{"type":"t","limit":null}"#).checked_limit(), Ok(None));
    let mut built = ReadEventsRequest::new("t");
    built.limit = Some(Int::MIN);
    assert!(built.checked_limit().is_err());
}

fn answer(body: &str) -> ReadEventsResponse {
    let text = response("fromWidget", "read_events", body);
    assert_lossless(&text, &[]);
    typed!(FromWidgetResponse::ReadEvents, &text).outcome.unwrap()
}

#[test]
fn read_events_keeps_events_unchanged() {
    assert_eq!(answer(r#"{"events":[]}"#), ReadEventsResponse::new(vec![]));
    let found = answer(r#"{"events":[{"type" : "t"},{},{"content":{"a":1.0,"a":2}}],"start":"s","end":"e"}"#);
    let texts: Vec<_> = found.events.iter().map(|event| event.raw().as_str()).collect();
    assert_eq!(texts, [r#"{"type" : "t"}"#, "{}", r#"{"content":{"a":1.0,"a":2}}"#]);
    assert_eq!((found.start.as_deref(), found.end.as_deref()), (Some("s"), Some("e")));
    let found = answer(r#"{"events":[],"start":null,"end":null}"#);
    assert_eq!((found.start, found.end), (None, None));
}
