//! Capabilities: the first negotiation, and later requests (MSC2974).

use std::collections::BTreeSet;

use matrix_widget_protocol::{
    Empty, RawObject,
    from_widget::Navigate,
    reexports::ruma_common::UserId,
    widget::{UrlVariables, Widget, WidgetState},
};
use matrix_widget_session::host::{Event, HostConfig};

use crate::{
    asked,
    host_support::{
        ASK_MORE, CAPABILITIES, ERROR, Host, TEXT, VERSIONS, config, notify, room, seconds, set,
        with_response,
    },
};

const NAVIGATE: &str = "org.matrix.msc2931.navigate";
const LINK: &str = r#"{"uri":"https://matrix.to/#/!r:example.org"}"#;
const STICKER: &str = "m.sticker";
const ROOM_KEY: &str = "org.matrix.msc3819.send.to_device:m.room_key";

/// Returns a session that has asked for `capabilities`.
fn asking() -> Host {
    let mut host = Host::new(config().claim::<Navigate>());
    host.receive("load", "content_loaded", "{}");
    assert_eq!(host.sent(), ["load: {}", CAPABILITIES]);
    host
}

fn established(capabilities: &[&str]) -> Host {
    Host::established(config().claim::<Navigate>(), capabilities)
}

fn ask_more(host: &mut Host, id: &str, capabilities: &[&str]) {
    let list = serde_json::to_string(capabilities).unwrap();
    host.receive(id, ASK_MORE, &format!(r#"{{"capabilities":{list}}}"#));
}

/// H-NEG-1, H-VER-3: the versions are asked after a good list, and the notification follows the decision.
#[test]
fn list_is_prompted_and_notified() {
    let mut host = asking();
    host.wish(&[TEXT, STICKER]);
    assert_eq!(host.sent(), [VERSIONS]);
    host.session.set_visible(false);
    host.decide(&[TEXT, STICKER], &[STICKER]);
    assert_eq!(
        host.sent(),
        [notify(&[TEXT, STICKER], &[STICKER]), r#"visibility {"visible":false}"#.to_owned()]
    );
    assert!(matches!(&host.events()[..], [Event::Granted(granted)] if **granted == set(&[STICKER])));
}

/// H-NEG-2, H-NEG-3: before the first decision a gated request gets an error, also for a remembered or policy approval.
#[test]
fn gated_requests_fail_before_the_decision() {
    let mut config =
        config().claim::<Navigate>().claim::<matrix_widget_protocol::from_widget::ReadRelations>();
    config.approved = set(&["m.navigate"]);
    let mut host = Host::new(config);
    host.receive("1", NAVIGATE, LINK);
    host.receive("load", "content_loaded", "{}");
    host.receive("2", NAVIGATE, LINK);
    host.receive("3", "org.matrix.msc3869.read_relations", r#"{"event_id":"$e"}"#);
    assert_eq!(host.sent(), ["1: error", "load: {}", CAPABILITIES, "2: error", "3: error"]);
    host.wish(&["m.navigate", STICKER]);
    host.receive("4", NAVIGATE, LINK);
    assert_eq!(host.sent(), [VERSIONS, "4: error"]);
    host.decide(&[STICKER], &[]);
    assert_eq!(host.sent(), [notify(&["m.navigate", STICKER], &["m.navigate"])]);
    host.receive("5", NAVIGATE, LINK);
    let _ask = asked_after_grant(&mut host);
}

fn asked_after_grant(host: &mut Host) -> matrix_widget_session::host::Ask<Navigate> {
    let _granted = host.session.poll_event();
    asked!(host, Navigate)
}

/// H-NEG-6: three questions, ten seconds apart, and one event. After that, `content_loaded` repeats the question.
#[test]
fn question_is_repeated() {
    let mut host = asking();
    host.wait(seconds(9));
    assert_eq!(host.sent(), [""; 0]);
    host.wait(seconds(1));
    assert_eq!(host.sent(), [CAPABILITIES]);
    host.wait(seconds(10));
    assert_eq!(host.sent(), [CAPABILITIES]);
    host.wait(seconds(1000));
    assert_eq!(host.sent(), [""; 0]);
    assert_eq!(host.event_names(), ["NoCapabilities"]);
    host.receive("1", "content_loaded", "{}");
    assert_eq!(host.sent(), ["1: {}", CAPABILITIES]);
}

/// H-NEG-6, H-LOAD-10: questions that `content_loaded` causes neither count nor defer the event.
#[test]
fn content_loaded_does_not_defer_the_event() {
    let mut host = asking();
    for _ in 0..9 {
        host.wait(seconds(1));
        host.receive("1", "content_loaded", "{}");
        assert_eq!(host.sent(), ["1: {}", CAPABILITIES]);
    }
    host.wait(seconds(1));
    assert_eq!(host.event_names(), ["NoCapabilities"]);
    assert_eq!(host.sent(), [CAPABILITIES]);
    host.wait(seconds(10));
    assert_eq!(host.sent(), [CAPABILITIES]);
    host.wait(seconds(1000));
    assert_eq!(host.sent(), [""; 0]);
}

/// H-NEG-7, H-ID-9: the first good list counts, however late, and others are ignored.
#[test]
fn first_good_list_counts() {
    let mut host = asking();
    let first = host.requests["capabilities"].clone();
    host.wait(seconds(1000));
    host.sent();
    let answer = |text: &str, list: &str| with_response(text, &format!(r#"{{"capabilities":{list}}}"#));
    host.session.receive(answer(&first, "[]"), host.now);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[], &[])]);
    host.wish(&[TEXT]);
    host.session.receive(answer(&first, r#"["m.sticker"]"#), host.now);
    assert_eq!(host.sent(), [""; 0]);
    assert!(host.prompt().is_none());
}

/// H-NEG-7, H-NEG-9: an error or a malformed answer leaves the widget without grants. A later good list still counts.
#[test]
fn failed_negotiation_leaves_no_grants() {
    let malformed = [r#"{"error":{}}"#, r#"{"error":"x"}"#, r#"{"error":{"message":5}}"#];
    for failure in
        malformed.into_iter().chain([ERROR, r#"{"capabilities":5}"#, r#"{"capabilities":["m.sticker",5]}"#])
    {
        let mut host = asking();
        host.wait(seconds(10));
        let first = host.requests["capabilities"].clone();
        host.sent();
        host.session.receive(with_response(&first, failure), host.now);
        assert_eq!(host.sent(), [""; 0]);
        assert_eq!(host.event_names(), ["NoCapabilities", "NegotiationFailed"]);
        ask_more(&mut host, "1", &[]);
        assert_eq!(host.sent(), ["1: {}".to_owned(), VERSIONS.to_owned(), notify(&[], &[])]);
        host.wish(&[STICKER]);
        host.decide(&[STICKER], &[STICKER]);
        assert_eq!(host.sent(), [notify(&[STICKER], &[STICKER])]);
    }
}

/// H-NEG-11, H-NEG-12: an absent, null or empty list is notified without a prompt.
#[test]
fn empty_list_needs_no_prompt() {
    for answer in ["{}", r#"{"capabilities":null}"#, r#"{"capabilities":[]}"#] {
        let mut host = asking();
        host.reply("capabilities", answer);
        assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[], &[])], "{answer}");
        assert_eq!(host.event_names(), ["Granted"]);
    }
}

/// H-NEG-13, H-NEG-16, H-NEG-21, H-NEG-22: each string stands once, as spelled, unknown strings included; unknown strings and
/// key traffic are refused without a prompt.
#[test]
fn notification_keeps_spelling_and_order() {
    let stable = "m.always_on_screen";
    let requested =
        ["com.example.fly", TEXT, ROOM_KEY, stable, "org.matrix.msc3819.send.to_device:m.secret.send"];
    let mut host = asking();
    host.wish(&[&requested[..], &requested[..2]].concat());
    host.decide(&[TEXT, stable], &requested);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&requested, &[TEXT, stable])]);
}

/// H-NEG-16: a policy does not grant key traffic.
#[test]
fn policy_grants_no_key_traffic() {
    let mut config = config();
    config.approved = set(&[ROOM_KEY, STICKER]);
    let mut host = Host::new(config);
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&[ROOM_KEY, STICKER]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[ROOM_KEY, STICKER], &[STICKER])]);
}

/// H-NEG-17, H-NEG-18, H-NEG-19: policy and what it subsumes need no prompt, and count only if requested.
#[test]
fn policy_needs_no_prompt() {
    let mut config = config();
    config.approved = set(&["org.matrix.msc2762.send.event:m.room.message", STICKER]);
    let mut host = Host::new(config);
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&[TEXT]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[TEXT], &[TEXT])]);
    assert!(host.prompt().is_none());
}

/// H-NEG-20: an approval of something else is dropped, and a broader approval grants only what was requested.
#[test]
fn approvals_are_clipped() {
    let mut host = asking();
    host.wish(&[TEXT]);
    host.decide(&[TEXT], &["org.matrix.msc2762.send.event:m.room.message", STICKER, "m.navigate"]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[TEXT], &[TEXT])]);
    host.receive("1", NAVIGATE, LINK);
    assert_eq!(host.sent(), ["1: error"]);
}

/// H-NEG-23: a prompt has no deadline, and counts as refused if it is dropped.
#[test]
fn dropped_prompt_refuses_everything() {
    let mut host = asking();
    host.wish(&[TEXT]);
    host.sent();
    host.wait(seconds(100_000));
    let prompt = host.prompt();
    assert_eq!(host.sent(), [""; 0]);
    drop(prompt);
    assert_eq!(host.sent(), [notify(&[TEXT], &[])]);
}

/// H-NEG-24: a first list without a budget grants what policy allows, refuses the rest, and is notified.
#[test]
fn first_list_without_budget_is_notified() {
    let mut config = config();
    config.limits.prompts = 0;
    config.approved = set(&[STICKER]);
    let mut host = Host::new(config);
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&[TEXT, STICKER]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), notify(&[TEXT, STICKER], &[STICKER])]);
}

/// H-NEG-14, H-ERR-2: the capability of a custom action is prompted, granted as a string, and checked.
#[test]
fn custom_capability_is_granted_by_its_string() {
    let config = config().claim_custom("com.example.fly", Some("com.example.flying"));
    let mut host = Host::new(config);
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&["com.example.flying", "com.example.other"]);
    host.decide(&["com.example.flying"], &["com.example.flying", "com.example.other"]);
    let totals = notify(&["com.example.flying", "com.example.other"], &["com.example.flying"]);
    assert_eq!(host.sent(), [VERSIONS.to_owned(), totals]);
    host.events();
    host.receive("1", "com.example.fly", r#"{"height":5}"#);
    assert!(matches!(&host.events()[..], [Event::Asked(_)]));
}

/// H-REN-1: before the first answer to `capabilities` it is an error, and with the first prompt open it is not.
#[test]
fn request_capabilities_needs_an_answer_first() {
    let mut host = asking();
    ask_more(&mut host, "1", &[STICKER]);
    assert_eq!(host.sent(), ["1: error"]);
    host.wish(&[TEXT]);
    ask_more(&mut host, "2", &[STICKER]);
    assert_eq!(host.sent(), [VERSIONS, "2: {}"]);
}

/// H-REN-2, H-REN-5, H-REN-9, H-REN-10, H-REN-14: acknowledged at once; the notification has the totals; grants stay.
#[test]
fn request_capabilities_is_acknowledged_and_notified() {
    let mut host = established(&["m.navigate", "com.example.fly"]);
    ask_more(&mut host, "1", &[TEXT, "m.navigate", STICKER]);
    assert_eq!(host.sent(), ["1: {}"]);
    let (ticket, asked_for) = host.prompt().unwrap();
    assert_eq!(asked_for, set(&[TEXT, STICKER]));
    host.receive("2", NAVIGATE, LINK);
    let ask = asked!(host, Navigate);
    host.session.answer(ask.ticket, Ok(Empty::new())).unwrap();
    host.session.decide(ticket, &set(&[STICKER]), host.now).unwrap();
    let requested = ["m.navigate", "com.example.fly", TEXT, STICKER];
    assert_eq!(host.sent(), ["2: {}".to_owned(), notify(&requested, &["m.navigate", STICKER])]);
    ask_more(&mut host, "3", &["m.ask_nothing_else", "m.ask_nothing_else"]);
    let requested = ["m.navigate", "com.example.fly", TEXT, STICKER, "m.ask_nothing_else"];
    assert_eq!(host.sent(), ["3: {}".to_owned(), notify(&requested, &["m.navigate", STICKER])]);
}

/// H-REN-3: an absent or null list is empty; another value is an error.
#[test]
fn request_capabilities_checks_the_list() {
    let mut host = established(&[]);
    for data in ["{}", r#"{"capabilities":null}"#] {
        host.receive("1", ASK_MORE, data);
        assert_eq!(host.sent(), ["1: {}".to_owned(), notify(&[], &[])]);
    }
    for data in [r#"{"capabilities":"m.sticker"}"#, r#"{"capabilities":["m.sticker",5]}"#] {
        host.receive("1", ASK_MORE, data);
        assert_eq!(host.sent(), ["1: error"]);
    }
}

/// H-REN-7: nothing new is a success with exactly one notification; refused strings are not asked about again.
#[test]
fn request_capabilities_without_news_is_notified_once() {
    let mut host = established(&["m.navigate", "com.example.fly"]);
    ask_more(&mut host, "1", &["m.navigate", "com.example.fly"]);
    let totals = notify(&["m.navigate", "com.example.fly"], &["m.navigate"]);
    assert_eq!(host.sent(), ["1: {}".to_owned(), totals]);
    assert!(host.prompt().is_none());
}

/// H-REN-6, H-REN-8: one prompt at a time; what comes meanwhile is one later round, and not in the notification before it.
#[test]
fn requests_during_a_prompt_are_gathered() {
    let mut host = established(&[]);
    ask_more(&mut host, "1", &[TEXT]);
    let (ticket, _) = host.prompt().unwrap();
    ask_more(&mut host, "2", &[STICKER, TEXT]);
    ask_more(&mut host, "3", &["m.navigate", STICKER]);
    assert_eq!(host.sent(), ["1: {}", "2: {}", "3: {}"]);
    assert!(host.prompt().is_none());
    host.session.decide(ticket, &set(&[TEXT]), host.now).unwrap();
    assert_eq!(host.sent(), [notify(&[TEXT], &[TEXT])]);
    host.decide(&[STICKER, "m.navigate"], &[]);
    assert_eq!(host.sent(), [notify(&[TEXT, STICKER, "m.navigate"], &[TEXT])]);
}

/// H-REN-11, H-NEG-24: without a budget a request is an error without a notification; a gathered round is refused.
#[test]
fn prompts_use_up_the_budget() {
    let mut config = config();
    config.limits.prompts = 1;
    let mut host = Host::established(config, &[]);
    ask_more(&mut host, "1", &[TEXT]);
    let (ticket, _) = host.prompt().unwrap();
    ask_more(&mut host, "2", &[STICKER]);
    host.session.decide(ticket, &set(&[TEXT]), host.now).unwrap();
    assert_eq!(
        host.sent(),
        ["1: {}".to_owned(), "2: {}".to_owned(), notify(&[TEXT], &[TEXT]), notify(&[TEXT, STICKER], &[TEXT])],
    );
    ask_more(&mut host, "3", &["m.navigate"]);
    assert_eq!(host.sent(), ["3: error"]);
    ask_more(&mut host, "4", &[TEXT]);
    assert_eq!(host.sent(), ["4: {}".to_owned(), notify(&[TEXT, STICKER], &[TEXT])]);
    host.wait(seconds(60));
    ask_more(&mut host, "5", &["m.navigate"]);
    host.decide(&["m.navigate"], &[]);
}

/// H-LIM-9: more than 1,000 strings are an error; in the first list, a failed negotiation.
#[test]
fn totals_are_limited() {
    let names: Vec<String> = (0..1001).map(|number| format!("com.example.{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut host = asking();
    host.wish(&names);
    assert_eq!(host.event_names(), ["NegotiationFailed"]);
    let mut host = established(&names[..999]);
    ask_more(&mut host, "1", &names[998..]);
    assert_eq!(host.sent(), ["1: error"]);
    ask_more(&mut host, "2", &names[998..1000]);
    assert_eq!(host.sent(), ["2: {}".to_owned(), notify(&names[..1000], &[])]);
}

/// A widget, and where its approvals count.
#[derive(Clone)]
struct Place {
    user: &'static str,
    room: &'static str,
    id: &'static str,
    sender: &'static str,
    widget_type: &'static str,
    url: &'static str,
}

const PLACE: Place = Place {
    user: "@me:example.org",
    room: "!room:example.org",
    id: "w",
    sender: "@sender:example.org",
    widget_type: "m.custom",
    url: "https://widget.example.org/$matrix_display_name",
};

impl Place {
    fn config(&self) -> HostConfig {
        let event = serde_json::json!({
            "type": "im.vector.modular.widgets",
            "state_key": self.id,
            "sender": self.sender,
            "content": { "type": self.widget_type, "url": self.url },
        });
        let event = RawObject::from_text(event.to_string()).unwrap();
        let widget = WidgetState::from_event(&event.into()).unwrap().into_widget().unwrap();
        let mut config = HostConfig::in_room(widget, room(self.room));
        config.checks_origin = true;
        config.variables = Some(UrlVariables::new(UserId::parse(self.user).unwrap()));
        config
    }
}

/// H-NEG-25: approvals can be stored under a key that differs if the user, the room or the definition does, and not if the origin
/// is unchecked, the sender unknown, or the widget a modal widget.
#[test]
fn approvals_have_a_key() {
    let key = PLACE.config().approval_key().unwrap();
    assert_eq!(PLACE.config().approval_key().as_ref(), Some(&key));
    let others = [
        Place { user: "@you:example.org", ..PLACE },
        Place { room: "!other:example.org", ..PLACE },
        Place { id: "v", ..PLACE },
        Place { sender: "@other:example.org", ..PLACE },
        Place { widget_type: "m.etherpad", ..PLACE },
        Place { url: "https://widget.example.org/$matrix_avatar_url", ..PLACE },
    ];
    let keys: BTreeSet<_> = others.iter().map(|place| place.config().approval_key().unwrap()).collect();
    assert_eq!(keys.len(), others.len());
    assert!(!keys.contains(&key));

    let moved = Place { url: "https://$matrix_display_name.example.org/", ..PLACE };
    let keys = ["a", "b"].map(|name| {
        let mut config = moved.config();
        config.variables.as_mut().unwrap().display_name = Some(name.to_owned());
        config.approval_key().unwrap()
    });
    assert_ne!(keys[0], keys[1]);

    let mut unchecked = PLACE.config();
    unchecked.checks_origin = false;
    let mut unnamed = PLACE.config();
    unnamed.variables = None;
    let mut modal = PLACE.config();
    modal.widget = Widget::modal("modal_w", &modal.widget.content().read().unwrap());
    for config in [unchecked, unnamed, modal, config()] {
        assert_eq!(config.approval_key(), None);
    }
}
