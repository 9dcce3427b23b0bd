//! The buttons of a modal widget, in its own session.
//!
//! See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).

use matrix_widget_protocol::{
    ErrorResponse,
    from_widget::{SetModalButtonEnabledRequest, is_close_button},
    to_widget::{ButtonClicked, ButtonClickedRequest, ModalClosedRequest, WidgetConfig},
};

use super::{event::Event, session::HostSession};
use crate::Now;

impl HostSession {
    /// Takes a click of the user on a button of this modal widget. The button `m.close` always exists.
    pub fn click(&mut self, button: &str, now: Now) {
        if !self.begin(now) {
            return;
        }
        let Some(buttons) = &self.buttons else { return };
        match (buttons.is_configured, is_close_button(button)) {
            (false, true) => self.events.push_back(Event::CloseModal(ModalClosedRequest::exited())),
            (true, is_close) if is_close || buttons.enabled.get(button) == Some(&true) => {
                self.push::<ButtonClicked>(ButtonClickedRequest::new(button));
            }
            _ => {}
        }
    }

    /// Tells a modal widget its configuration when an epoch is established.
    pub(super) fn configure_modal(&mut self) {
        if let Some(buttons) = &mut self.buttons {
            buttons.is_configured = true;
            let config = buttons.config.clone();
            self.push::<WidgetConfig>(config);
        }
    }

    /// Takes a `set_button_enabled` request of a modal widget, and returns the outcome.
    pub(super) fn set_button(&mut self, data: SetModalButtonEnabledRequest) -> Result<(), ErrorResponse> {
        self.buttons.as_mut().map_or(Ok(()), |buttons| buttons.set_enabled(&data))?;
        self.events.push_back(Event::ButtonEnabled { button: data.button, enabled: data.enabled });
        Ok(())
    }
}
