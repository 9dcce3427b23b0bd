//! The Matrix Widget API as types: every message that a Matrix client and a widget exchange, to be read and written
//! without losing a byte.
//!
//! Widgets are web apps embedded in Matrix clients. Client and widget talk in JSON objects: a request
//! `{api, widgetId, requestId, action, data}`, answered by a copy of itself with `response` added. This crate has a type
//! for each action's data and response, knows the names that actions have today and those that their proposals give them
//! once merged, and keeps whatever it does not know.
//!
//! It is for both sides, and for whoever stands between them. It has no opinion about how messages travel, and keeps no
//! state: which requests are pending, when to give up on one, and when a session begins are the caller's. Three programs
//! show a whole session, and are short enough to begin with: the examples `host` (a client), `widget` and
//! `permission_prompt` (what a client asks its user).
//!
//! # The life of a request
//!
//! A widget asks its client to navigate to a room; the client answers.
//!
//! ```
//! use matrix_widget_protocol::{
//!     Direction, Empty, Message, MessageError, NewRequest, RawMessage,
//!     from_widget::{FromWidgetRequest, FromWidgetResponse, Navigate, NavigateRequest},
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The widget builds the request, and posts the text to its parent window.
//! let data = NavigateRequest::new("https://matrix.to/#/!room:example.org");
//! let request: String = NewRequest::<Navigate>::from_widget(data).to_json("my-widget", "request-1")?;
//!
//! // The client reads it, and answers.
//! let answer: String = match Message::parse(&request) {
//!     Ok(Message::FromWidgetRequest(FromWidgetRequest::Navigate(navigate))) => match navigate.data.target() {
//!         Ok(_link) => navigate.respond(&Empty::new()),
//!         Err(error) => navigate.respond_error(&error.into()),
//!     },
//!     Ok(other) => return Err(format!("not part of this example: {other:?}").into()),
//!     // A request with a malformed body is answered with an error. Texts that are not widget messages are ignored.
//!     Err(MessageError::Invalid(invalid)) => invalid.respond(Direction::FromWidget).ok_or("not a request to a client")?,
//!     Err(error) => return Err(error.into()),
//! };
//! assert_eq!(answer, request.trim_end_matches('}').to_owned() + r#"},"response":{}}"#);
//!
//! // The widget reads the answer: its header, and then its body.
//! let Message::FromWidgetResponse(FromWidgetResponse::Navigate(response)) = RawMessage::parse(&answer)?.decode()?
//! else {
//!     panic!("an answer to another action");
//! };
//! assert_eq!(response.raw().request_id(), "request-1");
//! assert_eq!(response.outcome, Ok(Empty::new()));
//! # Ok(())
//! # }
//! ```
//!
//! # Reading
//!
//! Reading is two steps, and types tell apart what can come out of each:
//!
//! 1. [`RawMessage::parse`] reads the header. A text that is no widget message is a [`NotWidgetMessage`], to be met with
//!    silence: the window of a client sees the messages of many programs.
//! 2. [`RawMessage::decode`] reads the body. It gives a [`Message`] by direction and kind, in it an enum by action, in that a
//!    [`Request`] with its `data` or a [`Response`] with its `outcome`, which is an [`ErrorResponse`] if the request failed.
//!    An action that the protocol does not know is `Custom`. A bad body is an [`InvalidMessage`], which says what is wrong
//!    where (`data.capabilities[3]: expected a string, found a number`), and can still be answered if it is a request.
//!
//! [`Message::parse`] does both, in one pass over a text without line breaks where the header comes before `data`. Its error
//! is a [`MessageError`], which tells foreign texts from invalid messages.
//!
//! | who | reads mostly | and takes |
//! | --- | --- | --- |
//! | a client | requests of widgets | [`Message::parse`], up to twice as fast as the two steps |
//! | a widget | responses, whose `data` is of no use | [`RawMessage::parse`], and [`decode`](RawMessage::decode) for what it waits for |
//! | a router, a log | headers | [`RawMessage::parse`], and no more |
//!
//! Null and absent are the same for an optional member. An integer is one by its value, so `25.0` is 25. A member that is
//! given twice is an error wherever something depends on it.
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
//! [`Request::respond_error`] always works. The answer is the text of the request, byte for byte, with `response` added:
//! members that no type names, the order of members and the spelling of numbers and names all come back as they came.
//!
//! # Sending
//!
//! [`NewRequest`] builds requests of either direction, under the name that deployed peers know or, on demand, the stable one.
//!
//! # Granting
//!
//! Reading a message checks no permission. A client that has read a request asks two questions before it acts:
//!
//! 1. May the widget do this? [`FromWidgetRequest::coverage`](from_widget::FromWidgetRequest::coverage) says how far the
//!    granted capabilities cover the request, and what is missing. Ambiguous input never grants permission.
//! 2. Can it be done? [`FromWidgetRequest::check`](from_widget::FromWidgetRequest::check) judges what decodes but cannot be
//!    done, such as a URI that leads nowhere.
//!
//! Both answers become the error response. What a client hands to a widget is judged by
//! [`MatrixEvent::may_be_received`](event::MatrixEvent::may_be_received) and
//! [`may_be_read`](event::MatrixEvent::may_be_read).
//!
//! The capabilities that a widget requests are a [`CapabilityList`](matrix_widget_capability::CapabilityList), which a
//! client [reads](matrix_widget_capability::CapabilityList::read) in a dialect: plain MSC2762 for deployed widgets. All of
//! [`matrix_widget_capability`] is in the [`reexports`].
//!
//! # Modules
//!
//! | module | contents |
//! | --- | --- |
//! | the crate root | messages, by how far they have been read; requests to send; errors; raw JSON |
//! | [`from_widget`], [`to_widget`] | the actions: one type each, with the types of their bodies, and an enum of all |
//! | [`action`] | the registry of actions |
//! | [`defaults`] | recommended deadlines and limits |
//! | [`event`] | Matrix events, and who may see them |
//! | [`error`] | the details of an error response |
//! | [`widget`] | widget definitions and URL templates |
//! | [`reexports`] | the crates whose types this crate uses |
//!
//! # Features
//!
//! None is on by default.
//!
//! - `schemars`: `schemars::JsonSchema` for every body.
//! - `ts-rs`: `ts_rs::TS` for every body.
//! - `proptest`: `proptest::arbitrary::Arbitrary` for every body and message, and the module `strategies`.
//!
//! The crate needs `std` and Rust 1.89. Capabilities alone need neither `std` nor any dependency:
//! [`matrix_widget_capability`].
//!
//! # Secrets
//!
//! `Debug` of a message shows its header and what its types name, but not JSON that is kept raw, since that may hold a
//! secret. Errors name places and types, never values.

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
mod header;
mod invalid;
mod json;
mod located;
mod message;
mod modal;
mod new_request;
mod object;
mod one_pass;
mod openid;
mod other_rooms;
mod range;
mod raw;
mod request;
mod responder;
mod response;
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
mod vendor;
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
    new_request::{NewRequest, NewRequestError},
    other_rooms::OtherRooms,
    raw::{RawJson, RawObject},
    request::Request,
    responder::Responder,
    response::Response,
    secret::Secret,
    unique::UniqueMap,
    version::ApiVersion,
    with_extra::WithExtra,
};

#[cfg(feature = "ts-rs")]
#[doc(hidden)]
pub use self::doc::jsdoc;

/// The crates whose types stand in the signatures of this one.
pub mod reexports {
    pub use js_int;
    pub use matrix_widget_capability;
    pub use ruma_common;
}

/// Has the example of the README tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
enum Readme {}
