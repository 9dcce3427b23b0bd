//! The registry of actions. `fixtures.rs` compares the rows with the fixtures.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use matrix_widget_protocol::{
    ApiVersion, Direction, Spelling,
    action::{ActionInfo, ActionVisitor, KnownAction, find, registry, visit_actions},
    from_widget::{self, FromWidgetAction},
    to_widget::{self, ToWidgetAction},
};

#[test]
fn descriptions_name_the_action() {
    for info in registry() {
        let stable = info.name(Spelling::Stable);
        assert!(info.description().contains(&format!("`{stable}`")), "{stable}");
        if info.stable_name.is_some() {
            assert!(info.description().contains(&format!("(unstable: `{}`)", info.name)), "{stable}");
        }
    }
}

#[test]
fn descriptions_link_every_proposal() {
    for info in registry() {
        for msc in info.mscs {
            let link = format!("https://github.com/matrix-org/matrix-spec-proposals/pull/{msc}");
            assert!(info.description().contains(&link), "{} {}: {link}", info.direction, info.name);
        }
    }
}

#[test]
fn registry_tables_and_visitor_agree() {
    struct Visited(Vec<&'static ActionInfo>);
    impl ActionVisitor for Visited {
        fn visit<A: KnownAction>(&mut self) {
            self.0.push(A::INFO);
        }
    }
    let mut visited = Visited(Vec::new());
    visit_actions(&mut visited);
    assert!(registry().eq(visited.0.iter().copied()));
    assert!(registry().eq(from_widget::REGISTRY.iter().chain(to_widget::REGISTRY).copied()));
    assert!(from_widget::REGISTRY.iter().all(|info| info.direction == Direction::FromWidget));
    assert!(to_widget::REGISTRY.iter().all(|info| info.direction == Direction::ToWidget));
}

#[test]
fn names_are_unique_per_direction() {
    let mut names = BTreeSet::new();
    for info in registry() {
        for name in [Some(info.name), info.stable_name, info.former_name].into_iter().flatten() {
            assert!(
                names.insert((info.direction, name)),
                "{} {name} is the name of two actions",
                info.direction
            );
        }
    }
}

#[test]
fn find_accepts_exactly_the_known_spellings() {
    for info in registry() {
        for spelling in [Spelling::Unstable, Spelling::Stable, Spelling::Former] {
            let name = info.name(spelling);
            assert_eq!(find(info.direction, name), Some(info));
            for other in
                [format!("{name} "), name.to_uppercase(), name.chars().skip(1).collect(), format!("x.{name}")]
            {
                assert_ne!(find(info.direction, &other), Some(info), "{other}");
            }
        }
        assert_ne!(info.stable_name, Some(info.name), "the stable name is not repeated");
    }
    assert_eq!(find(Direction::FromWidget, ""), None);
    assert_eq!(find(Direction::ToWidget, "navigate"), None);
    assert_eq!(find(Direction::FromWidget, "capabilities"), None);
}

/// "MUST send `update_state` only to widgets that list `org.matrix.msc2762_update_state`", "`theme_change` and
/// `language_change` only to widgets that list `org.matrix.msc2873`". Versions "MUST NOT decide over" the others.
#[test]
fn may_be_sent_to_checks_versions_of_three_requests() {
    let update_state = "org.matrix.msc2762_update_state";
    let gated = [
        ("update_state", update_state),
        ("theme_change", "org.matrix.msc2873"),
        ("language_change", "org.matrix.msc2873"),
    ];
    for info in registry() {
        let gate = gated.iter().find(|(name, _)| info.direction == Direction::ToWidget && info.name == *name);
        assert_eq!(info.may_be_sent_to(&[]), gate.is_none(), "{}", info.name);
        for version in
            ["0.0.1", "org.matrix.msc2762", "org.matrix.msc2790", update_state, "org.matrix.msc2873"]
        {
            let expected = gate.is_none_or(|gate| gate.1 == version);
            assert_eq!(
                info.may_be_sent_to(&[ApiVersion::from(version)]),
                expected,
                "{} {version}",
                info.name
            );
        }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Defines the tests of the names of a direction.
macro_rules! name_tests {
    ($module:ident, $Name:ident, $direction:ident) => {
        mod $module {
            use std::collections::BTreeSet;

            use super::{Direction, Spelling, hash, registry, $Name as Name};

            fn names() -> Vec<&'static str> {
                registry()
                    .filter(|info| info.direction == Direction::$direction)
                    .flat_map(|info| {
                        [Spelling::Unstable, Spelling::Stable, Spelling::Former]
                            .map(|spelling| info.name(spelling))
                    })
                    .collect()
            }

            #[test]
            fn as_str_keeps_the_spelling() {
                for name in names().into_iter().chain(["com.example", "", "Navigate", "\u{0}"]) {
                    assert_eq!(Name::from(name).as_str(), name);
                    assert_eq!(Name::from(name).to_string(), name);
                }
            }

            #[test]
            fn from_reads_unknown_names_as_custom() {
                for name in names() {
                    assert!(!matches!(Name::from(name), Name::Custom(_)), "{name}");
                    assert_eq!(
                        Name::from(name).info().map(|info| info.direction),
                        Some(Direction::$direction)
                    );
                }
                for name in ["com.example", "", "Navigate", "capabilities ", "m.unheard_of"] {
                    assert!(matches!(Name::from(name), Name::Custom(_)), "{name}");
                    assert!(Name::from(name).info().is_none());
                }
            }

            #[test]
            fn all_spellings_of_a_name_are_equal() {
                let all: Vec<_> = names().into_iter().chain(["com.example.a", "com.example.b", ""]).collect();
                for one in &all {
                    for other in &all {
                        let (one, other) = (Name::from(*one), Name::from(*other));
                        let meaning = |name: &Name| {
                            name.info().map_or(name.as_str().to_owned(), |info| info.variant.into())
                        };
                        let same = meaning(&one) == meaning(&other);
                        assert_eq!(one == other, same, "{one} {other}");
                        assert_eq!(one.cmp(&other).is_eq(), same, "{one} {other}");
                        assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
                        if same {
                            assert_eq!(hash(&one), hash(&other));
                        }
                    }
                }
                let set: BTreeSet<Name> = all.iter().copied().map(Name::from).collect();
                let actions = registry().filter(|info| info.direction == Direction::$direction).count();
                assert_eq!(set.len(), actions + 3);
            }
        }
    };
}

name_tests!(names_from_the_widget, FromWidgetAction, FromWidget);
name_tests!(names_to_the_widget, ToWidgetAction, ToWidget);
