//! The messages of the Matrix Widget API as types: requests, responses, events and widget definitions.
//!
//! Widgets are web apps embedded in Matrix clients. Client and widget exchange JSON objects: a request
//! `{api, widgetId, requestId, action, data}`, answered by a copy of itself with `response` added. This crate has a type for
//! the data and the response of each action, under its unstable and its stable name, and preserves everything unknown.
//!
//! It serves both sides, and everything between them. It is transport-agnostic and keeps no state: pending requests,
//! deadlines and the conversation are up to the caller, or to the crate `matrix-widget-session`. Two programs show how the
//! messages are used: the examples `driver` (requests to an SDK, and events to widgets) and `permission_prompt` (what a
//! client asks its user).
//!
//! # A request and its answer
//!
//! A widget asks its client to navigate to a room, and the client answers:
//!
//! ```
//! use matrix_widget_protocol::{
//!     Direction, Empty, ErrorResponse, Message, MessageError, NewRequest, RawMessage,
//!     from_widget::{FromWidgetRequest, FromWidgetResponse, Navigate, NavigateRequest},
//!     reexports::{
//!         matrix_widget_capability::{CapabilitySet, Dialect},
//!         ruma_common::room_id,
//!     },
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The widget creates the request, and posts the text to its parent window.
//! let data = NavigateRequest::new("https://matrix.to/#/!room:example.org");
//! let request: String = NewRequest::<Navigate>::from_widget(data).to_json("my-widget", "request-1")?;
//!
//! // The client reads it, checks what the user has granted, and answers.
//! let granted = CapabilitySet::from_strings(["m.navigate"], Dialect::Msc2762);
//! let viewed = room_id!("!viewed:example.org");
//! let answer: String = match Message::parse(&request) {
//!     Ok(message) if message.raw().widget_id() != "my-widget" => return Err("for another widget".into()),
//!     Ok(Message::FromWidgetRequest(request)) => match request.permit(&granted, Some(viewed)) {
//!         Err(error) => request.reject(error),
//!         Ok(()) => match request {
//!             FromWidgetRequest::Navigate(navigate) => navigate.respond(&Empty::new()),
//!             other => other.reject(ErrorResponse::new("not supported")),
//!         },
//!     },
//!     // A malformed request is answered with an error. Everything else is ignored.
//!     Err(MessageError::Invalid(invalid)) => invalid.respond(Direction::FromWidget).ok_or("not a request")?,
//!     other => return Err(format!("ignored: {other:?}").into()),
//! };
//! assert_eq!(answer, request.trim_end_matches('}').to_owned() + r#"},"response":{}}"#);
//!
//! // The widget reads the header of the answer, and then its body.
//! let Message::FromWidgetResponse(FromWidgetResponse::Navigate(response)) = RawMessage::parse(&answer)?.decode()?
//! else {
//!     return Err("a response to another action".into());
//! };
//! assert_eq!(response.raw().request_id(), "request-1");
//! assert_eq!(response.outcome, Ok(Empty::new()));
//! # Ok(())
//! # }
//! ```
//!
//! # Reading
//!
//! A message is read in two steps, each with its own error:
//!
//! 1. [`RawMessage::parse`] reads the header. A text that is not a widget message gives [`NotWidgetMessage`]. Ignore it: a
//!    client's window receives the messages of many programs.
//! 2. [`RawMessage::decode`] reads the body. It gives a [`Message`] by direction and kind, which holds an enum by action, which
//!    holds a [`Request`] with its `data` or a [`Response`] with its `outcome`. An unknown action is `Custom`. A malformed body
//!    gives [`InvalidMessage`], which says what is wrong and where
//!    (`data.capabilities[3]: expected a string, found a number`), and answers the request with that error.
//!
//! [`Message::parse`] does both, in a single pass if the header precedes `data` and the text has no line breaks.
//! [`Message::parse_owned`] keeps the `String` that it is given.
//!
//! | who | reads | with |
//! | --- | --- | --- |
//! | a client | requests of widgets | [`Message::parse`], up to twice as fast as the two steps |
//! | a driver that answers later | requests of widgets | [`Message::parse_owned`] and [`Request::into_parts`] |
//! | a widget | responses, whose `data` it does not need | [`RawMessage::parse`], then [`decode`](RawMessage::decode) or [`Response::read`] |
//! | a router or a log | headers | [`RawMessage::parse`] |
//!
//! Null and absent mean the same for an optional member. A number is an integer by its value: `25.0` is 25. A duplicate member
//! is an error wherever something depends on it.
//!
//! # Permissions
//!
//! Reading a message checks no permission. A client calls [`FromWidgetRequest::permit`] before it acts, and creates the
//! responses to reads with [`ReadEventsResponse::allowed`] or [`ReadRelationsResponse::allowed`], which keep only what the
//! widget may see. Before it pushes an event to a widget, it calls [`MatrixEvent::may_be_received`].
//!
//! `permit` consists of [`coverage`][`FromWidgetRequest::coverage`], which says how far the granted capabilities cover the request,
//! and [`check`][`FromWidgetRequest::check`], which finds values that decode but cannot be carried out. Ambiguous input never grants
//! permission. A custom action is covered by nothing: a client that supports one decides about it on its own.
//!
//! The capabilities that a widget requests are a [`CapabilityList`], which a client [reads][`CapabilityList::read`] in a dialect:
//! plain MSC2762 for deployed widgets.
//!
//! # Answering
//!
//! A request is answered through its own type. [`Request::respond`] takes the response type of the action:
//!
//! ```compile_fail,E0308
//! use matrix_widget_protocol::{Request, from_widget::{Navigate, SupportedApiVersionsResponse}};
//!
//! fn answer(request: &Request<'_, Navigate>) -> String {
//!     request.respond(&SupportedApiVersionsResponse::new(vec![])) // expected `&Empty`
//! }
//! ```
//!
//! [`Request::respond_error`] answers any request. [`Request::into_parts`] separates the data from a [`Responder`], which can be
//! sent to another thread and answers once.
//!
//! The answer is the text of the request, byte for byte, with `response` added: unknown members, the order of members and the
//! spelling of numbers are preserved.
//!
//! # Sending
//!
//! [`NewRequest::from_widget`] creates the requests of a widget, [`NewRequest::to_widget`] those of a client. Requests of the
//! other direction do not compile. They have the unstable name, which deployed peers know, unless
//! [`with_spelling`](NewRequest::with_spelling) chooses the stable one.
//!
//! # Modules
//!
//! | module | contents |
//! | --- | --- |
//! | the crate root | messages, by how far they have been read; requests to send; errors; raw JSON |
//! | [`from_widget`], [`to_widget`] | the actions: their types, the types of their bodies, and enums of all requests and responses |
//! | [`action`] | the registry of actions |
//! | [`defaults`] | recommended deadlines and limits |
//! | [`event`] | Matrix events, and who may see them |
//! | [`error`] | the details of an error response |
//! | [`widget`] | widget definitions, URL templates, and the query parameters of widget URLs |
//! | [`vendor`] | the parameters and capabilities of Element Call |
//! | [`reexports`] | the crates whose types this crate uses |
//!
//! # Feature flags
//!
//! No feature is on by default. All are additive.
//!
//! - `schemars`: `schemars::JsonSchema` for every body.
//! - `ts-rs`: `ts_rs::TS` for every body.
//! - `proptest`: `proptest::arbitrary::Arbitrary` for every body and message, and the module `strategies`.
//!
//! The crate needs `std` and Rust 1.89. The capability strings alone need neither `std` nor any dependency:
//! [`matrix_widget_capability`].
//!
//! # Secrets
//!
//! `Debug` of a message shows its header and the members that its types name, except secrets and JSON that is kept raw.
//! Errors name places and types, never values. Names from a message are escaped in errors.
//!
//! [`CapabilityList`]: matrix_widget_capability::CapabilityList
//! [`CapabilityList::read`]: matrix_widget_capability::CapabilityList::read
//! [`FromWidgetRequest::permit`]: from_widget::FromWidgetRequest::permit
//! [`FromWidgetRequest::coverage`]: from_widget::FromWidgetRequest::coverage
//! [`FromWidgetRequest::check`]: from_widget::FromWidgetRequest::check
//! [`MatrixEvent::may_be_received`]: event::MatrixEvent::may_be_received
//! [`ReadEventsResponse::allowed`]: from_widget::ReadEventsResponse::allowed
//! [`ReadRelationsResponse::allowed`]: from_widget::ReadRelationsResponse::allowed

#![cfg_attr(docsrs, feature(doc_cfg))]

mod arbitrary;
mod body_error;
mod coverage;
mod delayed;
mod direction;
mod doc;
mod empty;
mod envelope;
mod file;
mod invalid;
mod json;
mod located;
mod message;
mod modal;
mod msc4412;
mod new_request;
mod nullable;
mod object;
mod openid;
mod query;
#[cfg(feature = "proptest")]
mod random;
mod range;
mod raw;
mod request;
mod responder;
mod response;
mod rooms;
mod rtc;
mod secret;
mod selector;
mod shape;
mod shown;
mod string_enum;
mod table;
mod typed;
mod unique;
mod url_template;
mod user;
mod version;
mod with_extra;

pub mod action;
pub mod defaults;
pub mod error;
pub mod event;
pub mod from_widget;
#[cfg(feature = "proptest")]
pub mod strategies;
pub mod to_widget;
pub mod vendor;
pub mod widget;

pub use self::{
    action::Spelling,
    body_error::BodyError,
    coverage::{Coverage, Missing},
    direction::Direction,
    empty::Empty,
    envelope::{NotWidgetMessage, RawMessage},
    error::ErrorResponse,
    invalid::{InvalidMessage, MessageError},
    message::Message,
    msc4412::{Msc4412Header, Msc4412Source},
    new_request::{NewRequest, NewRequestError},
    nullable::Nullable,
    raw::{RawJson, RawObject},
    request::Request,
    responder::Responder,
    response::Response,
    rooms::{OtherRooms, Rooms},
    secret::Secret,
    unique::UniqueMap,
    version::ApiVersion,
    with_extra::WithExtra,
};

#[cfg(feature = "ts-rs")]
#[doc(hidden)]
pub use self::doc::jsdoc;

/// The crates whose types are in the signatures of this crate.
pub mod reexports {
    pub use js_int;
    pub use matrix_widget_capability;
    pub use ruma_common;
}

/// Tests the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
enum Readme {}
