//! Answers of the application, and what they may hold.

use std::mem;

use matrix_widget_protocol::{
    ErrorResponse, Responder,
    action::{ActionInfo, FromWidget, KnownAction, NeededCapability},
    from_widget,
    reexports::matrix_widget_capability::{Direction, Family, Flow},
};

use super::{
    owed::{Request, Stage},
    permission::Rights,
};

/// An action whose requests [`HostSession::answer`](super::HostSession::answer) answers: each action except `read_events`,
/// whose answers are given [by room](super::HostSession::answer_read).
pub trait Answerable: Narrow {}

/// An action whose answers hold only what the widget may see and has requested.
pub trait Narrow: FromWidget {
    /// Drops the rest from a response.
    fn narrow(_request: &Original<'_, Self>, _response: &mut Self::Response) -> Result<(), ErrorResponse> {
        Ok(())
    }
}

/// The request that is being answered.
#[derive(Debug)]
pub struct Original<'a, A: FromWidget> {
    responder: &'a Responder<'static, A>,
    rights: &'a Rights,
    is_delayed: bool,
}

/// Returns the text of an answer, or `None` if the request has another action.
pub(super) fn text<A: Narrow>(
    request: Request,
    outcome: Result<A::Response, ErrorResponse>,
) -> Option<String> {
    let responder = Responder::<A>::from_raw(request.raw).ok()?;
    let is_delayed = matches!(request.stage, Stage::Driver { is_delayed: true, .. });
    let original = Original { responder: &responder, rights: &request.rights, is_delayed };
    let outcome = outcome.map_err(clean).and_then(|mut response| {
        A::narrow(&original, &mut response)?;
        Ok(response)
    });
    Some(responder.answer(outcome))
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

impl Narrow for from_widget::Custom {}
impl Answerable for from_widget::Custom {}

macro_rules! answers {
    ($($Action:ident),*) => { $(answer! { $Action })* };
}

macro_rules! answer {
    (ReadEvents) => {};
    (SendEvent) => {
        answer! { narrowed SendEvent }
    };
    (ReadRelations) => {
        answer! { narrowed ReadRelations }
    };
    (ReadRoomAccountData) => {
        answer! { narrowed ReadRoomAccountData }
    };
    (ReadAccountData) => {
        answer! { narrowed ReadAccountData }
    };
    (narrowed $Action:ident) => {
        impl Answerable for from_widget::$Action {}
    };
    ($Action:ident) => {
        impl Narrow for from_widget::$Action {}
        impl Answerable for from_widget::$Action {}
        const _: () = assert!(
            !reads(from_widget::$Action::INFO),
            concat!(
                "a capability limits the answers of ",
                stringify!($Action),
                ": implement `Narrow` for it"
            )
        );
    };
}

matrix_widget_protocol::from_widget_actions!(answers);

/// Returns `true` if a capability decides what the widget may see of an answer.
const fn reads(info: &ActionInfo) -> bool {
    let mut rest = info.capabilities;
    while let [first, others @ ..] = rest {
        if let NeededCapability::Family(
            Family::Event(Direction::Receive | Direction::Read, _)
            | Family::ToDevice(Flow::Receive)
            | Family::RoomAccountData(Flow::Receive)
            | Family::AccountData,
        ) = first
        {
            return true;
        }
        rest = others;
    }
    false
}

/// Leaves either the `event_id` or the `delay_id`.
impl Narrow for from_widget::SendEvent {
    fn narrow(request: &Original<'_, Self>, sent: &mut Self::Response) -> Result<(), ErrorResponse> {
        let is_complete = if request.is_delayed {
            sent.event_id = None;
            sent.delay_id.is_some()
        } else {
            sent.delay_id = None;
            sent.event_id.is_some()
        };
        if is_complete { Ok(()) } else { Err(ErrorResponse::new("the client returned no event ID")) }
    }
}

impl Narrow for from_widget::ReadEvents {
    fn narrow(request: &Original<'_, Self>, read: &mut Self::Response) -> Result<(), ErrorResponse> {
        let (data, rights) = (request.responder.request_data()?, request.rights);
        read.retain_allowed(&data, &rights.granted, rights.viewed());
        limit(&mut read.events, data.checked_limit()?);
        Ok(())
    }
}

impl Narrow for from_widget::ReadRelations {
    fn narrow(request: &Original<'_, Self>, read: &mut Self::Response) -> Result<(), ErrorResponse> {
        let (data, rights) = (request.responder.request_data()?, request.rights);
        if let Some(room) = data.room_id.as_deref().or(rights.viewed()) {
            let chunk = mem::take(&mut read.chunk).into_iter();
            read.chunk = chunk.map(|event| event.with_room_id(room)).collect();
        }
        read.retain_allowed(&data, &rights.granted, rights.viewed());
        limit(&mut read.chunk, data.checked_limit()?);
        Ok(())
    }
}

impl Narrow for from_widget::ReadRoomAccountData {
    fn narrow(request: &Original<'_, Self>, read: &mut Self::Response) -> Result<(), ErrorResponse> {
        let (data, rights) = (request.responder.request_data()?, request.rights);
        read.retain_requested(&data, rights.viewed());
        read.events.retain(|data| data.checked_room_id().is_ok_and(|room| rights.may_access(&room)));
        Ok(())
    }
}

impl Narrow for from_widget::ReadAccountData {
    fn narrow(request: &Original<'_, Self>, read: &mut Self::Response) -> Result<(), ErrorResponse> {
        let data = request.responder.request_data()?;
        read.events.retain(|entry| entry.event_type == data.event_type);
        limit(&mut read.events, data.checked_limit()?);
        Ok(())
    }
}

fn limit<T>(events: &mut Vec<T>, limit: Option<u32>) {
    if let Some(limit) = limit.and_then(|limit| usize::try_from(limit).ok()) {
        events.truncate(limit);
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
            text::<ReadEvents>(events, Ok(ReadEventsResponse::new(Vec::new()))).unwrap(),
            text::<ReadAccountData>(data, Ok(ReadAccountDataResponse::new(Vec::new()))).unwrap(),
        ] {
            assert!(answer.contains(r#""response":{"error":"#), "{answer}");
        }
    }
}
