//! `supported_api_versions`: `{}` → `supported_versions: [string]`, in both directions.

use std::collections::BTreeSet;

use matrix_widget_protocol::ApiVersion;

use crate::support::{assert_same, hash};

/// The versions in use.
const KNOWN: [&str; 20] = [
    "0.0.1",
    "0.0.2",
    "0.1.0",
    "org.matrix.msc2762",
    "org.matrix.msc2762_update_state",
    "org.matrix.msc2790",
    "org.matrix.msc2871",
    "org.matrix.msc2873",
    "org.matrix.msc2876",
    "org.matrix.msc2931",
    "org.matrix.msc2974",
    "org.matrix.msc3751",
    "org.matrix.msc3817",
    "org.matrix.msc3819",
    "town.robin.msc3846",
    "org.matrix.msc3869",
    "org.matrix.msc3973",
    "org.matrix.msc4039",
    "org.matrix.msc4515",
    "org.matrix.msc4533",
];

#[test]
fn known_lists_the_versions_in_use() {
    assert_same(ApiVersion::KNOWN.iter().map(ApiVersion::as_str), KNOWN);
    assert_eq!(ApiVersion::KNOWN.len(), KNOWN.len());
}

#[test]
fn every_string_is_exactly_one_version() {
    for string in KNOWN.into_iter().chain(["", "org.matrix.msc9999", "0.0.1 ", "ORG.MATRIX.MSC2762", "\u{0}"])
    {
        let version = ApiVersion::from(string);
        assert_eq!(version.as_str(), string);
        assert_eq!(version.to_string(), string);
        assert_eq!(version, ApiVersion::from(string.to_owned()));
        assert_eq!(version, *string);
        let json = serde_json::to_string(&version).unwrap();
        assert_eq!(json, serde_json::to_string(string).unwrap());
        assert_eq!(serde_json::from_str::<ApiVersion>(&json).unwrap(), version);
        assert_eq!(ApiVersion::KNOWN.contains(&version), KNOWN.contains(&string));
    }
    assert!(matches!(ApiVersion::from("org.matrix.msc2931"), ApiVersion::Msc2931));
    assert!(matches!(serde_json::from_str(r#""\u0030.0.1""#).unwrap(), ApiVersion::V0_0_1));
}

#[test]
fn versions_are_ordered_and_hashed_as_their_strings() {
    let strings = ["org.matrix.msc2762", "0.0.1", "zzz", "", "org.matrix.msc2761"];
    let versions: BTreeSet<ApiVersion> = strings.into_iter().map(ApiVersion::from).collect();
    let sorted: BTreeSet<&str> = strings.into_iter().collect();
    assert!(versions.iter().map(ApiVersion::as_str).eq(sorted));
    for string in strings {
        let (one, other) = (ApiVersion::from(string), ApiVersion::from(string));
        assert_eq!(hash(&one), hash(&other));
    }
}
