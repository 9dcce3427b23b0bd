//! Reading never panics, and messages survive a round trip.

use matrix_widget_protocol::RawMessage;
use proptest::prelude::*;

use super::{cases, json};
use crate::{
    fixtures::FIXTURES,
    laws::message::{assert_read_alike, hold},
};

/// Generates the text of a mostly valid message.
fn almost_message() -> impl Strategy<Value = String> {
    let api = prop_oneof![
        9 => prop::sample::select(vec![r#""fromWidget""#, r#""toWidget""#]).prop_map(str::to_owned),
        1 => json::value(),
    ];
    let id = || prop_oneof![9 => Just(r#""id""#.to_owned()), 2 => json::string(), 1 => json::value()];
    let known = FIXTURES.iter().flat_map(|(_, fixture)| fixture.names.iter().map(String::as_str));
    let actions: Vec<_> = known.chain(["com.example"]).map(|name| format!("\"{name}\"")).collect();
    let action = prop_oneof![
        9 => prop::sample::select(actions),
        1 => json::value(),
    ];
    let body = || prop_oneof![4 => json::object(), 1 => json::value()];
    let member = (json::name(), json::value());
    (api, id(), id(), action, prop::option::of(body()), prop::option::of(body()), prop::option::of(member))
        .prop_map(|(api, widget_id, request_id, action, data, response, other)| {
            let mut members = vec![
                format!(r#""api":{api}"#),
                format!(r#""widgetId":{widget_id}"#),
                format!(r#""requestId":{request_id}"#),
                format!(r#""action":{action}"#),
            ];
            members.extend(data.map(|data| format!(r#""data":{data}"#)));
            members.extend(response.map(|response| format!(r#""response":{response}"#)));
            members.extend(other.map(|(name, value)| format!("{name}:{value}")));
            members
        })
        .prop_shuffle()
        .prop_map(|members| format!("{{{}}}", members.join(",")))
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn message_laws_hold_for_any_string(text in ".*") {
        hold(&text);
    }

    #[test]
    fn message_laws_hold_for_any_string_of_json_characters(text in r#"[\[\]{}",:\\ un0-9a-ftrlsiw.eE+-]{0,64}"#) {
        hold(&text);
    }

    #[test]
    fn parse_slice_keeps_the_text(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(raw) = RawMessage::parse_slice(&bytes) {
            prop_assert_eq!(raw.text().as_bytes(), &bytes[..]);
        }
    }

    #[test]
    fn message_laws_hold_for_any_json(text in json::value()) {
        hold(&text);
    }

    #[test]
    fn message_laws_hold_for_any_message(text in almost_message()) {
        hold(&text);
    }

    #[test]
    fn parse_rejects_truncated_messages(text in almost_message(), at in any::<prop::sample::Index>()) {
        let cut: String = text.chars().take(at.index(text.chars().count())).collect();
        prop_assert!(RawMessage::parse(&cut).is_err());
        assert_read_alike(&cut);
    }
}
