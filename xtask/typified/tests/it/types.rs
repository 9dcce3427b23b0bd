//! What the types promise.

use std::fs;

use serde_json::json;
use typified::{payloads, round_trip};

use crate::path;

#[test]
fn every_schema_of_a_payload_has_a_type() {
    let mut files: Vec<_> = fs::read_dir(path("schemas/payloads"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    assert_eq!(payloads().collect::<Vec<_>>(), files);
    for name in files {
        assert!(round_trip(&name, &json!({})).is_some(), "{name}");
    }
    assert_eq!(round_trip("Unheard", &json!({})), None);
}

#[test]
fn null_stays_where_it_means_something() {
    for (payload, read, written) in [
        // An optional member that is named: null is absent.
        ("ReadEventsRequest", json!({ "type": "m", "limit": null }), json!({ "type": "m" })),
        ("ReadEventsRequest", json!({ "type": "m", "state_key": null }), json!({ "type": "m" })),
        // Any JSON, and members that are not named.
        ("UploadFileRequest", json!({ "file": null }), json!({ "file": null })),
        ("MatrixEvent", json!({ "a": null }), json!({ "a": null })),
        (
            "NavigateRequest",
            json!({ "uri": "", "a": { "b": null } }),
            json!({ "uri": "", "a": { "b": null } }),
        ),
    ] {
        assert_eq!(round_trip(payload, &read), Some(Ok(written)), "{read}");
    }
}

#[test]
fn a_type_refuses_what_its_schema_refuses() {
    for (payload, value) in [
        ("NavigateRequest", json!({})),
        ("NavigateRequest", json!({ "uri": 5 })),
        ("NavigateRequest", json!("uri")),
        ("ReadEventsRequest", json!({ "type": "m", "room_ids": "all" })),
        ("ReadEventsRequest", json!({ "type": "m", "room_ids": ["room"] })),
        ("GetOpenIdResponse", json!({ "state": "allowed" })),
        ("GetOpenIdResponse", json!({ "state": "other" })),
        ("OpenIdCredentialsRequest", json!({ "original_request_id": "1", "state": "request" })),
        ("GetLivekitTokenRequest", json!({ "url": "", "room_id": "!r", "slot_id": "s" })),
        (
            "GetLivekitTokenRequest",
            json!({ "url": "", "room_id": "!r", "slot_id": "s", "member": {}, "member_id": null }),
        ),
        ("SendToDeviceRequest", json!({ "type": "m", "messages": { "alice": {} } })),
        ("MatrixApiError", json!({ "http_status": -1, "response": {} })),
    ] {
        assert!(round_trip(payload, &value).unwrap().is_err(), "{payload} accepts {value}");
    }
}
