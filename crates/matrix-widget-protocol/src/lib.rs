//! The Matrix Widget API as types.

mod body_error;
mod json;
mod located;
mod string_enum;
mod table;

pub mod action;
pub mod empty;
pub mod envelope;
pub mod error;
pub mod event;
pub mod from_widget;
pub mod invalid;
pub mod message;
pub mod new_request;
pub mod raw;
pub mod selector;
pub mod shape;
pub mod to_widget;
pub mod version;

pub use self::{
    action::Spelling,
    body_error::BodyError,
    empty::Empty,
    envelope::{Direction, ForeignError, RawMessage},
    error::ErrorResponse,
    invalid::{InvalidMessage, InvalidRequest, InvalidResponse},
    message::{Message, Request, Response},
    new_request::{NewRequest, NewRequestError},
    raw::{RawJson, RawObject},
};
