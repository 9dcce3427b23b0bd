//! Reading never panics, and what is read can be written and read again.

use matrix_widget_protocol::{InvalidMessage, Message, RawMessage};
use proptest::prelude::*;

use super::{cases, json};
use crate::{
    protocol::{ROWS, Row},
    report::Report,
    support::assert_read_alike,
};

/// Does with a text all that can be done.
pub fn exercise(text: &str) {
    assert_read_alike(text);
    let raw = match RawMessage::parse(text) {
        Ok(raw) => raw,
        Err(error) => {
            let _ = error.to_string();
            return;
        }
    };
    assert_eq!(raw.text(), text);
    match raw.decode() {
        Ok(message) => exercise_message(text, &message),
        Err(InvalidMessage::FromWidgetRequest(invalid) | InvalidMessage::ToWidgetRequest(invalid)) => {
            assert!(!invalid.error().path().is_empty());
            let answer = invalid.respond();
            let answer = RawMessage::parse(&answer).unwrap().decode();
            // The answer of a request that has `data` twice has it twice.
            if let Ok(answer) = answer {
                assert_eq!(answer.error().unwrap().message(), invalid.error().to_string());
            }
        }
        Err(InvalidMessage::Response(invalid)) => assert!(!invalid.error().path().is_empty()),
    }
}

fn exercise_message(text: &str, message: &Message<'_>) {
    let _ = (message.info(), message.unknown_members(), format!("{message:?}"));
    if let Some(error) = message.error() {
        let _ = (error.matrix_api_error(), error.to_string());
    }
    let written = message.to_json();
    let again = RawMessage::parse(&written).unwrap().decode();
    assert_eq!(again.as_ref(), Ok(message), "{written} from {text}");
    assert_eq!(again.unwrap().to_json(), written);
    let report = Report::of(1, text.as_bytes());
    assert!(report.lossless, "{report:?} of {text}, written {written}");
    assert_eq!(&message.clone().into_owned(), message);
}

/// The text of a message whose parts are mostly right.
fn almost_message() -> impl Strategy<Value = String> {
    let api = prop_oneof![
        9 => prop::sample::select(vec![r#""fromWidget""#, r#""toWidget""#]).prop_map(str::to_owned),
        1 => json::value(),
    ];
    let id = || prop_oneof![9 => Just(r#""id""#.to_owned()), 2 => json::string(), 1 => json::value()];
    let known = ROWS.iter().flat_map(Row::names);
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
    #![proptest_config(cases(1024))]

    #[test]
    fn any_string(text in ".*") {
        exercise(&text);
    }

    #[test]
    fn any_string_of_json_characters(text in r#"[\[\]{}",:\\ un0-9a-ftrlsiw.eE+-]{0,64}"#) {
        exercise(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(raw) = RawMessage::parse_slice(&bytes) {
            prop_assert_eq!(raw.text().as_bytes(), &bytes[..]);
        }
    }

    #[test]
    fn any_json(text in json::value()) {
        exercise(&text);
    }

    #[test]
    fn any_message_with_anything_in_it(text in almost_message()) {
        exercise(&text);
    }

    #[test]
    fn any_message_cut_off(text in almost_message(), at in any::<prop::sample::Index>()) {
        let cut: String = text.chars().take(at.index(text.chars().count())).collect();
        prop_assert!(RawMessage::parse(&cut).is_err());
        assert_read_alike(&cut);
    }
}
