//! The laws hold for what the fuzzer has come upon.

use std::{fs, path::Path};

use crate::laws::{sets, strings};

fn each(target: &str, hold: fn(&str)) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    for file in fs::read_dir(corpus).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        hold(bytes.utf8_chunks().next().map_or("", |text| text.valid()));
    }
}

#[test]
fn strings_are_read_by_the_grammar_and_written_again() {
    each("capability", strings::hold);
}

#[test]
fn sets_answer_like_a_look_at_each_capability() {
    each("set", sets::hold);
}
