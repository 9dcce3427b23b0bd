//! Reading of messages, compared with common alternatives.

use std::hint::black_box;

use matrix_widget_protocol::{Message, RawMessage};
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::{case::Case, rivals, texts};

type Read = fn(&str) -> bool;

const WAYS: [(&str, Read); 8] = [
    ("IgnoredAny", |text| is_ok(&serde_json::from_str::<IgnoredAny>(text))),
    ("header", |text| is_ok(&RawMessage::parse(text))),
    ("one step", |text| is_ok(&Message::parse(text))),
    ("two steps", |text| RawMessage::parse(text).is_ok_and(|raw| is_ok(&raw.decode()))),
    ("Value", |text| is_ok(&serde_json::from_str::<Value>(text))),
    ("Value, typed", |text| is_ok(&rivals::value_then_typed(text))),
    ("flatten", |text| is_ok(&serde_json::from_str::<rivals::Flattened>(text))),
    ("header, whole", |text| is_ok(&rivals::header_then_whole(text))),
];

fn is_ok<T, E>(result: &Result<T, E>) -> bool {
    black_box(result).is_ok()
}

pub fn cases() -> Vec<Case> {
    let texts: [texts::Named; 6] = [
        ("`send_event`, 400 B", || texts::send_event(400)),
        ("`update_state`, 20 KB", || texts::update_state(20_000)),
        ("`update_state`, 2 MB", || texts::update_state(2_000_000)),
        ("response to `send_event`", texts::response),
        ("unknown action, 400 B", || texts::unknown_action(400)),
        ("10,000 levels deep", || texts::deep(10_000)),
    ];
    let mut cases = Vec::new();
    for (row, text) in texts {
        let long = text().len() > 100_000;
        cases.extend(WAYS.map(|(column, read)| {
            let case = case("read", row.to_owned(), column, text, read);
            if long { case.once() } else { case }
        }));
    }
    for megabytes in [1, 4, 16, 64] {
        let row = format!("`update_state`, {megabytes} MB");
        let text = move || texts::update_state(megabytes * 1_000_000);
        cases.extend(
            WAYS.into_iter()
                .take(3)
                .map(|(column, read)| case("size", row.clone(), column, text, read).once()),
        );
    }
    cases
}

fn case(
    table: &'static str,
    row: String,
    column: &'static str,
    text: impl Fn() -> String + Send + Sync + 'static,
    read: Read,
) -> Case {
    Case::new(table, row, column, move || {
        let text = text();
        Box::new(move || read(black_box(&text)))
    })
}
