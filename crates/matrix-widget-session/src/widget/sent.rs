//! Requests that the application sends.

use std::any::Any;

use matrix_widget_protocol::{
    RawMessage, RawObject,
    action::{FromWidget, KnownAction},
    from_widget::{self, SendEvent, SendEventRequest, SendToDeviceRequest},
};

use super::outbox::Purpose;
use crate::{Failure, request};

/// An action that a widget requests with [`WidgetSession::request`](super::WidgetSession::request).
///
/// These are all known actions, except those for which the session has methods of their own, such as `get_openid`.
pub trait PlainAction: KnownAction + FromWidget {}

macro_rules! plain {
    ($($Action:ident),*) => { $(plain_action! { $Action })* };
}

macro_rules! plain_action {
    (SupportedApiVersions) => {};
    (ContentLoaded) => {};
    (GetOpenId) => {};
    (RequestCapabilities) => {};
    (WatchTurnServers) => {};
    (UnwatchTurnServers) => {};
    (OpenModal) => {};
    (CloseModal) => {};
    ($Action:ident) => {
        impl PlainAction for from_widget::$Action {}
    };
}

matrix_widget_protocol::from_widget_actions!(plain);

/// Adds the members that deployed clients require. Returns the purpose of the request.
pub(super) fn prepare(data: &mut dyn Any) -> Purpose {
    if let Some(messages) = data.downcast_mut::<SendToDeviceRequest>() {
        messages.encrypted.get_or_insert(true);
    }
    let Some(event) = data.downcast_mut::<SendEventRequest>() else { return Purpose::Application };
    event.content.get_or_insert_with(|| RawObject::empty().into());
    Purpose::SendEvent { is_delayed: event.is_delayed() }
}

/// Checks that the response to `send_event` has the ID that belongs to the event.
pub(super) fn check_sent(
    result: &Result<RawMessage<'static>, Failure>,
    is_delayed: bool,
) -> Result<(), Failure> {
    let response = request::read::<SendEvent>(result.clone())?;
    let missing = match (is_delayed, &response.delay_id, &response.event_id) {
        (true, None, _) => "response.delay_id: missing field",
        (false, _, None) => "response.event_id: missing field",
        _ => return Ok(()),
    };
    Err(Failure::Malformed(missing.to_owned()))
}
