//! Modal widgets: the widget that opens one, and the modal widget itself.
//!
//! See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).

use std::{collections::BTreeMap, mem, time::Duration};

use matrix_widget_protocol::{
    ErrorResponse,
    from_widget::{ModalButtons, OpenModalRequest, SetModalButtonEnabledRequest, is_close_button},
    reexports::ruma_common::OwnedRoomId,
    to_widget::{ButtonClickedRequest, ModalClosedRequest},
    widget::{UrlVariables, Widget, WidgetKind, origin},
};

use crate::{Now, TicketId, ticket::Tickets};

/// A modal widget that the client shows in a session of its own.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OpenModal {
    /// The definition of the modal widget. Its ID is `modal_` and the ID of the widget that opens it.
    pub widget: Widget,
    /// The URL to load, without the client's own parameters.
    pub url: String,
    /// The room of the modal widget, which does not change.
    pub room: Option<OwnedRoomId>,
}

/// An action of the session of the opening widget, in order. `K` stands for an owed `open_modal` request.
#[derive(Debug)]
pub(super) enum ModalEffect<K> {
    /// Asks the application to show the modal widget.
    Open(TicketId, Box<OpenModal>),
    /// Tells the application to close the modal widget, or not to show it.
    Close(TicketId),
    /// Answers the request: `{}`, or the error.
    Answer(K, Result<(), ErrorResponse>),
    /// Sends `close_modal`.
    Push(ModalClosedRequest),
}

/// The modal widget that a widget has opened.
#[derive(Debug)]
pub(super) struct Opener<K> {
    deadline: Duration,
    state: State<K>,
}

#[derive(Debug)]
enum State<K> {
    Closed,
    /// The application has not shown the modal widget yet.
    Opening {
        modal: TicketId,
        request: K,
        deadline: Now,
    },
    Open {
        modal: TicketId,
    },
}

/// The widget that asks for a modal widget, as it was when its request was received.
#[derive(Debug)]
pub(super) struct Opening<'a> {
    pub(super) widget: &'a Widget,
    /// Returns `true` if the widget has the capability `m.modals`.
    pub(super) has_capability: bool,
    pub(super) viewed: Option<OwnedRoomId>,
    /// The variables of the widget's URL. `None` if the client shows no modal widgets.
    pub(super) variables: Option<&'a UrlVariables>,
}

impl<K> Opener<K> {
    pub(super) fn new(deadline: Duration) -> Self {
        Self { deadline, state: State::Closed }
    }

    /// Takes an `open_modal` request.
    pub(super) fn open(
        &mut self,
        request: K,
        data: &OpenModalRequest,
        opener: Opening<'_>,
        tickets: &mut Tickets,
        now: Now,
    ) -> ModalEffect<K> {
        let is_closed = matches!(self.state, State::Closed);
        let modal =
            if is_closed { check(data, opener) } else { Err(ErrorResponse::new("a modal widget is open")) };
        match modal {
            Ok(open) => {
                let modal = tickets.reserve();
                self.state = State::Opening { modal, request, deadline: now.saturating_add(self.deadline) };
                ModalEffect::Open(modal, Box::new(open))
            }
            Err(error) => ModalEffect::Answer(request, Err(error)),
        }
    }

    /// Takes the news that the modal widget is shown. Returns `None` if it is late.
    pub(super) fn shown(&mut self, modal: TicketId) -> Option<ModalEffect<K>> {
        let request = self.take_if_opening(modal)?;
        self.state = State::Open { modal };
        Some(ModalEffect::Answer(request, Ok(())))
    }

    /// Takes the end of a modal widget, with the data of its `close_modal` or [`ModalClosedRequest::exited`]. One that has
    /// not been shown is refused. Returns `None` if it is not open.
    pub(super) fn closed(&mut self, modal: TicketId, data: ModalClosedRequest) -> Option<ModalEffect<K>> {
        if let Some(request) = self.take_if_opening(modal) {
            return Some(ModalEffect::Answer(request, Err(ErrorResponse::new(NOT_SHOWN))));
        }
        if !matches!(self.state, State::Open { modal: open } if open == modal) {
            return None;
        }
        self.state = State::Closed;
        Some(ModalEffect::Push(data))
    }

    /// Closes the modal widget: at the end of the epoch or the session.
    pub(super) fn stop(&mut self) -> Vec<ModalEffect<K>> {
        match mem::replace(&mut self.state, State::Closed) {
            State::Closed => Vec::new(),
            State::Open { modal } => vec![ModalEffect::Close(modal)],
            State::Opening { modal, request, .. } => {
                let refusal = Err(ErrorResponse::new(NOT_SHOWN));
                vec![ModalEffect::Answer(request, refusal), ModalEffect::Close(modal)]
            }
        }
    }

    /// Gives up waiting for the application at the [deadline](Self::poll_timeout).
    pub(super) fn handle_timeout(&mut self, now: Now) -> Vec<ModalEffect<K>> {
        match self.poll_timeout() {
            Some(deadline) if deadline <= now => self.stop(),
            _ => Vec::new(),
        }
    }

    pub(super) fn poll_timeout(&self) -> Option<Now> {
        match &self.state {
            State::Opening { deadline, .. } => Some(*deadline),
            State::Closed | State::Open { .. } => None,
        }
    }

    fn take_if_opening(&mut self, modal: TicketId) -> Option<K> {
        match mem::replace(&mut self.state, State::Closed) {
            State::Opening { modal: opening, request, .. } if opening == modal => Some(request),
            other => {
                self.state = other;
                None
            }
        }
    }
}

const NOT_SHOWN: &str = "the client has not shown the modal widget";

/// Returns the modal widget if the widget may open it.
fn check(data: &OpenModalRequest, opener: Opening<'_>) -> Result<OpenModal, ErrorResponse> {
    if opener.widget.kind() == WidgetKind::Modal {
        return Err(ErrorResponse::new("a modal widget cannot open another"));
    }
    let Some(variables) = opener.variables else {
        return Err(ErrorResponse::new("the client shows no modal widgets"));
    };
    let own_url = opener.widget.url(variables).ok();
    let mut variables = variables.clone();
    variables.room_id.clone_from(&opener.viewed);
    let widget = Widget::modal(format!("modal_{}", opener.widget.id()), data);
    let url = widget.url(&variables).map_err(|error| ErrorResponse::new(format!("data.url: {error}")))?;
    let is_own_page = own_url.is_some_and(|own_url| origin(&own_url) == origin(&url));
    if !opener.has_capability && !is_own_page {
        return Err(ErrorResponse::new(
            "missing capability to open another origin: org.matrix.msc2790.modals",
        ));
    }
    Ok(OpenModal { widget, url, room: opener.viewed })
}

/// The buttons of a modal widget, in its own session.
#[derive(Debug)]
pub(super) struct Buttons {
    config: OpenModalRequest,
    /// `true` for the buttons that are enabled, by ID.
    enabled: BTreeMap<String, bool>,
    is_configured: bool,
}

/// The effect of a click on a button.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Click {
    /// Sends `button_clicked`.
    Push(ButtonClickedRequest),
    /// Closes the modal widget without a result.
    Close,
    Ignore,
}

impl Buttons {
    /// Returns the buttons of a modal widget, or `None` for other widgets.
    pub(super) fn of(widget: &Widget) -> Option<Self> {
        let config = || widget.content().read::<OpenModalRequest>().ok();
        let mut config = (widget.kind() == WidgetKind::Modal).then(config)??;
        // Not a member of MSC2790.
        config.creator_user_id = None;
        let mut buttons = Self { config, enabled: BTreeMap::new(), is_configured: false };
        buttons.reload();
        Some(buttons)
    }

    /// Returns the `widget_config` to send when an epoch is established: after `notify_capabilities`, or after a failed
    /// negotiation.
    pub(super) fn configure(&mut self) -> OpenModalRequest {
        self.is_configured = true;
        self.config.clone()
    }

    /// Begins a new epoch: the buttons are as they were at first, and `widget_config` has not been sent.
    pub(super) fn reload(&mut self) {
        self.is_configured = false;
        self.enabled.clear();
        for button in self.config.buttons.iter().flat_map(ModalButtons::buttons) {
            self.enabled.entry(button.id).or_insert(button.disabled != Some(true));
        }
    }

    /// Takes a click of the user.
    pub(super) fn click(&self, id: &str) -> Click {
        match (self.is_configured, is_close_button(id)) {
            (false, true) => Click::Close,
            (true, is_close) if is_close || self.enabled.get(id) == Some(&true) => {
                Click::Push(ButtonClickedRequest::new(id))
            }
            _ => Click::Ignore,
        }
    }

    /// Takes a `set_button_enabled` request, whose answer it returns.
    pub(super) fn set_enabled(&mut self, data: &SetModalButtonEnabledRequest) -> Result<(), ErrorResponse> {
        if is_close_button(&data.button) {
            return Err(ErrorResponse::new("data.button: the close button is always enabled"));
        }
        match self.enabled.get_mut(&data.button) {
            Some(enabled) => *enabled = data.enabled,
            None => {
                return Err(ErrorResponse::new(
                    "data.button: expected the ID of a button, found another string",
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use matrix_widget_protocol::{
        RawObject,
        from_widget::{OpenModalRequest, SetModalButtonEnabledRequest},
        reexports::ruma_common::{room_id, user_id},
        to_widget::{ButtonClickedRequest, ModalClosedRequest},
        widget::{UrlVariables, Widget, WidgetKind, WidgetState},
    };

    use super::{Buttons, Click, ModalEffect, OpenModal, Opening, TicketId};
    use crate::ticket::Tickets;

    const NOW: Duration = Duration::from_secs(1000);
    const DEADLINE: Duration = Duration::from_secs(1009);

    /// The machine, with tickets 1, 2 and so on.
    struct Opener<'a> {
        machine: super::Opener<&'a str>,
        tickets: Tickets,
    }

    impl<'a> Opener<'a> {
        fn new() -> Self {
            Self { machine: super::Opener::new(Duration::from_secs(9)), tickets: Tickets::counting() }
        }

        fn shown(&mut self, ticket: u64) -> Option<ModalEffect<&'a str>> {
            self.machine.shown(ticket.into())
        }

        fn closed(&mut self, ticket: u64, data: ModalClosedRequest) -> Option<ModalEffect<&'a str>> {
            self.machine.closed(ticket.into(), data)
        }
    }

    /// Returns `true` if the request `1` is refused, and the modal widget 1 is closed.
    fn is_end(effects: &[ModalEffect<&str>]) -> bool {
        matches!(effects, [ModalEffect::Answer("1", Err(_)), ModalEffect::Close(modal)] if *modal == id(1))
    }

    fn id(ticket: u64) -> TicketId {
        ticket.into()
    }

    fn request(url: &str) -> OpenModalRequest {
        OpenModalRequest::new("m.custom", url)
    }

    fn widget(id: &str, url: &str) -> Widget {
        let content = format!(r#"{{"type":"m.custom","url":"{url}","creatorUserId":"@me:example.org"}}"#);
        let content = RawObject::from_text(content).unwrap();
        WidgetState::in_room("m.widget", id, content).unwrap().into_widget().unwrap()
    }

    /// Asks for a modal widget, as a widget at `https://widget.org` that views a room.
    fn ask<'a>(
        opener: &mut Opener<'a>,
        id: &'a str,
        data: &OpenModalRequest,
        change: impl FnOnce(&mut Opening<'_>),
    ) -> ModalEffect<&'a str> {
        ask_as(&widget("w", "https://widget.org/page?$matrix_user_id"), opener, id, data, change)
    }

    fn ask_as<'a>(
        widget: &Widget,
        opener: &mut Opener<'a>,
        id: &'a str,
        data: &OpenModalRequest,
        change: impl FnOnce(&mut Opening<'_>),
    ) -> ModalEffect<&'a str> {
        let variables = UrlVariables::new(user_id!("@me:example.org").to_owned());
        let mut opening = Opening {
            widget,
            has_capability: false,
            viewed: Some(room_id!("!viewed:example.org").to_owned()),
            variables: Some(&variables),
        };
        change(&mut opening);
        opener.machine.open(id, data, opening, &mut opener.tickets, NOW)
    }

    /// Returns `true` if this widget may not open a page of `https://widget.org`.
    fn is_refused(widget: &Widget) -> bool {
        let mut opener = Opener::new();
        let effect = ask_as(widget, &mut opener, "1", &request("https://widget.org/"), |_| {});
        matches!(effect, ModalEffect::Answer("1", Err(_)))
    }

    fn ask_page<'a>(opener: &mut Opener<'a>, id: &'a str) -> ModalEffect<&'a str> {
        ask(opener, id, &request("https://widget.org/modal"), |_| {})
    }

    fn outcome(url: &str, change: impl FnOnce(&mut Opening<'_>)) -> Result<Box<OpenModal>, String> {
        outcome_of(&request(url), change)
    }

    fn outcome_of(
        data: &OpenModalRequest,
        change: impl FnOnce(&mut Opening<'_>),
    ) -> Result<Box<OpenModal>, String> {
        match ask(&mut Opener::new(), "1", data, change) {
            ModalEffect::Open(ticket, modal) if ticket == id(1) => Ok(modal),
            ModalEffect::Answer("1", Err(error)) => Err(error.to_string()),
            effect => panic!("{effect:?}"),
        }
    }

    fn opening() -> Opener<'static> {
        let mut opener = Opener::new();
        assert!(matches!(ask_page(&mut opener, "1"), ModalEffect::Open(ticket, _) if ticket == id(1)));
        opener
    }

    fn open() -> Opener<'static> {
        let mut opener = opening();
        assert!(matches!(opener.shown(1), Some(ModalEffect::Answer("1", Ok(())))));
        opener
    }

    /// H-MOD-1, H-MOD-2: without the capability, only a page of the widget's own origin opens.
    #[test]
    fn open_needs_the_capability_for_another_origin() {
        assert!(outcome("https://widget.org:443/modal", |_| {}).is_ok());
        for url in [
            "https://example.org/",
            "http://widget.org/",
            "https://widget.org:8443/",
            "https://widget.org@example.org/",
        ] {
            assert!(outcome(url, |_| {}).is_err(), "{url}");
            assert!(outcome(url, |opening| opening.has_capability = true).is_ok(), "{url}");
        }
    }

    /// H-MOD-2: the origin counts after the variables have been replaced.
    #[test]
    fn open_checks_the_origin_after_substitution() {
        let mut data = request("https://$host/");
        for (host, is_allowed) in [("widget.org", true), ("example.org", false)] {
            data.data = Some(RawObject::from_text(format!(r#"{{"host":"{host}"}}"#)).unwrap());
            assert_eq!(outcome_of(&data, |_| {}).is_ok(), is_allowed);
        }
        assert!(is_refused(&widget("w", "javascript:1")));
    }

    /// H-MOD-3: only http(s) URLs open, and only if the client supports modal widgets.
    #[test]
    fn open_refuses_other_urls() {
        for url in ["javascript:alert(1)", "data:text/html,x", "/modal", ""] {
            assert!(outcome(url, |opening| opening.has_capability = true).is_err(), "{url}");
        }
        assert!(outcome("https://widget.org/", |opening| opening.variables = None).is_err());
    }

    /// H-MOD-3, H-MOD-13: refused, and not decided in nine seconds. No `close_modal` follows.
    #[test]
    fn open_fails_if_the_modal_widget_is_not_shown() {
        let mut opener = opening();
        let refused = opener.closed(1, ModalClosedRequest::exited());
        assert!(matches!(refused, Some(ModalEffect::Answer("1", Err(_)))));
        assert!(opener.closed(1, ModalClosedRequest::exited()).is_none());

        let mut opener = opening();
        assert!(opener.machine.handle_timeout(DEADLINE - Duration::from_millis(1)).is_empty());
        assert_eq!(opener.machine.poll_timeout(), Some(DEADLINE));
        assert!(is_end(&opener.machine.handle_timeout(DEADLINE)));
        assert!(opener.shown(1).is_none());
        assert!(matches!(ask_page(&mut opener, "2"), ModalEffect::Open(ticket, _) if ticket == id(2)));
    }

    /// H-MOD-4
    #[test]
    fn one_modal_widget_is_open_at_a_time() {
        for mut opener in [opening(), open()] {
            let second = ask_page(&mut opener, "2");
            assert!(matches!(second, ModalEffect::Answer("2", Err(_))));
        }
        assert!(is_refused(&Widget::modal("modal_v", &request("https://widget.org/"))));
    }

    /// H-MOD-5, H-MOD-6: the ID of the modal widget, and the room that the user views.
    #[test]
    fn open_names_the_modal_widget_and_its_room() {
        let modal = outcome("https://widget.org/$matrix_widget_id/$matrix_room_id", |_| {}).unwrap();
        assert_eq!(modal.widget.id(), "modal_w");
        assert_eq!(modal.widget.kind(), WidgetKind::Modal);
        assert_eq!(modal.room.as_deref(), Some(room_id!("!viewed:example.org")));
        assert_eq!(modal.url, "https://widget.org/modal_w/!viewed%3Aexample.org");
    }

    /// H-MOD-11, H-MOD-12, H-MOD-13: one `close_modal` with the data, and none later.
    #[test]
    fn opener_learns_once_that_the_modal_widget_was_closed() {
        let data = ModalClosedRequest::from(RawObject::from_text(r#"{"m.exited":true,"n":1.0}"#).unwrap());
        let mut opener = open();
        assert!(matches!(opener.closed(1, data.clone()), Some(ModalEffect::Push(closed)) if closed == data));
        assert!(opener.closed(1, data).is_none());
        assert!(matches!(ask_page(&mut opener, "2"), ModalEffect::Open(ticket, _) if ticket == id(2)));
        assert!(opener.closed(1, ModalClosedRequest::exited()).is_none());
    }

    /// H-MOD-13, H-MOD-14: the end of the epoch closes the modal widget, and no `close_modal` follows.
    #[test]
    fn stop_closes_the_modal_widget() {
        assert!(is_end(&opening().machine.stop()));
        let mut opener = open();
        assert!(matches!(opener.machine.stop()[..], [ModalEffect::Close(modal)] if modal == id(1)));
        assert!(opener.closed(1, ModalClosedRequest::exited()).is_none());
        assert!(opener.machine.stop().is_empty());
    }

    fn buttons() -> Buttons {
        let button =
            |id, disabled| format!(r#"{{"id":"{id}","label":"L","kind":"m.primary","disabled":{disabled}}}"#);
        let list = [button("ok", "null"), button("off", "true"), button("m.close", "true")].join(",");
        let text = format!(
            r#"{{"type":"m.custom","url":"https://a.org/$x","creatorUserId":1,"buttons":[{list},5]}}"#
        );
        let data = RawObject::from_text(text).unwrap().read().unwrap();
        Buttons::of(&Widget::modal("modal_w", &data)).unwrap()
    }

    /// H-MOD-7: the members of MSC2790, with the values of `open_modal`.
    #[test]
    fn configure_returns_the_data_of_open_modal() {
        let config = RawObject::new(&buttons().configure()).unwrap();
        let list = r#"[{"id":"ok","label":"L","kind":"m.primary","disabled":null},{"id":"off","label":"L","kind":"m.primary","disabled":true},{"id":"m.close","label":"L","kind":"m.primary","disabled":true},5]"#;
        assert_eq!(
            config.as_str(),
            format!(r#"{{"type":"m.custom","url":"https://a.org/$x","buttons":{list}}}"#)
        );
    }

    /// H-MOD-8
    #[test]
    fn click_counts_for_enabled_buttons_and_the_close_button() {
        let mut buttons = buttons();
        let _ = buttons.configure();
        for id in ["ok", "m.close", "org.matrix.msc2790.close"] {
            assert_eq!(buttons.click(id), Click::Push(ButtonClickedRequest::new(id)));
        }
        for id in ["off", "unknown"] {
            assert_eq!(buttons.click(id), Click::Ignore);
        }
    }

    /// H-MOD-9
    #[test]
    fn set_enabled_changes_known_buttons() {
        let mut buttons = buttons();
        let _ = buttons.configure();
        for (id, enabled) in [("ok", false), ("off", true)] {
            assert_eq!(buttons.set_enabled(&SetModalButtonEnabledRequest::new(id, enabled)), Ok(()));
            assert_eq!(buttons.click(id) != Click::Ignore, enabled);
        }
        for id in ["m.close", "org.matrix.msc2790.close", "unknown"] {
            assert!(buttons.set_enabled(&SetModalButtonEnabledRequest::new(id, true)).is_err());
        }
        // A new document begins with the buttons of `widget_config`.
        buttons.reload();
        let _ = buttons.configure();
        assert_eq!(buttons.click("off"), Click::Ignore);
    }

    /// H-MOD-17
    #[test]
    fn click_before_widget_config_closes_or_is_ignored() {
        let mut buttons = buttons();
        for _ in 0..2 {
            assert_eq!(buttons.click("m.close"), Click::Close);
            assert_eq!(buttons.click("ok"), Click::Ignore);
            let _ = buttons.configure();
            buttons.reload();
        }
    }
}
