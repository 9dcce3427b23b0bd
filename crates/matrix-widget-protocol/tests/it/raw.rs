//! JSON that is kept as it came, and maps that are told their names once.

use std::{
    collections::BTreeMap,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

use matrix_widget_protocol::{RawJson, RawObject, UniqueMap};

fn raw(text: &str) -> RawJson {
    RawJson::from_text(text).unwrap()
}

#[test]
fn two_are_equal_when_their_texts_are() {
    let hash = |text| BuildHasherDefault::<DefaultHasher>::default().hash_one(raw(text));
    for (one, other, are_equal) in [
        ("{\"a\":1}", "{\"a\":1}", true),
        ("{\"a\":1}", "{\"a\": 1}", false),
        ("1", "1.0", false),
        ("null", "false", false),
    ] {
        assert_eq!(raw(one) == raw(other), are_equal, "{one} {other}");
        assert_eq!(hash(one) == hash(other), are_equal, "{one} {other}");
    }
    assert_ne!(RawObject::from_text("{}").unwrap(), RawObject::from_text("{ }").unwrap());
}

#[test]
fn a_map_is_what_it_was_made_of() {
    let map = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    let unique = UniqueMap::from(map.clone());
    assert_eq!(*unique, map);
    assert_eq!(BTreeMap::from(unique), map);
}
