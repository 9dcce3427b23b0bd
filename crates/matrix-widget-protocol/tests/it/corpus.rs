//! The laws hold for the corpus of the fuzzer.

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
fn message_laws_hold_for_the_corpus() {
    each("message", message::hold);
}

#[test]
fn echo_laws_hold_for_the_corpus() {
    each("echo", echo::hold);
}

#[test]
fn event_laws_hold_for_the_corpus() {
    each("event", event::hold);
}

#[test]
fn url_laws_hold_for_the_corpus() {
    each("url", url::hold);
}
