//! The messages that count, and the versions.

use std::collections::BTreeSet;

use matrix_widget_protocol::{
    ApiVersion, Empty, RawObject,
    from_widget::{Navigate, ReadEvents},
    to_widget::{Screenshot, ThemeChangeRequest},
};
use matrix_widget_session::{Failure, host::Event};

use crate::{
    asked,
    host_support::{CAPABILITIES, ERROR, Host, config, seconds, with_response},
};

const NAVIGATE: &str = "org.matrix.msc2931.navigate";
const LINK: &str = r#"{"uri":"https://matrix.to/#/!r:example.org"}"#;

fn established() -> Host {
    Host::established(config().claim::<Navigate>(), &["m.navigate", "m.capability.screenshot"])
}

/// H-ID-4: messages for other widgets are ignored, valid or not.
#[test]
fn other_widgets_are_ignored() {
    let mut host = established();
    for data in [LINK, "5"] {
        let text = host.receive("1", NAVIGATE, data);
        host.events();
        host.sent();
        host.session.receive(text.replace(r#""w""#, r#""x""#), host.now);
        assert_eq!(host.sent(), [""; 0]);
        assert_eq!(host.event_names(), [""; 0]);
    }
}

/// H-ID-6: a request to the widget and a response of the client are ignored.
#[test]
fn messages_for_the_widget_are_ignored() {
    let mut host = established();
    let request = host.receive("1", "supported_api_versions", "{}");
    host.sent();
    host.session.receive(with_response(&request, "{}"), host.now);
    host.session.receive(request.replace("fromWidget", "toWidget"), host.now);
    assert_eq!(host.sent(), [""; 0]);
    assert_eq!(host.event_names(), [""; 0]);
}

/// H-ID-7, H-ID-8: an answer needs the direction, the ID and the action of the request, and the first answer counts.
#[test]
fn answers_match_by_direction_id_and_action() {
    let mut host = established();
    let sent = host.session.request::<Screenshot>(Empty::new(), host.now).unwrap();
    assert_eq!(host.sent(), ["screenshot {}"]);
    let answer = with_response(&host.requests["screenshot"], r#"{"screenshot":"AA"}"#);
    let wrong = [
        answer.replace(r#""screenshot","data""#, r#""visibility","data""#),
        answer.replace("toWidget", "fromWidget"),
        answer.replace(r#""requestId":""#, r#""requestId":"x"#),
        host.requests["screenshot"].clone(),
    ];
    for wrong in wrong {
        host.session.receive(wrong, host.now);
        assert_eq!(host.event_names(), [""; 0]);
    }
    host.session.receive(answer.clone(), host.now);
    let events = host.events();
    assert!(matches!(&events[..], [Event::Answered(answer)] if matches!(answer.read(&sent), Some(Ok(_)))));
    host.session.receive(answer, host.now);
    assert_eq!(host.event_names(), [""; 0]);
}

/// H-ID-9: an answer after the deadline is ignored.
#[test]
fn late_answers_are_ignored() {
    let mut host = established();
    let sent = host.session.request_custom("com.example.wave", RawObject::empty(), host.now).unwrap();
    host.sent();
    host.wait(seconds(10));
    let events = host.events();
    assert!(
        matches!(&events[..], [Event::Answered(answer)] if answer.read(&sent) == Some(Err(Failure::TimedOut)))
    );
    host.reply("com.example.wave", "{}");
    assert_eq!(host.event_names(), [""; 0]);
}

/// H-ID-11: a malformed answer ends its request.
#[test]
fn malformed_answers_end_the_request() {
    let mut host = established();
    let sent = host.session.request_custom("com.example.wave", RawObject::empty(), host.now).unwrap();
    host.sent();
    host.reply("com.example.wave", "[5]");
    let events = host.events();
    let [Event::Answered(answer)] = &events[..] else { panic!("{events:?}") };
    assert!(matches!(answer.read(&sent), Some(Err(Failure::Malformed(_)))));
    host.reply("com.example.wave", "{}");
    assert_eq!(host.event_names(), [""; 0]);
}

/// H-ID-12: requests with the same text are executed and answered each.
#[test]
fn repeated_requests_are_answered_each() {
    let mut host = established();
    host.receive("1", NAVIGATE, LINK);
    let first = asked!(host, Navigate);
    host.receive("1", NAVIGATE, LINK);
    let second = asked!(host, Navigate);
    host.session.answer(second.ticket, Ok(Empty::new())).unwrap();
    host.session.answer(first.ticket, Ok(Empty::new())).unwrap();
    assert_eq!(host.sent(), ["1: {}", "1: {}"]);
}

/// H-ID-14: request IDs never repeat, within a session and between sessions.
#[test]
fn request_ids_never_repeat() {
    let mut ids = BTreeSet::new();
    for _ in 0..2 {
        let mut host = established();
        for turn in 0..100 {
            host.session.set_visible(turn % 2 == 1);
        }
        while let Some(text) = host.session.poll_transmit() {
            let message: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert!(ids.insert(message["requestId"].as_str().unwrap().to_owned()));
        }
    }
    assert_eq!(ids.len(), 200);
}

/// H-VER-1: versions are answered at once in every phase.
#[test]
fn versions_are_answered_in_every_phase() {
    let mut host = Host::new(config());
    let ask = |host: &mut Host| {
        host.receive("v", "supported_api_versions", "{}");
        let sent = host.sent();
        assert!(sent.iter().any(|text| text.starts_with(r#"v: {"supported_versions":["#)), "{sent:?}");
    };
    ask(&mut host);
    host.receive("1", "content_loaded", "{}");
    ask(&mut host);
    host.wish(&["m.navigate"]);
    ask(&mut host);
    drop(host.prompt());
    ask(&mut host);
    host.receive("2", "content_loaded", "{}");
    ask(&mut host);
}

/// H-VER-2: the list holds what the client has claimed.
#[test]
fn versions_are_those_of_claimed_actions() {
    let list = |config| {
        let mut host = Host::new(config);
        host.receive("1", "supported_api_versions", "{}");
        host.sent().remove(0)
    };
    let versions =
        r#"1: {"supported_versions":["0.0.1","0.0.2","0.1.0","org.matrix.msc2871","org.matrix.msc2974""#;
    assert_eq!(list(config()), format!("{versions}]}}"));
    let more = config().claim::<ReadEvents>().with_version(ApiVersion::Msc2873);
    let expected = r#","org.matrix.msc2876","org.matrix.msc2762","org.matrix.msc2873"]}"#;
    assert_eq!(list(more), format!("{versions}{expected}"));
}

/// H-VER-3, H-VER-6: asked once per epoch. An error, a malformed answer or none means no versions.
#[test]
fn failed_versions_change_nothing() {
    for failure in [ERROR, r#"{"supported_versions":5}"#, ""] {
        let mut host = established();
        if failure.is_empty() {
            host.wait(seconds(10));
        } else {
            host.reply("supported_api_versions", failure);
        }
        host.session.set_theme(ThemeChangeRequest::new("dark"));
        host.session.set_visible(false);
        assert_eq!(host.sent(), [r#"visibility {"visible":false}"#]);
        assert_eq!(host.event_names(), [""; 0]);
    }
}

/// H-VER-8, H-VER-12: theme and language need the version, and wait for it; nothing else does.
#[test]
fn theme_and_language_wait_for_the_version() {
    let mut host = established();
    host.session.set_theme(ThemeChangeRequest::new("dark"));
    host.session.set_language("de");
    host.session.set_language("fr");
    host.session.set_visible(false);
    assert_eq!(host.sent(), [r#"visibility {"visible":false}"#]);
    host.versions(&["org.matrix.msc2873"]);
    assert_eq!(host.sent(), [r#"theme_change {"name":"dark"}"#, r#"language_change {"lang":"fr"}"#]);
}

/// H-VER-9, H-VER-11: versions decide neither over the screenshot nor over the widget's requests.
#[test]
fn versions_decide_over_nothing_else() {
    let mut host = established();
    host.versions(&[]);
    assert!(host.session.request::<Screenshot>(Empty::new(), host.now).is_ok());
    assert_eq!(host.sent(), ["screenshot {}"]);
    host.receive("1", NAVIGATE, LINK);
    let _ask = asked!(host, Navigate);
    host.receive("2", "content_loaded", "{}");
    assert_eq!(host.sent(), ["2: {}", CAPABILITIES]);
}
