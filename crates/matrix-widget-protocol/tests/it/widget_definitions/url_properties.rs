//! Property tests of widget URLs.

use matrix_widget_protocol::{
    RawObject,
    widget::{UrlTemplate, UrlVariables, WidgetParameters, WidgetState},
};
use percent_encoding::percent_decode_str;
use proptest::{collection, prelude::*, sample::select};
use ruma_common::owned_user_id;
use serde_json::{Map, Value, json};

use super::support::full_variables;
use crate::{
    laws::url::{by_the_rules, hold, hold_for_parameters, website},
    properties::cases,
};

const START: &str = "https://w.example/?";

/// The pieces of templates and names, so that they often match.
fn pieces() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "$",
        "$",
        "$",
        "a",
        "b",
        "ab",
        "$a",
        "_",
        ".",
        "é",
        "🦀",
        " ",
        "%41",
        "&",
        "#",
        "matrix_",
        "user_id",
        "room_id",
        "room",
        "x",
        "org.matrix.msc2873.",
        "client_id",
        "org.matrix.msc2774_widget_id",
        "\n",
        "\\",
    ]);
    collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// The pieces of queries and fragments with the parameters of clients.
fn query_pieces() -> impl Strategy<Value = &'static str> {
    select(vec![
        "widgetId=",
        "parentUrl=",
        "parent%55rl=",
        "w",
        "https://c.example/%23/room",
        "$matrix_widget_id",
        "&",
        "&",
        "?",
        "#",
        "#?",
        "#/a?",
        "a=1",
        "+%20",
        "%FF%",
        "%24",
        "é",
    ])
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => pieces().prop_map(Value::from),
        2 => any::<String>().prop_map(Value::from),
        1 => any::<i32>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => Just(json!(["$a"])),
        1 => Just(json!({"a": "b"})),
    ]
}

fn any_data() -> impl Strategy<Value = Map<String, Value>> {
    collection::btree_map(prop_oneof![4 => pieces(), 1 => any::<String>()], any_value(), 0..8)
        .prop_map(Map::from_iter)
}

fn raw(data: &Map<String, Value>) -> RawObject {
    RawObject::new(data).expect("a map")
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn fill_follows_the_rules_for_any_template(template in collection::vec(pieces(), 0..6), data in any_data()) {
        let template = format!("{START}{}", template.concat());
        let filled = UrlTemplate::new(&template).fill("wid get", Some(&raw(&data)), &full_variables());
        prop_assert_eq!(filled.ok(), website(&by_the_rules(&template, &raw(&data).members())));
    }

    #[test]
    fn url_laws_hold_for_any_text(template in any::<String>(), pieces in pieces(), data in any_data()) {
        for template in [&template, &pieces, &format!("{template}:{pieces}"), &format!("{pieces}//{template}")] {
            hold(&format!("{}\n{}", template.replace('\n', "\t"), raw(&data).as_str()));
        }
    }

    #[test]
    fn parameter_laws_hold_for_any_url(
        url in any::<String>(), pieces in collection::vec(query_pieces(), 0..8), values in any::<[String; 2]>(),
    ) {
        let [widget_id, parent_url] = values;
        for url in [&url, &format!("{START}{}", pieces.concat())] {
            hold_for_parameters(url, &widget_id, &parent_url);
            hold_for_parameters(url, "w", "https://c.example/#/room");
        }
    }

    #[test]
    fn from_url_reads_any_text(text in any::<String>(), pieces in collection::vec(query_pieces(), 0..8)) {
        for text in [text, pieces.concat()] {
            if let Ok(Some(parameters)) = WidgetParameters::from_url(&text) {
                prop_assert!(!parameters.widget_id.is_empty() && !parameters.parent_url.is_empty());
            }
        }
    }

    #[test]
    fn fill_encodes_whole_values(value in any::<String>()) {
        let data = Map::from_iter([("x".to_owned(), Value::from(value.as_str()))]);
        let template = format!("{START}q=$x&end");
        let url = UrlTemplate::new(&template).fill("w", Some(&raw(&data)), &full_variables()).unwrap();
        let encoded = url.strip_prefix("https://w.example/?q=").unwrap().strip_suffix("&end").unwrap();
        prop_assert!(encoded.chars().all(|c| c.is_ascii_alphanumeric() || "-_.!~*'()%".contains(c)));
        prop_assert_eq!(percent_decode_str(encoded).decode_utf8().unwrap(), value);
    }

    #[test]
    fn fill_never_takes_built_in_variables_from_data(lie in any_value()) {
        let mut client = UrlVariables::new(owned_user_id!("@a:b"));
        client.display_name = Some("A".to_owned());
        let mut data = Map::new();
        let mut template = START.to_owned();
        for name in ["matrix_user_id", "matrix_room_id", "matrix_display_name", "org.matrix.msc2873.client_id"] {
            data.insert(name.to_owned(), lie.clone());
            template += &format!("${name}/");
        }
        let url = UrlTemplate::new(&template).fill("w", Some(&raw(&data)), &client).unwrap();
        prop_assert_eq!(url, format!("{START}%40a%3Ab//A//"));
    }

    #[test]
    fn in_room_accepts_any_definition(content in any_data(), state_key in any::<String>()) {
        let mut content = content;
        for name in ["id", "name", "title", "data", "waitForIframeLoad", "creatorUserId", "avatar_url"] {
            if let Some((_, value)) = content.clone().into_iter().nth(name.len() % 7) {
                content.insert(name.to_owned(), value);
            }
        }
        content.insert("type".to_owned(), "jitsi".into());
        content.insert("url".to_owned(), format!("{START}$a").into());
        let raw = raw(&content);
        match WidgetState::in_room("m.widget", &state_key, raw.clone()) {
            Ok(WidgetState::Present(widget)) => {
                prop_assert_eq!(widget.content(), &raw);
                let _ = (widget.name(), widget.title(), widget.avatar_url(), widget.creator_user_id());
                let _ = (widget.wait_for_iframe_load(), widget.typed_data());
                prop_assert!(widget.url(&full_variables()).is_ok());
            }
            Ok(WidgetState::Deleted) => prop_assert!(false, "expected a widget, found a deleted widget"),
            Err(error) => prop_assert_eq!(error.path(), "content.id"),
        }
    }
}
