//! The session of a client.
//!
//! A [`HostSession`] answers versions and `content_loaded`, negotiates capabilities, notices reloads, and checks each request of the
//! widget. The application gets an [`Event`] for what it has to decide or to do: with the rooms and a ticket to answer with. A
//! request that it does not answer in time, or whose ticket is dropped, gets an error.
//!
//! ```
//! use matrix_widget_protocol::{
//!     Empty, RawObject, from_widget::Navigate, reexports::ruma_common::room_id, widget::WidgetState,
//! };
//! use matrix_widget_session::{
//!     Now,
//!     host::{Asked, Event, HostConfig, HostSession},
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let definition = RawObject::from_text(r#"{"type":"m.custom","url":"https://widget.example.org/"}"#)?;
//! let state = WidgetState::in_room("im.vector.modular.widgets", "w", definition)?;
//! # let WidgetState::Present(widget) = state else { return Err("the widget exists".into()) };
//! let config = HostConfig::in_room(widget, room_id!("!room:example.org").to_owned()).claim::<Navigate>();
//! let now = Now::from_secs(0);
//! let mut session = HostSession::new(config);
//!
//! // The frame has loaded. The session asks the widget which capabilities it wants.
//! session.frame_loaded(now);
//! let question = session.poll_transmit().ok_or("a question")?;
//! assert!(question.contains(r#""action":"capabilities""#));
//! let answer = format!(r#"{},"response":{{"capabilities":["m.navigate"]}}}}"#, question.strip_suffix('}').ok_or("JSON")?);
//! session.receive(answer, now);
//!
//! // The user allows them.
//! let Some(Event::Prompt { ticket, capabilities }) = session.poll_event() else { return Err("a prompt".into()) };
//! session.decide(ticket, &capabilities, now)?;
//! assert!(matches!(session.poll_event(), Some(Event::Granted(_))));
//! while let Some(_text) = session.poll_transmit() {} // Posts `supported_api_versions` and `notify_capabilities`.
//!
//! // The widget may navigate now. The client does so, and answers.
//! let request = r#"{"api":"fromWidget","widgetId":"w","requestId":"1","action":"navigate","#.to_owned()
//!     + r#""data":{"uri":"https://matrix.to/#/!room:example.org"}}"#;
//! session.receive(request.clone(), now);
//! let Some(Event::Asked(Asked::Navigate(ask))) = session.poll_event() else { return Err("a request".into()) };
//! let _link = ask.data.target()?;
//! session.answer(ask.ticket, Ok(Empty::new()))?;
//! assert_eq!(session.poll_transmit(), Some(request.replace("}}", r#"},"response":{}}"#)));
//! # Ok(())
//! # }
//! ```

mod answer;
mod appearance;
mod approval_key;
mod budget;
mod buttons;
mod config;
mod epoch;
mod event;
mod load;
mod modal;
mod negotiate;
mod negotiation;
mod openid;
mod outbox;
mod outgoing;
mod owed;
mod parts;
mod permission;
mod push;
mod requests;
mod serve;
mod session;
mod show;
mod state;
mod sticky;
mod ticket;
mod turn;
mod versions;
mod view;

pub use self::{
    answer::Answerable,
    config::{HostConfig, Limits},
    event::{Ask, Asked, AskedVisitor, Event},
    outgoing::{PlainAction, RequestError},
    parts::{modal::OpenModal, openid::OpenIdPolicy, state::StateRead},
    push::{Push, RoomEvent},
    session::HostSession,
    ticket::{ModalTicket, OpenIdTicket, PromptTicket, StateTicket, StickyTicket, TurnTicket},
};
