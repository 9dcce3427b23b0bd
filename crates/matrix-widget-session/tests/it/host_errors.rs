//! Errors, limits, and the end of a session.

use matrix_widget_protocol::{
    Empty, ErrorResponse, RawObject,
    error::{MatrixApiError, MatrixError},
    from_widget::{
        DownloadFile, ElementJoin, GetLivekitToken, Navigate, SetAlwaysOnScreen, UpdateDelayedEvent,
        UploadFile,
    },
    to_widget::Screenshot,
};
use matrix_widget_session::{
    Failure,
    host::{Asked, Event, HostConfig, HostSession, RequestError},
};

use crate::{
    asked,
    host_support::{ASK_MORE, CAPABILITIES, Host, TEXT, config, seconds},
};

const NAVIGATE: &str = "org.matrix.msc2931.navigate";
const LINK: &str = r#"{"uri":"https://matrix.to/#/!r:example.org"}"#;

fn claimed() -> HostConfig {
    config().claim::<Navigate>().claim::<ElementJoin>()
}

fn established() -> Host {
    Host::established(claimed(), &["m.navigate"])
}

/// H-ERR-1, H-ERR-10: each request gets one answer, when it is ready.
#[test]
fn answers_go_out_as_they_are_ready() {
    let mut host = established();
    host.receive("1", NAVIGATE, LINK);
    let first = asked!(host, Navigate);
    host.receive("2", ASK_MORE, &format!(r#"{{"capabilities":["{TEXT}"]}}"#));
    let _prompt = host.prompt();
    host.receive("3", "io.element.join", "{}");
    let third = asked!(host, ElementJoin);
    host.session.answer(third.ticket, Ok(Empty::new())).unwrap();
    assert_eq!(host.sent(), ["2: {}", "3: {}"]);
    host.session.answer(first.ticket, Ok(Empty::new())).unwrap();
    assert_eq!(host.sent(), ["1: {}"]);
}

/// H-ERR-2: unknown actions, and actions that the client has not claimed, are errors.
#[test]
fn unclaimed_actions_are_errors() {
    let config = claimed().claim_custom("com.example.free", None);
    let mut host = Host::established(config, &["m.always_on_screen"]);
    host.receive("1", "com.example.unknown", "{}");
    host.receive("2", "set_always_on_screen", r#"{"value":true}"#);
    assert_eq!(host.sent(), ["1: error", "2: error"]);
    host.receive("3", "com.example.free", r#"{"a":1}"#);
    let events = host.events();
    assert!(matches!(&events[..], [Event::Asked(Asked::Custom { action, ask })]
        if action == "com.example.free" && ask.data.as_str() == r#"{"a":1}"#));
}

/// H-ERR-3: malformed data is an error, and the application is not asked.
#[test]
fn malformed_data_is_an_error() {
    let mut host = established();
    host.receive("1", NAVIGATE, r#"{"uri":5}"#);
    host.receive("2", NAVIGATE, "[]");
    host.receive("3", "content_loaded", "5");
    assert_eq!(host.sent(), ["1: error", "2: error", "3: error"]);
    assert_eq!(host.event_names(), [""; 0]);
}

/// H-ERR-5: an error of the homeserver is passed on whole.
#[test]
fn errors_of_the_homeserver_are_passed_on() {
    let mut host = established();
    host.receive("1", NAVIGATE, LINK);
    let ask = asked!(host, Navigate);
    let body = RawObject::from_text(r#"{"errcode":"M_TOO_LARGE","error":"no","com.example.max":5}"#).unwrap();
    let cause = MatrixApiError::new(413_u16, MatrixError::from(body));
    host.session.answer(ask.ticket, Err(ErrorResponse::with_matrix_api_error("no", &cause))).unwrap();
    let answer = host.session.poll_transmit().unwrap();
    assert!(
        answer.contains(r#""response":{"errcode":"M_TOO_LARGE","error":"no","com.example.max":5}"#),
        "{answer}"
    );
}

/// H-ERR-6: of the headers, those are passed on that Matrix names; the URL has neither query nor credentials.
#[test]
fn errors_of_the_homeserver_hold_no_secrets() {
    let mut host = established();
    host.receive("1", NAVIGATE, LINK);
    let ask = asked!(host, Navigate);
    let mut cause = MatrixApiError::new(429_u16, MatrixError::new("M_LIMIT_EXCEEDED", "slow down"));
    let headers = [("Retry-After", "5"), ("Set-Cookie", "secret"), ("Server", "x")];
    cause.http_headers = Some(headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    cause.url = Some("https://me:secret@example.org/_matrix/a?access_token=secret#b".to_owned());
    host.session.answer(ask.ticket, Err(ErrorResponse::with_matrix_api_error("no", &cause))).unwrap();
    let answer = host.session.poll_transmit().unwrap();
    assert!(
        answer.contains(r#""http_headers":{"retry-after":"5"},"url":"https://example.org/_matrix/a","#),
        "{answer}"
    );
    assert!(answer.contains("M_LIMIT_EXCEEDED") && !answer.contains("secret"), "{answer}");
}

/// H-ERR-7: without an answer, the deadline answers with an error, and the late result is reported.
#[test]
fn silent_application_is_an_error() {
    let mut host = established();
    host.receive("1", NAVIGATE, LINK);
    let ask = asked!(host, Navigate);
    host.wait(seconds(59));
    assert_eq!(host.sent(), [""; 0]);
    host.wait(seconds(1));
    assert_eq!(host.sent(), ["1: error"]);
    assert!(matches!(&host.events()[..], [Event::Cancelled(id)] if *id == ask.ticket.id()));
    assert!(host.session.answer(ask.ticket, Ok(Empty::new())).is_err());
    assert_eq!(host.sent(), [""; 0]);
}

/// H-ACT-7: `download_file` has its own deadline: `timeout_ms` and five seconds, at most that of files.
#[test]
fn files_have_longer_deadlines() {
    let capabilities = ["org.matrix.msc4039.download_file", "org.matrix.msc4039.upload_file"];
    for (timeout, deadline) in [("", 120), (r#","timeout_ms":30000"#, 35), (r#","timeout_ms":119000"#, 120)] {
        let mut host =
            Host::established(config().claim::<DownloadFile>().claim::<UploadFile>(), &capabilities);
        host.versions(&[]);
        let data = format!(r#"{{"content_uri":"mxc://example.org/a"{timeout}}}"#);
        host.receive("1", "org.matrix.msc4039.download_file", &data);
        let _ask = asked!(host, DownloadFile);
        assert_eq!(host.session.poll_timeout(), Some(host.now + seconds(deadline)));
    }
}

/// H-ACT-6: a file beyond the limit is refused, before the application is asked.
#[test]
fn large_uploads_are_refused() {
    let mut config = config().claim::<UploadFile>();
    config.limits.upload_bytes = 8;
    let mut host = Host::established(config, &["org.matrix.msc4039.upload_file"]);
    host.receive("1", "org.matrix.msc4039.upload_file", r#"{"file":"1234567"}"#);
    assert_eq!((host.sent(), host.event_names()), (vec!["1: error".to_owned()], Vec::new()));
    host.receive("2", "org.matrix.msc4039.upload_file", r#"{"file":"123456"}"#);
    let _ask = asked!(host, UploadFile);
}

/// H-ERR-9: a ticket that is dropped is answered with an error.
#[test]
fn dropped_ticket_is_an_error() {
    let mut host = established();
    host.receive("1", NAVIGATE, LINK);
    let ask = asked!(host, Navigate);
    std::thread::spawn(move || drop(ask)).join().unwrap();
    assert_eq!(host.sent(), ["1: error"]);
    assert_eq!(host.session.poll_timeout().filter(|time| *time > host.now + seconds(10)), None);
}

/// H-ERR-9: a ticket that comes to another session is answered by its own, with an error.
#[test]
fn foreign_ticket_is_an_error() {
    let [mut host, mut other] = [established(), established()];
    host.receive("1", NAVIGATE, LINK);
    let ask = asked!(host, Navigate);
    assert!(other.session.answer(ask.ticket, Ok(Empty::new())).is_err());
    assert_eq!(other.sent(), [""; 0]);
    assert_eq!(host.sent(), ["1: error"]);
}

/// H-ACT-2: a `navigate` that is refused has exactly one answer, the error.
#[test]
fn refused_navigate_is_answered_once() {
    let mut host = established();
    host.receive("1", NAVIGATE, LINK);
    let ask = asked!(host, Navigate);
    host.session.answer(ask.ticket, Err(ErrorResponse::new("refused"))).unwrap();
    host.wait(seconds(1000));
    assert_eq!(host.sent(), ["1: error"]);
}

/// H-ACT-5: the delay ID of another session is passed on.
#[test]
fn unknown_delay_ids_are_passed_on() {
    let capability = "org.matrix.msc4157.update_delayed_event";
    let mut host = Host::established(config().claim::<UpdateDelayedEvent>(), &[capability]);
    let data = r#"{"delay_id":"of another session","action":"cancel"}"#;
    host.receive("1", "org.matrix.msc4157.update_delayed_event", data);
    assert_eq!(asked!(host, UpdateDelayedEvent).data.delay_id.reveal(), "of another session");
}

/// H-ACT-12: `set_always_on_screen` is answered when it is done, and a failure is an error.
#[test]
fn actions_are_answered_when_done() {
    let mut host = Host::established(config().claim::<SetAlwaysOnScreen>(), &["m.always_on_screen"]);
    host.receive("1", "set_always_on_screen", r#"{"value":true}"#);
    let ask = asked!(host, SetAlwaysOnScreen);
    assert_eq!(host.sent(), [""; 0]);
    host.session.answer(ask.ticket, Err(ErrorResponse::new("another widget is on screen"))).unwrap();
    assert_eq!(host.sent(), ["1: error"]);
}

/// H-ACT-8: a screenshot needs its capability, and requests that the session manages cannot be sent.
#[test]
fn request_checks_the_capability() {
    let mut host = Host::new(claimed());
    let early = host.session.request::<Screenshot>(Empty::new(), host.now).unwrap_err();
    assert_eq!(early, RequestError::NotReady);
    let mut host = established();
    let refused = host.session.request::<Screenshot>(Empty::new(), host.now).unwrap_err();
    assert_eq!(refused, RequestError::NotAllowed);
    let name = host.session.request_custom("capabilities", RawObject::empty(), host.now);
    assert!(matches!(name.unwrap_err(), RequestError::Invalid(_)));
    assert_eq!(host.sent(), [""; 0]);
}

/// H-ACT-9: the widget is told about its visibility on changes only, and at first only if it is hidden.
#[test]
fn visibility_is_sent_on_change() {
    let mut host = established();
    host.session.set_visible(true);
    assert_eq!(host.sent(), [""; 0]);
    host.session.set_visible(false);
    host.session.set_visible(false);
    host.session.set_visible(true);
    assert_eq!(host.sent(), [r#"visibility {"visible":false}"#, r#"visibility {"visible":true}"#]);
}

/// H-ACT-10, H-ACT-11: the latest visibility, theme and language wait for establishment and versions, and are sent if they
/// differ from the URL. After a reload, they are sent again.
#[test]
fn appearance_waits_for_establishment() {
    use matrix_widget_protocol::to_widget::ThemeChangeRequest;
    let mut config = claimed();
    config.theme = Some(ThemeChangeRequest::new("light"));
    config.language = Some("en".to_owned());
    let mut host = Host::new(config);
    host.session.set_visible(false);
    host.session.set_theme(ThemeChangeRequest::new("dark"));
    host.session.set_theme(ThemeChangeRequest::new("black"));
    host.session.set_language("en");
    host.frame_loaded();
    host.receive("1", "content_loaded", "{}");
    host.sent();
    host.wish(&[]);
    assert_eq!(host.sent()[2..], [r#"visibility {"visible":false}"#]);
    host.versions(&["org.matrix.msc2873"]);
    assert_eq!(host.sent(), [r#"theme_change {"name":"black"}"#]);
    host.frame_loaded();
    assert_eq!(host.sent(), [CAPABILITIES]);
    host.wish(&[]);
    host.sent();
    host.versions(&["org.matrix.msc2873"]);
    assert_eq!(host.sent(), [r#"theme_change {"name":"black"}"#]);
}

/// H-LIM-1: beyond the limit of unanswered requests, errors come at once; work of an earlier document counts.
#[test]
fn unanswered_requests_are_limited() {
    let mut config = claimed();
    config.limits.owed_requests = 2;
    let mut host = Host::established(config, &["m.navigate"]);
    host.receive("1", NAVIGATE, LINK);
    let first = asked!(host, Navigate);
    host.receive("2", "io.element.join", "{}");
    let _second = asked!(host, ElementJoin);
    host.receive("3", "io.element.join", "{}");
    host.receive("4", "supported_api_versions", "{}");
    assert_eq!(host.sent().len(), 2);
    host.frame_loaded();
    host.sent();
    host.wish(&[]);
    host.sent();
    host.receive("5", "io.element.join", "{}");
    assert_eq!(host.sent(), ["5: error"]);
    assert!(host.session.answer(first.ticket, Ok(Empty::new())).is_err());
    host.events();
    host.receive("6", "io.element.join", "{}");
    let _sixth = asked!(host, ElementJoin);
}

/// H-LIM-8: versions and `content_loaded` are answered beyond all limits.
#[test]
fn versions_and_content_loaded_are_always_answered() {
    let mut config = claimed();
    config.limits.owed_requests = 0;
    let mut host = Host::new(config);
    host.receive("1", "io.element.join", "{}");
    host.receive("2", "content_loaded", "{}");
    assert_eq!(host.sent(), ["1: error", "2: {}", CAPABILITIES]);
    host.receive("3", "supported_api_versions", "{}");
    let sent = host.sent();
    assert!(sent.iter().all(|message| message.starts_with(r#"3: {"supported_versions":["#)), "{sent:?}");
    assert_eq!(sent.len(), 1);
}

/// H-LIM-1: the size of unanswered requests is limited.
#[test]
fn unanswered_bytes_are_limited() {
    let mut config = claimed();
    config.limits.owed_bytes = 1000;
    let mut host = Host::established(config, &[]);
    host.receive("1", "io.element.join", "{}");
    let ask = asked!(host, ElementJoin);
    let long = format!(r#"{{"long":"{}"}}"#, "x".repeat(900));
    host.receive("2", "io.element.join", &long);
    assert_eq!(host.sent(), ["2: error"]);
    host.session.answer(ask.ticket, Ok(Empty::new())).unwrap();
    host.receive("3", "io.element.join", &format!(r#"{{"long":"{}"}}"#, "x".repeat(800)));
    let _ask = asked!(host, ElementJoin);
}

/// H-LIM-2: a message that is too large is dropped and reported.
#[test]
fn large_messages_are_dropped() {
    let mut config = claimed();
    config.limits.message_bytes = 200;
    let mut host = Host::established(config, &[]);
    let text = host.receive("1", "io.element.join", &format!(r#"{{"long":"{}"}}"#, "x".repeat(200)));
    assert!(matches!(&host.events()[..], [Event::TooLarge(bytes)] if *bytes == text.len()));
    assert_eq!(host.sent(), [""; 0]);
}

/// H-LIM-6: with too many unsent messages, the session wants no more text. Nothing is lost.
#[test]
fn reading_stops_while_too_much_is_unsent() {
    let (mut messages, mut bytes) = (claimed(), claimed());
    messages.limits.unsent = 2;
    bytes.limits.unsent_bytes = 300;
    for config in [messages, bytes] {
        let mut host = Host::established(config, &[]);
        assert!(host.session.wants_text());
        for id in ["1", "2", "3"] {
            host.receive(id, "content_loaded", "5");
        }
        assert!(!host.session.wants_text());
        assert_eq!(host.sent(), ["1: error", "2: error", "3: error"]);
        assert!(host.session.wants_text());
    }
}

/// H-END-1, H-END-2, H-END-3, H-END-4: at the end, what is queued is delivered, and everything else ends.
#[test]
fn end_delivers_what_is_queued() {
    let mut host = established();
    host.receive("1", NAVIGATE, LINK);
    let ask = asked!(host, Navigate);
    host.receive("2", ASK_MORE, &format!(r#"{{"capabilities":["{TEXT}"]}}"#));
    let (prompt, asked_for) = host.prompt().unwrap();
    let sent = host.session.request_custom("com.example.wave", RawObject::empty(), host.now).unwrap();
    host.session.end(host.now);
    assert_eq!(host.sent(), ["2: {}", "com.example.wave {}"]);
    let events = host.events();
    assert!(
        matches!(&events[..], [Event::Cancelled(a), Event::Cancelled(b), Event::Answered(answer)]
        if *a == prompt.id() && *b == ask.ticket.id() && answer.read(&sent) == Some(Err(Failure::Gone))),
        "{events:?}"
    );
    assert!(host.session.answer(ask.ticket, Ok(Empty::new())).is_err());
    assert!(host.session.decide(prompt, &asked_for, host.now).is_err());
    host.receive("3", "supported_api_versions", "{}");
    host.frame_loaded();
    host.session.set_visible(false);
    host.session.handle_timeout(host.now + seconds(1000));
    host.session.end(host.now);
    assert_eq!(host.session.poll_timeout(), None);
    assert!(!host.session.wants_text());
    assert_eq!(host.sent(), [""; 0]);
    assert_eq!(host.event_names(), [""; 0]);
}

/// H-LOG-1, H-LOG-2: `Debug` shows neither the data of messages nor secrets.
#[test]
fn debug_shows_no_secrets() {
    let token = "secret-token";
    let mut host = Host::established(
        claimed().claim::<GetLivekitToken>().claim_custom("com.example.custom", None),
        &["m.navigate"],
    );
    host.receive("1", "com.example.custom", &format!(r#"{{"token":"{token}"}}"#));
    assert!(!format!("{:?} {:?}", host.events(), host.session).contains(token));
}

/// H-LOG-3: the session adds nothing to the errors of the application, and its own errors name no values.
#[test]
fn errors_hold_no_values() {
    let mut host = established();
    host.receive("1", NAVIGATE, r#"{"uri":"secret:value"}"#);
    let answer = host.session.poll_transmit().unwrap();
    let (_, error) = answer.split_once(r#""response""#).unwrap();
    assert!(!error.contains("secret:value"), "{error}");
}

/// Sessions can be moved to another thread, and so can tickets.
#[test]
fn sessions_and_tickets_are_send() {
    fn is_send<T: Send>() {}
    is_send::<HostSession>();
    is_send::<Event>();
}
