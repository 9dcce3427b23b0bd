//! The key of approvals that outlive the session.

use matrix_widget_protocol::widget::{WidgetKind, origin};

use super::config::{HostConfig, Place};

impl HostConfig {
    /// Returns the key under which the application can store what the user has approved, and find it in a later session for
    /// [`approved`](Self::approved).
    ///
    /// It has the user, the widget ID, the kind of the widget, its room or account, the sender of its definition, its type, the
    /// template of its URL, and the origin of the URL to load. If one of them changes, the key does, and the user decides again.
    ///
    /// Returns `None` if nothing may be stored: for a modal widget, an [origin that is not checked](Self::checks_origin), a
    /// definition whose sender is unknown, an invalid URL, or without [`variables`](Self::variables).
    #[must_use]
    pub fn approval_key(&self) -> Option<String> {
        let widget = &self.widget;
        if !self.checks_origin || widget.kind() == WidgetKind::Modal {
            return None;
        }
        let room = match &self.place {
            Place::Room(room) => room.as_ref()?.as_str(),
            Place::Account => "",
        };
        let sender = match widget.kind() {
            WidgetKind::Virtual => "",
            _ => widget.sender()?.as_str(),
        };
        let variables = self.variables.as_ref()?;
        let origin = origin(&widget.url(variables).ok()?)?;
        let parts = [
            variables.user_id.as_str(),
            widget.id(),
            widget.kind().as_str(),
            room,
            sender,
            widget.widget_type().as_str(),
            widget.url_template().as_str(),
            &origin,
        ];
        // With its length before it, each part is told apart from its neighbors.
        Some(parts.map(|part| format!("{}:{part}", part.len())).concat())
    }
}
