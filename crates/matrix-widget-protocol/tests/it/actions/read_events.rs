//! `read_events`: which events, how many, from where → `events: [event]`.

use js_int::{Int, int};
use matrix_widget_protocol::{
    from_widget::read_events::{ReadEventsRequest, ReadEventsResponse},
    selector::{ReadDirection, RoomSelector, StateKeySelector},
};

use crate::support::{
    assert_lossless, assert_requests_refused, assert_responses_refused, assert_same_under_both_names,
    refused_request, request, response,
};

const TODAY: &str = "org.matrix.msc2876.read_events";
const STABLE: &str = "read_events";

fn read(data: &str) -> ReadEventsRequest {
    let text = request("fromWidget", TODAY, data);
    assert_lossless(&text, &[]);
    typed!(FromWidgetRequest::ReadEvents, &text).data
}

#[test]
fn only_the_type_is_required() {
    assert_eq!(read(r#"{"type":"m.room.message"}"#), ReadEventsRequest::new("m.room.message"));
    assert_eq!(read(r#"{"type":""}"#), ReadEventsRequest::new(""));
}

#[test]
fn everything_can_be_asked_for() {
    let data = read(
        r#"{"type":"m.room.message","state_key":"@a:example.org","msgtype":"m.text","limit":50,
            "room_ids":["!a:example.org","!b:example.org"],"since":"$since","id":"$EdUYYTBGSaLUNHGw9OlsVgtCO8fqfql519qJh0gfs4",
            "from":"token","dir":"f"}"#,
    );
    assert_eq!(data.event_type, "m.room.message");
    assert_eq!(data.state_key, Some(StateKeySelector::Key("@a:example.org".into())));
    assert_eq!(data.msgtype.as_deref(), Some("m.text"));
    assert_eq!(data.limit, Some(int!(50)));
    let Some(RoomSelector::Rooms(rooms)) = &data.room_ids else { panic!("{data:?}") };
    assert_eq!(rooms, &["!a:example.org", "!b:example.org"]);
    assert_eq!(data.since.unwrap(), "$since");
    assert_eq!(data.id.unwrap(), "$EdUYYTBGSaLUNHGw9OlsVgtCO8fqfql519qJh0gfs4");
    assert_eq!(data.from.as_deref(), Some("token"));
    assert_eq!(data.dir, Some(ReadDirection::Forwards));
    assert_eq!(read(r#"{"type":"t","dir":"b"}"#).dir, Some(ReadDirection::Backwards));
}

#[test]
fn null_and_absent_are_one() {
    let optional = ["state_key", "msgtype", "limit", "room_ids", "since", "id", "from", "dir"];
    for name in optional {
        assert_eq!(read(&format!(r#"{{"type":"t","{name}":null}}"#)), ReadEventsRequest::new("t"), "{name}");
    }
    let all = optional.map(|name| format!(r#""{name}":null"#)).join(",");
    assert_eq!(read(&format!(r#"{{{all},"type":"t"}}"#)), ReadEventsRequest::new("t"));
}

#[test]
fn unknown_members_are_listed() {
    let text = request("fromWidget", TODAY, r#"{"type":"t","room_id":"!r:example.org","to":{"a":[]}}"#);
    assert_lossless(&text, &["data.room_id", "data.to"]);
}

#[test]
fn both_names_mean_the_same() {
    assert_same_under_both_names(&request("fromWidget", TODAY, r#"{"type":"t","limit":1}"#), TODAY, STABLE);
    assert_same_under_both_names(&response("fromWidget", TODAY, r#"{"events":[{}]}"#), TODAY, STABLE);
}

#[test]
fn a_state_key_is_a_string_or_true() {
    assert_eq!(read(r#"{"type":"t","state_key":true}"#).state_key, Some(StateKeySelector::Any));
    assert_eq!(read(r#"{"type":"t","state_key":""}"#).state_key, Some("".into()));
    assert_eq!(read(r#"{"type":"t","state_key":"true"}"#).state_key, Some("true".into()));
    assert_requests_refused(
        "fromWidget",
        TODAY,
        &[
            (
                r#"{"type":"t","state_key":false}"#,
                "data.state_key: expected a string or `true`, found `false`",
            ),
            (r#"{"type":"t","state_key":5}"#, "data.state_key: expected a string or `true`, found a number"),
            (
                r#"{"type":"t","state_key":["a"]}"#,
                "data.state_key: expected a string or `true`, found an array",
            ),
            (
                r#"{"type":"t","state_key":{}}"#,
                "data.state_key: expected a string or `true`, found an object",
            ),
        ],
    );
}

#[test]
fn rooms_are_a_list_or_a_star() {
    assert_eq!(read(r#"{"type":"t","room_ids":"*"}"#).room_ids, Some(RoomSelector::Any));
    assert_eq!(read(r#"{"type":"t","room_ids":"\u002a"}"#).room_ids, Some(RoomSelector::Any));
    assert_eq!(read(r#"{"type":"t","room_ids":[]}"#).room_ids, Some(RoomSelector::Rooms(vec![])));
    let expected = "data.room_ids: expected an array of room IDs or `*`, found";
    for (rooms, found) in [
        (r#""!a:example.org""#, "another string"),
        (r#""""#, "another string"),
        (r#""**""#, "another string"),
        ("true", "a boolean"),
        ("5", "a number"),
        (r#"{"0":"!a:example.org"}"#, "an object"),
    ] {
        let error = refused_request("fromWidget", TODAY, &format!(r#"{{"type":"t","room_ids":{rooms}}}"#));
        assert_eq!(error, format!("{expected} {found}"), "{rooms}");
    }
}

#[test]
fn a_bad_room_in_the_list_is_located() {
    for (room, found) in
        [("5", "a number"), ("null", "null"), ("[]", "an array"), (r#"{"a":1}"#, "an object")]
    {
        let error = refused_request(
            "fromWidget",
            TODAY,
            &format!(r#"{{"type":"t","room_ids":["!a:example.org",{room}]}}"#),
        );
        assert!(error.starts_with("data.room_ids[1]: expected a"), "{error}");
        assert!(error.ends_with(&format!(", found {found}")), "{error}");
    }
    for room in ["", "a:example.org", "#a:example.org", "*"] {
        let error = refused_request("fromWidget", TODAY, &format!(r#"{{"type":"t","room_ids":["{room}"]}}"#));
        assert!(error.starts_with("data.room_ids[0]: "), "{error}");
    }
}

#[test]
fn a_limit_decodes_whatever_its_size_and_a_method_judges_it() {
    for (limit, judged) in [
        (1, Some(1)),
        (25, Some(25)),
        (9_007_199_254_740_991, Some(9_007_199_254_740_991)),
        (0, None),
        (-1, None),
        (-9_007_199_254_740_991, None),
    ] {
        let data = read(&format!(r#"{{"type":"t","limit":{limit}}}"#));
        assert_eq!(data.limit.map(i64::from), Some(limit));
        if let Some(judged) = judged {
            assert_eq!(data.checked_limit(), Ok(Some(judged)));
        } else {
            let error = data.checked_limit().unwrap_err();
            assert_eq!(error.path(), "data.limit");
            assert_eq!(
                error.to_string(),
                "data.limit: expected an integer of at least 1, found a number out of range"
            );
        }
    }
    assert_eq!(read(r#"{"type":"t"}"#).checked_limit(), Ok(None));
    assert_eq!(read(r#"{"type":"t","limit":null}"#).checked_limit(), Ok(None));
    assert_eq!(read(r#"{"type":"t","limit":25.0}"#).limit, Some(int!(25)));
    let mut built = ReadEventsRequest::new("t");
    built.limit = Some(Int::MIN);
    assert!(built.checked_limit().is_err());
}

#[test]
fn bad_data_is_located() {
    for action in [TODAY, STABLE] {
        assert_requests_refused(
            "fromWidget",
            action,
            &[
                ("{}", "data.type: expected a string, found nothing"),
                (r#"{"limit":5,"state_key":true}"#, "data.type: expected a string, found nothing"),
                (r#"{"type":null}"#, "data.type: expected a string, found null"),
                (r#"{"type":5}"#, "data.type: expected a string, found a number"),
                (r#"{"type":["t"]}"#, "data.type: expected a string, found an array"),
                (r#"{"type":"t","type":"t"}"#, "data.type: expected once, found twice"),
                (r#"{"type":"t","msgtype":5}"#, "data.msgtype: expected a string, found a number"),
                (r#"{"type":"t","msgtype":{}}"#, "data.msgtype: expected a string, found an object"),
                (r#"{"type":"t","from":5}"#, "data.from: expected a string, found a number"),
            ],
        );
    }
    for (name, value, found) in [
        ("limit", r#""5""#, "a string"),
        ("limit", "true", "a boolean"),
        ("limit", "[5]", "an array"),
        ("limit", "{}", "an object"),
        ("since", "5", "a number"),
        ("since", r#"["$text"]"#, "an array"),
        ("id", "true", "a boolean"),
        ("dir", "5", "a number"),
        ("dir", r#"["f"]"#, "an array"),
        ("dir", r#"{"f":null}"#, "an object"),
        ("dir", r#""forwards""#, "another string"),
        ("dir", r#""F""#, "another string"),
        ("dir", r#""""#, "another string"),
    ] {
        let error = refused_request("fromWidget", TODAY, &format!(r#"{{"type":"t","{name}":{value}}}"#));
        assert!(error.starts_with(&format!("data.{name}: expected ")), "{error}");
        assert!(error.ends_with(&format!(", found {found}")), "{error} for {name}: {value}");
    }
    for (data, expected) in [
        (r#"{"type":"t","limit":"5"}"#, "data.limit: expected an integer, found a string"),
        (r#"{"type":"t","dir":"x"}"#, "data.dir: expected `f` or `b`, found another string"),
    ] {
        assert_eq!(refused_request("fromWidget", TODAY, data), expected);
    }
    let error = refused_request("fromWidget", TODAY, r#"{"type":"t","limit":1.5}"#);
    assert!(error.starts_with("data.limit: expected an integer, found "), "{error}");
}

#[test]
fn an_event_id_has_its_sigil() {
    for name in ["since", "id"] {
        for id in ["", "text", "!room:example.org", "*"] {
            let error = refused_request("fromWidget", TODAY, &format!(r#"{{"type":"t","{name}":"{id}"}}"#));
            assert!(error.starts_with(&format!("data.{name}: ")), "{error}");
        }
    }
}

fn answer(body: &str) -> ReadEventsResponse {
    let text = response("fromWidget", STABLE, body);
    assert_lossless(&text, &[]);
    typed!(FromWidgetResponse::ReadEvents, &text).outcome.unwrap()
}

#[test]
fn the_answer_holds_the_events_as_they_came() {
    assert_eq!(answer(r#"{"events":[]}"#), ReadEventsResponse::new(vec![]));
    let found = answer(r#"{"events":[{"type" : "t"},{},{"content":{"a":1.0,"a":2}}],"start":"s","end":"e"}"#);
    let texts: Vec<_> = found.events.iter().map(|event| event.raw().as_str()).collect();
    assert_eq!(texts, [r#"{"type" : "t"}"#, "{}", r#"{"content":{"a":1.0,"a":2}}"#]);
    assert_eq!((found.start.as_deref(), found.end.as_deref()), (Some("s"), Some("e")));
    let found = answer(r#"{"events":[],"start":null,"end":null}"#);
    assert_eq!((found.start, found.end), (None, None));
}

#[test]
fn members_of_events_are_no_unknown_members() {
    let text = response("fromWidget", STABLE, r#"{"events":[{"x":1}],"x":1,"next_batch":"n"}"#);
    assert_lossless(&text, &["response.x", "response.next_batch"]);
}

#[test]
fn a_bad_answer_is_located() {
    assert_responses_refused(
        "fromWidget",
        TODAY,
        &[
            ("{}", "response.events: expected an array, found nothing"),
            (r#"{"events":null}"#, "response.events: expected an array, found null"),
            (r#"{"events":{}}"#, "response.events: expected an array, found an object"),
            (r#"{"events":["text"]}"#, "response.events[0]: expected an object, found a string"),
            (r#"{"events":[{},null]}"#, "response.events[1]: expected an object, found null"),
            (r#"{"events":[{},{},[{}]]}"#, "response.events[2]: expected an object, found an array"),
            (r#"{"events":[5.5]}"#, "response.events[0]: expected an object, found a number"),
            (r#"{"events":[true]}"#, "response.events[0]: expected an object, found a boolean"),
            (r#"{"events":[],"start":5}"#, "response.start: expected a string, found a number"),
            (r#"{"events":[],"end":{}}"#, "response.end: expected a string, found an object"),
        ],
    );
}
