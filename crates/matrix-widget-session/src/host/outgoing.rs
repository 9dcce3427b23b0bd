//! Requests to the widget.

use std::fmt;

use matrix_widget_protocol::{
    InvalidMessage, NewRequest, NewRequestError, RawObject,
    action::{Action, KnownAction, NeededCapability, ToWidget},
    reexports::matrix_widget_capability::CapabilityList,
    to_widget::{self, ToWidgetAction, ToWidgetResponse},
};

use super::{event::Event, load::Answer as Wishes, negotiation, requests::Purpose, session::HostSession};
use crate::{Answer, Failure, Now, Sent};

/// An action that a client requests with [`HostSession::request`].
///
/// These are all known actions, except those that the session requests itself, some by methods of their own, such as
/// [`push_event`](HostSession::push_event).
pub trait PlainAction: KnownAction + ToWidget {}

macro_rules! plain {
    ($($Action:ident),*) => { $(plain_action! { $Action })* };
}

macro_rules! plain_action {
    (SupportedApiVersions) => {};
    (Capabilities) => {};
    (NotifyCapabilities) => {};
    (Visibility) => {};
    (OpenIdCredentials) => {};
    (ThemeChange) => {};
    (LanguageChange) => {};
    (WidgetConfig) => {};
    (ButtonClicked) => {};
    (CloseModal) => {};
    (SendEvent) => {};
    (UpdateState) => {};
    (SendToDevice) => {};
    (UpdateTurnServers) => {};
    ($Action:ident) => {
        impl PlainAction for to_widget::$Action {}
    };
}

matrix_widget_protocol::to_widget_actions!(plain);

/// The reason why a request to the widget is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The session is not established yet, or has ended.
    NotReady,
    /// The widget lacks the capability.
    NotAllowed,
    /// The action is not a custom action.
    Invalid(NewRequestError),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotReady => f.write_str("the session is not established"),
            Self::NotAllowed => f.write_str("the widget lacks the capability"),
            Self::Invalid(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RequestError {}

impl HostSession {
    /// Sends a request to the widget. Its [answer](super::Event::Answered) comes as an event.
    ///
    /// # Errors
    ///
    /// Returns an error if the request may not be sent.
    pub fn request<A: PlainAction>(&mut self, data: A::Request, now: Now) -> Result<Sent<A>, RequestError> {
        self.begin(now);
        if !self.is_established {
            return Err(RequestError::NotReady);
        }
        let granted = &self.rights.granted;
        let is_granted = |needed: &_| matches!(needed, NeededCapability::Flag(flag) if granted.may(*flag));
        let needed = A::INFO.capabilities;
        if !needed.is_empty() && !needed.iter().any(is_granted) {
            return Err(RequestError::NotAllowed);
        }
        let request = NewRequest::<A>::to_widget(data);
        Ok(Sent::new(self.request_tracked(&request, A::INFO.name, Purpose::Application)))
    }

    /// Sends a request of a custom action to the widget. Its [answer](super::Event::Answered) comes as an event.
    ///
    /// # Errors
    ///
    /// Returns an error if the request may not be sent.
    pub fn request_custom(
        &mut self,
        action: &str,
        data: RawObject,
        now: Now,
    ) -> Result<Sent<to_widget::Custom>, RequestError> {
        self.begin(now);
        if !self.is_established {
            return Err(RequestError::NotReady);
        }
        let request = NewRequest::custom_to_widget(action, data).map_err(RequestError::Invalid)?;
        Ok(Sent::new(self.request_tracked(&request, action, Purpose::Application)))
    }

    pub(super) fn receive_answer(&mut self, answer: Result<ToWidgetResponse<'static>, InvalidMessage>) {
        let raw = match &answer {
            Ok(response) => response.raw(),
            Err(invalid) => invalid.raw(),
        };
        if raw.action() == to_widget::Capabilities::INFO.name {
            let outcome = match &answer {
                Ok(ToWidgetResponse::Capabilities(response)) => match &response.outcome {
                    Ok(wishes) => Ok(&wishes.capabilities),
                    Err(_) => Err(Wishes::Error),
                },
                Err(invalid) if negotiation::has_error(invalid.raw().response()) => Err(Wishes::Error),
                Err(invalid) if negotiation::has_no_list(invalid.raw().response()) => {
                    Ok(&CapabilityList::new())
                }
                _ => Err(Wishes::Malformed),
            };
            return self.receive_capabilities(raw.request_id(), outcome);
        }
        let Some((id, purpose)) = self.requests.answered(raw) else { return };
        match (purpose, answer) {
            (Purpose::Versions, Ok(ToWidgetResponse::SupportedApiVersions(response))) => {
                self.set_versions(
                    response.outcome.map(|answer| answer.supported_versions).unwrap_or_default(),
                );
            }
            (Purpose::Application, Ok(response)) => {
                self.events.push_back(Event::Answered(Answer { id, result: Ok(response.into_raw()) }));
            }
            (purpose, Err(invalid)) => self.fail(id, purpose, Failure::Malformed(invalid.to_string())),
            (Purpose::Versions, Ok(_)) => self.set_versions(Vec::new()),
        }
    }

    pub(super) fn fail(&mut self, id: String, purpose: Purpose, failure: Failure) {
        match purpose {
            Purpose::Versions => self.set_versions(Vec::new()),
            Purpose::Application => {
                self.events.push_back(Event::Answered(Answer { id, result: Err(failure) }));
            }
        }
    }

    /// Ends all requests to the widget, whose document is gone.
    pub(super) fn fail_all(&mut self) {
        for (id, purpose) in self.requests.take_all() {
            if purpose == Purpose::Application {
                self.fail(id, purpose, Failure::Gone);
            }
        }
    }

    pub(super) fn request_tracked<A: Action>(
        &mut self,
        request: &NewRequest<A>,
        action: &str,
        purpose: Purpose,
    ) -> String {
        let id = self.ids.next();
        if let Some(text) = self.to_json(request, &id) {
            let deadline = self.now.saturating_add(self.config.limits.answer);
            self.requests.add(id.clone(), ToWidgetAction::from(action), purpose, deadline);
            self.send(text);
        }
        id
    }

    /// Sends a request whose answer does not matter.
    pub(super) fn push<A: KnownAction + ToWidget>(&mut self, data: A::Request) {
        let id = self.ids.next();
        if let Some(text) = self.to_json(&NewRequest::<A>::to_widget(data), &id) {
            self.send(text);
        }
    }

    pub(super) fn send(&mut self, text: String) {
        if self.load.is_reloading() {
            self.outbox.hold(text);
        } else {
            self.outbox.send(text);
        }
    }

    /// Returns `None` for a widget without an ID, which ignores all messages.
    pub(super) fn to_json<A: Action>(&self, request: &NewRequest<A>, id: &str) -> Option<String> {
        request.to_json(self.config.widget.id(), id).ok()
    }
}
