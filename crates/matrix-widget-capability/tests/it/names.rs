//! The table of names.

use std::collections::BTreeSet;

use matrix_widget_capability::{Capability, Dialect, Family, Flag, Permission, Spelling};

const BOTH: [Spelling; 2] = [Spelling::Today, Spelling::Stable];

#[test]
fn every_flag_is_read_in_each_spelling_and_written_as_it_was() {
    for &flag in Flag::ALL {
        for name in BOTH.map(|spelling| flag.as_str(spelling)) {
            let capability = Capability::parse(name, Dialect::Msc2762).unwrap();
            assert_eq!(*capability.permission(), Permission::Flag(flag));
            assert_eq!(capability.to_string(), name);
        }
        assert_eq!(Capability::from(flag).to_string(), flag.as_str(Spelling::Today));
    }
}

#[test]
fn every_family_is_read_in_each_spelling_and_written_as_it_was() {
    for &family in Family::ALL {
        for prefix in BOTH.map(|spelling| family.as_str(spelling)) {
            let body = if family == Family::Timeline { "*" } else { "org.example" };
            let text = format!("{prefix}{body}");
            let capability = Capability::parse(&text, Dialect::RoomScoped).unwrap();
            assert_eq!(capability.permission().family(), Some(family));
            assert_eq!(capability.to_string(), text);
        }
    }
}

#[test]
fn no_name_occurs_twice() {
    let names: BTreeSet<_> = Flag::NAMES.iter().chain(Family::NAMES).collect();
    assert_eq!(names.len(), Flag::NAMES.len() + Family::NAMES.len());
    assert_eq!(Flag::ALL.len(), 20);
    assert_eq!(Family::ALL.len(), 11);
}

#[test]
fn prefixes_end_at_their_only_colon_and_flags_have_none() {
    assert!(Family::NAMES.iter().all(|prefix| prefix.find(':') == Some(prefix.len() - 1)));
    assert!(Flag::NAMES.iter().all(|name| !name.contains(':')));
}

#[test]
fn where_there_is_one_name_there_is_one_spelling() {
    let sticker = Capability::from(Flag::Sticker);
    assert_eq!(sticker.clone().spelled(Spelling::Stable), sticker);
    let navigate = Capability::from(Flag::Navigate);
    assert_ne!(navigate.clone().spelled(Spelling::Stable), navigate);
    assert_eq!(navigate.spelled(Spelling::Stable).to_string(), "m.navigate");
}

#[test]
fn proposals_are_known_by_number() {
    assert_eq!(Flag::Navigate.msc(), Some(2931));
    assert_eq!(Flag::RequiresClient.msc(), None);
    assert_eq!(Family::Timeline.msc(), Some(2762));
}
