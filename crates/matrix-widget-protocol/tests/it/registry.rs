//! The registry against the tables of the protocol, as `protocol.rs` has them.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use matrix_widget_protocol::{
    Direction, Spelling,
    action::{ActionInfo, ActionVisitor, KnownAction, NeededCapability, find, registry, visit_actions},
    from_widget::{self, FromWidgetAction},
    to_widget::{self, ToWidgetAction},
    version::ApiVersion,
};

use crate::protocol::{ROWS, row};

#[test]
fn every_row_is_as_the_protocol_has_it() {
    for row in ROWS.iter() {
        let name = row.name;
        let info =
            find(row.direction, name).unwrap_or_else(|| panic!("{} {name} is not known", row.direction));
        assert_eq!((info.direction, info.variant), (row.direction, row.variant));
        assert_eq!((info.name, info.stable_name), (name, row.stable));
        let versions = [&info.version, &info.stable_version];
        let versions = versions.map(|version| version.as_ref().map(ApiVersion::as_str));
        assert_eq!(versions, [row.version, row.stable_version], "{name}");
        assert_eq!(info.mscs, row.mscs, "{name}");
        assert_eq!(info.name(Spelling::Today), name);
        assert_eq!(info.name(Spelling::Stable), row.stable.unwrap_or(name));
        assert!(info.description().contains(&format!("`{}`", row.stable.unwrap_or(name))), "{name}");
        if let Some(stable) = row.stable {
            assert_eq!(find(row.direction, stable), Some(info));
            assert!(info.description().contains(&format!("(today `{name}`)")), "{name}");
        }
    }
}

#[test]
fn every_capability_is_as_the_protocol_has_it() {
    for row in ROWS.iter() {
        let info = find(row.direction, row.name).unwrap();
        let in_both =
            |needed: &NeededCapability| (needed.as_str(Spelling::Today), needed.as_str(Spelling::Stable));
        let found: BTreeSet<_> = info.capabilities.iter().map(in_both).collect();
        assert_eq!(found.len(), info.capabilities.len(), "{}: one is given twice", row.name);
        assert_eq!(found, row.capabilities.iter().copied().collect(), "{} {}", row.direction, row.name);
    }
}

#[test]
fn every_proposal_is_linked() {
    for info in registry() {
        for msc in info.mscs {
            let link = format!("https://github.com/matrix-org/matrix-spec-proposals/pull/{msc}");
            assert!(info.description().contains(&link), "{} {}: {link}", info.direction, info.name);
        }
    }
}

#[test]
fn the_registry_the_tables_and_the_visitor_agree() {
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

/// A new action needs a row in `protocol.rs`, and a document that has it.
#[test]
fn nothing_is_known_that_the_protocol_has_not() {
    for info in registry() {
        assert!(row(info.direction, info.name).is_some(), "{} {} has no row", info.direction, info.name);
    }
    assert_eq!(registry().count(), ROWS.len());
}

#[test]
fn names_and_variants_are_unique_per_direction() {
    for direction in Direction::ALL {
        let rows = || registry().filter(|info| info.direction == direction);
        let names: Vec<_> = rows().flat_map(|info| [Some(info.name), info.stable_name]).flatten().collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        let variants: BTreeSet<_> = rows().map(|info| info.variant).collect();
        assert_eq!(variants.len(), rows().count());
    }
}

#[test]
fn a_row_is_found_in_both_spellings_and_in_no_other() {
    for info in registry() {
        for spelling in [Spelling::Today, Spelling::Stable] {
            let name = info.name(spelling);
            assert_eq!(find(info.direction, name), Some(info));
            for other in
                [format!("{name} "), name.to_uppercase(), name.chars().skip(1).collect(), format!("x.{name}")]
            {
                assert_ne!(find(info.direction, &other), Some(info), "{other}");
            }
        }
        assert_ne!(info.stable_name, Some(info.name), "given once");
    }
    assert_eq!(find(Direction::FromWidget, ""), None);
    assert_eq!(find(Direction::ToWidget, "navigate"), None);
    assert_eq!(find(Direction::FromWidget, "capabilities"), None);
}

#[test]
fn versions_tell_whether_an_action_is_supported() {
    let info = |name| find(Direction::FromWidget, name).unwrap();
    let versions = |names: &[&str]| names.iter().map(|name| ApiVersion::from(*name)).collect::<Vec<_>>();
    for (name, spelling, supported, unsupported) in [
        ("navigate", Spelling::Today, &["x", "org.matrix.msc2931"][..], &["0.0.1", "org.matrix.msc2930"][..]),
        ("read_events", Spelling::Today, &["org.matrix.msc2876"], &["org.matrix.msc2762"]),
        ("read_events", Spelling::Stable, &["org.matrix.msc2762"], &["org.matrix.msc2876"]),
        ("send_event", Spelling::Today, &["org.matrix.msc2762"], &["org.matrix.msc2762_update_state", ""]),
        ("request_capabilities", Spelling::Today, &["org.matrix.msc2974"], &["ORG.MATRIX.MSC2974"]),
    ] {
        assert!(info(name).is_supported_by(&versions(supported), spelling), "{name}");
        assert!(!info(name).is_supported_by(&versions(unsupported), spelling), "{name}");
        assert!(!info(name).is_supported_by(&[], spelling), "{name}");
    }
    for name in ["content_loaded", "supported_api_versions"] {
        assert!(info(name).is_supported_by(&[], Spelling::Today));
        assert!(info(name).is_supported_by(&[], Spelling::Stable));
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What holds for the names of both directions.
macro_rules! name_tests {
    ($module:ident, $Name:ident, $direction:ident) => {
        mod $module {
            use std::collections::BTreeSet;

            use super::{Direction, Spelling, hash, registry, $Name as Name};

            fn names() -> Vec<&'static str> {
                registry()
                    .filter(|info| info.direction == Direction::$direction)
                    .flat_map(|info| [info.name(Spelling::Today), info.name(Spelling::Stable)])
                    .collect()
            }

            #[test]
            fn a_name_remembers_its_spelling() {
                for name in names().into_iter().chain(["com.example", "", "Navigate", "\u{0}"]) {
                    assert_eq!(Name::from(name).as_str(), name);
                    assert_eq!(Name::from(name).to_string(), name);
                }
            }

            #[test]
            fn a_known_name_is_never_custom_and_another_always_is() {
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
            fn names_are_equal_and_hashed_and_ordered_by_what_they_mean() {
                let all: Vec<_> = names().into_iter().chain(["com.example.a", "com.example.b", ""]).collect();
                for one in &all {
                    for other in &all {
                        let (one, other) = (Name::from(*one), Name::from(*other));
                        let meant = |name: &Name| {
                            name.info().map_or(name.as_str().to_owned(), |info| info.variant.into())
                        };
                        let same = meant(&one) == meant(&other);
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
