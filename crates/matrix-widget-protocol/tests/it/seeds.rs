//! The examples of the seed proposals in `tests/fixtures/seeds/`. The README there lists their repairs.

use matrix_widget_protocol::{Message, action};

use crate::support::{assert_lossless, class, decode, json};

macro_rules! seed {
    ($name:literal) => {
        ($name, include_str!(concat!("../fixtures/seeds/", $name, ".json")))
    };
}

const SEEDS: [(&str, &str); 13] = [
    seed!("000_request_capabilities"),
    seed!("001_request_capabilities"),
    seed!("002_notify_capabilities"),
    seed!("003_navigate_request"),
    seed!("003_navigate_response"),
    seed!("004_read_events_state"),
    seed!("004_read_events_room_f"),
    seed!("004_read_events_room_b"),
    seed!("004_read_events_response_f"),
    seed!("004_read_events_response_b"),
    seed!("004_error_original"),
    seed!("004_error_matrix_api_error"),
    seed!("004_error_matrix_error_only"),
];

fn seed(name: &str) -> &'static str {
    SEEDS.into_iter().find(|seed| seed.0 == name).unwrap().1
}

#[test]
fn every_seed_is_tested_and_documented() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/seeds");
    let readme = include_str!("../fixtures/seeds/README.md");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|file| file != "README.md")
        .collect();
    files.sort();
    let mut seeds = SEEDS.map(|(name, _)| format!("{name}.json"));
    seeds.sort();
    assert_eq!(files, seeds);
    for file in files {
        assert!(readme.contains(&format!("`{file}`")), "{file} is not in the README");
    }
}

#[test]
fn seeds_decode_to_their_variant_and_re_encode() {
    for (name, text) in SEEDS {
        let (expected, variant) = match name {
            "000_request_capabilities" | "001_request_capabilities" => ("request", "RequestCapabilities"),
            "002_notify_capabilities" => ("request", "NotifyCapabilities"),
            "003_navigate_request" => ("request", "Navigate"),
            "003_navigate_response" => ("response", "Navigate"),
            "004_read_events_response_f" | "004_read_events_response_b" => ("response", "ReadEvents"),
            name if name.starts_with("004_error") => ("error", "ReadEvents"),
            _ => ("request", "ReadEvents"),
        };
        assert_eq!(class(text), expected, "{name}");
        let message = decode(text).unwrap();
        let info = action::find(message.raw().api(), message.raw().action());
        assert_eq!(info.map(|info| info.variant), Some(variant), "{name}");
        assert_lossless(text, &[]);
    }
}

#[test]
fn seeds_survive_a_round_trip() {
    for (name, text) in SEEDS {
        let mut original = json(text);
        if let Some(id) = original.as_object_mut().unwrap().remove("requestid") {
            original["requestId"] = id;
        }
        assert_eq!(json(&decode(text).unwrap().to_json()), original, "{name}");
    }
}

#[test]
fn request_id_reads_the_old_spelling() {
    for (name, text) in SEEDS {
        let expected = if text.contains("requestid") { "generated-id-1234" } else { "AAABBB" };
        assert_eq!(decode(text).unwrap().raw().request_id(), expected, "{name}");
    }
}

#[test]
fn repeated_seed_decodes_to_an_equal_message() {
    assert_eq!(decode(seed("000_request_capabilities")), decode(seed("001_request_capabilities")));
}

#[test]
fn error_accessors_read_the_seeds() {
    let error = |name| decode(seed(name)).map(Message::into_owned).unwrap().error().cloned().unwrap();
    let original = error("004_error_original");
    assert_eq!(original.message(), "The request failed");
    assert_eq!(original.error().get::<String>("errcode").unwrap().as_deref(), Some("M_FORBIDDEN"));
    assert_eq!(original.matrix_api_error(), Ok(None));
    let cause = error("004_error_matrix_api_error").matrix_api_error().unwrap().unwrap();
    assert_eq!((cause.http_status, cause.header("Retry-After")), (429, Some("5")));
    assert_eq!(cause.response.errcode().unwrap(), "M_LIMIT_EXCEEDED");
    assert_eq!(cause.response.raw().get::<u32>("retry_after_ms").unwrap(), Some(5000));
    assert!(error("004_error_matrix_error_only").matrix_api_error().is_err());
}

#[test]
fn read_events_response_has_events_and_tokens() {
    let response = typed!(FromWidgetResponse::ReadEvents, seed("004_read_events_response_f"));
    let answer = response.outcome.as_ref().unwrap();
    assert_eq!(answer.start.as_deref(), Some("somePaginationTokenStringA"));
    assert_eq!(answer.end.as_deref(), Some("somePaginationTokenStringC"));
    assert_eq!(answer.events[0].msgtype().unwrap().as_deref(), Some("m.text"));
    assert_eq!(response.request_data().unwrap().from.as_deref(), Some("somePaginationTokenStringA"));
}
