//! The bodies of every action with replaced values.

use proptest::{collection::vec, prelude::*};
use serde_json::Value;

use super::cases;
use crate::{
    fixtures::{Part, parts},
    support::{decode, json, unknown_members},
};

/// The change of a member, if its type allows the change.
#[derive(Clone, Debug)]
struct Fate {
    string: String,
    integer: i64,
    boolean: bool,
    presence: Presence,
}

#[derive(Clone, Copy, Debug)]
enum Presence {
    Kept,
    Absent,
    Null,
}

fn fate() -> impl Strategy<Value = Fate> {
    let max = 9_007_199_254_740_991_i64;
    let integer = prop_oneof![-max..=max, -2_i64..3, Just(max), Just(-max)];
    let presence = prop_oneof![
        3 => Just(Presence::Kept),
        1 => Just(Presence::Absent),
        1 => Just(Presence::Null),
    ];
    (".*", integer, any::<bool>(), presence).prop_map(|(string, integer, boolean, presence)| Fate {
        string,
        integer,
        boolean,
        presence,
    })
}

/// Generates a full body with replaced values and without some optional members, and the expected written body.
fn changed(part: Part<'_>, fates: &[Fate]) -> (Value, Value) {
    let (mut body, mut written) = (part.body.full.clone(), part.body.full.clone());
    let mut fates = fates.iter().cycle();
    for (pointer, is_optional, is_free) in part.members() {
        let fate = fates.next().unwrap();
        let Some(place) = body.pointer_mut(pointer) else { continue };
        let new = match place {
            Value::String(_) if is_free => Value::from(fate.string.as_str()),
            Value::Number(_) => fate.integer.into(),
            Value::Bool(_) if is_free => fate.boolean.into(),
            _ => place.clone(),
        };
        place.clone_from(&new);
        *written.pointer_mut(pointer).unwrap() = new;
        if is_optional && !matches!(fate.presence, Presence::Kept) {
            remove(&mut written, pointer);
            remove(&mut body, pointer);
            if matches!(fate.presence, Presence::Null) {
                let (owner, name) = pointer.rsplit_once('/').unwrap();
                body.pointer_mut(owner).unwrap()[name] = Value::Null;
            }
        }
    }
    (body, written)
}

fn remove(value: &mut Value, pointer: &str) {
    let (owner, name) = pointer.rsplit_once('/').unwrap();
    value.pointer_mut(owner).and_then(Value::as_object_mut).unwrap().remove(name);
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn bodies_with_any_values_survive_a_round_trip(fates in vec(fate(), 13)) {
        for part in parts() {
            let (body, written) = changed(part, &fates);
            let text = part.message(&body);
            let message = decode(&text).unwrap_or_else(|invalid| panic!("{invalid} in {text}"));
            prop_assert_eq!(json(&message.to_json()), json(&part.message(&written)));
            prop_assert_eq!(unknown_members(&message), [""; 0]);
            prop_assert!(message.is_lossless(), "{text}");
            let again = message.to_json();
            prop_assert_eq!(decode(&again), Ok(message.clone()));
        }
    }
}
