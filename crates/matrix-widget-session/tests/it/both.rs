//! A client's session and a widget's session, connected with each other.

use matrix_widget_protocol::{
    ApiVersion::Msc2762UpdateState,
    Empty, ErrorResponse, RawObject,
    error::MatrixApiError,
    from_widget::{self, ReadEvents, SendEvent, SendEventResponse},
    reexports::ruma_common::{RoomId, user_id},
    to_widget::{self, ModalClosedRequest, OpenIdDecision},
    widget::UrlVariables,
};
use matrix_widget_session::{
    Failure, Now, Sent,
    host::{Event as HostEvent, HostConfig, HostSession, OpenIdPolicy, Push, RoomEvent},
    widget::{Asked, Event, PlainAction, Settings, WidgetSession},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    asked,
    host_support::{OTHER, ROOM, config, seconds, set, widget},
    widget::support::settings,
};

const TOPIC: &str = "org.matrix.msc2762.receive.state_event:m.room.topic";
const RECEIVE: &str = "org.matrix.msc2762.receive.event:m.room.message";
const SEND: &str = "org.matrix.msc2762.send.event:m.room.message";
const NAVIGATE: &str = "org.matrix.msc2931.navigate";

/// Both sessions. Messages are delivered in turn, one of each side.
struct Pair {
    host: HostSession,
    widget: WidgetSession,
    now: Now,
    messages: Vec<String>,
    events: Vec<Event>,
}

macro_rules! claims {
    ($($Action:ident),*) => {
        fn claims(config: HostConfig) -> HostConfig {
            config$(.claim::<from_widget::$Action>())*.claim_delayed_events().with_version(Msc2762UpdateState)
        }
    };
}

matrix_widget_protocol::from_widget_actions!(claims);

impl Pair {
    fn new(config: HostConfig, mut settings: Settings) -> Self {
        settings.versions.push(Msc2762UpdateState);
        let now = seconds(1000);
        let widget = WidgetSession::new(settings, now);
        let host = HostSession::new(claims(config));
        Self { host, widget, now, messages: Vec::new(), events: Vec::new() }
    }

    /// Returns sessions whose negotiation is over. All capabilities are approved.
    fn ready(capabilities: &[&str]) -> Self {
        Self::new(config(), settings(capabilities)).negotiated()
    }

    fn negotiated(mut self) -> Self {
        self.host.frame_loaded(self.now);
        self.widget.content_loaded(self.now);
        self.exchange();
        self.approve();
        self.exchange();
        assert!(self.widget.is_ready());
        self.events();
        self.events.clear();
        self.messages.clear();
        self
    }

    /// Delivers all queued messages.
    fn exchange(&mut self) {
        loop {
            let to_widget = self.host.poll_transmit();
            let to_client = self.widget.poll_transmit();
            if to_widget.is_none() && to_client.is_none() {
                break;
            }
            if let Some(text) = to_widget {
                self.messages.push(format!("> {}", summary(&text)));
                self.widget.receive(text, self.now);
            }
            if let Some(text) = to_client {
                self.messages.push(format!("< {}", summary(&text)));
                self.host.receive(text, self.now);
            }
        }
        self.events.extend(std::iter::from_fn(|| self.widget.poll_event()));
    }

    fn messages(&mut self) -> Vec<String> {
        self.exchange();
        std::mem::take(&mut self.messages)
    }

    /// Returns the events of the client, except the grants.
    fn events(&mut self) -> Vec<HostEvent> {
        self.exchange();
        let events = std::iter::from_fn(|| self.host.poll_event());
        events.filter(|event| !matches!(event, HostEvent::Granted(_))).collect()
    }

    /// Returns the events of the widget.
    fn widget_events(&mut self) -> Vec<Event> {
        self.exchange();
        std::mem::take(&mut self.events)
    }

    /// Approves what the open prompt asks for.
    fn approve(&mut self) {
        for event in self.events() {
            if let HostEvent::Prompt { ticket, capabilities } = event {
                self.host.decide(ticket, &capabilities, self.now).unwrap();
            }
        }
    }

    fn request<A: PlainAction>(&mut self, request: Value) -> Sent<A> {
        self.widget.request::<A>(data(request), self.now).unwrap()
    }

    /// Returns the outcome of a request.
    fn outcome<A: PlainAction>(&mut self, sent: &Sent<A>) -> Result<A::Response, Failure> {
        let answers = self.widget_events();
        let outcome = answers.iter().find_map(|event| match event {
            Event::Answered(answer) => answer.read(sent),
            _ => None,
        });
        outcome.expect("the request has been answered")
    }

    fn refused<A: PlainAction>(&mut self, request: Value) {
        let sent = self.request::<A>(request);
        assert!(matches!(self.outcome(&sent), Err(Failure::Refused(_))));
        assert!(self.events().is_empty());
    }

    /// Lets time pass. Handles each deadline at its time.
    fn wait(&mut self, time: u64) {
        let end = self.now + seconds(time);
        loop {
            self.exchange();
            let deadlines = [self.host.poll_timeout(), self.widget.poll_timeout()];
            let Some(next) = deadlines.into_iter().flatten().min().filter(|next| *next <= end) else { break };
            self.now = self.now.max(next);
            self.host.handle_timeout(self.now);
            self.widget.handle_timeout(self.now);
        }
        self.now = end;
    }
}

/// Returns a part of the only event.
macro_rules! one {
    ($pair:expr, $events:ident, $pattern:pat => $value:expr) => {{
        let mut events = $pair.$events();
        match events.pop() {
            Some($pattern) if events.is_empty() => $value,
            other => panic!("expected one event, found {events:?} and {other:?}"),
        }
    }};
}

fn data<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// Returns `action`, `action: ok` or `action: error`.
fn summary(text: &str) -> String {
    let message: Value = serde_json::from_str(text).unwrap();
    let action = message["action"].as_str().unwrap();
    match message.get("response") {
        None => action.to_owned(),
        Some(response) if response.get("error").is_some() => format!("{action}: error"),
        Some(_) => format!("{action}: ok"),
    }
}

fn topic(id: &str) -> RoomEvent {
    event(
        json!({ "type": "m.room.topic", "state_key": "", "event_id": id, "content": { "topic": id } }),
        ROOM,
    )
}

fn message(id: &str, room: &str) -> RoomEvent {
    event(json!({ "type": "m.room.message", "event_id": id, "content": { "msgtype": "m.text" } }), room)
}

fn event(mut event: Value, room: &str) -> RoomEvent {
    event["sender"] = "@me:example.org".into();
    event["origin_server_ts"] = 1.into();
    RoomEvent::new(data(event), &RoomId::parse(room).unwrap()).unwrap()
}

fn sent(event_id: &str) -> SendEventResponse {
    data(json!({ "room_id": ROOM, "event_id": event_id }))
}

#[test]
fn a_widget_that_announces_itself_negotiates() {
    let mut pair = Pair::new(config(), settings(&[NAVIGATE]));
    pair.host.frame_loaded(pair.now);
    assert_eq!(pair.messages(), ["< supported_api_versions", "> supported_api_versions: ok"]);
    pair.widget.content_loaded(pair.now);
    let asks = ["< content_loaded", "> content_loaded: ok", "> capabilities", "< capabilities: ok"];
    let versions = ["> supported_api_versions", "< supported_api_versions: ok"];
    assert_eq!(pair.messages(), [&asks[..], &versions].concat());
    assert!(!pair.widget.is_ready());
    pair.approve();
    assert_eq!(pair.messages(), ["> notify_capabilities", "< notify_capabilities: ok"]);
    assert!(matches!(pair.widget_events()[..], [Event::Approved, Event::Ready]));
    assert!(pair.widget.is_approved(NAVIGATE));
}

#[test]
fn a_widget_that_waits_for_the_load_event_negotiates() {
    let mut config = config();
    config.widget = widget(true);
    let mut pair = Pair::new(config, settings(&[]));
    pair.widget.content_loaded(pair.now);
    pair.exchange();
    pair.messages.clear();
    pair.host.frame_loaded(pair.now);
    assert_eq!(pair.messages()[..2], ["> capabilities", "< capabilities: ok"]);
    assert!(pair.widget.is_ready());
}

#[test]
fn requests_wait_for_the_decision() {
    let mut pair = Pair::new(config(), settings(&[NAVIGATE]));
    let sent = pair.request::<from_widget::Navigate>(json!({ "uri": "matrix:u/me:example.org" }));
    pair.host.frame_loaded(pair.now);
    pair.widget.content_loaded(pair.now);
    pair.exchange();
    assert!(!pair.messages.iter().any(|message| message.contains("navigate")));
    pair.approve();
    let ask = asked!(pair, Navigate);
    pair.host.answer(ask.ticket, Ok(Empty::new())).unwrap();
    assert!(pair.outcome(&sent).is_ok());
}

#[test]
fn renegotiation_settles_what_was_asked() {
    let mut pair = Pair::ready(&[NAVIGATE]);
    assert!(
        pair.widget
            .request_capabilities(&[NAVIGATE, SEND, "m.sticker"].into_iter().collect(), pair.now)
            .unwrap()
    );
    pair.exchange();
    let HostEvent::Prompt { ticket, capabilities } = pair.events().pop().unwrap() else { panic!() };
    assert_eq!(capabilities.strings().collect::<Vec<_>>(), [SEND, "m.sticker"]);
    pair.host.decide(ticket, &set(&[SEND]), pair.now).unwrap();
    let ask = ["< org.matrix.msc2974.request_capabilities", "> org.matrix.msc2974.request_capabilities: ok"];
    assert_eq!(pair.messages(), [&ask[..], &["> notify_capabilities", "< notify_capabilities: ok"]].concat());
    let events = pair.widget_events();
    assert!(matches!(&events[..], [Event::Approved, Event::Decided { outcome: Ok(()), .. }]), "{events:?}");
    assert!(pair.widget.is_approved(SEND) && !pair.widget.is_approved("m.sticker"));
}

#[test]
fn events_are_sent_and_refused() {
    let mut pair = Pair::ready(&[SEND]);
    let request =
        pair.request::<SendEvent>(json!({ "type": "m.room.message", "content": { "msgtype": "m.text" } }));
    let ask = asked!(pair, SendEvent);
    assert_eq!(ask.rooms, [ROOM]);
    pair.host.answer(ask.ticket, Ok(sent("$sent"))).unwrap();
    assert_eq!(pair.outcome(&request).unwrap().event_id.unwrap(), "$sent");
    pair.refused::<SendEvent>(json!({ "type": "m.reaction" }));
    pair.refused::<SendEvent>(json!({ "type": "m.room.message", "content": {}, "room_id": OTHER }));
    pair.refused::<SendEvent>(json!({ "type": "m.room.message", "content": {}, "delay": 5000 }));
}

#[test]
fn delayed_events_have_their_id() {
    let mut pair = Pair::ready(&[
        SEND,
        "org.matrix.msc4157.send.delayed_event",
        "org.matrix.msc4157.update_delayed_event",
    ]);
    let content = json!({ "type": "m.room.message", "content": { "msgtype": "m.text" }, "delay": 5000 });
    let request = pair.request::<SendEvent>(content);
    let ask = asked!(pair, SendEvent);
    pair.host.answer(ask.ticket, Ok(data(json!({ "room_id": ROOM, "delay_id": "d" })))).unwrap();
    assert_eq!(pair.outcome(&request).unwrap().delay_id.unwrap(), "d".into());
    let request =
        pair.request::<from_widget::UpdateDelayedEvent>(json!({ "delay_id": "d", "action": "send" }));
    let ask = asked!(pair, UpdateDelayedEvent);
    pair.host.answer(ask.ticket, Ok(Empty::new())).unwrap();
    assert!(pair.outcome(&request).is_ok());
}

#[test]
fn errors_of_the_homeserver_reach_the_widget() {
    let mut pair = Pair::ready(&[NAVIGATE]);
    let request = pair.request::<from_widget::Navigate>(json!({ "uri": "matrix:u/me:example.org" }));
    let ask = asked!(pair, Navigate);
    let cause: MatrixApiError = data(json!({
        "http_status": 429,
        "http_headers": {},
        "url": "https://example.org/",
        "response": { "errcode": "M_LIMIT_EXCEEDED", "error": "Too many", "retry_after_ms": 5 },
    }));
    let error = ErrorResponse::with_matrix_api_error("too many", &cause);
    pair.host.answer(ask.ticket, Err(error)).unwrap();
    let Err(Failure::Refused(error)) = pair.outcome(&request) else { panic!("expected an error") };
    assert_eq!(error.matrix_api_error().unwrap().unwrap().response, cause.response);
}

#[test]
fn a_silent_application_is_answered_for() {
    let mut pair = Pair::ready(&[NAVIGATE]);
    let request = pair.request::<from_widget::Navigate>(json!({ "uri": "matrix:u/me:example.org" }));
    let ask = asked!(pair, Navigate);
    // The widget's deadline is shorter than that of the client's application.
    pair.wait(10);
    assert_eq!(pair.outcome(&request), Err(Failure::TimedOut));
    pair.host.answer(ask.ticket, Ok(Empty::new())).unwrap();
    assert!(pair.widget_events().is_empty());
    let request = pair.request::<from_widget::Navigate>(json!({ "uri": "matrix:u/me:example.org" }));
    drop(asked!(pair, Navigate));
    assert!(matches!(pair.outcome(&request), Err(Failure::Refused(_))));
}

#[test]
fn events_are_read_and_filtered() {
    let mut pair = Pair::ready(&[RECEIVE]);
    let request = pair.request::<ReadEvents>(json!({ "type": "m.room.message", "limit": 5 }));
    let ask = asked!(pair, ReadEvents);
    let events = [message("$one", ROOM), topic("$topic")].map(|event| event.event().clone()).to_vec();
    pair.host.answer_read(ask.ticket, Ok(vec![(ROOM.try_into().unwrap(), events)])).unwrap();
    let events = pair.outcome(&request).unwrap().events;
    assert_eq!(events, [message("$one", ROOM).event().clone()]);
    pair.refused::<ReadEvents>(json!({ "type": "m.room.message", "room_ids": [OTHER] }));
}

#[test]
fn events_are_delivered_in_order() {
    let mut pair = Pair::ready(&[RECEIVE]);
    assert_eq!(pair.host.push_event(&message("$one", ROOM), pair.now), Push::Queued);
    assert_eq!(pair.host.push_event(&message("$other", OTHER), pair.now), Push::NotAllowed);
    assert_eq!(pair.host.push_event(&message("$two", ROOM), pair.now), Push::Queued);
    assert_eq!(pair.messages(), ["> send_event", "> send_event", "< send_event: ok", "< send_event: ok"]);
    let ids = |event: &Event| match event {
        Event::RoomEvent(event) => event.event_id().unwrap().to_string(),
        other => panic!("expected an event, found {other:?}"),
    };
    assert_eq!(pair.widget_events().iter().map(ids).collect::<Vec<_>>(), ["$one", "$two"]);
}

#[test]
fn state_is_complete_after_the_first_update() {
    let mut pair = Pair::new(config(), settings(&[TOPIC]));
    pair.host.frame_loaded(pair.now);
    pair.widget.content_loaded(pair.now);
    pair.approve();
    let (ticket, read) = one!(pair, events, HostEvent::ReadState { ticket, read } => (ticket, read));
    assert_eq!((read.room.as_str(), read.event_type.as_str(), read.state_key), (ROOM, "m.room.topic", None));
    pair.widget_events();
    pair.messages.clear();
    pair.host.state_read(ticket, Some(vec![topic("$one").event().clone()]), pair.now).unwrap();
    assert_eq!(pair.messages(), ["> update_state", "< update_state: ok"]);
    let (changes, is_complete) =
        one!(pair, widget_events, Event::State { changes, is_complete } => (changes, is_complete));
    assert!(is_complete);
    assert_eq!(changes, [topic("$one").event().clone()]);
    assert_eq!(pair.host.push_state(&[topic("$two")], pair.now), Push::Queued);
    let changes = one!(pair, widget_events, Event::State { changes, is_complete: false } => changes);
    assert_eq!(changes, [topic("$two").event().clone()]);
}

#[test]
fn widgets_without_update_state_read_the_state() {
    let mut pair = Pair::new(config(), settings(&[TOPIC]));
    pair.widget = WidgetSession::new(settings(&[TOPIC]), pair.now);
    pair.host.frame_loaded(pair.now);
    pair.widget.content_loaded(pair.now);
    pair.approve();
    let events = pair.events();
    let asked = events.into_iter().find_map(|event| match event {
        HostEvent::AskedForState(ask) => Some(ask),
        _ => None,
    });
    let state = vec![(ROOM.try_into().unwrap(), vec![topic("$one").event().clone()])];
    pair.host.answer_read(asked.expect("the widget reads").ticket, Ok(state)).unwrap();
    let events = pair.widget_events();
    assert!(matches!(events.last(), Some(Event::State { is_complete: true, .. })), "{events:?}");
}

#[test]
fn to_device_messages_are_delivered() {
    let keys = "org.matrix.msc3819.receive.to_device:org.example.keys";
    let mut pair = Pair::ready(&[keys]);
    let (sender, content) = (user_id!("@me:example.org"), RawObject::empty());
    let push = pair.host.push_to_device("org.example.keys", sender, &content, true, pair.now);
    assert_eq!(push, Push::Queued);
    let (event, is_encrypted) =
        one!(pair, widget_events, Event::ToDevice { event, is_encrypted } => (event, is_encrypted));
    assert_eq!(event.event_type().unwrap(), "org.example.keys");
    assert!(is_encrypted);
}

#[test]
fn openid_credentials_come_with_the_decision() {
    let mut pair = Pair::ready(&[]);
    pair.widget.get_openid(pair.now).unwrap();
    let ticket = one!(pair, events, HostEvent::OpenId { ticket, asks_user: true } => ticket);
    assert!(pair.widget_events().is_empty());
    let credentials = json!({
        "access_token": "t",
        "expires_in": 1,
        "matrix_server_name": "example.org",
        "token_type": "Bearer",
    });
    pair.host.decide_openid(ticket, OpenIdDecision::Allowed(data(credentials)), pair.now).unwrap();
    let request = ["< get_openid", "> get_openid: ok"];
    assert_eq!(
        pair.messages(),
        [&request[..], &["> openid_credentials", "< openid_credentials: ok"]].concat()
    );
    assert!(matches!(pair.widget_events()[..], [Event::OpenId(Ok(OpenIdDecision::Allowed(_)))]));
}

#[test]
fn openid_credentials_are_blocked_by_the_policy() {
    let mut config = config();
    config.openid = OpenIdPolicy::Block;
    let mut pair = Pair::new(config, settings(&[])).negotiated();
    pair.widget.get_openid(pair.now).unwrap();
    assert!(matches!(pair.widget_events()[..], [Event::OpenId(Ok(OpenIdDecision::Blocked))]));
    assert!(pair.events().is_empty());
}

#[test]
fn turn_servers_are_watched_until_the_last_consumer_leaves() {
    let mut pair = Pair::ready(&["town.robin.msc3846.turn_servers"]);
    let servers = |name: &str| data(json!({ "uris": [], "username": name, "password": "p" }));
    let consumer = pair.widget.watch_turn_servers(pair.now).unwrap();
    let ticket = one!(pair, events, HostEvent::WatchTurnServers { ticket } => ticket);
    pair.host.turn_servers(&ticket, servers("one"), pair.now).unwrap();
    let watch = ["< watch_turn_servers", "> watch_turn_servers: ok"];
    assert_eq!(
        pair.messages(),
        [&watch[..], &["> update_turn_servers", "< update_turn_servers: ok"]].concat()
    );
    assert!(matches!(pair.widget_events()[..], [Event::TurnServers(_)]));
    pair.widget.unwatch_turn_servers(consumer, pair.now);
    assert!(matches!(pair.events()[..], [HostEvent::Cancelled(id)] if id == ticket.id()));
    assert!(pair.host.turn_servers(&ticket, servers("two"), pair.now).is_err());

    let _consumer = pair.widget.watch_turn_servers(pair.now).unwrap();
    drop(one!(pair, events, HostEvent::WatchTurnServers { ticket } => ticket));
    assert!(matches!(pair.widget_events()[..], [Event::TurnFailed(Failure::Refused(_))]));
}

#[test]
fn a_modal_widget_returns_its_result() {
    let mut opening = config();
    opening.variables = Some(UrlVariables::new(user_id!("@me:example.org").to_owned()));
    let mut opener = Pair::new(opening, settings(&["m.modals"])).negotiated();
    let request = json!({
        "type": "m.custom",
        "url": "https://modal.example.org/",
        "name": "Choose",
        "buttons": [{ "id": "save", "label": "Save", "kind": "m.primary" }],
    });
    opener.widget.open_modal(data(request), opener.now).unwrap();
    let (ticket, definition) =
        one!(opener, events, HostEvent::OpenModal { ticket, modal } => (ticket, modal));
    opener.host.modal_shown(&ticket, opener.now).unwrap();
    assert!(matches!(opener.widget_events()[..], [Event::ModalOpened(Ok(()))]));

    let mut page = settings(&[]);
    page.widget_id = Some(definition.widget.id().to_owned());
    page.is_modal = true;
    let modal_config = HostConfig::modal(definition.widget, definition.room);
    let mut modal = Pair::new(modal_config, page).negotiated();
    modal.host.click("save", modal.now);
    let events = modal.widget_events();
    let [Event::Asked(Asked::ButtonClicked(click))] = &events[..] else {
        panic!("expected a click, found {events:?}")
    };
    assert_eq!(click.data.id, "save");
    drop(events);
    let result = RawObject::from_text(r#"{"chosen":1}"#).unwrap();
    modal.widget.close_modal(result.clone(), modal.now).unwrap();
    let closing = one!(modal, events, HostEvent::CloseModal(data) => data);
    assert!(matches!(modal.widget_events()[..], [Event::Closing(Ok(()))]));
    opener.host.modal_closed(ticket, closing, opener.now).unwrap();
    let closed = one!(opener, widget_events, Event::ModalClosed(closed) => closed);
    assert_eq!(closed, ModalClosedRequest::from(result));
}

#[test]
fn files_and_other_requests_are_answered() {
    let capabilities = ["org.matrix.msc4039.upload_file", "org.matrix.msc4515.rtc_transports", "m.sticker"];
    let mut pair = Pair::ready(&capabilities);
    let upload = pair.request::<from_widget::UploadFile>(json!({ "file": "Hello" }));
    let ask = asked!(pair, UploadFile);
    pair.host.answer(ask.ticket, Ok(data(json!({ "content_uri": "mxc://example.org/a" })))).unwrap();
    assert_eq!(pair.outcome(&upload).unwrap().content_uri, "mxc://example.org/a");
    pair.refused::<from_widget::DownloadFile>(json!({ "content_uri": "mxc://example.org/a" }));
    let sticker = pair.request::<from_widget::SendSticker>(
        json!({ "name": "Cat", "content": { "url": "mxc://example.org/a" } }),
    );
    let ask = asked!(pair, SendSticker);
    pair.host.answer(ask.ticket, Ok(Empty::new())).unwrap();
    assert!(pair.outcome(&sticker).is_ok());
}

#[test]
fn custom_actions_are_answered_both_ways() {
    let config = config().claim_custom("org.example.ping", None);
    let mut pair = Pair::new(config, settings(&[])).negotiated();
    let sent = pair.widget.request_custom("org.example.ping", RawObject::empty(), pair.now).unwrap();
    let mut events = pair.events();
    let Some(HostEvent::Asked(matrix_widget_session::host::Asked::Custom { action, ask })) = events.pop()
    else {
        panic!("expected a request")
    };
    assert_eq!(action, "org.example.ping");
    pair.host.answer(ask.ticket, Ok(RawObject::empty())).unwrap();
    let events = pair.widget_events();
    assert!(
        matches!(&events[..], [Event::Answered(answer)] if answer.read(&sent) == Some(Ok(RawObject::empty())))
    );
    let request = pair.host.request_custom("org.example.poke", RawObject::empty(), pair.now).unwrap();
    // The widget's application does not answer it.
    drop(pair.widget_events());
    let answer = one!(pair, events, HostEvent::Answered(answer) => answer);
    assert!(matches!(answer.read(&request), Some(Err(Failure::Refused(_)))));
    let unknown = pair.widget.request_custom("org.example.unknown", RawObject::empty(), pair.now).unwrap();
    let events = pair.widget_events();
    assert!(matches!(&events[..], [Event::Answered(answer)] if answer.read(&unknown).unwrap().is_err()));
}

#[test]
fn requests_of_the_client_are_answered() {
    let mut pair = Pair::ready(&[]);
    let sent = pair.host.request::<to_widget::ElementDeviceMute>(data(json!({})), pair.now).unwrap();
    let ask = one!(pair, widget_events, Event::Asked(Asked::ElementDeviceMute(ask)) => ask);
    pair.widget.answer(ask.ticket, Ok(data(json!({ "audio_enabled": true })))).unwrap();
    let answer = one!(pair, events, HostEvent::Answered(answer) => answer);
    assert_eq!(answer.read(&sent), Some(Ok(data(json!({ "audio_enabled": true })))));
}

#[test]
fn visibility_is_told_when_it_changes() {
    let mut pair = Pair::ready(&[]);
    pair.host.set_visible(false);
    assert_eq!(pair.messages(), ["> visibility", "< visibility: ok"]);
    assert!(!pair.widget.is_visible());
    pair.host.set_visible(false);
    assert_eq!(pair.messages(), [""; 0]);
}

#[test]
fn a_new_document_negotiates_and_gets_no_old_answer() {
    let mut pair = Pair::ready(&[NAVIGATE]);
    let _old = pair.request::<from_widget::Navigate>(json!({ "uri": "matrix:u/me:example.org" }));
    let ask = asked!(pair, Navigate);
    pair.widget = WidgetSession::new(settings(&[NAVIGATE]), pair.now);
    pair.host.frame_loaded(pair.now);
    pair.widget.content_loaded(pair.now);
    pair.exchange();
    let events = pair.events();
    assert!(events.iter().any(|event| matches!(event, HostEvent::Reloaded)), "{events:?}");
    assert!(pair.host.answer(ask.ticket, Ok(Empty::new())).is_err());
    // The client remembers the approval.
    assert!(pair.widget.is_ready() && pair.widget.is_approved(NAVIGATE));
}

#[test]
fn a_second_load_event_changes_nothing() {
    let mut pair = Pair::ready(&[NAVIGATE]);
    pair.host.frame_loaded(pair.now);
    assert_eq!(pair.messages(), ["> capabilities", "< capabilities: error"]);
    assert!(pair.events().is_empty());
    let request = pair.request::<from_widget::Navigate>(json!({ "uri": "matrix:u/me:example.org" }));
    let ask = asked!(pair, Navigate);
    pair.host.answer(ask.ticket, Ok(Empty::new())).unwrap();
    assert!(pair.outcome(&request).is_ok());
}

#[test]
fn the_end_of_a_session_leaves_requests_unanswered() {
    let mut pair = Pair::ready(&[NAVIGATE]);
    let request = pair.request::<from_widget::Navigate>(json!({ "uri": "matrix:u/me:example.org" }));
    let ask = asked!(pair, Navigate);
    pair.host.end(pair.now);
    assert!(pair.host.answer(ask.ticket, Ok(Empty::new())).is_err());
    assert!(pair.widget_events().is_empty());
    pair.widget.end();
    assert_eq!(pair.outcome(&request), Err(Failure::Gone));
}
