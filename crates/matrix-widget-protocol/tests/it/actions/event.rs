//! Events are kept raw. Accessors return errors for missing, mistyped and duplicate members.

use js_int::int;
use matrix_widget_protocol::{BodyError, RawObject, event::MatrixEvent};

fn event(text: &str) -> MatrixEvent {
    MatrixEvent::from(RawObject::from_text(text).unwrap())
}

const FULL: &str = r#"{"type":"m.room.message","sender":"@alice:example.org","event_id":"$e","room_id":"!r:example.org",
    "origin_server_ts":1574383781154,"content":{"msgtype":"m.text","body":"Hello"},"state_key":"","unsigned":{"age":1},
    "redacts":"$x","sticky":{"duration_ms":7}}"#;

#[test]
fn accessors_read_their_members() {
    let event = event(FULL);
    assert_eq!(event.event_type().unwrap(), "m.room.message");
    assert_eq!(event.sender().unwrap(), "@alice:example.org");
    assert_eq!(event.event_id().unwrap(), "$e");
    assert_eq!(event.room_id().unwrap(), "!r:example.org");
    assert_eq!(u64::from(event.origin_server_ts().unwrap()), 1_574_383_781_154);
    assert_eq!(event.content().unwrap().as_str(), r#"{"msgtype":"m.text","body":"Hello"}"#);
    assert_eq!(event.state_key().unwrap().as_deref(), Some(""));
    assert_eq!(event.msgtype().unwrap().as_deref(), Some("m.text"));
    assert_eq!(event.unsigned().unwrap().unwrap().as_str(), r#"{"age":1}"#);
    assert_eq!(event.redacts().unwrap().unwrap(), "$x");
    assert_eq!(event.sticky_duration_ms().unwrap(), Some(int!(7)));
    assert_eq!(event.raw().get::<bool>("none").unwrap(), None);
}

#[test]
fn sticky_duration_ms_reads_both_names() {
    for name in ["sticky", "msc4354_sticky"] {
        let found = event(&format!(r#"{{"{name}":{{"duration_ms":3600000}}}}"#));
        assert_eq!(found.sticky_duration_ms().unwrap(), Some(int!(3_600_000)));
        assert_eq!(event(&format!(r#"{{"{name}":null}}"#)).sticky_duration_ms(), Ok(None));
        let error =
            event(&format!(r#"{{"{name}":{{"duration_ms":"1"}}}}"#)).sticky_duration_ms().unwrap_err();
        assert_eq!(error.to_string(), format!("{name}.duration_ms: expected an integer, found a string"));
    }
    assert_eq!(event("{}").sticky_duration_ms(), Ok(None));
}

#[test]
fn state_key_reads_null_as_none() {
    assert_eq!(event(r#"{"state_key":null}"#).state_key(), Ok(None));
    assert_eq!(event("{}").state_key(), Ok(None));
}

fn errors(event: &MatrixEvent) -> Vec<(&'static str, BodyError)> {
    let results = [
        ("type", event.event_type().err()),
        ("sender", event.sender().err()),
        ("event_id", event.event_id().err()),
        ("room_id", event.room_id().err()),
        ("origin_server_ts", event.origin_server_ts().err()),
        ("content", event.content().err()),
        ("state_key", event.state_key().err()),
        ("unsigned", event.unsigned().err()),
        ("redacts", event.redacts().err()),
        ("sticky", event.sticky_duration_ms().err()),
    ];
    results.into_iter().filter_map(|(name, error)| Some((name, error?))).collect()
}

#[test]
fn accessors_name_missing_members() {
    let required = ["type", "sender", "event_id", "room_id", "origin_server_ts", "content"];
    let errors = errors(&event("{}"));
    assert_eq!(errors.iter().map(|(name, _)| *name).collect::<Vec<_>>(), required);
    for (name, error) in errors {
        assert_eq!(error.to_string(), format!("{name}: missing field"));
    }
    assert_eq!(event("{}").msgtype().unwrap_err().path(), "content");
}

#[test]
fn accessors_reject_only_their_own_mistyped_members() {
    for (name, value) in [
        ("type", "5"),
        ("type", "null"),
        ("sender", r#""alice""#),
        ("sender", "5"),
        ("event_id", r#""e""#),
        ("room_id", r#""r:example.org""#),
        ("origin_server_ts", r#""1574383781154""#),
        ("origin_server_ts", "-1"),
        ("origin_server_ts", "0.5"),
        ("origin_server_ts", "9007199254740992"),
        ("content", "null"),
        ("content", "[]"),
        ("content", r#""text""#),
        ("state_key", "5"),
        ("state_key", "true"),
        ("unsigned", "[]"),
        ("redacts", "5"),
        ("redacts", r#""x""#),
        ("sticky", "5"),
    ] {
        let mut members = event(FULL).raw().read::<serde_json::Map<_, _>>().unwrap();
        members.insert(name.into(), crate::support::json(value));
        let broken = event(&serde_json::to_string(&members).unwrap());
        let found = errors(&broken);
        assert_eq!(found.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [name], "{value}");
        assert_eq!(found[0].1.path(), name);
    }
}

/// Some parsers read the first and some the last of duplicate members, such as
/// `{"msgtype":"m.text","msgtype":"m.emote"}`.
#[test]
fn accessors_reject_only_their_own_duplicate_members() {
    for (name, value) in [
        ("type", r#""m.room.message""#),
        ("sender", r#""@alice:example.org""#),
        ("event_id", r#""$e""#),
        ("room_id", r#""!r:example.org""#),
        ("origin_server_ts", "1"),
        ("content", "{}"),
        ("state_key", r#""""#),
        ("state_key", "null"),
        ("unsigned", "{}"),
        ("redacts", "null"),
        ("sticky", "null"),
    ] {
        for written in [name.to_owned(), escaped(name)] {
            let twice = event(&FULL.replacen('{', &format!(r#"{{"{written}":{value},"#), 1));
            let found = errors(&twice);
            assert_eq!(found.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [name], "{written}");
            assert_eq!(found[0].1.to_string(), format!("{name}: duplicate field"));
        }
    }
}

fn escaped(name: &str) -> String {
    name.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect()
}

#[test]
fn msgtype_rejects_duplicate_and_mistyped_members() {
    for content in
        [r#"{"msgtype":"m.text","msgtype":"m.emote"}"#, r#"{"msgtype":"m.text","msg\u0074ype":"m.text"}"#]
    {
        let event = event(&format!(r#"{{"content":{content}}}"#));
        assert_eq!(event.msgtype().unwrap_err().to_string(), "content.msgtype: duplicate field");
        assert_eq!(event.content().unwrap().as_str(), content);
    }
    for (text, error) in [
        (r#"{"content":{"msgtype":"m.text"},"content":{}}"#, "content: duplicate field"),
        (r#"{"content":{"msgtype":5}}"#, "content.msgtype: expected a string, found a number"),
    ] {
        assert_eq!(event(text).msgtype().unwrap_err().to_string(), error);
    }
}

#[test]
fn msgtype_reads_absent_and_null_as_none() {
    for content in ["{}", r#"{"msgtype":null}"#] {
        assert_eq!(event(&format!(r#"{{"content":{content}}}"#)).msgtype(), Ok(None));
    }
}

#[test]
fn facts_rejects_duplicate_content_and_msgtype_in_any_event() {
    for (ambiguous, path) in [
        (r#""content":{},"content":{}"#, "content"),
        (r#""content":null,"c\u006Fntent":{}"#, "content"),
        (r#""content":{"msgtype":"m.text","msgtype":"m.text"}"#, "content.msgtype"),
        (r#""content":{"msgtype":5,"msgtype":null}"#, "content.msgtype"),
    ] {
        for kind in [
            r#""type":"m.reaction""#,
            r#""type":"m.room.topic","state_key":"""#,
            r#""type":"m.room.message""#,
        ] {
            let room = r#""room_id":"!room:example.org""#;
            for text in [format!("{{{kind},{room},{ambiguous}}}"), format!("{{{ambiguous},{kind},{room}}}")] {
                let error = event(&text).facts().unwrap_err();
                assert_eq!(error.path(), path, "{text}");
            }
        }
    }
}

#[test]
fn facts_ignores_content_of_events_other_than_messages() {
    for content in ["", r#","content":null"#, r#","content":[]"#, r#","content":{"msgtype":5}"#] {
        let text = format!(r#"{{"type":"m.reaction","room_id":"!room:example.org"{content}}}"#);
        assert!(event(&text).facts().is_ok(), "{text}");
    }
}

#[test]
fn owned_facts_can_be_shared_between_threads() {
    let facts = event(FULL).facts().unwrap().into_owned();
    let shared = std::sync::Arc::new(facts.clone());
    let in_thread = std::thread::spawn(move || format!("{:?}", shared.query())).join().unwrap();
    assert_eq!(in_thread, format!("{:?}", facts.query()));
}

#[test]
fn with_room_id_makes_the_events_of_a_sync_readable() {
    let room = ruma_common::room_id!("!a:example.org");
    for claim in ["", r#","room_id":"!b:example.org""#, r#","room_id":5,"room\u005fid":"!b""#] {
        let text = format!(r#"{{"type":"t","content":{{}}{claim},"n":1.0}}"#);
        let event = MatrixEvent::from(RawObject::from_text(text).unwrap()).with_room_id(room);
        assert_eq!(event.raw().as_str(), r#"{"room_id":"!a:example.org","type":"t","content":{},"n":1.0}"#);
        assert_eq!(event.facts().unwrap().query().room(), room);
    }
}
