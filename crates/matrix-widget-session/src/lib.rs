//! Sessions of the Matrix Widget API, for clients ([`host`]) and for widgets ([`widget`]), without I/O.
//!
//! The types of `matrix-widget-protocol` say what a message is. A session knows the conversation: who may send what at
//! which time, which answer belongs to which request, what a widget may do at the moment of its request, and what
//! happens when a widget is reloaded or a peer does not answer. It has no threads, clocks, sockets, executors or global
//! state.
//!
//! # One conversation
//!
//! A widget loads, is granted two capabilities, sends a message, and receives it when the homeserver returns it. Both
//! sessions run in one loop here. In a program, each has a loop of its own, and `postMessage` carries the texts.
//!
//! ```
//! use matrix_widget_protocol::{
//!     RawJson, RawObject,
//!     from_widget::{SendEvent, SendEventRequest, SendEventResponse},
//!     reexports::ruma_common::room_id,
//!     widget::WidgetState,
//! };
//! use matrix_widget_session::{
//!     Now,
//!     host::{self, Asked, HostConfig, HostSession, Push, RoomEvent},
//!     widget::{self, Settings, WidgetSession},
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The client has found the widget in the state of a room, and supports one action.
//! let room = room_id!("!room:example.org");
//! let definition = RawObject::from_text(r#"{"type":"m.custom","url":"https://widget.example.org/"}"#)?;
//! let definition = WidgetState::in_room("im.vector.modular.widgets", "w", definition)?;
//! let definition = definition.into_widget().ok_or("the widget was deleted")?;
//! let mut config = HostConfig::in_room(definition, room.to_owned()).claim::<SendEvent>();
//! config.checks_origin = true;
//! let mut client = HostSession::new(config);
//!
//! // The widget requests two capabilities. It has loaded, and the client gets the load event of the frame.
//! let now = Now::ZERO;
//! let capabilities = ["send", "receive"].map(|verb| format!("org.matrix.msc2762.{verb}.event:m.room.message#m.text"));
//! let mut page = WidgetSession::new(
//!     Settings {
//!         widget_id: Some("w".to_owned()),
//!         capabilities: capabilities.iter().map(String::as_str).collect(),
//!         ..Settings::default()
//!     },
//!     now,
//! );
//! page.content_loaded(now);
//! client.frame_loaded(now);
//!
//! let content = r#"{"msgtype":"m.text","body":"Hello"}"#;
//! let mut sent = None;
//! let mut log = Vec::new();
//! loop {
//!     if let Some(text) = client.poll_transmit() {
//!         page.receive(text, now);
//!     } else if let Some(event) = client.poll_event() {
//!         match event {
//!             // The user allows everything.
//!             host::Event::Prompt { ticket, capabilities } => client.decide(ticket, &capabilities, now)?,
//!             // The permission has been checked. The homeserver takes the event, and returns it with the next sync.
//!             host::Event::Asked(Asked::SendEvent(ask)) => {
//!                 let room = ask.rooms.first().ok_or("no room")?.clone();
//!                 let answer = SendEventResponse::sent(room.clone(), "$event".try_into()?);
//!                 client.answer(ask.ticket, Ok(answer))?;
//!                 let event = RawObject::from_text(format!(
//!                     r#"{{"type":"m.room.message","event_id":"$event","content":{content}}}"#
//!                 ))?;
//!                 assert_eq!(client.push_event(&RoomEvent::new(event.into(), &room)?, now), Push::Queued);
//!             }
//!             // A request whose ticket is dropped is answered with an error.
//!             _ => {}
//!         }
//!     } else if let Some(text) = page.poll_transmit() {
//!         client.receive(text, now);
//!     } else if let Some(event) = page.poll_event() {
//!         match event {
//!             widget::Event::Ready => {
//!                 let message = SendEventRequest::new("m.room.message", RawJson::from_text(content)?);
//!                 sent = Some(page.request::<SendEvent>(message, now)?);
//!             }
//!             widget::Event::Answered(answer) => {
//!                 let answer = sent.as_ref().and_then(|sent| answer.read(sent)).ok_or("another answer")??;
//!                 log.push(format!("sent {:?}", answer.event_id));
//!             }
//!             widget::Event::RoomEvent(event) => log.push(format!("received {}", event.content()?.as_str())),
//!             _ => {}
//!         }
//!     } else {
//!         break;
//!     }
//! }
//! assert_eq!(log, [r#"sent Some("$event")"#.to_owned(), format!("received {content}")]);
//! # Ok(())
//! # }
//! ```
//!
//! The examples `tokio_host` and `widget` are whole programs.
//!
//! # Time
//!
//! A session reads no clock. The caller passes [`Now`], the time since any fixed moment, with each call: in a program
//! `start.elapsed()`, in a browser `performance.now()`, in a test any number. It must not decrease.
//!
//! # The loop
//!
//! After each call, the caller polls until there is nothing left. Messages that have not been polled when the widget is
//! reloaded are dropped, so it polls after each call and not after several.
//!
//! | call | what the caller does |
//! | --- | --- |
//! | `poll_transmit` | posts the text to the other side |
//! | `poll_event` | handles the event, or drops it |
//! | `poll_timeout` | calls `handle_timeout` at that time. It can change with each call |
//! | `wants_text` | stops reading from the other side while it is `false` |
//!
//! Work that takes time, such as a request to the homeserver or a prompt, leaves the loop with its *ticket*, which can
//! be sent to another thread or task. The result comes back with the ticket. A ticket can be used once and fits its
//! action only. If it is dropped, or comes back after the deadline, the session has answered by itself, and returns
//! `Late`.
//!
//! # What a session does
//!
//! - It answers what needs no application: versions, `content_loaded`, and unknown, malformed, forbidden or too many
//!   requests.
//! - It negotiates and renegotiates capabilities, and asks the application only about what is neither approved nor
//!   remembered. What the application approves counts only if the widget has requested it.
//! - It checks every request against the grants and the viewed room at its receipt, before the application sees it. It
//!   drops from results what the widget may not see.
//! - It answers every request exactly once, at the latest at its deadline, and no request of an earlier document.
//! - It pushes events, state, to-device messages and TURN servers only to a widget that may receive them, in order.
//!
//! The repository describes the conversations with diagrams in `docs/session.md`.
//!
//! # What the application does
//!
//! - It checks the **source and origin** of each message, because a session sees texts only. A client accepts a message
//!   only if its `source` is the window of the widget's frame and its origin is that of the widget's URL after
//!   substitution. For a frame with an opaque origin (`"null"`), the source alone decides. It posts to that origin, and
//!   to `*` only if the origin is opaque. It sets [`checks_origin`](host::HostConfig::checks_origin) only if it checks
//!   the origin: what the user approved then outlives a reload.
//! - It passes **load events and messages in the order** in which the browser delivers them. On separate channels, a
//!   request of a new document could use the grants of the earlier document.
//! - It **remembers approvals** beyond the session, if it wants to, and passes them as
//!   [`approved`](host::HostConfig::approved). [`approval_key`](host::HostConfig::approval_key) tells under which key: if
//!   the user, the room or the definition of the widget differs, so does the key, and the user decides again.
//! - It **ends the session** if the definition of the widget changes, and begins another one.
//! - It **asks the user** about capabilities, OpenID credentials and other actions that need consent, without a deadline.
//!
//! # Limits
//!
//! [`Limits`](host::Limits) has the deadlines and limits of a client, with the values of
//! [`defaults`](matrix_widget_protocol::defaults), which deployed widgets work with. Memory is bounded: by the requests
//! without an answer, the unsent messages, and the size of a message. `push_event` returns
//! [`Push::Full`](host::Push::Full) if the widget does not keep up.
//!
//! # Secrets
//!
//! Neither side logs anything. The `Debug` form of sessions, tickets and secrets shows no message, credential, password
//! or token. The errors of an application go to the widget, without what can hold secrets in an error of the
//! homeserver: the query of the URL, and headers that the specification does not name.
//!
//! # Modules
//!
//! | module | contents |
//! | --- | --- |
//! | [`host`] | [`HostSession`](host::HostSession) for a client, one for each widget |
//! | [`widget`] | [`WidgetSession`](widget::WidgetSession) for a widget, one for each document |

mod ids;
mod request;
mod ticket;

pub mod host;
pub mod widget;

use std::time::Duration;

pub use self::{
    request::{Answer, Failure, Sent},
    ticket::{Late, Ticket, TicketId},
};

/// A point in time: the time since any fixed moment, the same for all calls of a session.
pub type Now = Duration;

/// Tests the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
enum Readme {}
