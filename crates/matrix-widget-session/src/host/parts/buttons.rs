//! The state of the buttons of a modal widget.

use std::collections::BTreeMap;

use matrix_widget_protocol::{
    ErrorResponse,
    from_widget::{ModalButtons, OpenModalRequest, SetModalButtonEnabledRequest, is_close_button},
    widget::{Widget, WidgetKind},
};

/// The buttons of a modal widget.
#[derive(Debug)]
pub(in crate::host) struct Buttons {
    pub(in crate::host) config: OpenModalRequest,
    /// `true` for the buttons that are enabled, by ID.
    pub(in crate::host) enabled: BTreeMap<String, bool>,
    /// `true` once `widget_config` has been sent.
    pub(in crate::host) is_configured: bool,
}

impl Buttons {
    /// Returns the buttons of a modal widget, or `None` for other widgets.
    pub(in crate::host) fn of(widget: &Widget) -> Option<Self> {
        let config = || widget.content().read::<OpenModalRequest>().ok();
        let mut config = (widget.kind() == WidgetKind::Modal).then(config)??;
        // Not a member of MSC2790.
        config.creator_user_id = None;
        let mut buttons = Self { config, enabled: BTreeMap::new(), is_configured: false };
        buttons.reload();
        Some(buttons)
    }

    /// Begins a new epoch, in which the buttons are as they were at first.
    pub(in crate::host) fn reload(&mut self) {
        self.is_configured = false;
        self.enabled.clear();
        for button in self.config.buttons.iter().flat_map(ModalButtons::buttons) {
            self.enabled.entry(button.id).or_insert(button.disabled != Some(true));
        }
    }

    pub(in crate::host) fn set_enabled(
        &mut self,
        data: &SetModalButtonEnabledRequest,
    ) -> Result<(), ErrorResponse> {
        if is_close_button(&data.button) {
            return Err(ErrorResponse::new("data.button: the close button is always enabled"));
        }
        let unknown = || ErrorResponse::new("data.button: expected the ID of a button, found another string");
        *self.enabled.get_mut(&data.button).ok_or_else(unknown)? = data.enabled;
        Ok(())
    }
}
