//! The buttons of a modal widget, in its own session.
//!
//! See [MSC2790](https://github.com/matrix-org/matrix-spec-proposals/pull/2790).

use std::collections::BTreeMap;

use matrix_widget_protocol::{
    ErrorResponse,
    from_widget::{ModalButtons, OpenModalRequest, SetModalButtonEnabledRequest, is_close_button},
    to_widget::{ButtonClicked, ButtonClickedRequest, ModalClosedRequest, WidgetConfig},
    widget::{Widget, WidgetKind},
};

use super::{event::Event, session::HostSession};
use crate::Now;

/// The buttons of a modal widget.
#[derive(Debug)]
pub(super) struct Buttons {
    config: OpenModalRequest,
    /// `true` for the buttons that are enabled, by ID.
    enabled: BTreeMap<String, bool>,
    /// `true` once `widget_config` has been sent.
    is_configured: bool,
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

    /// Begins a new epoch, in which the buttons are as they were at first.
    pub(super) fn reload(&mut self) {
        self.is_configured = false;
        self.enabled.clear();
        for button in self.config.buttons.iter().flat_map(ModalButtons::buttons) {
            self.enabled.entry(button.id).or_insert(button.disabled != Some(true));
        }
    }

    fn set_enabled(&mut self, data: &SetModalButtonEnabledRequest) -> Result<(), ErrorResponse> {
        if is_close_button(&data.button) {
            return Err(ErrorResponse::new("data.button: the close button is always enabled"));
        }
        let unknown = || ErrorResponse::new("data.button: expected the ID of a button, found another string");
        *self.enabled.get_mut(&data.button).ok_or_else(unknown)? = data.enabled;
        Ok(())
    }
}

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
