//! Modal widgets, on the side of the widget that opens one.
//!
//! See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).

use matrix_widget_protocol::{
    ErrorResponse, from_widget,
    from_widget::OpenModalRequest,
    reexports::matrix_widget_capability::Flag,
    to_widget::{CloseModal, ModalClosedRequest},
    widget::{Widget, WidgetKind, origin},
};

use super::{
    event::Event,
    parts::modal::{OpenModal, Opener},
    permission::Rights,
    session::HostSession,
    ticket::ModalTicket,
};
use crate::{Late, Now, TicketId};

const NOT_SHOWN: &str = "the client has not shown the modal widget";

impl HostSession {
    /// Tells the widget that its [modal widget](super::Event::OpenModal) is shown.
    ///
    /// # Errors
    ///
    /// Returns an error if the modal was cancelled.
    pub fn modal_shown(&mut self, ticket: &ModalTicket, now: Now) -> Result<(), Late> {
        self.begin(now);
        match self.opener {
            Opener::Opening { modal, request, .. } if modal == ticket.id() => {
                self.opener = Opener::Open { modal };
                self.answer_part::<from_widget::OpenModal>(request, Ok(()));
                Ok(())
            }
            _ => Err(Late),
        }
    }

    /// Tells the widget that its [modal widget](super::Event::OpenModal) was closed: with the data of
    /// [`Event::CloseModal`](super::Event::CloseModal), or with [`ModalClosedRequest::exited`]. A modal widget
    /// that was not shown is refused.
    ///
    /// # Errors
    ///
    /// Returns an error if the modal is already closed.
    pub fn modal_closed(
        &mut self,
        ticket: ModalTicket,
        data: ModalClosedRequest,
        now: Now,
    ) -> Result<(), Late> {
        self.begin(now);
        let ticket = self.tickets.redeem(ticket)?;
        self.end_modal(ticket, || data).ok_or(Late)
    }

    /// Takes the end of a modal widget. Returns `None` if it is not open.
    pub(super) fn end_modal(
        &mut self,
        ticket: TicketId,
        data: impl FnOnce() -> ModalClosedRequest,
    ) -> Option<()> {
        match self.opener {
            Opener::Opening { modal, request, .. } if modal == ticket => {
                self.refuse_modal(request, NOT_SHOWN);
            }
            Opener::Open { modal } if modal == ticket => self.push::<CloseModal>(data()),
            _ => return None,
        }
        self.opener = Opener::Closed;
        Some(())
    }

    /// Closes the modal widget: at the end of the epoch or the session, or because it was not shown in time.
    pub(super) fn cancel_modal(&mut self) {
        match std::mem::take(&mut self.opener) {
            Opener::Closed => {}
            Opener::Open { modal } => self.events.push_back(Event::Cancelled(modal)),
            Opener::Opening { modal, request, .. } => {
                self.refuse_modal(request, NOT_SHOWN);
                self.events.push_back(Event::Cancelled(modal));
            }
        }
    }

    /// Takes an `open_modal` request of a widget that has these rights.
    pub(super) fn open_modal(&mut self, request: TicketId, data: &OpenModalRequest, rights: &Rights) {
        if !matches!(self.opener, Opener::Closed) {
            return self.refuse_modal(request, "a modal widget is open");
        }
        match self.modal(data, rights) {
            Ok(open) => {
                let modal = self.tickets.reserve();
                let deadline = self.now.saturating_add(self.config.limits.decision);
                self.opener = Opener::Opening { modal, request, deadline };
                let ticket = self.tickets.issue(modal);
                self.events.push_back(Event::OpenModal { ticket, modal: Box::new(open) });
            }
            Err(reason) => self.refuse_modal(request, &reason),
        }
    }

    fn refuse_modal(&mut self, request: TicketId, reason: &str) {
        self.answer_part::<from_widget::OpenModal>(request, Err(ErrorResponse::new(reason)));
    }

    /// Returns the modal widget if the widget may open it.
    fn modal(&self, data: &OpenModalRequest, rights: &Rights) -> Result<OpenModal, String> {
        let opener = &self.config.widget;
        if opener.kind() == WidgetKind::Modal {
            return Err("a modal widget cannot open another".to_owned());
        }
        let variables = self.config.variables.as_ref().ok_or("the client shows no modal widgets")?;
        let own_url = opener.url(variables).ok();
        let mut variables = variables.clone();
        variables.room_id.clone_from(&rights.viewed);
        let widget = Widget::modal(format!("modal_{}", opener.id()), data);
        let url = widget.url(&variables).map_err(|error| format!("data.url: {error}"))?;
        let is_own_page = own_url.is_some_and(|own_url| origin(&own_url) == origin(&url));
        if !rights.granted.may(Flag::Modals) && !is_own_page {
            return Err("missing capability to open another origin: org.matrix.msc2790.modals".to_owned());
        }
        Ok(OpenModal { widget, url, room: rights.viewed.clone() })
    }
}
