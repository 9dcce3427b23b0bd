//! The session of a widget.

mod conversation;
mod event;
mod modal;
mod negotiation;
mod openid;
mod outbox;
mod owed;
mod renegotiation;
mod request_error;
mod sent;
mod settings;
mod state;
mod turn;

use std::fmt;

use matrix_widget_protocol::{
    ApiVersion, Empty, ErrorResponse, NewRequest, RawObject,
    action::ToWidget,
    defaults::{MAX_PENDING_BYTES, MAX_UNSENT_MESSAGES, RESPONSE_DEADLINE},
    from_widget::{CloseModal, ContentLoaded, Custom, OpenModalRequest, SupportedApiVersions},
    reexports::matrix_widget_capability::{CapabilityList, CapabilitySet},
    to_widget::UpdateTurnServersRequest,
};

use self::{conversation::Conversation, outbox::Purpose};
pub use self::{
    event::Event,
    owed::{Ask, Asked},
    request_error::RequestError,
    sent::PlainAction,
    settings::Settings,
    turn::TurnConsumer,
};
use crate::{Late, Now, Sent, Ticket};

/// The session of a widget, which lasts as long as its document.
///
/// It does no I/O. The caller passes in the texts from the parent window after checking their source and origin. After
/// each call, it posts the texts of [`poll_transmit`](Self::poll_transmit), handles the events of
/// [`poll_event`](Self::poll_event), and calls [`handle_timeout`](Self::handle_timeout) at the time of
/// [`poll_timeout`](Self::poll_timeout).
///
/// The session answers requests for versions and capabilities, delivers events, and keeps the order, the number and the
/// deadlines of requests. It sends requests that need capabilities when it is [ready](Event::Ready).
///
/// ```
/// use matrix_widget_protocol::from_widget::{Navigate, NavigateRequest};
/// use matrix_widget_session::{
///     Now,
///     widget::{Event, RequestError, Settings, WidgetSession},
/// };
///
/// let now = Now::from_secs(0);
/// let mut session = WidgetSession::new(
///     Settings {
///         widget_id: Some("w".to_owned()),
///         capabilities: ["m.navigate"].into_iter().collect(),
///         ..Settings::default()
///     },
///     now,
/// );
/// session.content_loaded(now);
/// let navigate = session.request::<Navigate>(NavigateRequest::new("https://matrix.to/#/!r:example.org"), now)?;
///
/// // The client requests the capabilities.
/// let question = r#"{"api":"toWidget","widgetId":"w","requestId":"1","action":"capabilities","data":{}}"#;
/// session.receive(question.to_owned(), now);
///
/// while let Some(text) = session.poll_transmit() {
///     println!("post to the client: {text}");
/// }
/// while let Some(event) = session.poll_event() {
///     match event {
///         Event::Answered(answer) => match answer.read(&navigate) {
///             Some(Ok(_)) => println!("navigated"),
///             Some(Err(failure)) => println!("not navigated: {failure}"),
///             None => println!("an answer to another request"),
///         },
///         // A request of the client that is not handled is answered with an error.
///         other => println!("{other:?}"),
///     }
/// }
/// # Ok::<(), RequestError>(())
/// ```
pub struct WidgetSession(Conversation);

impl WidgetSession {
    /// Creates the session of a document, and requests the versions of the client.
    #[must_use]
    pub fn new(settings: Settings, now: Now) -> Self {
        let mut conversation = Conversation::new(settings);
        conversation.outbox.push::<SupportedApiVersions>(Empty::new(), Purpose::Versions);
        conversation.settle(now);
        Self(conversation)
    }

    /// Returns the next text to post to the client.
    pub fn poll_transmit(&mut self) -> Option<String> {
        self.0.settle(self.0.now);
        self.0.transmit.pop_front()
    }

    /// Returns the next event.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.0.events.next()
    }

    /// Returns the time at which to call [`handle_timeout`](Self::handle_timeout).
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Now> {
        self.0.deadline()
    }

    /// Returns `false` while too much has not been polled with [`poll_transmit`](Self::poll_transmit). The caller then
    /// stops receiving.
    #[must_use]
    pub fn wants_text(&self) -> bool {
        let transmit = &self.0.transmit;
        transmit.len() < MAX_UNSENT_MESSAGES
            && transmit.iter().map(String::len).sum::<usize>() < MAX_PENDING_BYTES
    }

    /// Returns the ID of the widget, if it is known.
    #[must_use]
    pub fn widget_id(&self) -> Option<&str> {
        self.0.widget_id.as_deref()
    }

    /// Returns `true` if requests that need capabilities are sent.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.0.is_ready
    }

    /// Returns `true` if the widget is visible, which it is until the client says otherwise.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        self.0.is_visible
    }

    /// Returns the versions that the client supports, or `None` until it has answered. Missing versions never stop a
    /// request.
    #[must_use]
    pub fn client_versions(&self) -> Option<&[ApiVersion]> {
        self.0.negotiation.versions()
    }

    /// Returns the approved capabilities, or `None` if the client has not told them.
    #[must_use]
    pub fn approved(&self) -> Option<&CapabilitySet> {
        self.0.negotiation.approved()
    }

    /// Returns `true` if a capability is approved, in either spelling, on its own or as a part of another.
    #[must_use]
    pub fn is_approved(&self, capability: &str) -> bool {
        self.0.negotiation.is_approved(capability)
    }

    /// Returns the latest TURN servers, if there are consumers.
    #[must_use]
    pub fn turn_servers(&self) -> Option<&UpdateTurnServersRequest> {
        self.0.turn.latest()
    }

    /// Takes a text from the client.
    pub fn receive(&mut self, text: String, now: Now) {
        self.0.expire(now);
        self.0.receive(text, now);
        self.0.settle(now);
    }

    /// Handles the deadlines that have passed.
    pub fn handle_timeout(&mut self, now: Now) {
        self.0.expire(now);
        self.0.settle(now);
    }

    /// Ends the session when the document is unloaded. Pending requests fail as [`Failure::Gone`](crate::Failure::Gone), and all further
    /// input is ignored.
    pub fn end(&mut self) {
        if !self.0.is_ended {
            self.0.end();
        }
    }

    /// Tells the client that the widget has loaded, once.
    pub fn content_loaded(&mut self, now: Now) {
        if self.0.is_ended || std::mem::replace(&mut self.0.has_loaded, true) {
            return;
        }
        self.0.outbox.push::<ContentLoaded>(Empty::new(), Purpose::Notice);
        if !self.0.negotiation.is_answered() {
            self.0.negotiation_deadline = Some(now.saturating_add(RESPONSE_DEADLINE));
        }
        self.0.settle(now);
    }

    /// Sends a request. Its answer comes as [`Event::Answered`].
    ///
    /// # Errors
    ///
    /// Returns an error if too many requests wait, or if the session has ended.
    pub fn request<A: PlainAction>(
        &mut self,
        mut data: A::Request,
        now: Now,
    ) -> Result<Sent<A>, RequestError> {
        self.0.check_sendable()?;
        let purpose = sent::prepare(&mut data);
        let id = self.0.outbox.push::<A>(data, purpose);
        self.0.settle(now);
        Ok(Sent::new(id))
    }

    /// Sends a request of a custom action when the session is ready. Its answer comes as [`Event::Answered`].
    ///
    /// # Errors
    ///
    /// Returns an error if the action is not a custom action, if too many requests wait, or if the session has ended.
    pub fn request_custom(
        &mut self,
        action: &str,
        data: RawObject,
        now: Now,
    ) -> Result<Sent<Custom>, RequestError> {
        self.0.check_sendable()?;
        let request = NewRequest::custom_from_widget(action, data).map_err(RequestError::Invalid)?;
        let id = self.0.outbox.push_request(request, action, Purpose::Application, true);
        self.0.settle(now);
        Ok(Sent::new(id))
    }

    /// Requests more capabilities, except those that are approved or have been requested before.
    ///
    /// Returns `true` if a decision is pending. It comes as one or more [`Event::Decided`]. Returns `false` if there is
    /// nothing to request.
    ///
    /// # Errors
    ///
    /// Returns an error if too many requests wait, or if the session has ended.
    pub fn request_capabilities(
        &mut self,
        capabilities: &CapabilityList,
        now: Now,
    ) -> Result<bool, RequestError> {
        self.ask_for(capabilities, false, now)
    }

    /// Requests more capabilities, except those that are approved. The user may be asked again about refused
    /// capabilities.
    ///
    /// See [`request_capabilities`](Self::request_capabilities).
    ///
    /// # Errors
    ///
    /// Returns an error if too many requests wait, or if the session has ended.
    pub fn request_capabilities_again(
        &mut self,
        capabilities: &CapabilityList,
        now: Now,
    ) -> Result<bool, RequestError> {
        self.ask_for(capabilities, true, now)
    }

    fn ask_for(
        &mut self,
        capabilities: &CapabilityList,
        again: bool,
        now: Now,
    ) -> Result<bool, RequestError> {
        self.0.check_sendable()?;
        let is_pending = self.0.renegotiation.ask(capabilities, again, &self.0.negotiation);
        self.0.settle(now);
        Ok(is_pending)
    }

    /// Requests OpenID credentials, unless a request is pending. The result comes as [`Event::OpenId`].
    ///
    /// # Errors
    ///
    /// Returns an error if too many requests wait, or if the session has ended.
    pub fn get_openid(&mut self, now: Now) -> Result<(), RequestError> {
        self.0.check_sendable()?;
        self.0.openid.ask(&mut self.0.outbox);
        self.0.settle(now);
        Ok(())
    }

    /// Adds a consumer of TURN servers, which come as [`Event::TurnServers`]. If there are other consumers,
    /// [`turn_servers`](Self::turn_servers) may return servers immediately.
    ///
    /// # Errors
    ///
    /// Returns an error if too many requests wait, or if the session has ended.
    pub fn watch_turn_servers(&mut self, now: Now) -> Result<TurnConsumer, RequestError> {
        self.0.check_sendable()?;
        let consumer = self.0.turn.watch(&mut self.0.outbox, &mut self.0.tickets);
        self.0.settle(now);
        Ok(consumer)
    }

    /// Removes a consumer of TURN servers. Without consumers, the client stops sending them.
    pub fn unwatch_turn_servers(&mut self, consumer: TurnConsumer, now: Now) {
        drop(consumer);
        self.0.settle(now);
    }

    /// Opens a modal widget. [`Event::ModalOpened`] tells if the client shows it, and [`Event::ModalClosed`] delivers
    /// its result.
    ///
    /// # Errors
    ///
    /// Returns an error if a modal widget is open, if too many requests wait, or if the session has ended.
    pub fn open_modal(&mut self, data: OpenModalRequest, now: Now) -> Result<(), RequestError> {
        self.0.check_sendable()?;
        if self.0.modal.is_open() {
            return Err(RequestError::ModalOpen);
        }
        self.0.modal.open(data, &mut self.0.outbox);
        self.0.settle(now);
        Ok(())
    }

    /// Closes this modal widget with a result. [`Event::Closing`] tells if the client refuses.
    ///
    /// # Errors
    ///
    /// Returns an error if too many requests wait, or if the session has ended.
    pub fn close_modal(&mut self, result: RawObject, now: Now) -> Result<(), RequestError> {
        self.0.check_sendable()?;
        self.0.outbox.push::<CloseModal>(result, Purpose::CloseModal);
        self.0.settle(now);
        Ok(())
    }

    /// Answers a request of the client.
    ///
    /// # Errors
    ///
    /// Returns an error if the request no longer waits for an answer. The session answers it with an error after 9
    /// seconds.
    pub fn answer<A: ToWidget>(
        &mut self,
        ticket: Ticket<A>,
        outcome: Result<A::Response, ErrorResponse>,
    ) -> Result<(), Late> {
        let ticket = self.0.tickets.redeem(ticket)?;
        let answer = self.0.owed.answer::<A>(ticket, outcome)?;
        self.0.transmit.push_back(answer);
        Ok(())
    }
}

/// Omits the messages, which can contain secrets.
impl fmt::Debug for WidgetSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WidgetSession")
            .field("widget_id", &self.0.widget_id)
            .field("is_ready", &self.0.is_ready)
            .field("is_ended", &self.0.is_ended)
            .finish_non_exhaustive()
    }
}
