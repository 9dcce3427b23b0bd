//! OpenID credentials.
//!
//! See [MSC1960](https://github.com/matrix-org/matrix-spec-proposals/pull/1960).

use matrix_widget_protocol::{
    Empty, RawMessage, RawObject,
    from_widget::{GetOpenId, GetOpenIdResponse},
    to_widget::{OpenIdCredentialsRequest, OpenIdDecision},
};

use super::outbox::{Outbox, Purpose};
use crate::Failure;

/// The request for credentials, which all callers share.
#[derive(Default)]
pub(super) struct OpenId {
    /// The ID of the request that has not been settled.
    current: Option<String>,
}

pub(super) type Outcome = Result<OpenIdDecision, Failure>;

impl OpenId {
    pub(super) fn ask(&mut self, outbox: &mut Outbox) {
        self.current.get_or_insert_with(|| outbox.push::<GetOpenId>(Empty::new(), Purpose::OpenId));
    }

    /// Takes the answer to `get_openid`. Returns `None` if it settles nothing.
    pub(super) fn answered(
        &mut self,
        id: &str,
        outcome: Result<GetOpenIdResponse, Failure>,
    ) -> Option<Outcome> {
        let outcome = match outcome {
            Ok(GetOpenIdResponse::Request) => return None,
            Ok(GetOpenIdResponse::Allowed(credentials)) => Ok(OpenIdDecision::Allowed(credentials)),
            Ok(GetOpenIdResponse::Blocked) => Ok(OpenIdDecision::Blocked),
            Err(failure) => Err(failure),
        };
        self.settle(id).then_some(outcome)
    }

    /// Takes `openid_credentials`. Returns `None` if it is for another request.
    pub(super) fn delivered(&mut self, data: OpenIdCredentialsRequest) -> Option<Outcome> {
        self.settle(&data.original_request_id).then_some(Ok(data.decision))
    }

    /// Takes a malformed `openid_credentials`. Returns `None` if it is not for the current request.
    pub(super) fn malformed(&mut self, raw: &RawMessage<'_>, error: String) -> Option<Outcome> {
        let data = RawObject::from_text(raw.data()?).ok()?;
        let id: String = data.get("original_request_id").ok()??;
        self.settle(&id).then_some(Err(Failure::Malformed(error)))
    }

    /// Fails the request because the session ends.
    pub(super) fn end(&mut self) -> Option<Outcome> {
        self.current.take().map(|_| Err(Failure::Gone))
    }

    fn settle(&mut self, id: &str) -> bool {
        self.current.take_if(|current| current == id).is_some()
    }
}
