//! The forms of lists and sets for serde, schemars and ts-rs.

use matrix_widget_capability::{Capability, CapabilityList, CapabilitySet, Dialect, Family, Flag};
use proptest::prelude::*;
use serde_json::{from_value, json, to_value};

#[test]
fn list_keeps_every_string() {
    let array = json!(["m.sticker", "m.timeline:nonsense", "", "com.example.fly", "m.sticker"]);
    let list: CapabilityList = from_value(array.clone()).unwrap();
    assert_eq!(to_value(&list).unwrap(), array);
    assert_eq!(to_value(list.read(Dialect::Msc2762).to_list()).unwrap(), array);
}

#[test]
fn list_rejects_anything_but_strings() {
    let error = from_value::<CapabilityList>(json!("m.sticker")).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: string \"m.sticker\", expected an array of strings");
    assert!(from_value::<CapabilityList>(json!([1])).is_err());
}

#[test]
fn set_keeps_its_dialect_or_does_not_load() {
    let strings = json!(["m.sticker", "com.example.fly"]);
    let set = CapabilitySet::from_strings(["m.sticker", "com.example.fly"], Dialect::Msc2762);
    let stored = to_value(&set).unwrap();
    assert_eq!(stored, json!({"dialect": "msc2762", "capabilities": strings}));
    assert_eq!(from_value::<CapabilitySet>(stored).unwrap(), set);
    for broken in [
        strings.clone(),
        json!({"capabilities": strings}),
        json!({"dialect": "room-scoped"}),
        json!({"dialect": "msc9999", "capabilities": strings}),
        json!({"dialect": "msc2762", "capabilities": strings, "more": 1}),
    ] {
        assert!(from_value::<CapabilitySet>(broken.clone()).is_err(), "{broken}");
    }
    let repeated = r#"{"dialect":"msc2762","dialect":"room-scoped","capabilities":[]}"#;
    assert!(serde_json::from_str::<CapabilitySet>(repeated).is_err());
}

#[test]
fn schema_accepts_any_string() {
    let schema = schemars::schema_for!(CapabilityList).to_value();
    assert_eq!(schema["type"], "array");
    assert_eq!(schema["items"]["$ref"], "#/$defs/Capability");
    let capability = &schema["$defs"]["Capability"];
    assert_eq!(capability["type"], "string");
    assert_eq!(capability["examples"], json!(Flag::NAMES));
    for prefix in Family::NAMES {
        assert!(capability["description"].as_str().unwrap().contains(prefix));
    }
}

#[test]
fn typescript_type_names_known_capabilities() {
    use ts_rs::{Config, TS as _};

    let config = Config::default();
    let declaration = Capability::decl(&config);
    assert!(declaration.starts_with("type Capability = \"m.capability.screenshot\" | "), "{declaration}");
    assert!(declaration.contains(" | `m.send.event:${string}` | "), "{declaration}");
    assert!(declaration.ends_with(" | (string & {});"), "{declaration}");
    assert_eq!(CapabilityList::name(&config), "Array<Capability>");

    #[derive(ts_rs::TS)]
    #[expect(dead_code, reason = "only its type is looked at")]
    struct Data {
        capabilities: CapabilityList,
    }
    assert_eq!(Data::decl(&config), "type Data = { capabilities: Array<Capability>, };");
    assert_eq!(Data::dependencies(&config)[0].ts_name, "Capability");
}

proptest! {
    #[test]
    fn lists_and_sets_survive_a_round_trip(list: CapabilityList, set: CapabilitySet) {
        prop_assert_eq!(from_value::<CapabilityList>(to_value(&list).unwrap()).unwrap(), list);
        prop_assert_eq!(from_value::<CapabilitySet>(to_value(&set).unwrap()).unwrap(), set);
    }
}
