//! `matrix-widget check`.

use std::{collections::BTreeSet, fs};

use crate::tool::{repository, run};

fn request(api: &str, id: &str, action: &str, data: &str) -> String {
    format!(r#"{{"api":"{api}","widgetId":"w","requestId":"{id}","action":"{action}","data":{data}}}"#)
}

fn answer(request: &str, response: &str) -> String {
    format!(r#"{},"response":{response}}}"#, request.strip_suffix('}').unwrap())
}

/// Returns the findings in a conversation, as `line: rule`.
fn findings(name: &str, lines: &[String]) -> Vec<String> {
    let file = std::env::temp_dir().join(format!("matrix-widget-check-{}-{name}.jsonl", std::process::id()));
    fs::write(&file, lines.join("\n")).unwrap();
    let checked = run(&["check", file.to_str().unwrap()]);
    fs::remove_file(&file).unwrap();
    assert_eq!(checked.code, Some(i32::from(!checked.output.is_empty())), "{checked:?}");
    let short = |line: &str| line.split(": ").next().unwrap().rsplit(':').next().unwrap().to_owned();
    let rule = |line: &str| line.split(": ").nth(1).unwrap().to_owned();
    checked.output.lines().map(|line| format!("{}: {}", short(line), rule(line))).collect()
}

const LINK: &str = r#"{"uri":"https://matrix.to/#/!room:example.org"}"#;

/// The negotiation of the capability `m.navigate`.
fn negotiated() -> Vec<String> {
    let capabilities = request("toWidget", "c", "capabilities", "{}");
    let list = r#"{"requested":["m.navigate"],"approved":["m.navigate"]}"#;
    let notify = request("toWidget", "n", "notify_capabilities", list);
    vec![
        capabilities.clone(),
        answer(&capabilities, r#"{"capabilities":["m.navigate"]}"#),
        notify.clone(),
        answer(&notify, "{}"),
    ]
}

#[test]
fn check_accepts_a_correct_conversation() {
    let navigate = request("fromWidget", "1", "navigate", LINK);
    let lines = [negotiated(), vec![navigate.clone(), answer(&navigate, "{}")]].concat();
    assert_eq!(findings("correct", &lines), [""; 0]);
}

#[test]
fn check_finds_requests_without_one_answer() {
    let navigate = request("fromWidget", "1", "navigate", LINK);
    let unanswered = request("fromWidget", "2", "navigate", LINK);
    let stray = answer(&request("toWidget", "3", "visibility", r#"{"visible":true}"#), "{}");
    let more = vec![navigate.clone(), answer(&navigate, "{}"), answer(&navigate, "{}"), unanswered, stray];
    let lines = [negotiated(), more].concat();
    assert_eq!(findings("answers", &lines), ["7: H-ERR-1", "8: H-ERR-1", "9: W-ERR-1"]);
}

#[test]
fn check_finds_what_was_not_granted() {
    let navigate = request("fromWidget", "1", "navigate", LINK);
    let sticker = request("fromWidget", "2", "m.sticker", r#"{"name":"x","content":{"url":"mxc://a/b"}}"#);
    let event = r#"{"type":"m.reaction","event_id":"$e","room_id":"!r:example.org","content":{}}"#;
    let push = request("toWidget", "3", "send_event", event);
    let early = vec![navigate.clone(), answer(&navigate, "{}"), push.clone(), answer(&push, "{}")];
    let late = vec![sticker.clone(), answer(&sticker, "{}"), push.clone(), answer(&push, "{}")];
    let lines = [early, negotiated(), late].concat();
    assert_eq!(findings("grants", &lines), ["2: H-NEG-2", "3: H-NEG-4", "10: H-PERM-1", "11: H-PUSH-15"]);

    let too_much = r#"{"requested":["m.navigate"],"approved":["m.navigate","m.sticker"]}"#;
    let notify = request("toWidget", "n", "notify_capabilities", too_much);
    let lines = [negotiated(), vec![notify.clone(), answer(&notify, "{}")]].concat();
    assert_eq!(findings("approved", &lines), ["5: H-NEG-20"]);
}

/// Each widget has its own capabilities and request IDs.
#[test]
fn check_separates_widgets() {
    let navigate = request("fromWidget", "1", "navigate", LINK);
    let other = |text: &str| text.replacen(r#""w""#, r#""other""#, 1);
    let lines =
        [navigate.clone(), other(&navigate), answer(&navigate, "{}"), other(&answer(&navigate, "{}"))];
    let lines = [negotiated(), lines.to_vec()].concat();
    assert_eq!(findings("widgets", &lines), ["8: H-NEG-2"]);
}

#[test]
fn check_finds_malformed_messages() {
    let navigate = request("fromWidget", "1", "navigate", "{}");
    let lines = ["junk".to_owned(), navigate.clone(), answer(&navigate, r#"{"error":{"message":"no"}}"#)];
    assert_eq!(findings("malformed", &lines), ["1: protocol", "2: protocol"]);
}

/// The recordings of the npm package break rules where its deviations are known, and nowhere else.
#[test]
fn check_finds_known_deviations_in_recordings() {
    let mut found = BTreeSet::new();
    for file in fs::read_dir(repository().join("conformance/interop/recordings")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let name = path.file_stem().unwrap().display().to_string();
            let checked = run(&["check", "--json", path.to_str().unwrap()]);
            for line in checked.output.lines() {
                let finding: serde_json::Value = serde_json::from_str(line).unwrap();
                let rule = finding["rule"].as_str().unwrap().to_owned();
                if rule != "protocol" {
                    found.insert(format!("{name}: {rule}"));
                }
            }
        }
    }
    // Drivers that fail or lack a method get no answer, a second `content_loaded` gets none either, and some requests get two.
    let twice = ["navigation: H-ERR-1", "openid: H-ERR-1", "openid: W-ERR-1", "turn_servers: W-ERR-1"];
    let unanswered = [
        "delayed_events: H-ERR-1",
        "driver_failures: H-ERR-1",
        "events: H-ERR-1",
        "livekit: H-ERR-1",
        "load: H-ERR-1",
        "media: H-ERR-1",
        "read_events: H-ERR-1",
        "read_relations: H-ERR-1",
        "room_account_data: H-ERR-1",
        "to_device: H-ERR-1",
        "unimplemented: H-ERR-1",
        "user_directory: H-ERR-1",
    ];
    // A session that ends, and a widget that stays silent on purpose.
    let ends = ["end: H-ERR-1", "end: W-ERR-1", "sloppy_ends: W-ERR-1"];
    // The package grants what its driver approves, even if the widget has not requested it. The driver decides which state
    // is pushed, and the recording of to-device messages pushes without a capability.
    let permissions = [
        "driver_failures: H-NEG-20",
        "events: H-PERM-1",
        "to_device: H-PERM-1",
        "to_device: H-PUSH-12",
        "update_state: H-PUSH-15",
    ];
    let known = twice.iter().chain(&unanswered).chain(&ends).chain(&permissions);
    assert_eq!(found, known.map(|known| (*known).to_owned()).collect());
}
