//! Every payload survives a round trip, alone and in a message.

use matrix_widget_protocol::{
    ErrorResponse, Message, NewRequest, RawMessage, RawObject, Request, Response,
    action::{ActionVisitor, FromWidget, KnownAction, Payload, ToWidget, visit_actions},
    error::MatrixApiError,
    event::MatrixEvent,
};
use proptest::{prelude::*, test_runner::TestRunner};

use super::{cases, json};
use crate::support::{decode, unknown_members, with_member};

fn assert_reads_back<T: Payload>(payload: &T) {
    let text = serde_json::to_string(payload).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).as_ref().ok(), Some(payload), "{text}");
    let object = RawObject::from_text(text.clone()).unwrap();
    assert_eq!(object.read::<T>().as_ref(), Ok(payload), "{text}");
}

/// Asserts that the payloads survive a round trip, alone and in a request and its answer.
fn assert_round_trip<A: KnownAction>(
    new: fn(A::Request) -> NewRequest<A>,
    data: &A::Request,
    response: &A::Response,
) {
    assert_reads_back(data);
    assert_reads_back(response);
    let text = new(data.clone()).to_json("w", "r").unwrap();
    let message = decode(&text).unwrap_or_else(|invalid| panic!("{invalid} in {text}"));
    assert_eq!(serde_json::to_string(data).unwrap(), member(&text, "data"));
    assert!(unknown_members(&message).is_empty());
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

fn assert_bodies_round_trip<A: KnownAction>(new: fn(A::Request) -> NewRequest<A>) {
    let bodies = (any::<A::Request>(), any::<A::Response>());
    let result = TestRunner::new(cases(24)).run(&bodies, |(data, response)| {
        assert_round_trip::<A>(new, &data, &response);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{}: {error}", A::INFO.variant));
}

/// Runs a property for every known action.
struct RoundTrips;

impl ActionVisitor for RoundTrips {
    fn visit_from_widget<A: KnownAction + FromWidget>(&mut self) {
        assert_bodies_round_trip::<A>(NewRequest::from_widget);
        self.visit::<A>();
    }

    fn visit_to_widget<A: KnownAction + ToWidget>(&mut self) {
        assert_bodies_round_trip::<A>(NewRequest::to_widget);
        self.visit::<A>();
    }

    fn visit<A: KnownAction>(&mut self) {
        let messages = (any::<Request<'static, A>>(), any::<Response<'static, A>>());
        let result = TestRunner::new(cases(8)).run(&messages, |(request, response)| {
            for (raw, is_request) in [(request.raw(), true), (response.raw(), false)] {
                prop_assert_eq!(raw.is_request(), is_request);
                prop_assert_eq!(decode(raw.text()).unwrap().info(), Some(A::INFO));
            }
            Ok(())
        });
        result.unwrap_or_else(|error| panic!("{}: {error}", A::INFO.variant));
    }
}

#[test]
fn bodies_survive_a_round_trip_alone_and_in_a_message() {
    visit_actions(&mut RoundTrips);
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn error_responses_keep_message_and_cause(message in ".*", cause in proptest::option::of(any::<MatrixApiError>())) {
        let error = match &cause {
            Some(cause) => ErrorResponse::with_matrix_api_error(message.clone(), cause),
            None => ErrorResponse::new(message.clone()),
        };
        prop_assert_eq!(error.message(), message);
        prop_assert_eq!(error.matrix_api_error(), Ok(cause));
    }

    #[test]
    fn error_responses_survive_a_round_trip(error in any::<ErrorResponse>()) {
        let text = serde_json::to_string(&error).unwrap();
        prop_assert_eq!(&serde_json::from_str::<ErrorResponse>(&text).unwrap(), &error);
        let answer = crate::support::response("fromWidget", "navigate", &text);
        let answer = decode(&answer).unwrap();
        prop_assert_eq!(answer.error(), Some(&error));
    }

    #[test]
    fn messages_survive_a_round_trip(message in any::<Message<'static>>(), raw in any::<RawMessage<'static>>()) {
        let again = decode(message.raw().text());
        prop_assert_eq!(again.as_ref(), Ok(&message));
        let again = RawMessage::parse(raw.text());
        prop_assert_eq!(again.as_ref(), Ok(&raw));
    }

    #[test]
    fn event_accessors_never_panic(event in json::object()) {
        let event = MatrixEvent::from(RawObject::from_text(event).unwrap());
        let _ = (event.event_type(), event.sender(), event.event_id(), event.room_id(), event.origin_server_ts());
        let _ = (event.state_key(), event.content(), event.msgtype(), event.unsigned(), event.redacts());
        let _ = event.sticky_duration_ms();
    }
}
