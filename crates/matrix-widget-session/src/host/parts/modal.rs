//! The state of the modal widget that a widget opens.

use matrix_widget_protocol::{reexports::ruma_common::OwnedRoomId, widget::Widget};

use crate::{Now, TicketId};

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

/// The modal widget that a widget has opened.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::host) enum Opener {
    #[default]
    Closed,
    /// The application has not shown the modal widget yet.
    Opening {
        modal: TicketId,
        request: TicketId,
        deadline: Now,
    },
    Open {
        modal: TicketId,
    },
}

impl Opener {
    pub(in crate::host) fn poll_timeout(self) -> Option<Now> {
        match self {
            Self::Opening { deadline, .. } => Some(deadline),
            Self::Closed | Self::Open { .. } => None,
        }
    }
}
