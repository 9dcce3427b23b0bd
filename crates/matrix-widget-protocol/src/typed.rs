//! The common operations of requests and responses.

use crate::{action::types::Action, envelope::RawMessage, error::ErrorResponse};

/// The operations of a message of any action.
pub(crate) trait Typed<'a> {
    fn raw(&self) -> &RawMessage<'a>;
    fn error(&self) -> Option<&ErrorResponse>;
    fn to_json(&self) -> String;
    fn unknown_body_members(&self, found: &mut dyn FnMut(&str));
}

/// Returns `true` if two messages of action `A` have equal headers.
pub(crate) fn same_header<A: Action>(one: &RawMessage<'_>, other: &RawMessage<'_>) -> bool {
    one.api() == other.api()
        && one.widget_id() == other.widget_id()
        && one.request_id() == other.request_id()
        && A::is_same(one.action(), other.action())
}
