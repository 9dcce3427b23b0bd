//! Modal widgets.
//!
//! See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).

use matrix_widget_protocol::from_widget::{OpenModal, OpenModalRequest};

use super::outbox::{Outbox, Purpose};

/// The modal widget that this widget opened.
#[derive(Default)]
pub(super) struct Modal {
    /// The ID of the `open_modal` request while the modal widget is open or being opened.
    current: Option<String>,
}

impl Modal {
    pub(super) fn is_open(&self) -> bool {
        self.current.is_some()
    }

    pub(super) fn open(&mut self, data: OpenModalRequest, outbox: &mut Outbox) {
        self.current = Some(outbox.push::<OpenModal>(data, Purpose::OpenModal));
    }

    /// Takes the answer to `open_modal`. Returns `false` if the modal widget was closed before.
    pub(super) fn answered(&mut self, id: &str, is_open: bool) -> bool {
        let is_current = self.current.as_deref() == Some(id);
        if is_current && !is_open {
            self.current = None;
        }
        is_current
    }

    /// Takes `close_modal`. Returns `false` if no modal widget is open.
    pub(super) fn closed(&mut self, outbox: &Outbox) -> bool {
        self.current.take_if(|id| !outbox.is_waiting(id)).is_some()
    }
}
