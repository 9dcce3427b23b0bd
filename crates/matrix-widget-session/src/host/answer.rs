//! Answers of the application, and what they may hold.

use std::{any::Any, mem};

use matrix_widget_protocol::{
    ErrorResponse, Message, RawMessage, Responder,
    action::FromWidget,
    from_widget::{
        FromWidgetRequest, ReadAccountDataResponse, ReadEventsResponse, ReadRelationsResponse,
        ReadRoomAccountDataResponse, SendEventResponse,
    },
};

use super::owed::{Request, Stage};

/// Returns the text of an answer. Drops from a result what the widget may not see or has not requested.
pub(super) fn text<A: FromWidget>(request: Request, outcome: Result<A::Response, ErrorResponse>) -> String {
    let outcome = outcome.map_err(clean).and_then(|mut response| {
        narrow(&request, &mut response)?;
        Ok(response)
    });
    match Responder::<A>::from_raw(request.raw) {
        Ok(responder) => responder.answer(outcome),
        // The ticket has the action of its request.
        Err(invalid) => invalid.respond(A::DIRECTION).unwrap_or_default(),
    }
}

/// Removes from an error of the homeserver what can hold secrets: other headers than the Matrix specification names, and the
/// query and credentials of the URL.
fn clean(error: ErrorResponse) -> ErrorResponse {
    let Ok(Some(mut cause)) = error.matrix_api_error() else { return error };
    if cause.http_headers.is_none() && cause.url.is_none() {
        return error;
    }
    cause.http_headers = cause.http_headers.map(|headers| {
        let lower = headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone()));
        lower.filter(|(name, _)| HEADERS.contains(&name.as_str())).collect()
    });
    cause.url = cause.url.map(|url| without_secrets(&url));
    ErrorResponse::with_matrix_api_error(error.message(), &cause)
}

/// The headers of error responses that the Matrix specification names.
const HEADERS: [&str; 2] = ["content-type", "retry-after"];

fn without_secrets(url: &str) -> String {
    let (url, _) = url.split_once(['?', '#']).unwrap_or((url, ""));
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

fn narrow(owed: &Request, response: &mut dyn Any) -> Result<(), ErrorResponse> {
    let Request { raw, rights, stage, .. } = owed;
    if let Some(sent) = response.downcast_mut::<SendEventResponse>() {
        return narrow_sent(matches!(stage, Stage::Driver { is_delayed: true, .. }), sent);
    }
    if let Some(read) = response.downcast_mut::<ReadEventsResponse>() {
        let Some(FromWidgetRequest::ReadEvents(request)) = decode(raw) else { return Err(unreadable()) };
        read.retain_allowed(&request.data, &rights.granted, rights.viewed());
        limit(&mut read.events, request.data.checked_limit()?);
    }
    if let Some(read) = response.downcast_mut::<ReadRelationsResponse>() {
        let Some(FromWidgetRequest::ReadRelations(request)) = decode(raw) else { return Err(unreadable()) };
        if let Some(room) = request.data.room_id.as_deref().or(rights.viewed()) {
            read.chunk =
                mem::take(&mut read.chunk).into_iter().map(|event| event.with_room_id(room)).collect();
        }
        read.retain_allowed(&request.data, &rights.granted, rights.viewed());
        limit(&mut read.chunk, request.data.checked_limit()?);
    }
    if let Some(read) = response.downcast_mut::<ReadRoomAccountDataResponse>() {
        let Some(FromWidgetRequest::ReadRoomAccountData(request)) = decode(raw) else {
            return Err(unreadable());
        };
        read.retain_requested(&request.data, rights.viewed());
        read.events.retain(|data| data.checked_room_id().is_ok_and(|room| rights.may_access(&room)));
    }
    if let Some(read) = response.downcast_mut::<ReadAccountDataResponse>() {
        let Some(FromWidgetRequest::ReadAccountData(request)) = decode(raw) else { return Err(unreadable()) };
        read.events.retain(|data| data.event_type == request.data.event_type);
        limit(&mut read.events, request.data.checked_limit()?);
    }
    Ok(())
}

/// Leaves either the `event_id` or the `delay_id`.
fn narrow_sent(is_delayed: bool, sent: &mut SendEventResponse) -> Result<(), ErrorResponse> {
    let is_complete = if is_delayed {
        sent.event_id = None;
        sent.delay_id.is_some()
    } else {
        sent.delay_id = None;
        sent.event_id.is_some()
    };
    if is_complete { Ok(()) } else { Err(ErrorResponse::new("the client returned no event ID")) }
}

fn limit<T>(events: &mut Vec<T>, limit: Option<u32>) {
    if let Some(limit) = limit.and_then(|limit| usize::try_from(limit).ok()) {
        events.truncate(limit);
    }
}

fn unreadable() -> ErrorResponse {
    ErrorResponse::new("the client cannot read the request again")
}

fn decode<'a>(raw: &'a RawMessage<'_>) -> Option<FromWidgetRequest<'a>> {
    match Message::parse(raw.text()) {
        Ok(Message::FromWidgetRequest(request)) => Some(request),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use matrix_widget_protocol::{
        RawMessage,
        from_widget::{ReadAccountData, ReadAccountDataResponse, ReadEvents, ReadEventsResponse},
        reexports::matrix_widget_capability::{CapabilitySet, Dialect},
    };

    use super::{Request, Stage, text};
    use crate::host::permission::Rights;

    /// Returns a request whose data does not fit its action.
    fn request(action: &str) -> Request {
        let text = format!(
            r#"{{"api":"fromWidget","widgetId":"w","requestId":"1","action":"{action}","data":{{"type":5}}}}"#
        );
        let rights = Rights { granted: Arc::new(CapabilitySet::new(Dialect::Msc2762)), viewed: None };
        Request {
            raw: RawMessage::parse_owned(text).unwrap(),
            rights: Arc::new(rights),
            stage: Stage::Decision,
            is_live: true,
        }
    }

    /// H-READ-1: a result that cannot be compared with its request is not sent.
    #[test]
    fn result_of_unreadable_request_is_an_error() {
        let events = request("org.matrix.msc2876.read_events");
        let data = request("org.matrix.msc3751.read_account_data");
        for answer in [
            text::<ReadEvents>(events, Ok(ReadEventsResponse::new(Vec::new()))),
            text::<ReadAccountData>(data, Ok(ReadAccountDataResponse::new(Vec::new()))),
        ] {
            assert!(answer.contains(r#""response":{"error":"#), "{answer}");
        }
    }
}
