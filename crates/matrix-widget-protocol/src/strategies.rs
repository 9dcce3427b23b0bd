//! Random values of every type and whole messages, for tests with proptest.
//!
//! Every body, every part of one and every message implements `Arbitrary`, so [`any`](proptest::prelude::any) makes it;
//! for what comes from elsewhere there is a function here. There are absent and present members, every variant, strings
//! that nobody expects, numbers at their bounds, and members that the protocol does not know.
//!
//! All of it is JSON that every reader takes for the same ([RFC 7493](https://www.rfc-editor.org/rfc/rfc7493)): no name
//! stands twice in an object, and text is Unicode. What is kept raw is spelled in odd ways: `2.5e1`, `"\u0061"`.
//!
//! ```
//! use matrix_widget_protocol::{
//!     ErrorResponse, Message, RawMessage, Request,
//!     from_widget::{FromWidgetRequest, Navigate},
//! };
//! use proptest::prelude::*;
//!
//! proptest! {
//!     fn every_request_can_be_refused(request in any::<FromWidgetRequest<'static>>()) {
//!         let answer = request.respond_error(&ErrorResponse::new("not supported"));
//!         let answer = RawMessage::parse(&answer).unwrap().decode().unwrap();
//!         prop_assert_eq!(answer.error().map(ErrorResponse::message), Some("not supported"));
//!     }
//!
//!     fn a_link_leads_somewhere_or_is_refused(request in any::<Request<'static, Navigate>>()) {
//!         if let Err(error) = request.data.target() {
//!             prop_assert_eq!(error.path(), "data.uri");
//!         }
//!     }
//!
//!     fn every_message_can_be_read_again(message in any::<Message<'static>>()) {
//!         let again = RawMessage::parse(message.raw().text()).unwrap().decode();
//!         prop_assert_eq!(again.as_ref(), Ok(&message));
//!     }
//! }
//! # every_request_can_be_refused();
//! # a_link_leads_somewhere_or_is_refused();
//! # every_message_can_be_read_again();
//! ```

mod json;
mod message;
mod sample;
mod values;

pub use self::{
    json::{json, object},
    message::{message_text, request_text, response_text},
    values::{event_id, integer, mxc_uri, room_id, string, user_id},
};
pub(crate) use sample::Sample;
