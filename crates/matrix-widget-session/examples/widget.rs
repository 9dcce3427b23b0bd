//! A widget: the logic without the window.
//!
//! ```text
//! cargo run --package matrix-widget-session --example widget
//! ```
//!
//! The window is two channels here, which carry the texts of its `message` events, after their source and origin were checked,
//! and what the widget posts to its parent. A client's session plays the parent. The widget keeps a poll: it counts the
//! reactions to messages, and writes the result as a message. The program asserts what it shows, and runs with the tests.

use std::{
    error::Error,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::{Duration, Instant},
};

use matrix_widget_protocol::{
    RawJson, RawObject,
    event::MatrixEvent,
    from_widget::{SendEvent, SendEventRequest, SendEventResponse},
    reexports::{matrix_widget_capability::CapabilityList, ruma_common::room_id},
    widget::{WidgetParameters, WidgetState},
};
use matrix_widget_session::{
    Now, Sent,
    host::{self, Asked, HostConfig, HostSession, RoomEvent},
    widget::{Event, Settings, WidgetSession},
};
use serde_json::json;

type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

const REACTIONS: &str = "org.matrix.msc2762.receive.event:m.reaction";
const MESSAGES: &str = "org.matrix.msc2762.send.event:m.room.message#m.text";

struct Widget {
    session: WidgetSession,
    reactions: u32,
    /// The request that writes the result.
    result: Option<Sent<SendEvent>>,
}

impl Widget {
    fn new(parameters: WidgetParameters, now: Now) -> Self {
        let settings = Settings {
            widget_id: Some(parameters.widget_id),
            capabilities: CapabilityList::from_iter([REACTIONS, MESSAGES]),
            ..Settings::default()
        };
        let mut session = WidgetSession::new(settings, now);
        // A page does this when it has rendered itself.
        session.content_loaded(now);
        Self { session, reactions: 0, result: None }
    }

    /// Runs until the result has been written.
    fn run(mut self, window: &Receiver<String>, parent: &Sender<String>, start: Instant) -> Result<u32> {
        loop {
            if let Some(text) = self.session.poll_transmit() {
                parent.send(text)?;
            } else if let Some(event) = self.session.poll_event() {
                if self.handle(event, start.elapsed())? {
                    return Ok(self.reactions);
                }
            } else {
                let deadline = self.session.poll_timeout().unwrap_or(Duration::from_secs(3600));
                match window.recv_timeout(deadline.saturating_sub(start.elapsed())) {
                    Ok(text) => self.session.receive(text, start.elapsed()),
                    Err(RecvTimeoutError::Timeout) => self.session.handle_timeout(start.elapsed()),
                    Err(RecvTimeoutError::Disconnected) => return Err("the client has gone".into()),
                }
            }
        }
    }

    /// Returns `true` if the result has been written.
    fn handle(&mut self, event: Event, now: Now) -> Result<bool> {
        match event {
            Event::Approved if !self.session.is_approved(REACTIONS) => {
                Err("the user has not allowed it".into())
            }
            Event::RoomEvent(event) => {
                self.count(&event, now)?;
                Ok(false)
            }
            Event::Answered(answer) => {
                let Some(answer) = self.result.as_ref().and_then(|sent| answer.read(sent)) else {
                    return Ok(false);
                };
                Ok(answer?.event_id.is_some())
            }
            // A request of the client whose ticket is dropped is answered with an error.
            _ => Ok(false),
        }
    }

    fn count(&mut self, event: &MatrixEvent, now: Now) -> Result<()> {
        if event.event_type()? == "m.reaction" {
            self.reactions += 1;
        }
        if self.reactions == 2 && self.result.is_none() {
            let content = RawJson::new(&json!({ "msgtype": "m.text", "body": "Two reactions" }))?;
            let message = SendEventRequest::new("m.room.message", content);
            self.result = Some(self.session.request::<SendEvent>(message, now)?);
        }
        Ok(())
    }
}

/// Plays the client: the user allows everything, and two people react.
fn client(frame: &Receiver<String>, widget: &Sender<String>) -> Result<Vec<String>> {
    let room = room_id!("!room:example.org");
    let content = r#"{"type":"m.custom","url":"https://widgets.example.org/","waitForIframeLoad":false}"#;
    let definition = WidgetState::in_room("im.vector.modular.widgets", "w", RawObject::from_text(content)?)?;
    let definition = definition.into_widget().ok_or("the widget was deleted")?;
    let mut session = HostSession::new(HostConfig::in_room(definition, room.to_owned()).claim::<SendEvent>());
    let now = Now::ZERO;
    let mut sent = Vec::new();
    loop {
        if let Some(text) = session.poll_transmit() {
            // Fails when the widget has finished.
            if widget.send(text).is_err() {
                return Ok(sent);
            }
        } else if let Some(event) = session.poll_event() {
            match event {
                host::Event::Prompt { ticket, capabilities } => {
                    session.decide(ticket, &capabilities, now)?;
                    for event_id in ["$1", "$2"] {
                        let event = json!({ "type": "m.reaction", "event_id": event_id, "content": {} });
                        let event = RoomEvent::new(RawObject::new(&event)?.into(), room)?;
                        assert_eq!(session.push_event(&event, now), host::Push::Queued);
                    }
                }
                host::Event::Asked(Asked::SendEvent(ask)) => {
                    sent.push(ask.data.content_or_empty().as_str().to_owned());
                    let answer = SendEventResponse::sent(room.to_owned(), "$3".try_into()?);
                    session.answer(ask.ticket, Ok(answer))?;
                }
                _ => {}
            }
        } else if let Ok(text) = frame.recv() {
            session.receive(text, now);
        } else {
            return Ok(sent);
        }
    }
}

fn main() -> Result<()> {
    // The URL of the page names the widget and the client. The texts are posted to the client's origin.
    let url = "https://widgets.example.org/?widgetId=w&parentUrl=https%3A%2F%2Fapp.example.org%2F";
    let parameters = WidgetParameters::from_url(url)?.ok_or("the page was not loaded by a client")?;
    assert_eq!(parameters.parent_origin().as_deref(), Some("https://app.example.org"));

    let (parent, frame) = channel();
    let (to_widget, window) = channel();
    let client = thread::spawn(move || client(&frame, &to_widget));
    let start = Instant::now();
    let reactions = Widget::new(parameters, start.elapsed()).run(&window, &parent, start)?;
    assert_eq!(reactions, 2);
    drop((parent, window));
    let sent = client.join().map_err(|_| "the client panicked")??;
    assert_eq!(sent, [r#"{"body":"Two reactions","msgtype":"m.text"}"#]);
    Ok(())
}

#[test]
fn widget_example_succeeds() -> Result<()> {
    main()
}
