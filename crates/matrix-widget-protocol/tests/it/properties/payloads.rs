//! Every payload serialises and reads back equal, and so does a message that is built of it.

use js_int::Int;
use matrix_widget_capability::CapabilitySet;
use matrix_widget_protocol::{
    Empty, ErrorResponse, NewRequest, RawJson, RawObject,
    action::{KnownAction, Payload},
    error::{MatrixApiError, MatrixError},
    event::MatrixEvent,
    from_widget::{
        self,
        navigate::NavigateRequest,
        read_events::{ReadEventsRequest, ReadEventsResponse},
        request_capabilities::RequestCapabilitiesRequest,
        send_event::{SendEventRequest, SendEventResponse},
    },
    selector::{ReadDirection, RoomSelector, StateKeySelector},
    to_widget::{self, capabilities::CapabilitiesResponse, notify_capabilities::NotifyCapabilitiesRequest},
    version::{ApiVersion, SupportedApiVersionsResponse},
};
use proptest::{collection::btree_map, collection::vec, option, prelude::*};
use ruma_common::{OwnedEventId, OwnedRoomId};

use super::{cases, json};
use crate::support::{decode, with_member};

fn capabilities() -> impl Strategy<Value = CapabilitySet> {
    vec(prop_oneof![".*", "m\\.(send|receive)\\.event:[a-z.#:!*]{0,9}"], 0..4)
        .prop_map(CapabilitySet::from_iter)
}

fn raw_json() -> impl Strategy<Value = RawJson> {
    json::value().prop_map(|text| RawJson::from_text(text).unwrap())
}

fn raw_object() -> impl Strategy<Value = RawObject> {
    json::object().prop_map(|text| RawObject::from_text(text).unwrap())
}

fn event() -> impl Strategy<Value = MatrixEvent> {
    raw_object().prop_map(MatrixEvent::from)
}

fn int() -> impl Strategy<Value = Int> {
    let max = i64::from(Int::MAX);
    prop_oneof![-max..=max, -2_i64..3, Just(max), Just(-max)].prop_map(|number| Int::new(number).unwrap())
}

fn room_id() -> impl Strategy<Value = OwnedRoomId> {
    "![a-zA-Z0-9]{1,18}(:[a-z]{1,9}\\.org)?".prop_map(|id| id.try_into().unwrap())
}

fn event_id() -> impl Strategy<Value = OwnedEventId> {
    "\\$[a-zA-Z0-9_-]{1,43}".prop_map(|id| id.try_into().unwrap())
}

fn versions() -> impl Strategy<Value = SupportedApiVersionsResponse> {
    let known = prop::sample::select(ApiVersion::KNOWN.to_vec());
    vec(prop_oneof![known, ".*".prop_map(ApiVersion::from)], 0..6).prop_map(SupportedApiVersionsResponse::new)
}

fn send_event() -> impl Strategy<Value = SendEventRequest> {
    let optional = (option::of(raw_json()), option::of(".*"), option::of(room_id()));
    let durations = (option::of(int()), option::of(".*"), option::of(int()));
    (".*", optional, durations).prop_map(
        |(event_type, (content, state_key, room_id), (delay, parent_delay_id, sticky_duration_ms))| {
            let mut request = SendEventRequest::new(event_type, RawJson::from_text("{}").unwrap());
            // Null content is absent content.
            request.content = content.filter(|content| content.as_str() != "null");
            request.state_key = state_key;
            request.room_id = room_id;
            request.delay = delay;
            request.parent_delay_id = parent_delay_id;
            request.sticky_duration_ms = sticky_duration_ms;
            request
        },
    )
}

fn send_event_response() -> impl Strategy<Value = SendEventResponse> {
    prop_oneof![
        (room_id(), event_id()).prop_map(|(room_id, event_id)| SendEventResponse::sent(room_id, event_id)),
        (room_id(), ".*").prop_map(|(room_id, delay_id)| SendEventResponse::delayed(room_id, delay_id)),
    ]
}

fn read_events() -> impl Strategy<Value = ReadEventsRequest> {
    let state_key = prop_oneof![Just(StateKeySelector::Any), ".*".prop_map(StateKeySelector::Key)];
    let rooms = prop_oneof![Just(RoomSelector::Any), vec(room_id(), 0..3).prop_map(RoomSelector::Rooms)];
    let dir = prop::sample::select(vec![ReadDirection::Forwards, ReadDirection::Backwards]);
    let what = (".*", option::of(state_key), option::of(".*"), option::of(int()));
    let place = (
        option::of(rooms),
        option::of(event_id()),
        option::of(event_id()),
        option::of(".*"),
        option::of(dir),
    );
    (what, place).prop_map(|((event_type, state_key, msgtype, limit), (room_ids, since, id, from, dir))| {
        let mut request = ReadEventsRequest::new(event_type);
        request.state_key = state_key;
        request.msgtype = msgtype;
        request.limit = limit;
        request.room_ids = room_ids;
        request.since = since;
        request.id = id;
        request.from = from;
        request.dir = dir;
        request
    })
}

fn read_events_response() -> impl Strategy<Value = ReadEventsResponse> {
    (vec(event(), 0..4), option::of(".*"), option::of(".*")).prop_map(|(events, start, end)| {
        let mut response = ReadEventsResponse::new(events);
        response.start = start;
        response.end = end;
        response
    })
}

fn matrix_api_error() -> impl Strategy<Value = MatrixApiError> {
    let headers = option::of(btree_map("[a-zA-Z-]{1,9}", ".*", 0..3));
    let body = prop_oneof![
        raw_object().prop_map(MatrixError::from),
        (".*", ".*").prop_map(|(errcode, error)| MatrixError::new(&errcode, &error)),
    ];
    (any::<u16>(), headers, option::of(".*"), body).prop_map(|(status, headers, url, body)| {
        let mut error = MatrixApiError::new(status, body);
        error.http_headers = headers.map(Into::into);
        error.url = url;
        error
    })
}

fn assert_reads_back<T: Payload>(payload: &T) {
    let text = serde_json::to_string(payload).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).as_ref().ok(), Some(payload), "{text}");
    let object = RawObject::from_text(text.clone()).unwrap();
    assert_eq!(object.read::<T>().as_ref(), Ok(payload), "{text}");
}

/// Reads the payloads back, and sends the request and its answer through a message.
fn assert_round_trip<A: KnownAction>(data: &A::Request, response: &A::Response) {
    assert_reads_back(data);
    assert_reads_back(response);
    let text = NewRequest::<A>::new(data.clone()).to_json("w", "r").unwrap();
    let message = decode(&text).unwrap_or_else(|invalid| panic!("{invalid} in {text}"));
    assert_eq!(serde_json::to_string(data).unwrap(), member(&text, "data"));
    assert!(message.unknown_members().is_empty());
    assert_eq!(decode(&message.to_json()).unwrap(), message);

    let answer = with_member(&text, "response", &serde_json::to_string(response).unwrap());
    match decode(&answer) {
        Ok(answer) => assert_eq!(decode(&answer.to_json()).unwrap(), answer),
        Err(invalid) => panic!("{invalid} in {answer}"),
    }
}

fn member(text: &str, name: &str) -> String {
    let object = RawObject::from_text(text).unwrap();
    object.members().into_iter().find(|member| member.0 == name).unwrap().1.to_owned()
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn versions_read_back(versions in versions()) {
        assert_round_trip::<from_widget::SupportedApiVersions>(&Empty::new(), &versions);
        assert_round_trip::<to_widget::SupportedApiVersions>(&Empty::new(), &versions);
    }

    #[test]
    fn capabilities_read_back(requested in capabilities(), approved in capabilities()) {
        let wishes = CapabilitiesResponse::new(requested.clone());
        assert_round_trip::<to_widget::Capabilities>(&Empty::new(), &wishes);
        let more = RequestCapabilitiesRequest::new(requested.clone());
        assert_round_trip::<from_widget::RequestCapabilities>(&more, &Empty::new());
        let decision = NotifyCapabilitiesRequest::new(requested, approved);
        assert_round_trip::<to_widget::NotifyCapabilities>(&decision, &Empty::new());
    }

    #[test]
    fn a_link_reads_back(uri in ".*") {
        let request = NavigateRequest::new(uri);
        let _ = request.target();
        assert_round_trip::<from_widget::Navigate>(&request, &Empty::new());
    }

    #[test]
    fn an_event_to_be_sent_reads_back(request in send_event(), response in send_event_response()) {
        let _ = request.check();
        assert_round_trip::<from_widget::SendEvent>(&request, &response);
    }

    #[test]
    fn an_event_that_was_sent_reads_back(event in event()) {
        assert_round_trip::<to_widget::SendEvent>(&event, &Empty::new());
    }

    #[test]
    fn events_to_be_read_read_back(request in read_events(), response in read_events_response()) {
        let _ = request.checked_limit();
        assert_round_trip::<from_widget::ReadEvents>(&request, &response);
    }

    #[test]
    fn errors_read_back(message in ".*", cause in option::of(matrix_api_error())) {
        let error = match &cause {
            Some(cause) => ErrorResponse::with_matrix_api_error(message.clone(), cause),
            None => ErrorResponse::new(message.clone()),
        };
        prop_assert_eq!(error.message(), message);
        prop_assert_eq!(error.matrix_api_error(), Ok(cause));
        let text = serde_json::to_string(&error).unwrap();
        prop_assert_eq!(&serde_json::from_str::<ErrorResponse>(&text).unwrap(), &error);
        let answer = crate::support::response("fromWidget", "navigate", &text);
        let answer = decode(&answer).unwrap();
        prop_assert_eq!(answer.error(), Some(&error));
    }

    #[test]
    fn any_accessor_of_any_event_answers(event in event()) {
        let _ = (event.event_type(), event.sender(), event.event_id(), event.room_id(), event.origin_server_ts());
        let _ = (event.state_key(), event.content(), event.msgtype(), event.unsigned(), event.redacts());
        let _ = event.sticky_duration_ms();
    }
}
