//! Requests to the widget.

use matrix_widget_protocol::{
    InvalidMessage, NewRequest, RawObject,
    action::{Action, ActionInfo, KnownAction, NeededCapability, ToWidget},
    event::ToDeviceEvent,
    reexports::{matrix_widget_capability::CapabilityList, ruma_common::UserId},
    to_widget::{self, ToWidgetAction, ToWidgetResponse},
};

use super::{
    event::Event,
    load::Answer,
    negotiation,
    permission::is_key_traffic,
    push::{Push, RoomEvent},
    requests::{Failure, Purpose, RequestError, RequestId},
    session::HostSession,
};
use crate::Now;

impl HostSession {
    /// Sends a request to the widget. Its [answer](super::Event::Answered) comes as an event.
    ///
    /// # Errors
    ///
    /// Returns an error if the request may not be sent.
    pub fn request<A: KnownAction + ToWidget>(
        &mut self,
        data: A::Request,
        now: Now,
    ) -> Result<RequestId, RequestError> {
        self.begin(now);
        if is_managed(A::INFO) {
            return Err(RequestError::Managed);
        }
        if !self.is_established {
            return Err(RequestError::NotReady);
        }
        let granted = &self.rights.granted;
        let is_granted = |needed: &_| matches!(needed, NeededCapability::Flag(flag) if granted.may(*flag));
        let needed = A::INFO.capabilities;
        if !needed.is_empty() && !needed.iter().any(is_granted) {
            return Err(RequestError::NotAllowed);
        }
        Ok(self.request_for_application(&NewRequest::<A>::to_widget(data), A::INFO.name))
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
    ) -> Result<RequestId, RequestError> {
        self.begin(now);
        if !self.is_established {
            return Err(RequestError::NotReady);
        }
        let request = NewRequest::custom_to_widget(action, data).map_err(|_| RequestError::InvalidName)?;
        Ok(self.request_for_application(&request, action))
    }

    /// Tells the widget about a new event of a room, if it may receive the event.
    pub fn push_event(&mut self, event: &RoomEvent, now: Now) -> Push {
        self.begin(now);
        if !self.is_established {
            return Push::NotReady;
        }
        if !event.facts().may_be_received(&self.rights.granted, self.rights.viewed()) {
            return Push::NotAllowed;
        }
        if self.is_full() {
            return Push::Full;
        }
        if !self.flows.sticky.live(event.event(), self.now) {
            return Push::Duplicate;
        }
        self.push::<to_widget::SendEvent>(event.event().clone());
        Push::Queued
    }

    /// Tells the widget about changes of the current state of rooms, if it may receive them.
    pub fn push_state(&mut self, changes: &[RoomEvent], now: Now) -> Push {
        self.begin(now);
        if !self.is_established {
            return Push::NotReady;
        }
        if self.take_changes(changes) { Push::Queued } else { Push::NotAllowed }
    }

    /// Tells the widget about a to-device message, if it may receive the message. `encrypted` is `true` if the client itself
    /// decrypted the message.
    pub fn push_to_device(
        &mut self,
        event_type: &str,
        sender: &UserId,
        content: &RawObject,
        encrypted: bool,
        now: Now,
    ) -> Push {
        self.begin(now);
        if !self.is_established {
            return Push::NotReady;
        }
        if !self.rights.granted.may_receive_to_device(event_type) || is_key_traffic(event_type) {
            return Push::NotAllowed;
        }
        if self.is_full() {
            return Push::Full;
        }
        let message = ToDeviceEvent::new(event_type, sender, content).with_encrypted(encrypted);
        self.push::<to_widget::SendToDevice>(message);
        Push::Queued
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
                    Err(_) => Err(Answer::Error),
                },
                Err(invalid) if negotiation::has_error(invalid.raw().response()) => Err(Answer::Error),
                Err(invalid) if negotiation::has_no_list(invalid.raw().response()) => {
                    Ok(&CapabilityList::new())
                }
                _ => Err(Answer::Malformed),
            };
            return self.receive_capabilities(raw.request_id(), outcome);
        }
        match (self.requests.take(raw), answer) {
            (None, _) => {}
            (Some(Purpose::Application(id)), Ok(response)) => {
                self.events.push_back(Event::Answered(id, response));
            }
            (Some(Purpose::Versions), Ok(ToWidgetResponse::SupportedApiVersions(response))) => {
                self.set_versions(
                    response.outcome.map(|answer| answer.supported_versions).unwrap_or_default(),
                );
            }
            (Some(purpose), _) => self.fail(purpose, Failure::Malformed),
        }
    }

    pub(super) fn fail(&mut self, purpose: Purpose, failure: Failure) {
        match purpose {
            Purpose::Versions => self.set_versions(Vec::new()),
            Purpose::Application(id) => self.events.push_back(Event::Failed(id, failure)),
        }
    }

    /// Ends all requests to the widget, whose document is gone.
    pub(super) fn fail_all(&mut self) {
        for purpose in self.requests.take_all() {
            if let Purpose::Application(id) = purpose {
                self.events.push_back(Event::Failed(id, Failure::Gone));
            }
        }
    }

    fn request_for_application<A: Action>(&mut self, request: &NewRequest<A>, action: &str) -> RequestId {
        let id = self.requests.reserve();
        self.request_tracked(request, action, Purpose::Application(id));
        id
    }

    pub(super) fn request_tracked<A: Action>(
        &mut self,
        request: &NewRequest<A>,
        action: &str,
        purpose: Purpose,
    ) {
        let id = self.ids.next();
        if let Some(text) = self.to_json(request, &id) {
            let deadline = self.now.saturating_add(self.config.limits.answer);
            self.requests.add(id, ToWidgetAction::from(action), purpose, deadline);
            self.send(text);
        }
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

/// Returns `true` if the session itself sends the request.
fn is_managed(info: &ActionInfo) -> bool {
    matches!(
        info.variant,
        "SupportedApiVersions"
            | "Capabilities"
            | "NotifyCapabilities"
            | "Visibility"
            | "OpenIdCredentials"
            | "ThemeChange"
            | "LanguageChange"
            | "WidgetConfig"
            | "ButtonClicked"
            | "CloseModal"
            | "SendEvent"
            | "UpdateState"
            | "SendToDevice"
            | "UpdateTurnServers"
    )
}
