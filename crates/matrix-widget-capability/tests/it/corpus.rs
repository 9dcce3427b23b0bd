//! The laws hold for the corpus of the fuzzer.

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
fn laws_of_strings_hold_for_the_corpus() {
    each("capability", strings::hold);
}

#[test]
fn laws_of_sets_hold_for_the_corpus() {
    each("set", sets::hold);
}
