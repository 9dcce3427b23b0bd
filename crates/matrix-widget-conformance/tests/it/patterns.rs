//! The patterns of `conformance/README.md`.

use matrix_widget_conformance::pattern::check;
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn patterns_match_in_part() {
    let value = json!({ "a": 1, "b": [1, "x"], "c": { "d": null } });
    let matching = [
        json!({}),
        json!({ "a": 1.0 }),
        json!({ "b": [1, { "$any": true }] }),
        json!({ "c": { "d": null }, "e": { "$absent": true } }),
        json!({ "b": { "$set": ["x", 1] } }),
        json!({ "b": { "$has": [{ "$type": "string" }] } }),
        json!({ "a": { "$oneOf": [2, 1] } }),
        json!({ "a": { "$not": 2 } }),
        json!({ "$exact": { "a": 1, "b": [1, "x"], "c": { "d": null } } }),
    ];
    for pattern in matching {
        assert_eq!(check(&pattern, Some(&value)), Ok(()), "{pattern}");
    }
    let others = [
        (json!({ "a": 2 }), "a: expected 2, found 1"),
        (json!({ "b": [1] }), r#"b: expected [1], found [1,"x"]"#),
        (json!({ "b": { "$set": [1, 1] } }), r#"b: expected $set [1,1], found [1,"x"]"#),
        (json!({ "b": { "$has": ["y"] } }), r#"b: expected $has ["y"], found [1,"x"]"#),
        (json!({ "c": { "d": { "$absent": true } } }), "c.d: expected $absent true, found null"),
        (json!({ "e": 1 }), "e: expected 1, found nothing"),
        (json!({ "e": { "$not": 1 } }), "e: expected $not 1, found nothing"),
        (json!({ "c": { "$exact": {} } }), r#"c: expected $exact {}, found {"d":null}"#),
        (json!({ "a": { "$type": "string" } }), r#"a: expected $type "string", found 1"#),
        (json!({ "a": { "$lt": 5 } }), "a: unknown operator $lt"),
    ];
    for (pattern, error) in others {
        assert_eq!(check(&pattern, Some(&value)), Err(error.to_owned()));
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z]{0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,2}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Values that differ in one place, and equal ones.
fn pair() -> impl Strategy<Value = (Value, Value)> {
    (value(), any::<prop::sample::Index>(), value()).prop_map(|(left, place, other)| {
        let mut right = left.clone();
        let mut places = vec![&mut right];
        let mut chosen = place.index(8);
        while let Some(place) = places.pop() {
            if chosen == 0 {
                *place = other;
                break;
            }
            chosen -= 1;
            match place {
                Value::Array(items) => places.extend(items),
                Value::Object(members) => places.extend(members.values_mut()),
                _ => {}
            }
        }
        (left, right)
    })
}

proptest! {
    /// A value matches itself, and what is not the same does not match exactly.
    #[test]
    fn values_match_themselves((left, right) in pair()) {
        prop_assert_eq!(check(&left, Some(&left)), Ok(()));
        let exact = json!({ "$exact": left });
        prop_assert_eq!(check(&exact, Some(&right)).is_ok(), left == right);
        prop_assert!(check(&left, None).is_err());
    }
}
