//! Requests to the widget that wait for an answer.

use matrix_widget_protocol::to_widget::ToWidgetAction;

use crate::request::InFlight;

/// The sender of a request to the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The session asks for the versions.
    Versions,
    Application,
}

/// The requests to the widget that wait for an answer.
pub(super) type Requests = InFlight<ToWidgetAction, Purpose>;
