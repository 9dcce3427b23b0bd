//! Strategies for property tests with proptest.
//!
//! Every body, every part of a body and every message implements `Arbitrary`, so that [`any`]
//! generates it. The functions of this module generate foreign types and JSON text. The generated values have absent
//! and present members, all variants, unusual strings, numbers at their bounds, and unknown members.
//!
//! The generated JSON is interoperable ([RFC 7493](https://www.rfc-editor.org/rfc/rfc7493)): it has no duplicate
//! members and no lone surrogates. Raw JSON has unusual spellings, such as `2.5e1` and `"\u0061"`.
//!
//! ```
//! use matrix_widget_protocol::{
//!     ErrorResponse, Message, RawMessage, Request,
//!     from_widget::{FromWidgetRequest, Navigate},
//! };
//! use proptest::prelude::*;
//!
//! proptest! {
//!     fn respond_error_answers_every_request(request in any::<FromWidgetRequest<'static>>()) {
//!         let answer = request.respond_error(&ErrorResponse::new("not supported"));
//!         let answer = RawMessage::parse(&answer).unwrap().decode().unwrap();
//!         prop_assert_eq!(answer.error().map(ErrorResponse::message), Some("not supported"));
//!     }
//!
//!     fn target_returns_a_link_or_an_error(request in any::<Request<'static, Navigate>>()) {
//!         if let Err(error) = request.data.target() {
//!             prop_assert_eq!(error.path(), "data.uri");
//!         }
//!     }
//!
//!     fn parse_reads_every_message_again(message in any::<Message<'static>>()) {
//!         let again = RawMessage::parse(message.raw().text()).unwrap().decode();
//!         prop_assert_eq!(again.as_ref(), Ok(&message));
//!     }
//! }
//! # respond_error_answers_every_request();
//! # target_returns_a_link_or_an_error();
//! # parse_reads_every_message_again();
//! ```

mod message;

use proptest::prelude::*;

pub use self::message::{message_text, request_text, response_text};
pub use crate::random::{event_id, integer, mxc_uri, room_id, string, user_id};
use crate::raw::{RawJson, RawObject};

/// Generates JSON values, at most three levels deep, in all spellings that JSON allows.
pub fn json() -> impl Strategy<Value = RawJson> + Clone {
    any::<RawJson>()
}

/// Generates JSON objects, at most three levels deep, in all spellings that JSON allows.
pub fn object() -> impl Strategy<Value = RawObject> + Clone {
    any::<RawObject>()
}
