//! Modal widgets: the session of the widget that opens one, and the session of the modal widget.

use matrix_widget_protocol::{
    RawObject, from_widget::OpenModal, reexports::ruma_common::user_id, to_widget::ModalClosedRequest,
    widget::UrlVariables,
};
use matrix_widget_session::{
    Late,
    host::{self, Event, HostConfig, ModalTicket},
};

use crate::host_support::{
    ASK_MORE, CAPABILITIES, ERROR, Host, ROOM, VERSIONS, config, notify, room, seconds, set,
};

const MODALS: &str = "org.matrix.msc2790.modals";
const OWN: &str = "https://widget.example.org/modal?$x";
const FOREIGN: &str = "https://other.example.org/";
const BUTTONS: &str = r#"[{"id":"ok","kind":"m.primary","label":"OK"},{"disabled":true,"id":"off","kind":"m.primary","label":"Off"}]"#;

/// Returns an established session of the widget at `https://widget.example.org/`.
fn opener(capabilities: &[&str]) -> Host {
    let mut config = config().claim::<OpenModal>();
    config.variables = Some(UrlVariables::new(user_id!("@me:example.org").to_owned()));
    Host::established(config, capabilities)
}

fn data(url: &str) -> String {
    format!(r#"{{"buttons":{BUTTONS},"data":{{"x":1}},"type":"m.custom","url":"{url}"}}"#)
}

/// Receives `open_modal`, and returns the modal widget that the application is asked to show.
fn open(host: &mut Host, id: &str, url: &str) -> Option<(ModalTicket, Box<host::OpenModal>)> {
    host.receive(id, "open_modal", &data(url));
    match host.events().pop() {
        Some(Event::OpenModal { ticket, modal }) => Some((ticket, modal)),
        None => None,
        other => panic!("expected a modal widget, found {other:?}"),
    }
}

/// Returns the session of an opener, and the configuration of the modal widget that it has opened.
fn opened() -> (Host, ModalTicket, HostConfig) {
    let mut opener = opener(&[]);
    let (ticket, modal) = open(&mut opener, "1", OWN).expect("a modal widget");
    opener.session.modal_shown(&ticket, opener.now).unwrap();
    assert_eq!(opener.sent(), ["1: {}"]);
    let mut config = HostConfig::modal(modal.widget.clone(), modal.room.clone());
    config.checks_origin = true;
    (opener, ticket, config)
}

/// Returns the session of a modal widget that has been loaded.
fn loaded(config: HostConfig) -> Host {
    let mut modal = Host::new(config);
    load(&mut modal);
    modal
}

/// Loads a modal widget, and negotiates.
fn load(modal: &mut Host) {
    modal.frame_loaded();
    assert_eq!(modal.sent(), [CAPABILITIES]);
    modal.wish(&[]);
    assert_eq!(modal.sent(), [VERSIONS.to_owned(), notify(&[], &[]), format!("widget_config {}", data(OWN))]);
    modal.events();
}

/// Returns the data with which the modal widget is closed, which is the only event.
fn closing(modal: &mut Host) -> ModalClosedRequest {
    match modal.events().pop() {
        Some(Event::CloseModal(data)) => data,
        other => panic!("expected the end of the modal widget, found {other:?}"),
    }
}

/// H-MOD-1, H-MOD-2, H-MOD-3: with the capability any page opens, without it only pages of the widget's origin.
#[test]
fn open_modal_needs_the_capability_for_other_origins() {
    assert!(open(&mut opener(&[MODALS]), "1", FOREIGN).is_some());
    assert!(open(&mut opener(&["m.modals"]), "1", FOREIGN).is_some());
    assert!(open(&mut opener(&[]), "1", OWN).is_some());
    for (capabilities, url) in [(&[][..], FOREIGN), (&[MODALS][..], "javascript:alert(1)")] {
        let mut host = opener(capabilities);
        assert!(open(&mut host, "1", url).is_none());
        assert_eq!(host.sent(), ["1: error"]);
    }
}

/// H-MOD-2: the origin counts after the variables have been replaced.
#[test]
fn open_modal_compares_origins_after_substitution() {
    for (name, is_open) in [("widget", true), ("foreign", false)] {
        let mut config = config().claim::<OpenModal>();
        let mut variables = UrlVariables::new(user_id!("@me:example.org").to_owned());
        variables.display_name = Some(name.to_owned());
        config.variables = Some(variables);
        let mut host = Host::established(config, &[]);
        let modal = open(&mut host, "1", "https://$matrix_display_name.example.org/");
        assert_eq!(modal.is_some(), is_open);
    }
}

/// H-NEG-2, H-MOD-3: before the session is established, or if the client shows no modal widgets, the request fails.
#[test]
fn open_modal_fails_if_unsupported_or_early() {
    let mut early = Host::new(config().claim::<OpenModal>());
    for host in [&mut early, &mut Host::established(config().claim::<OpenModal>(), &[MODALS])] {
        assert!(open(host, "1", OWN).is_none());
        assert_eq!(host.sent(), ["1: error"]);
    }
}

/// H-MOD-3: an undecided request fails after 9 seconds, and the modal widget is not shown.
#[test]
fn undecided_open_modal_fails() {
    let mut host = opener(&[]);
    let (ticket, _) = open(&mut host, "1", OWN).expect("a modal widget");
    host.wait(seconds(8));
    assert_eq!(host.sent(), [""; 0]);
    host.wait(seconds(1));
    assert_eq!(host.sent(), ["1: error"]);
    assert!(matches!(host.events()[..], [Event::Cancelled(id)] if id == ticket.id()));
    assert_eq!(host.session.modal_shown(&ticket, host.now), Err(Late));
    assert!(open(&mut host, "2", OWN).is_some());
}

/// H-MOD-3, H-MOD-13: a modal widget that is refused is an error, and no `close_modal` follows.
#[test]
fn refused_open_modal_fails() {
    let mut host = opener(&[]);
    drop(open(&mut host, "1", OWN).expect("a modal widget"));
    assert_eq!(host.sent(), ["1: error"]);
}

/// H-VER-10: a modal widget without versions gets its configuration and clicks, and its opener `close_modal`.
#[test]
fn versions_do_not_decide_over_modal_widgets() {
    let (mut opener, ticket, config) = opened();
    let mut modal = loaded(config);
    modal.versions(&[]);
    opener.versions(&[]);
    modal.session.click("ok", modal.now);
    assert_eq!(modal.sent(), [r#"button_clicked {"id":"ok"}"#]);
    opener.session.modal_closed(ticket, ModalClosedRequest::exited(), opener.now).unwrap();
    assert_eq!(opener.sent(), [r#"close_modal {"m.exited":true}"#]);
}

/// H-NEG-2, H-LOAD-13: a request that was held in a reload is refused if the epoch is not established when the held
/// requests go on.
#[test]
fn held_open_modal_fails_before_the_first_decision() {
    let mut config = config().claim::<OpenModal>();
    config.variables = Some(UrlVariables::new(user_id!("@me:example.org").to_owned()));
    let mut host = Host::new(config);
    host.receive("load", "content_loaded", "{}");
    host.sent();
    host.wish(&[MODALS]);
    assert_eq!(host.sent(), [VERSIONS]);
    host.frame_loaded();
    host.frame_loaded();
    assert_eq!(host.sent(), [CAPABILITIES]);
    let _prompt = host.prompt().unwrap();
    host.receive("1", "open_modal", &data(OWN));
    host.receive("2", ASK_MORE, r#"{"capabilities":[]}"#);
    assert_eq!(host.sent(), [""; 0]);
    host.reply("capabilities", ERROR);
    assert_eq!(host.sent(), ["1: error", "2: {}"]);
}

/// H-MOD-4: one modal widget at a time.
#[test]
fn second_modal_widget_is_refused() {
    let (mut opener, _ticket, _) = opened();
    assert!(open(&mut opener, "2", OWN).is_none());
    assert_eq!(opener.sent(), ["2: error"]);
}

/// H-MOD-4: a modal widget opens no other.
#[test]
fn modal_widget_opens_no_other() {
    let (_, _ticket, config) = opened();
    let mut config = config.claim::<OpenModal>();
    config.variables = Some(UrlVariables::new(user_id!("@me:example.org").to_owned()));
    config.approved = set(&[MODALS]);
    let mut modal = Host::new(config);
    modal.frame_loaded();
    modal.sent();
    modal.wish(&[MODALS]);
    modal.sent();
    modal.events();
    assert!(open(&mut modal, "1", OWN).is_none());
    assert_eq!(modal.sent(), ["1: error"]);
}

/// H-MOD-5, H-MOD-6: the ID and the room of the modal widget.
#[test]
fn modal_widget_has_an_id_and_a_room() {
    let (_, modal) = open(&mut opener(&[]), "1", OWN).expect("a modal widget");
    assert_eq!(modal.widget.id(), "modal_w");
    assert_eq!(modal.room, Some(room(ROOM)));
    assert_eq!(modal.url, "https://widget.example.org/modal?1");
}

/// H-MOD-6: the modal widget has no grants of the opener.
#[test]
fn modal_widget_inherits_no_grants() {
    use matrix_widget_protocol::from_widget::Navigate;
    let (_, _ticket, config) = opened();
    let mut modal = loaded(config.claim::<Navigate>());
    modal.receive("1", "org.matrix.msc2931.navigate", r#"{"uri":"https://matrix.to/#/!r:example.org"}"#);
    assert_eq!(modal.sent(), ["1: error"]);
}

/// H-MOD-7, H-NEG-1: `widget_config` comes once per epoch, after the notification.
#[test]
fn widget_config_comes_once_per_epoch() {
    let (_, _ticket, config) = opened();
    let mut modal = loaded(config);
    modal.receive("1", "org.matrix.msc2974.request_capabilities", r#"{"capabilities":[]}"#);
    assert_eq!(modal.sent(), ["1: {}".to_owned(), notify(&[], &[])]);
    load(&mut modal);
}

/// H-MOD-7: `widget_config` also comes after a failed negotiation (H-NEG-9).
#[test]
fn widget_config_follows_a_failed_negotiation() {
    let (_, _ticket, config) = opened();
    let mut modal = Host::new(config);
    modal.frame_loaded();
    modal.sent();
    modal.reply("capabilities", ERROR);
    assert_eq!(modal.sent(), [format!("widget_config {}", data(OWN))]);
}

/// H-MOD-8, H-MOD-9: clicks count for enabled buttons, and a click on `m.close` does not close.
#[test]
fn clicks_count_for_enabled_buttons() {
    let (_, _ticket, config) = opened();
    let mut modal = loaded(config);
    let clicks = |modal: &mut Host| {
        for button in ["ok", "off", "m.close", "unknown"] {
            modal.session.click(button, modal.now);
        }
        modal.sent()
    };
    let clicked = |id: &str| format!(r#"button_clicked {{"id":"{id}"}}"#);
    assert_eq!(clicks(&mut modal), [clicked("ok"), clicked("m.close")]);
    assert!(modal.events().is_empty());
    modal.receive("1", "set_button_enabled", r#"{"button":"ok","enabled":false}"#);
    modal.receive("2", "set_button_enabled", r#"{"button":"off","enabled":true}"#);
    assert_eq!(modal.sent(), ["1: {}", "2: {}"]);
    assert_eq!(modal.event_names(), ["ButtonEnabled", "ButtonEnabled"]);
    assert_eq!(clicks(&mut modal), [clicked("off"), clicked("m.close")]);
}

/// H-MOD-9, H-MOD-15: errors for the close button, for an unknown button, and from other widgets.
#[test]
fn modal_actions_need_a_modal_widget() {
    let (mut opener, _ticket, config) = opened();
    let mut modal = loaded(config);
    modal.receive("1", "set_button_enabled", r#"{"button":"m.close","enabled":false}"#);
    modal.receive("2", "set_button_enabled", r#"{"button":"unknown","enabled":true}"#);
    assert_eq!(modal.sent(), ["1: error", "2: error"]);
    opener.receive("1", "set_button_enabled", r#"{"button":"ok","enabled":true}"#);
    opener.receive("2", "close_modal", "{}");
    assert_eq!(opener.sent(), ["1: error", "2: error"]);
}

/// H-MOD-9, H-MOD-10, H-LIM-1: a modal widget is answered when there are too many unanswered requests.
#[test]
fn modal_requests_are_answered_under_load() {
    let (_opener, _ticket, mut config) = opened();
    config.limits.owed_requests = 0;
    let mut modal = loaded(config);
    modal.receive("1", "get_openid", "{}");
    modal.receive("2", "set_button_enabled", r#"{"button":"off","enabled":true}"#);
    modal.receive("3", "close_modal", "{}");
    assert_eq!(modal.sent(), ["1: error", "2: {}", "3: {}"]);
}

/// H-MOD-10, H-MOD-11: the answer is the last message of the modal widget, and the opener gets the same data.
#[test]
fn close_modal_ends_the_session_and_reaches_the_opener() {
    let (mut opener, ticket, config) = opened();
    let mut modal = loaded(config);
    modal.receive("1", "close_modal", r#"{"answer":42,"m.exited":true}"#);
    modal.receive("2", "supported_api_versions", "{}");
    assert_eq!(modal.sent(), ["1: {}"]);
    let data = closing(&mut modal);
    opener.session.modal_closed(ticket, data, opener.now).unwrap();
    assert_eq!(opener.sent(), [r#"close_modal {"answer":42,"m.exited":true}"#]);
}

/// H-MOD-12, H-MOD-13: a modal widget that the client closes, also by dropping its ticket, is exited, once.
#[test]
fn client_closes_the_modal_widget() {
    let exited = r#"close_modal {"m.exited":true}"#;
    let (mut opener, ticket, _) = opened();
    opener.session.modal_closed(ticket, ModalClosedRequest::exited(), opener.now).unwrap();
    assert_eq!(opener.sent(), [exited]);
    let (mut opener, ticket, _) = opened();
    drop(ticket);
    assert_eq!(opener.sent(), [exited]);
    assert!(open(&mut opener, "2", OWN).is_some());
}

/// H-MOD-13, H-MOD-14, H-LOAD-16: a reload of the opener closes the modal widget, and the new document gets no `close_modal`.
#[test]
fn reload_of_the_opener_closes_the_modal_widget() {
    let (mut opener, ticket, _) = opened();
    opener.receive("load", "content_loaded", "{}");
    opener.sent();
    opener.wish(&[]);
    assert!(opener.events().iter().any(|event| matches!(event, Event::Cancelled(id) if *id == ticket.id())));
    let data = ModalClosedRequest::from(RawObject::empty());
    assert_eq!(opener.session.modal_closed(ticket, data, opener.now), Err(Late));
    assert_eq!(opener.sent(), [VERSIONS.to_owned(), notify(&[], &[])]);
}

/// H-MOD-14, H-END-3: the end of the opener's session closes the modal widget.
#[test]
fn end_of_the_opener_closes_the_modal_widget() {
    let (mut opener, ticket, _) = opened();
    opener.session.end(opener.now);
    assert!(matches!(opener.events()[..], [Event::Cancelled(id)] if id == ticket.id()));
    assert_eq!(opener.sent(), [""; 0]);
}

/// H-MOD-17: before `widget_config`, a click on `m.close` closes, and other clicks are ignored.
#[test]
fn click_before_widget_config_closes() {
    let (_, _ticket, config) = opened();
    let mut modal = Host::new(config);
    modal.session.click("ok", modal.now);
    assert!(modal.events().is_empty());
    modal.session.click("m.close", modal.now);
    assert!(closing(&mut modal).is_exited());
    assert_eq!(modal.sent(), [""; 0]);
}
