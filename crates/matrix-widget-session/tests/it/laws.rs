//! Properties that hold for every input. Property tests check them with random input, the fuzzer with its own.

pub mod session;

use std::{fs, path::Path};

use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    /// H-ERR-1, H-LOAD-14, H-NEG-20, H-PERM-5, H-LIM-1, W-END-1: for any order of inputs to a client's session that is
    /// connected to a widget's session, requests of a loaded document are answered once, and nothing is granted or pushed that
    /// was not approved.
    #[test]
    fn laws_hold_for_connected_sessions(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        session::hold(&bytes);
    }
}

#[test]
fn session_laws_hold_for_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/session");
    for file in fs::read_dir(corpus).unwrap() {
        session::hold(&fs::read(file.unwrap().path()).unwrap());
    }
}
