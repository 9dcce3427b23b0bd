//! Properties of random capabilities and near misses.

use std::{
    cmp::Ordering,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

use matrix_widget_capability::{Capability, Dialect, Permission, Spelling, strategies};
use proptest::prelude::*;

use crate::laws::strings::{hold, scoped, written_and_read};

proptest! {
    #[test]
    fn laws_hold_for_any_string(text in strategies::text()) {
        hold(&text);
    }

    #[test]
    fn laws_hold_for_near_misses(text in strategies::near_miss()) {
        hold(&text);
    }

    #[test]
    fn parse_returns_any_printed_permission(capability in strategies::capability()) {
        written_and_read(&capability);
        written_and_read(&capability.clone().with_spelling(Spelling::Unstable));
    }

    #[test]
    fn unknown_permissions_never_hold_known_strings(capability: Capability<'static>) {
        if let Permission::Unknown(unknown) = capability.permission() {
            let again = Capability::parse_lenient(unknown.as_str(), Dialect::RoomScoped);
            prop_assert!(matches!(again.permission(), Permission::Unknown(_)));
        }
    }

    #[test]
    fn order_and_hash_agree_with_equality(one: Capability<'static>, other: Capability<'static>) {
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        for other in [other, one.clone().with_spelling(Spelling::Stable), one.clone().with_spelling(Spelling::Unstable)] {
            prop_assert_eq!(one == other, one.cmp(&other) == Ordering::Equal);
            prop_assert_eq!(one == other, scoped(&one) == scoped(&other));
            prop_assert!(one != other || hasher.hash_one(&one) == hasher.hash_one(&other));
            let (one, other) = (one.permission(), other.permission());
            prop_assert_eq!(one == other, one.cmp(other) == Ordering::Equal);
            prop_assert!(one != other || hasher.hash_one(one) == hasher.hash_one(other));
        }
    }

    #[test]
    fn permissions_are_equal_in_both_spellings(permission in strategies::permission()) {
        let unstable = Capability::from(permission.clone());
        let stable = scoped(&unstable.clone().with_spelling(Spelling::Stable));
        let stable = Capability::parse(&stable, Dialect::RoomScoped).unwrap();
        prop_assert_eq!(stable.permission(), &permission);
        prop_assert!(stable.permission().subsumes(&permission) && permission.subsumes(stable.permission()));
    }

    #[test]
    fn unknown_permissions_neither_subsume_nor_are_subsumed(permission in strategies::permission()) {
        let unknown = Capability::parse("com.example.fly", Dialect::RoomScoped).unwrap();
        prop_assert!(!permission.subsumes(unknown.permission()));
        prop_assert!(!unknown.permission().subsumes(&permission));
        prop_assert!(!matches!(permission, Permission::Unknown(_)));
    }
}
