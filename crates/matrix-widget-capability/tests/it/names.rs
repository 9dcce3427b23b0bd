//! The names and prefixes of capabilities.

use std::collections::BTreeSet;

use matrix_widget_capability::{Capability, Dialect, Family, Flag, Permission, Spelling};

use crate::laws::strings::scoped;

/// Unstable name, stable name, proposal.
type Row = (&'static str, &'static str, Option<u16>);

/// The flags of the protocol's documents.
const FLAGS: [Row; 20] = [
    ("m.capability.screenshot", "m.capability.screenshot", Some(2764)),
    ("m.sticker", "m.sticker", Some(2764)),
    ("m.always_on_screen", "m.always_on_screen", Some(2764)),
    ("io.element.requires_client", "io.element.requires_client", None),
    ("org.matrix.msc2931.navigate", "m.navigate", Some(2931)),
    ("org.matrix.msc2790.modals", "m.modals", Some(2790)),
    ("town.robin.msc3846.turn_servers", "m.turn_servers", Some(3846)),
    ("org.matrix.msc3817.create_room", "m.create_room", Some(3817)),
    ("org.matrix.msc3973.user_directory_search", "m.user_directory_search", Some(3973)),
    ("org.matrix.msc4039.upload_file", "m.upload_file", Some(4039)),
    ("org.matrix.msc4039.download_file", "m.download_file", Some(4039)),
    ("org.matrix.msc4157.send.delayed_event", "m.send.delayed_event", Some(4157)),
    ("org.matrix.msc4157.update_delayed_event", "m.update_delayed_event", Some(4157)),
    ("org.matrix.msc4407.send.sticky_event", "m.send.sticky_event", Some(4407)),
    ("org.matrix.msc4407.receive.sticky_event", "m.receive.sticky_event", Some(4407)),
    ("org.matrix.msc4515.rtc_transports", "rtc_transports", Some(4515)),
    ("org.matrix.msc4533.rtc_livekit_get_token", "rtc_livekit_get_token", Some(4533)),
    (
        "org.matrix.msc4533.rtc_livekit_delegate_delayed_leave",
        "rtc_livekit_delegate_delayed_leave",
        Some(4533),
    ),
    ("m.completeTimeline", "m.completeTimeline", Some(2762)),
    ("io.element.view_room", "io.element.view_room", None),
];

/// The prefixes of the protocol's documents.
const FAMILIES: [Row; 12] = [
    ("org.matrix.msc2762.send.event:", "m.send.event:", Some(2762)),
    ("org.matrix.msc2762.send.state_event:", "m.send.state_event:", Some(2762)),
    ("org.matrix.msc2762.receive.event:", "m.receive.event:", Some(2762)),
    ("org.matrix.msc2762.receive.state_event:", "m.receive.state_event:", Some(2762)),
    ("org.matrix.msc2762.read.event:", "m.read.event:", Some(2876)),
    ("org.matrix.msc2762.read.state_event:", "m.read.state_event:", Some(2876)),
    ("org.matrix.msc3819.send.to_device:", "m.send.to_device:", Some(3819)),
    ("org.matrix.msc3819.receive.to_device:", "m.receive.to_device:", Some(3819)),
    (
        "com.beeper.capabilities.send.room_account_data:",
        "com.beeper.capabilities.send.room_account_data:",
        None,
    ),
    (
        "com.beeper.capabilities.receive.room_account_data:",
        "com.beeper.capabilities.receive.room_account_data:",
        None,
    ),
    ("org.matrix.msc3751.read.account_data:", "m.read.account_data:", Some(3751)),
    ("org.matrix.msc2762.timeline:", "m.timeline:", Some(2762)),
];

/// The names that released versions of `matrix-widget-api` wrote, and the names that replaced them.
const FORMER: [(&str, &str); 3] = [
    ("org.matrix.msc4157.update.delayed_event", "org.matrix.msc4157.update_delayed_event"),
    ("org.matrix.msc4354.send_sticky_event", "org.matrix.msc4407.send.sticky_event"),
    ("org.matrix.msc4354.receive_sticky_event", "org.matrix.msc4407.receive.sticky_event"),
];

const BOTH: [Spelling; 2] = [Spelling::Unstable, Spelling::Stable];

#[test]
fn parse_reads_flags_in_each_spelling() {
    for &flag in Flag::ALL {
        for name in BOTH.map(|spelling| flag.as_str(spelling)) {
            let capability = Capability::parse(name, Dialect::Msc2762).unwrap();
            assert_eq!(*capability.permission(), Permission::Flag(flag));
            assert_eq!(scoped(&capability), name);
        }
        assert_eq!(scoped(&Capability::from(flag)), flag.as_str(Spelling::Unstable));
    }
}

#[test]
fn parse_reads_families_in_each_spelling() {
    for &family in Family::ALL {
        for prefix in BOTH.map(|spelling| family.as_str(spelling)) {
            let body = if family == Family::Timeline { "*" } else { "org.example" };
            let text = format!("{prefix}{body}");
            let capability = Capability::parse(&text, Dialect::RoomScoped).unwrap();
            assert_eq!(capability.permission().family(), Some(family));
            assert_eq!(scoped(&capability), text);
        }
    }
}

#[test]
fn parse_reads_former_names_and_keeps_them() {
    for (former, name) in FORMER {
        let (old, new) = (parse(former), parse(name));
        assert_eq!(old.permission(), new.permission());
        assert_eq!(old.spelling(), Spelling::Former);
        assert_ne!(old, new);
        assert_eq!(scoped(&old), former);
    }
    let has_former = |flag: &&Flag| flag.as_str(Spelling::Former) != flag.as_str(Spelling::Unstable);
    assert_eq!(Flag::ALL.iter().filter(has_former).count(), FORMER.len());
    assert!(Family::ALL.iter().all(|one| one.as_str(Spelling::Former) == one.as_str(Spelling::Unstable)));
}

#[test]
fn with_spelling_never_writes_a_former_name() {
    for (former, name) in FORMER {
        for capability in [parse(former), parse(name)] {
            assert_eq!(scoped(&capability.clone().with_spelling(Spelling::Former)), name);
            assert_eq!(capability.clone().with_spelling(Spelling::Unstable), parse(name));
            assert_eq!(capability.with_spelling(Spelling::Stable).spelling(), Spelling::Stable);
        }
    }
}

#[test]
fn parse_does_not_know_the_names_of_drafts() {
    for name in
        ["org.matrix.msc4407.send_receive_sticky_events", "m.send_receive_sticky_events", "visibility"]
    {
        assert!(matches!(parse(name).permission(), Permission::Unknown(_)), "{name}");
    }
}

fn parse(text: &str) -> Capability<'_> {
    Capability::parse(text, Dialect::Msc2762).expect("a known capability")
}

#[test]
fn names_are_unique() {
    let names: BTreeSet<_> = Flag::NAMES.iter().chain(Family::NAMES).collect();
    assert_eq!(names.len(), Flag::NAMES.len() + Family::NAMES.len());
}

#[test]
fn prefixes_end_at_their_only_colon_and_flags_have_none() {
    assert!(Family::NAMES.iter().all(|prefix| prefix.find(':') == Some(prefix.len() - 1)));
    assert!(Flag::NAMES.iter().all(|name| !name.contains(':')));
}

#[test]
fn with_spelling_changes_only_capabilities_with_two_names() {
    let sticker = Capability::from(Flag::Sticker);
    assert_eq!(sticker.clone().with_spelling(Spelling::Stable), sticker);
    let navigate = Capability::from(Flag::Navigate);
    assert_ne!(navigate.clone().with_spelling(Spelling::Stable), navigate);
    assert_eq!(scoped(&navigate.with_spelling(Spelling::Stable)), "m.navigate");
}

#[test]
fn spelling_returns_the_parsed_spelling() {
    for (text, spelling) in [
        ("m.navigate", Spelling::Stable),
        ("org.matrix.msc2931.navigate", Spelling::Unstable),
        ("m.send.event:m.reaction", Spelling::Stable),
        ("org.matrix.msc2762.send.event:m.reaction", Spelling::Unstable),
        ("m.sticker", Spelling::Unstable),
    ] {
        assert_eq!(Capability::parse(text, Dialect::RoomScoped).unwrap().spelling(), spelling, "{text}");
    }
}

/// Asserts that the rows are those of the documents, and prints the rows that differ.
#[track_caller]
fn assert_documented<const N: usize>(found: impl Iterator<Item = Row>, expected: [Row; N]) {
    let (found, expected): (BTreeSet<_>, _) = (found.collect(), BTreeSet::from(expected));
    let differing: Vec<_> = found.symmetric_difference(&expected).collect();
    assert!(differing.is_empty(), "only in the crate or only in the documents: {differing:#?}");
}

#[test]
fn names_and_proposals_are_those_of_the_documents() {
    let [unstable, stable] = BOTH;
    assert_documented(
        Flag::ALL.iter().map(|flag| (flag.as_str(unstable), flag.as_str(stable), flag.msc())),
        FLAGS,
    );
    let families = Family::ALL.iter();
    assert_documented(families.map(|one| (one.as_str(unstable), one.as_str(stable), one.msc())), FAMILIES);
}
