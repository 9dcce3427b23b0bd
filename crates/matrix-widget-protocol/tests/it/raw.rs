//! Raw JSON, and maps that reject duplicate names.

use std::{
    collections::BTreeMap,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

use matrix_widget_protocol::{RawJson, RawObject, UniqueMap, event::MatrixEvent};
use ruma_common::serde::Raw;
use serde_json::value::RawValue;

fn raw(text: &str) -> RawJson {
    RawJson::from_text(text).unwrap()
}

#[test]
fn raw_json_is_equal_if_the_text_is_equal() {
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
fn unique_map_converts_from_and_to_btree_map() {
    let map = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    let unique = UniqueMap::from(map.clone());
    assert_eq!(*unique, map);
    assert_eq!(BTreeMap::from(unique), map);
}

#[test]
fn raw_values_convert_both_ways_without_a_copy() {
    enum AnyEvent {}

    let json = raw(r#" {"type" : 1.0} "#);
    let address = json.as_str().as_ptr();
    let json = RawJson::from(Box::<RawValue>::from(json));
    let json = RawJson::from(Raw::<AnyEvent>::from(json));
    let object = RawObject::try_from(Box::<RawValue>::from(json)).unwrap();
    let event = MatrixEvent::try_from(Raw::<AnyEvent>::from(object)).unwrap();
    let event = MatrixEvent::try_from(Box::<RawValue>::from(event)).unwrap();
    let json = Raw::<AnyEvent>::from(RawObject::from(event)).into_json();
    assert_eq!(json.get(), r#"{"type" : 1.0}"#);
    assert_eq!(json.get().as_ptr(), address);
}

#[test]
fn raw_object_rejects_raw_values_that_are_not_objects() {
    for text in ["[]", "null", "\"{\"", "5"] {
        let value: Box<RawValue> = raw(text).into();
        assert!(RawObject::try_from(value.clone()).is_err(), "{text}");
        assert!(MatrixEvent::try_from(Raw::<()>::from_json(value)).is_err(), "{text}");
    }
}
