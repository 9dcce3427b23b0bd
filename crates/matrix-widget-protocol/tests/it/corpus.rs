//! The laws hold for what the fuzzer has come upon.

use std::{fs, path::Path};

use crate::laws::{echo, event, message, url};

fn each(target: &str, hold: fn(&str)) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    for file in fs::read_dir(corpus).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        hold(bytes.utf8_chunks().next().map_or("", |text| text.valid()));
    }
}

#[test]
fn messages_are_read_alike_in_every_way() {
    each("message", message::hold);
}

#[test]
fn answers_are_requests_with_one_member_more() {
    each("echo", echo::hold);
}

#[test]
fn doubt_about_an_event_is_never_overlooked() {
    each("event", event::hold);
}

#[test]
fn templates_are_filled_by_the_rules() {
    each("url", url::hold);
}
