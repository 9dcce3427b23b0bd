//! Answers are the request with exactly one member added.

use matrix_widget_protocol::RawMessage;
use proptest::prelude::*;

use super::{cases, json};
use crate::{laws::echo::hold, support::decode};

/// Generates the members of a custom request with any data and unknown members, in any order and spelling.
fn members() -> impl Strategy<Value = Vec<(String, String)>> {
    let spelled = |name: &'static str| {
        prop_oneof![
            3 => Just(format!("\"{name}\"")),
            1 => Just(format!("\"{}\"", name.chars().map(json::escaped).collect::<String>())),
        ]
    };
    let text = || "[ -~&&[^\"\\\\]]{1,12}".prop_map(|text| format!("\"{text}\""));
    let header = (
        (
            spelled("api"),
            prop::sample::select(vec![r#""fromWidget""#, r#""\u0074oWidget""#]).prop_map(str::to_owned),
        ),
        (spelled("widgetId"), text()),
        (prop_oneof![spelled("requestId"), spelled("requestid")], text()),
        (spelled("action"), text().prop_map(|name| name.replacen('"', "\"com.example.", 1))),
    )
        .prop_map(|(api, widget_id, request_id, action)| vec![api, widget_id, request_id, action]);
    let data = prop::option::of((spelled("data"), prop_oneof![4 => json::object(), 1 => json::value()]));
    let unknown = prop::collection::vec(("\"x[a-z]{0,5}\"", json::value()), 0..3);
    let null = prop::option::of((spelled("response"), Just("null".to_owned())));
    (header, data, unknown, null)
        .prop_map(|(header, data, unknown, null)| {
            header.into_iter().chain(data).chain(unknown).chain(null).collect::<Vec<_>>()
        })
        .prop_shuffle()
}

fn text_of(members: &[(String, String)], space: &str) -> String {
    let members: Vec<_> =
        members.iter().map(|(name, value)| format!("{space}{name}{space}:{space}{value}{space}")).collect();
    format!("{space}{{{}}}{space}", members.join(","))
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn respond_error_adds_one_member_to_any_request(members in members(), space in json::white_space()) {
        let text = text_of(&members, &space);
        hold(&text);
        prop_assert!(RawMessage::parse(&text).unwrap().is_request());
    }

    #[test]
    fn decode_ignores_order_and_white_space(
        (members, shuffled) in members().prop_flat_map(|members| (Just(members.clone()), Just(members).prop_shuffle())),
        space in json::white_space(),
    ) {
        let (text, other) = (text_of(&members, ""), text_of(&shuffled, &space));
        match (decode(&text), decode(&other)) {
            (Ok(message), Ok(other)) => prop_assert_eq!(message, other),
            (Err(invalid), Err(other)) => prop_assert_eq!(invalid.error(), other.error()),
            (one, other) => prop_assert!(false, "{one:?} differs from {other:?}"),
        }
    }
}
