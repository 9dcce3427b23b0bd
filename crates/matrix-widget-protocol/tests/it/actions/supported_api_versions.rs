//! `supported_api_versions`: `{}` → `supported_versions: [string]`, in both directions.

use matrix_widget_protocol::version::{ApiVersion, SupportedApiVersionsResponse};

use crate::support::{assert_lossless, assert_responses_refused, request, response};

const ACTION: &str = "supported_api_versions";

/// Every version that is in use.
const KNOWN: [&str; 19] = [
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
fn it_asks_for_nothing_in_both_directions() {
    for api in ["fromWidget", "toWidget"] {
        assert_lossless(&request(api, ACTION, "{}"), &[]);
        assert_lossless(&request(api, ACTION, "null"), &[]);
        assert_lossless(&request(api, ACTION, r#"{"more":1}"#), &["data.more"]);
    }
    typed!(FromWidgetRequest::SupportedApiVersions, &request("fromWidget", ACTION, "{}"));
    typed!(ToWidgetRequest::SupportedApiVersions, &request("toWidget", ACTION, "{}"));
}

#[test]
fn the_answer_lists_versions_in_both_directions() {
    let body = r#"{"supported_versions":["0.0.1","org.matrix.msc2762","org.example.own","","0.0.1"]}"#;
    let expected: Vec<ApiVersion> = vec![
        ApiVersion::V0_0_1,
        ApiVersion::Msc2762,
        "org.example.own".into(),
        "".into(),
        ApiVersion::V0_0_1,
    ];
    let text = response("fromWidget", ACTION, body);
    let answer = typed!(FromWidgetResponse::SupportedApiVersions, &text).outcome.unwrap();
    assert_eq!(answer, SupportedApiVersionsResponse::new(expected.clone()));
    assert_lossless(&text, &[]);
    let text = response("toWidget", ACTION, body);
    let answer = typed!(ToWidgetResponse::SupportedApiVersions, &text).outcome.unwrap();
    assert_eq!(answer.supported_versions, expected);
    assert_lossless(&text, &[]);
    assert_lossless(&response("toWidget", ACTION, r#"{"supported_versions":[]}"#), &[]);
}

#[test]
fn unknown_members_of_the_answer_are_listed() {
    let body = r#"{"supported_versions":[],"more":{},"supported":[]}"#;
    assert_lossless(&response("fromWidget", ACTION, body), &["response.more", "response.supported"]);
}

#[test]
fn a_bad_answer_is_located() {
    for api in ["fromWidget", "toWidget"] {
        assert_responses_refused(
            api,
            ACTION,
            &[
                ("{}", "response.supported_versions: expected an array, found nothing"),
                (
                    r#"{"supported_versions":null}"#,
                    "response.supported_versions: expected an array, found null",
                ),
                (
                    r#"{"supported_versions":"0.0.1"}"#,
                    "response.supported_versions: expected an array, found a string",
                ),
                (
                    r#"{"supported_versions":{}}"#,
                    "response.supported_versions: expected an array, found an object",
                ),
                (
                    r#"{"supported_versions":["0.0.1",2]}"#,
                    "response.supported_versions[1]: expected a string, found a number",
                ),
                (
                    r#"{"supported_versions":[null]}"#,
                    "response.supported_versions[0]: expected a string, found null",
                ),
                (r#"{"error":"text"}"#, "response.supported_versions: expected an array, found nothing"),
            ],
        );
    }
}

#[test]
fn every_listed_version_has_a_value_of_its_own() {
    let known: Vec<_> = ApiVersion::KNOWN.iter().map(ApiVersion::as_str).collect();
    assert_eq!(known, KNOWN);
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
    use std::{
        collections::BTreeSet,
        hash::{DefaultHasher, Hash, Hasher},
    };
    let hash = |value: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        value(&mut hasher);
        hasher.finish()
    };
    let strings = ["org.matrix.msc2762", "0.0.1", "zzz", "", "org.matrix.msc2761"];
    let versions: BTreeSet<ApiVersion> = strings.into_iter().map(ApiVersion::from).collect();
    let sorted: BTreeSet<&str> = strings.into_iter().collect();
    assert!(versions.iter().map(ApiVersion::as_str).eq(sorted));
    for string in strings {
        let (one, other) = (ApiVersion::from(string), ApiVersion::from(string));
        assert_eq!(hash(&|hasher| one.hash(hasher)), hash(&|hasher| other.hash(hasher)));
    }
}
