//! serde, schemars and ts-rs.

use matrix_widget_capability::{Capability, CapabilitySet, Dialect, Family, Flag};
use proptest::prelude::*;
use serde_json::{from_value, json, to_value};

#[test]
fn deserialize_keeps_unknown_strings_of_a_list() {
    let list = json!(["m.sticker", "m.timeline:nonsense", "", "com.example.fly", "m.sticker"]);
    let capabilities: Vec<Capability<'static>> = from_value(list.clone()).unwrap();
    assert_eq!(to_value(&capabilities).unwrap(), list);
    let set: CapabilitySet = from_value(list.clone()).unwrap();
    assert_eq!(to_value(&set).unwrap(), list);
}

#[test]
fn deserialize_rejects_anything_but_strings() {
    let error = from_value::<Capability<'static>>(json!(1)).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: integer `1`, expected a string");
    let error = from_value::<CapabilitySet>(json!("m.sticker")).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: string \"m.sticker\", expected an array of strings");
    assert!(from_value::<CapabilitySet>(json!([1])).is_err());
}

#[test]
fn reread_changes_the_dialect_of_a_deserialized_set() {
    let list = json!(["m.send.state_event:m.policy.rule.room#rule:!bad:example.org"]);
    let set: CapabilitySet = from_value(list.clone()).unwrap();
    let plain = set.reread(Dialect::Msc2762);
    assert_ne!(set, plain);
    assert!(!plain.covers(&set) && !set.covers(&plain));
    assert_eq!(to_value(&plain).unwrap(), list);
}

#[test]
fn schema_accepts_any_string() {
    let schema = schemars::schema_for!(CapabilitySet).to_value();
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
    assert_eq!(CapabilitySet::name(&config), "Array<Capability>");

    #[derive(ts_rs::TS)]
    #[expect(dead_code, reason = "only its type is looked at")]
    struct Data {
        capabilities: CapabilitySet,
    }
    assert_eq!(Data::decl(&config), "type Data = { capabilities: Array<Capability>, };");
    assert_eq!(Data::dependencies(&config)[0].ts_name, "Capability");
}

proptest! {
    #[test]
    fn sets_survive_a_round_trip(set: CapabilitySet) {
        prop_assert_eq!(from_value::<CapabilitySet>(to_value(&set).unwrap()).unwrap(), set);
    }
}
